//! All keys of `systemConfig.oauth`: identity providers whose tokens the MCP endpoints accept.

use crate::schema::shape::Shape::{Any, Bool, Either, List, Map, Object, Text, Whole, Word};
use crate::schema::shape::{Field, Shape, TEXTS, Table, field, table};

const NAMES: Shape = Either(&[Text, TEXTS]);

const JWKS_URI: Field = field("jwksUri", Text, "Its keys; from its metadata when absent.");
const AUDIENCES: Field =
    field("audiences", TEXTS, "Accepted `aud`; the URL of the endpoint or of the hub when absent.");
const ALGORITHMS: Field = field(
    "algorithms",
    List(&Word(&["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"])),
    "Accepted signatures; RS256, PS256, ES256 and EdDSA when absent.",
);
const CLOCK_SKEW: Field =
    field("clockSkew", Whole(0), "Seconds that clocks may differ; 60 when absent, at most 300.");
const REQUIRED_SCOPES: Field = field("requiredScopes", TEXTS, "Scopes that a token must have.");
const TOKEN_TYPES: Field =
    field("tokenTypes", TEXTS, "Accepted `typ` of tokens; at+jwt and JWT when absent.");
const INTROSPECTION: Field =
    field("introspection", Object(&INTROSPECTION_KEYS), "How opaque tokens are checked.");
const CLAIMS: Field = field("claims", Object(&CLAIM_KEYS), "Where facts are in a token.");
const MAP: Field = field("map", Object(&MAP_KEYS), "What facts mean here.");
const CREATE_USERS: Field =
    field("createUsers", Bool, "Accept people whom neither the users nor `map` contain.");
const DEFAULT_GROUPS: Field =
    field("defaultGroups", TEXTS, "Groups of this hub for each accepted person.");
const VERIFY: Field =
    field("verifyAccessToken", Object(&VERIFY_KEYS), "How opaque tokens are checked.");

pub(crate) static PROVIDERS: Table = table(
    "identity providers",
    &[
        field("enabled", Bool, "Whether their tokens are accepted."),
        field("issuerUrl", Text, "The issuer: the exact `iss` of its tokens."),
        field("issuers", List(&Object(&ISSUER)), "More providers, each with the keys below."),
        field("baseUrl", Text, "Base of the resource identifiers; the hub's URL when absent."),
        field("serviceDocumentationUrl", Text, "For people."),
        field("scopesSupported", TEXTS, "What may be asked for."),
        field("endpoints", Any, "Its addresses.").not_yet(),
        field("clients", List(&Any), "Who may ask.").not_yet(),
        VERIFY,
        AUDIENCES,
        ALGORITHMS,
        JWKS_URI,
        CLOCK_SKEW,
        REQUIRED_SCOPES,
        TOKEN_TYPES,
        INTROSPECTION,
        CLAIMS,
        MAP,
        CREATE_USERS,
        DEFAULT_GROUPS,
    ],
);

static ISSUER: Table = table(
    "an identity provider",
    &[
        field("issuer", Text, "The exact `iss` of its tokens."),
        VERIFY,
        AUDIENCES,
        ALGORITHMS,
        JWKS_URI,
        CLOCK_SKEW,
        REQUIRED_SCOPES,
        TOKEN_TYPES,
        INTROSPECTION,
        CLAIMS,
        MAP,
        CREATE_USERS,
        DEFAULT_GROUPS,
    ],
);

static VERIFY_KEYS: Table = table(
    "a check of tokens",
    &[
        field("endpoint", Text, "Receives the token."),
        field("headers", Map(&Text), "Sent with it."),
    ],
);

static INTROSPECTION_KEYS: Table = table(
    "an introspection",
    &[
        field("endpoint", Text, "Its URL; from the provider's metadata when absent."),
        field("clientId", Text, "The hub's client at the provider."),
        field("clientSecret", Text, "Its secret."),
        field("cacheSeconds", Whole(0), "How long a result is used; 60 when absent, at most."),
    ],
);

static CLAIM_KEYS: Table = table(
    "places of facts in a token, as dotted paths",
    &[
        field("user", NAMES, "The person's name; preferred_username when absent."),
        field("email", NAMES, "The email address."),
        field("groups", NAMES, "The groups, for instance realm_access.roles."),
        field("scopes", NAMES, "The scopes; scope or scp when absent."),
    ],
);

static MAP_KEYS: Table = table(
    "rights of people and their groups",
    &[
        field("users", Map(&Text), "Users of this hub by `sub`, name or email address."),
        field("groups", Map(&TEXTS), "Groups of this hub by group of the provider."),
        field("servers", Map(&TEXTS), "Servers by group of the provider."),
        field("admins", TEXTS, "Groups of the provider whose people see every server."),
    ],
);
