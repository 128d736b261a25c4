//! All keys of `mcp_settings.json`: MCPHub's, those that other dialects keep in a server's entry,
//! and our own (`cwd`, `inheritEnv`).

use crate::schema::other_fields::{PANDORA, REGISTRY_ENTRY, WORKSPACE};
use crate::schema::shape::Shape::{
    Any, Bool, Either, List, Map, Object, Plain, Prose, Text, Whole, Word,
};
use crate::schema::shape::{Shape, TEXTS, Table, field, open, table};
use crate::schema::system_fields::SYSTEM;

/// The values of a server's `type`.
pub(crate) const TRANSPORTS: &[&str] = &["stdio", "sse", "streamable-http", "openapi"];

const TEXT_MAP: Shape = Map(&Plain);
const VISIBILITY: Shape = Word(&["private", "group", "public"]);
const SESSION_MODE: Shape = Word(&["stateless", "stateful"]);
const SELECTOR: Shape = Either(&[Word(&["all"]), TEXTS]);

pub static SETTINGS: Table = table(
    "a settings file",
    &[
        field("$schema", Text, "The address of this schema."),
        field("mcpServers", Map(&Object(&SERVER)), "Servers by name."),
        field("users", List(&Object(&USER)), "People who may log in."),
        field(
            "groups",
            Either(&[List(&Object(&GROUP)), Map(&Object(&GROUP))]),
            "Named subsets of servers.",
        ),
        field("systemConfig", Object(&SYSTEM), "Settings of the hub itself."),
        field("bearerKeys", List(&Object(&BEARER_KEY)), "Keys for endpoints and the admin API."),
        field("mcpClients", List(&Object(&MCP_CLIENT)), "Programs that may use some servers."),
        field("prompts", List(&Object(&PROMPT)), "Prompts that the hub itself offers."),
        field("resources", List(&Object(&RESOURCE)), "Resources that the hub itself offers."),
        field("oauthClients", List(&Object(&OAUTH_CLIENT)), "Clients of the hub's own OAuth."),
        field("oauthTokens", List(&Object(&OAUTH_TOKEN)), "Tokens that the hub has issued.")
            .not_yet(),
        field("workspaces", List(&Object(&WORKSPACE)), "Workspaces that servers belong to."),
        field("mcpRegistry", List(&Object(&REGISTRY_ENTRY)), "Servers that the hub recommends."),
        field("pandora", Object(&PANDORA), "What Pandora's configuration has beside servers."),
        field("userConfigs", Map(&Object(&open("a user's settings", &[]))), "Settings by user.")
            .not_yet(),
    ],
);

/// Returns whether `word` is a key in any table of the settings file.
pub fn is_key(word: &str) -> bool {
    fn in_shape(shape: &Shape, word: &str) -> bool {
        match shape {
            Object(table) => {
                table.fields.iter().any(|field| field.name == word || in_shape(&field.shape, word))
            }
            List(inner) | Map(inner) => in_shape(inner, word),
            Either(shapes) => shapes.iter().any(|shape| in_shape(shape, word)),
            _ => false,
        }
    }
    in_shape(&Object(&SETTINGS), word)
}

/// An entry of `mcpServers`.
pub static SERVER: Table = table(
    "a server",
    &[
        field("type", Word(TRANSPORTS), "How it is reached."),
        field("description", Prose, "A note for people."),
        field("command", Text, "The program to start (stdio)."),
        field("args", List(&Prose), "Its arguments (stdio)."),
        field("env", TEXT_MAP, "Variables for the program; also seen by `${NAME}` in this entry."),
        field("envFile", Text, "A file of further variables, read at each start; `env` wins."),
        field("cwd", Text, "The program's working directory (stdio)."),
        field("inheritEnv", Bool, "Hand the hub's whole environment to the program (stdio)."),
        field("url", Text, "The endpoint (sse, streamable-http)."),
        field("headers", TEXT_MAP, "Headers of each request (not stdio)."),
        field("passthroughHeaders", TEXTS, "Headers of the client's request to hand on."),
        field("enabled", Bool, "false keeps the entry and does not connect it."),
        field("owner", Text, "The user that it belongs to."),
        field("visibility", VISIBILITY, "Which other users see it."),
        field("sharedWithUsers", TEXTS, "With visibility group: who."),
        field("enableKeepAlive", Bool, "Ping it, and reconnect where it does not answer."),
        field("keepAliveInterval", Whole(1), "Milliseconds between pings."),
        field("tools", Map(&Object(&OVERRIDE)), "What is shown of its tools."),
        field(
            "allowedTools",
            TEXTS,
            "The only tools that are shown: names, or patterns with *. [] shows none.",
        ),
        field("excludedTools", TEXTS, "Tools that are not shown: names, or patterns with *."),
        field("prompts", Map(&Object(&OVERRIDE)), "What is shown of its prompts."),
        field("resources", Map(&Object(&OVERRIDE)), "What is shown of its resources, by URI."),
        field("options", Object(&OPTIONS), "How long requests may take."),
        field("proxy", Object(&PROXY), "Run the program behind a proxy, by proxychains4 (stdio)."),
        field("oauth", Object(&OAUTH), "How to log in to it."),
        field("openapi", Object(&OPENAPI), "An OpenAPI document whose operations become tools."),
        field("perSessionClient", Bool, "One connection for each client session."),
        field("startOnDemand", Bool, "Start the program at the first call (stdio)."),
        field("idleTimeoutMs", Whole(1), "With startOnDemand: idle milliseconds before it stops."),
        field("watchPaths", TEXTS, "Files or folders whose change restarts the program (stdio)."),
        field("credentialTemplate", Any, "Values that each user of the hub sets for themselves."),
        field("timeout", Any, "Ignored; see options.timeout."),
        field("id", Text, "A stable id."),
        field("displayName", Prose, "A name for people."),
        field("homepage", Text, "Where to read about it."),
        field("bearerToken", Prose, "Sent as Authorization: Bearer, where headers have none."),
        field("authType", Word(&["none", "api_key", "oauth"]), "How the hub logs in to it."),
        field("requireApproval", Bool, "Ask before a tool is called.").not_yet(),
        field("sessionMode", SESSION_MODE, "stateless: a new connection for each call."),
        field("category", Prose, "For sorting."),
        field("icon", Prose, "For display."),
        field("tags", TEXTS, "For search."),
        field("version", Prose, "Of the server."),
        field("workspaceId", Text, "The workspace that it belongs to."),
        field("connectorId", Text, "The connector that it was made from."),
        field("connectorConfig", Any, "What the connector was given."),
        field("createdAt", Any, "When the entry was made."),
        field("updatedAt", Any, "When the entry was last changed."),
    ],
);

static OVERRIDE: Table = table(
    "an override",
    &[
        field("enabled", Bool, "false hides it and refuses its use."),
        field("description", Prose, "Replaces the server's own text."),
    ],
);

static OPTIONS: Table = table(
    "a server's options",
    &[
        field("timeout", Whole(1), "Milliseconds for each request."),
        field("resetTimeoutOnProgress", Bool, "Progress restarts the time."),
        field("maxTotalTimeout", Whole(1), "Milliseconds for each request, progress or not."),
    ],
);

static PROXY: Table = table(
    "a proxy",
    &[
        field("enabled", Bool, "Whether it is used."),
        field("type", Word(&["socks4", "socks5", "http"]), "What it speaks."),
        field("host", Text, "Where it is."),
        field("port", Whole(1), "Its port."),
        field("username", Prose, "To log in."),
        field("password", Prose, "To log in."),
        field("configPath", Text, "A configuration file to use instead."),
    ],
);

static OAUTH: Table = open(
    "a server's login",
    &[
        field("clientId", Prose, "Who the hub is."),
        field("clientSecret", Prose, "Its secret."),
        field("redirectUri", Text, "Where the browser returns to."),
        field("scopes", TEXTS, "What to ask for."),
        field("accessToken", Prose, "The first token, until `mcphub login`."),
        field("refreshToken", Prose, "Renews it."),
        field("resource", Any, "The resource indicator; false sends none."),
        field("authorizationEndpoint", Text, "Where people log in."),
        field("tokenEndpoint", Text, "Where tokens are fetched."),
        field("revocationEndpoint", Text, "Where tokens are given back."),
        field("dynamicRegistration", Object(&REGISTRATION), "How the hub makes itself known."),
        field("pendingAuthorization", Any, "Not used; the state folder keeps it."),
        field("enabled", Bool, "false allows no login."),
        field("perUser", Bool, "true: each user of the hub has a login of their own."),
        field("callbackPort", Whole(1), "The port that the browser returns to."),
        field("authServerMetadataUrl", Text, "The metadata of the authorization server."),
        field("clientMetadataUrl", Text, "A client metadata document, used as client id."),
        field("authorizeParams", TEXT_MAP, "Additional parameters of the page."),
        field(
            "tokenEndpointAuthMethod",
            Text,
            "none, client_secret_basic, client_secret_post or private_key_jwt.",
        ),
        field("privateKeyFile", Text, "A private key in PEM, instead of a secret."),
        field("privateKeyAlgorithm", Word(&["ES256", "RS256"]), "Its algorithm; the key tells."),
        field(
            "grant",
            Word(&["authorization_code", "client_credentials", "device_code"]),
            "client_credentials: the hub logs in by itself; device_code: people enter a code.",
        ),
        field("relax", TEXTS, "Checks that are turned off."),
    ],
);

static REGISTRATION: Table = open(
    "a dynamic registration",
    &[
        field("enabled", Bool, "Whether it is tried."),
        field("issuer", Text, "The issuer."),
        field("registrationEndpoint", Text, "Where."),
        field("metadata", Any, "What is said of the hub."),
        field("initialAccessToken", Prose, "Where the endpoint asks for one."),
    ],
);

static OPENAPI: Table = table(
    "an OpenAPI server",
    &[
        field("url", Text, "Where the document is."),
        field("schema", Object(&open("an OpenAPI document", &[])), "The document itself."),
        field("version", Text, "The version of OpenAPI."),
        field("passthroughHeaders", TEXTS, "Headers of the client's request to hand on."),
        field("cookieSession", Bool, "Keep cookies for each client session."),
        field("security", Any, "How requests prove who sends them."),
    ],
);

/// An entry of `groups`.
pub(crate) static GROUP: Table = table(
    "a group",
    &[
        field("id", Text, "A UUID, made by the hub."),
        field(
            "name",
            Text,
            "Unique. Where groups are written as an object, its key stands for it.",
        ),
        field("description", Prose, "A note for people."),
        field("servers", List(&MEMBER_SHAPE), "Its members."),
        field("owner", Text, "The user that it belongs to."),
        field("visibility", VISIBILITY, "Which other users see it."),
        field("sharedWithUsers", TEXTS, "With visibility group: who."),
    ],
);

const MEMBER_SHAPE: Shape = Either(&[Text, Object(&MEMBER)]);

static MEMBER: Table = table(
    "a member of a group",
    &[
        field("name", Text, "A server.").required(),
        field("alias", Text, "Its name inside the group."),
        field("tools", SELECTOR, "all, or the tools to show."),
        field("excludedTools", TEXTS, "Tools to leave out of those."),
        field("prompts", SELECTOR, "all, or the prompts to show."),
        field("resources", SELECTOR, "all, or the URIs to show."),
        field("pinnedTools", TEXTS, "Tools that smart routing lists at once.").not_yet(),
    ],
);

/// An entry of `bearerKeys`.
pub(crate) static BEARER_KEY: Table = table(
    "a bearer key",
    &[
        field("id", Text, "A UUID, made by the hub."),
        field("name", Text, "For people."),
        field("token", Text, "The credential.").required(),
        field("enabled", Bool, "false refuses it."),
        field("kind", Word(&["system", "user"]), "user: it acts as its owner."),
        field("owner", Text, "The user of a user key."),
        field("manages", Bool, "A user key that also manages the hub, where users' keys do."),
        field("accessType", Word(&["all", "groups", "servers", "custom"]), "What it opens."),
        field("allowedGroups", TEXTS, "Groups, by name or id."),
        field("allowedServers", TEXTS, "Servers, by name."),
        field("plan", Word(&["free", "pro", "enterprise"]), "How often it may manage servers."),
        field("requestsPerMinute", Whole(1), "The same as a number; goes before `plan`."),
        field("createdAt", Any, "When it was made."),
        field("updatedAt", Any, "When it was last changed."),
    ],
);

/// An entry of `mcpClients`.
pub(crate) static MCP_CLIENT: Table = table(
    "a client",
    &[
        field("name", Text, "Unique.").required(),
        field("description", Prose, "For people."),
        field("accessToken", Text, "The credential.").required(),
        field("isCustomAccessToken", Bool, "Whether somebody chose the token."),
        field("allowList", TEXTS, "The servers that it sees, or *."),
    ],
);

/// An entry of `users`.
pub(crate) static USER: Table = table(
    "a user",
    &[
        field("username", Text, "Unique.").required(),
        field("password", Text, "A bcrypt hash."),
        field("isAdmin", Bool, "May do everything."),
        field("email", Text, "For people."),
        field("ssoUserId", Text, "The id at a login provider."),
    ],
);

static PROMPT: Table = table(
    "a built-in prompt",
    &[
        field("id", Text, "A UUID, made by the hub."),
        field("name", Text, "Unique.").required(),
        field("title", Prose, "For people."),
        field("description", Prose, "For people."),
        field("template", Prose, "The text; {{name}} stands for an argument.").required(),
        field("arguments", List(&Object(&ARGUMENT)), "What may be filled in."),
        field("enabled", Bool, "false hides it."),
    ],
);

static ARGUMENT: Table = table(
    "an argument of a prompt",
    &[
        field("name", Text, "As in the template.").required(),
        field("title", Prose, "For people."),
        field("description", Prose, "For people."),
        field("required", Bool, "Whether it must be given."),
    ],
);

static RESOURCE: Table = table(
    "a built-in resource",
    &[
        field("id", Text, "A UUID, made by the hub."),
        field("uri", Text, "Unique.").required(),
        field("name", Prose, "For people."),
        field("description", Prose, "For people."),
        field("mimeType", Text, "text/plain where absent."),
        field("content", Prose, "The text.").required(),
        field("enabled", Bool, "false hides it."),
    ],
);

static OAUTH_CLIENT: Table = table(
    "an OAuth client",
    &[
        field("clientId", Text, "Unique.").required(),
        field("clientSecret", Text, "Its secret."),
        field("name", Prose, "For people."),
        field("redirectUris", TEXTS, "Where browsers may return to."),
        field("grants", TEXTS, "What it may ask by."),
        field("scopes", TEXTS, "What it may ask for."),
        field("owner", Text, "The user that it belongs to."),
        field("metadata", Any, "What it says of itself."),
    ],
);

static OAUTH_TOKEN: Table = table(
    "an OAuth token",
    &[
        field("accessToken", Text, "The credential.").required(),
        field("accessTokenExpiresAt", Any, "When it ends."),
        field("refreshToken", Text, "For the next one."),
        field("refreshTokenExpiresAt", Any, "When that ends."),
        field("scope", Text, "What it opens."),
        field("clientId", Text, "Whose it is."),
        field("username", Text, "Who logged in."),
    ],
);
