//! `systemConfig.oauth`: the identity providers whose tokens the MCP endpoints accept.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use crate::model::secret::Secret;

/// The algorithms of signatures that are accepted by default.
pub const ALGORITHMS: [&str; 4] = ["RS256", "PS256", "ES256", "EdDSA"];

/// All algorithms that can be accepted.
pub const ALGORITHMS_KNOWN: [&str; 9] =
    ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"];

/// The identity providers, and what the metadata of the endpoints says of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdentityProviders {
    /// The usable providers, in file order. Empty if tokens of providers are not accepted.
    pub issuers: Vec<Issuer>,
    /// Whether the section is present and not switched off, usable or not.
    pub is_wanted: bool,
    /// `baseUrl`: the base of resource identifiers, instead of the hub's public URL.
    pub base_url: Option<String>,
    /// `scopesSupported`, for the metadata.
    pub scopes_supported: Vec<String>,
    /// `serviceDocumentationUrl`, for the metadata.
    pub documentation_url: Option<String>,
}

/// One identity provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    /// The exact `iss` of its tokens, and the base of its metadata.
    pub issuer: String,
    /// The accepted `aud`; empty: the URL of the endpoint, or a part of it from the left.
    pub audiences: Vec<String>,
    /// The accepted algorithms of signatures.
    pub algorithms: Vec<String>,
    /// The URL of its keys, instead of the one in its metadata.
    pub jwks_uri: Option<String>,
    /// The tolerated difference of clocks, in seconds.
    pub clock_skew: u64,
    /// The scopes that a token must have.
    pub required_scopes: Vec<String>,
    /// The accepted `typ` in the header of a token, in lower case.
    pub token_types: Vec<String>,
    /// How opaque tokens are checked.
    pub introspection: Option<Introspection>,
    /// Where facts are in a token.
    pub claims: ClaimPaths,
    /// What facts mean here.
    pub map: RightsMap,
    /// Whether a person that neither the settings nor `map` know may use the endpoints.
    pub create_users: bool,
    /// The hub groups of each person who is not a user of the hub.
    pub default_groups: Vec<String>,
}

/// How opaque tokens are checked: RFC 7662, or MCPHub's `verifyAccessToken`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Introspection {
    /// The URL; `None`: the one of the provider's metadata.
    pub endpoint: Option<String>,
    /// The hub's own client at the provider.
    pub client_id: Option<String>,
    pub client_secret: Option<Secret>,
    /// Other headers of the request.
    pub headers: BTreeMap<String, Secret>,
    /// How long a result is used, at most.
    pub cache_seconds: u64,
    /// Whether a response without `active` is accepted if it names a client, as MCPHub does.
    pub accepts_client_answer: bool,
}

/// The dotted paths of claims, of which the first present one counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimPaths {
    pub user: Vec<String>,
    pub email: Vec<String>,
    pub groups: Vec<String>,
    pub scopes: Vec<String>,
}

/// The rights of the people of a provider.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RightsMap {
    /// Users of the hub by `sub`, user claim or verified email.
    pub users: BTreeMap<String, String>,
    /// Groups of the hub by group of the provider.
    pub groups: BTreeMap<String, Vec<String>>,
    /// Servers by group of the provider.
    pub servers: BTreeMap<String, Vec<String>>,
    /// Groups of the provider whose people are admins at the MCP endpoints.
    pub admins: Vec<String>,
}

impl Default for ClaimPaths {
    fn default() -> Self {
        let of = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Self {
            user: of(&["preferred_username"]),
            email: of(&["email"]),
            groups: of(&["groups"]),
            scopes: of(&["scope", "scp"]),
        }
    }
}

impl IdentityProviders {
    /// Returns the provider with this exact issuer.
    pub fn issuer(&self, issuer: &str) -> Option<&Issuer> {
        self.issuers.iter().find(|known| known.issuer == issuer)
    }
}

impl Issuer {
    /// Returns a hash of the rules that grant rights to the people of the provider.
    pub fn rules_hash(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        let Self { audiences, required_scopes, map, create_users, default_groups, .. } = self;
        (audiences, required_scopes, &map.users, &map.groups).hash(&mut hasher);
        (&map.servers, &map.admins, create_users, default_groups).hash(&mut hasher);
        hasher.finish()
    }
}
