//! The hub as OAuth authorization server: `systemConfig.oauthServer`, and the clients of
//! `oauthClients`.

use std::time::Duration;

use crate::model::secret::Secret;

/// `systemConfig.oauthServer`.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch in the file")]
#[derive(Clone, Debug, PartialEq)]
pub struct OauthServer {
    /// Whether the hub issues tokens. Default true.
    pub enabled: bool,
    /// Lifetime of an access token. Default one hour.
    pub access_token_lifetime: Duration,
    /// Lifetime of a refresh token, which each use renews. Default 14 days.
    pub refresh_token_lifetime: Duration,
    /// Lifetime of an authorization code. Default 5 minutes, at most 10.
    pub authorization_code_lifetime: Duration,
    /// Whether registered clients must authenticate with a secret. Default false.
    pub require_client_secret: bool,
    /// The scopes that clients may request. Default `read` and `write`.
    pub allowed_scopes: Vec<String>,
    /// Whether an authorization request must contain `state`. Default false.
    pub require_state: bool,
    /// `dynamicRegistration`.
    pub registration: DynamicRegistration,
    /// `clientIdMetadata`.
    pub documents: ClientIdMetadata,
    /// Additional private-use URI schemes that redirect URIs may have.
    pub redirect_schemes: Vec<String>,
    /// The hosts of redirect URIs with `https`; if empty, all are allowed.
    pub redirect_hosts: Vec<String>,
    /// Whether clients may limit a token to servers and groups with `server:NAME` and
    /// `group:NAME`. Default false.
    pub target_scopes: bool,
}

/// `systemConfig.oauthServer.dynamicRegistration` (RFC 7591).
#[derive(Clone, Debug, PartialEq)]
pub struct DynamicRegistration {
    /// Whether clients may register. Default true.
    pub enabled: bool,
    /// The grant types that a client may register.
    pub allowed_grant_types: Vec<String>,
    /// Whether only callers with a credential of the hub may register. Default false.
    pub requires_authentication: bool,
}

/// `systemConfig.oauthServer.clientIdMetadata`: client ids that are URLs of metadata documents.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientIdMetadata {
    /// Whether such client ids are accepted. Default true; MCPHub's default is false.
    pub enabled: bool,
    /// How long a document is kept unless its server says otherwise. Default one hour.
    pub cache_ttl: Duration,
    /// The hosts of the documents; if empty, all are allowed.
    pub allowed_hosts: Vec<String>,
    /// Hosts of which documents are refused.
    pub denied_hosts: Vec<String>,
}

/// One entry of `oauthClients`.
#[derive(Clone, Debug, PartialEq)]
pub struct OauthClient {
    pub id: String,
    /// `None` for a public client.
    pub secret: Option<Secret>,
    pub name: String,
    pub redirect_uris: Vec<String>,
    /// The grant types; default `authorization_code` and `refresh_token`.
    pub grants: Vec<String>,
    /// The scopes that the client may request; `None` means all allowed ones.
    pub scopes: Option<Vec<String>>,
    /// The user who manages the client.
    pub owner: Option<String>,
    /// `metadata.token_endpoint_auth_method`.
    pub auth_method: Option<String>,
}

/// The longest lifetime of an authorization code.
pub(crate) const CODE_LIFETIME_MAX: Duration = Duration::from_mins(10);

/// The grant types of a client that names none.
pub const GRANTS: [&str; 2] = ["authorization_code", "refresh_token"];

impl Default for OauthServer {
    fn default() -> Self {
        Self {
            enabled: true,
            access_token_lifetime: Duration::from_hours(1),
            refresh_token_lifetime: Duration::from_hours(14 * 24),
            authorization_code_lifetime: Duration::from_mins(5),
            require_client_secret: false,
            allowed_scopes: vec!["read".into(), "write".into()],
            require_state: false,
            registration: DynamicRegistration::default(),
            documents: ClientIdMetadata::default(),
            redirect_schemes: Vec::new(),
            redirect_hosts: Vec::new(),
            target_scopes: false,
        }
    }
}

impl Default for DynamicRegistration {
    fn default() -> Self {
        Self {
            enabled: true,
            allowed_grant_types: GRANTS.map(str::to_owned).to_vec(),
            requires_authentication: false,
        }
    }
}

impl Default for ClientIdMetadata {
    fn default() -> Self {
        Self {
            enabled: true,
            cache_ttl: Duration::from_hours(1),
            allowed_hosts: Vec::new(),
            denied_hosts: Vec::new(),
        }
    }
}
