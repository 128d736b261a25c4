//! All keys of `systemConfig`.

use crate::schema::shape::Shape::{
    Any, Bool, Either, List, Number, Object, Prose, Text, Whole, Word,
};
use crate::schema::shape::{Shape, TEXTS, Table, field, table};

pub(crate) static SYSTEM: Table = table(
    "the hub's settings",
    &[
        field("routing", Object(&ROUTING), "Where MCP endpoints are, and for whom."),
        field("install", Object(&INSTALL), "Registries, and the hub's own address."),
        field("smartRouting", Object(&SMART_ROUTING), "Search over all tools.").not_yet(),
        field(
            "toolResultCompression",
            Object(&COMPRESSION),
            "Shorten long texts in results of tools; not on /direct.",
        ),
        field("mcpRouter", Object(&MCP_ROUTER), "A catalogue in the cloud."),
        field("registry", Object(&REGISTRY), "The public catalogue of servers."),
        field("nameSeparator", Prose, "Between a server's name and a tool's."),
        field("enableSessionRebuild", Bool, "Make unknown sessions anew."),
        field("oauthServer", Object(&OAUTH_SERVER), "The hub's own OAuth.").not_yet(),
        field("oauth", Object(&OAUTH_PROVIDER), "An OAuth provider in front of the hub.").not_yet(),
        field("oauthClient", Object(&OAUTH_CLIENT), "The hub at authorization servers."),
        field("auth", Any, "Other ways to log in.").not_yet(),
        field("discovery", Object(&ENABLED), "A public catalogue.").not_yet(),
        field("activityLog", Object(&ACTIVITY_LOG), "What is kept of calls."),
        field("audit", Object(&AUDIT), "What is in the audit log."),
        field("network", Object(&NETWORK), "Which addresses may be called."),
        field("dialects", List(&DIALECT), "Whose admin APIs are spoken; all when absent."),
        field("plan", Word(&["free", "pro", "enterprise"]), "Of keys that have no plan."),
        field("requestsPerMinute", Whole(1), "The same as a number; goes before `plan`."),
        field("supabase", Object(&SUPABASE), "Where the registry is written to."),
        field("api", Object(&API), "What the admin API may change."),
        field("rateLimits", Object(&RATE_LIMITS), "How often the admin API may be asked."),
    ],
);

static OAUTH_CLIENT: Table = table(
    "the hub at authorization servers",
    &[
        field("clientMetadataUrl", Text, "The hub's client metadata document, if elsewhere."),
        field("clientName", Prose, "The name to register under."),
    ],
);

static SUPABASE: Table = table(
    "a Supabase project",
    &[
        field("url", Text, "Its address."),
        field("apiKey", Prose, "A key that may write."),
        field("table", Text, "The table; mcp_registry when absent."),
    ],
);

const DIALECT: Shape = Word(&["mcphub", "mcpjungle", "pandora", "agent-corex", "aeontel"]);

static ROUTING: Table = table(
    "routing",
    &[
        field("enableGlobalRoute", Bool, "false: no /mcp without a target."),
        field("enableGroupNameRoute", Bool, "false: groups by id only."),
        field("enableBearerAuth", Bool, "MCP endpoints need a credential."),
        field("bearerAuthKey", Prose, "The single key of older releases."),
        field("bearerAuthHeaderName", Text, "The header with the credential."),
        field("jsonBodyLimit", Either(&[Text, Whole(1)]), "For instance 1mb."),
        field("skipAuth", Bool, "The admin API asks nobody who they are."),
    ],
);

static INSTALL: Table = table(
    "install",
    &[
        field("pythonIndexUrl", Text, "For uvx, uv and python."),
        field("npmRegistry", Text, "For npm, npx, pnpm, yarn and node."),
        field("baseUrl", Text, "Where the hub is reached."),
    ],
);

static SMART_ROUTING: Table = table(
    "smart routing",
    &[
        field("enabled", Bool, "Whether it is offered."),
        field("dbUrl", Text, "A database."),
        field("basePacingDelayMs", Number, "Milliseconds between requests."),
        field("embeddingProvider", Word(&["openai", "azure_openai"]), "Who embeds."),
        field("embeddingEncodingFormat", Word(&["auto", "float", "base64"]), "How."),
        field("openaiApiBaseUrl", Text, "Its address."),
        field("openaiApiKey", Prose, "Its key."),
        field("openaiApiEmbeddingModel", Text, "Its model."),
        field("azureOpenaiEndpoint", Text, "Its address."),
        field("azureOpenaiApiKey", Prose, "Its key."),
        field("azureOpenaiApiVersion", Text, "Its version."),
        field("azureOpenaiEmbeddingDeployment", Text, "Its deployment."),
        field("azureOpenaiEmbeddingModel", Text, "Its model."),
        field("progressiveDisclosure", Bool, "Show schemas only when asked."),
        field("embeddingMaxTokens", Number, "The longest text."),
        field("serverDescriptionMode", Word(&["names", "full"]), "What is said of servers."),
        field("embeddingDimensions", Number, "The length of a vector."),
    ],
);

static COMPRESSION: Table = table(
    "tool result compression",
    &[
        field("enabled", Bool, "Whether it is done."),
        field("minTokens", Whole(0), "Texts of fewer tokens are left alone; 2000 when absent."),
        field("maxOutputTokens", Whole(0), "Tokens that are kept of a text; 1200 when absent."),
        field(
            "strategy",
            Word(&["auto", "json", "log", "search", "diff", "text"]),
            "How; auto when absent.",
        ),
    ],
);

static MCP_ROUTER: Table = table(
    "the cloud catalogue",
    &[
        field("apiKey", Prose, "Its key."),
        field("referer", Text, "Who asks."),
        field("title", Prose, "Who asks."),
        field("baseUrl", Text, "Its address."),
    ],
);

static REGISTRY: Table = table(
    "the registry",
    &[field("baseUrl", Text, "Its address; https://registry.modelcontextprotocol.io when absent.")],
);

static OAUTH_SERVER: Table = table(
    "the hub's OAuth server",
    &[
        field("enabled", Bool, "Whether it is offered."),
        field("accessTokenLifetime", Whole(1), "Seconds."),
        field("refreshTokenLifetime", Whole(1), "Seconds."),
        field("authorizationCodeLifetime", Whole(1), "Seconds."),
        field("requireClientSecret", Bool, "Clients must have one."),
        field("allowedScopes", TEXTS, "What may be asked for."),
        field("requireState", Bool, "Clients must send one."),
        field(
            "dynamicRegistration",
            Object(&CLIENT_REGISTRATION),
            "Clients make themselves known.",
        ),
    ],
);

static CLIENT_REGISTRATION: Table = table(
    "client registration",
    &[
        field("enabled", Bool, "Whether it is offered."),
        field("allowedGrantTypes", TEXTS, "What they may ask by."),
        field("requiresAuthentication", Bool, "Only for those who are known."),
    ],
);

static OAUTH_PROVIDER: Table = table(
    "an OAuth provider",
    &[
        field("enabled", Bool, "Whether it is used."),
        field("issuerUrl", Text, "The issuer."),
        field("baseUrl", Text, "The hub's own address."),
        field("serviceDocumentationUrl", Text, "For people."),
        field("scopesSupported", TEXTS, "What may be asked for."),
        field("endpoints", Any, "Its addresses."),
        field("verifyAccessToken", Any, "How a token is checked."),
        field("clients", List(&Any), "Who may ask."),
    ],
);

static ENABLED: Table = table("a switch", &[field("enabled", Bool, "Whether it is offered.")]);

static API: Table = table(
    "the admin API",
    &[field("allowCommands", Bool, "false: no request sets command, args or env of a server.")],
);

static ACTIVITY_LOG: Table = table(
    "the activity log",
    &[
        field("enabled", Bool, "false: nothing is kept of calls."),
        field("storeToolPayload", Bool, "Keep arguments and results too."),
    ],
);

static AUDIT: Table = table(
    "the audit log",
    &[field("calls", Bool, "false: tool calls are left out; all else is always there.")],
);

static RATE_LIMITS: Table = table(
    "limits, each for one address in 15 minutes; 0 is none",
    &[
        field("api", Whole(0), "Requests of the admin API; 600 when absent."),
        field("templates", Whole(0), "Of those, to templates; 200 when absent."),
        field("login", Whole(0), "Wrong passwords; 10 when absent."),
    ],
);

static NETWORK: Table =
    table("the network", &[field("allowedCidrs", TEXTS, "Private addresses that may be called.")]);
