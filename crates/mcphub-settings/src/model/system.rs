//! The part of `systemConfig` that the hub uses; the rest stays in the document.

use serde_json::{Map, Value};

use crate::model::compression::Compression;
use crate::model::dialect::Dialect;
use crate::model::plan::Plan;
use crate::model::secret::Secret;

/// The typed part of `systemConfig`.
#[derive(Clone, Debug, PartialEq)]
pub struct System {
    /// The MCP endpoints and their access rules.
    pub routing: Routing,
    /// Separates a server's name from a tool's. Default `-`.
    pub name_separator: String,
    /// Recreate unknown sessions instead of responding with 404.
    pub enable_session_rebuild: bool,
    /// `install.pythonIndexUrl`, for `uvx`, `uv`, `python`.
    pub python_index_url: Option<String>,
    /// `install.npmRegistry`, for `npm`, `npx`, `pnpm`, `yarn`, `node`.
    pub npm_registry: Option<String>,
    /// `install.baseUrl`: the hub's public URL.
    pub base_url: Option<String>,
    /// `oauthClient`: the hub as a client of authorization servers.
    pub oauth_client: OauthClient,
    /// `network.allowedCidrs`: private addresses that servers of non-admins may use.
    pub allowed_networks: Vec<String>,
    /// `registry.baseUrl`: the URL of the public server registry.
    pub registry_url: Option<String>,
    /// The cloud catalog.
    pub mcp_router: McpRouter,
    /// The admin APIs mounted at the root. Default all.
    pub dialects: Vec<Dialect>,
    /// The rate limit for managing servers, for keys without a plan of their own.
    pub plan: Option<Plan>,
    /// The database that the registry is written to.
    pub supabase: Supabase,
    /// The rate limits of the admin API.
    pub rate_limits: RateLimits,
    /// The recording of tool calls.
    pub activity_log: ActivitySettings,
    /// `audit.calls`: whether tool calls are in the audit log. Default true.
    pub audit_calls: bool,
    /// The shortening of tool results; `None` if off.
    pub compression: Option<Compression>,
    /// The whole object as written.
    pub(crate) entry: Map<String, Value>,
}

/// `systemConfig.routing`.
#[derive(Clone, Debug, PartialEq)]
pub struct Routing {
    /// If false, `/mcp` without a target responds with 403. Default true.
    pub enable_global_route: bool,
    /// If false, groups are addressed by id only. Default true.
    pub(crate) enable_group_name_route: bool,
    /// Whether MCP endpoints require a credential. If absent, `Settings::closed` decides.
    pub enable_bearer_auth: Option<bool>,
    /// The single key of older files; used if `bearerKeys` is absent.
    pub(crate) bearer_auth_key: Option<Secret>,
    /// The header that contains `Bearer <token>`. Default `Authorization`.
    pub bearer_auth_header_name: String,
    /// Maximum size of a JSON body of the admin API, in bytes. Default 1 MiB.
    pub json_body_limit_bytes: usize,
    /// Whether the admin API accepts requests without a credential, as admin `guest`.
    pub skip_auth: bool,
}

/// `systemConfig.oauthClient`. Our own object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OauthClient {
    /// `clientMetadataUrl`: the URL of the hub's client metadata document.
    pub metadata_url: Option<String>,
    /// `clientName`: the name to register under.
    pub name: Option<String>,
}

/// `systemConfig.rateLimits`: requests per IP address in 15 minutes; 0 means unlimited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RateLimits {
    /// Requests to the admin API. If absent: 600, and unlimited from this machine.
    pub api: Option<u32>,
    /// Of those, requests to templates. If absent: 200, and unlimited from this machine.
    pub templates: Option<u32>,
    /// Wrong passwords. If absent: 10.
    pub login: Option<u32>,
}

/// `systemConfig.activityLog`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ActivitySettings {
    /// Whether each tool call is recorded: time, caller, duration, outcome. Our own field; default
    /// true.
    pub enabled: bool,
    /// Whether arguments and results are recorded as well. Default false, since they belong to the
    /// client and its servers; MCPHub's default is true.
    pub store_tool_payload: bool,
}

/// `systemConfig.mcpRouter`; environment variables supply absent values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct McpRouter {
    /// If absent, no request is sent.
    pub api_key: Option<Secret>,
    pub base_url: Option<String>,
    /// Sent as the `Referer` of requests.
    pub referer: Option<String>,
    /// Sent as the title of requests.
    pub title: Option<String>,
}

/// `systemConfig.supabase`; environment variables supply absent values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Supabase {
    pub url: Option<String>,
    /// A key with write access.
    pub api_key: Option<Secret>,
    /// The table; default `mcp_registry`.
    pub table: Option<String>,
}

impl Default for System {
    fn default() -> Self {
        Self {
            routing: Routing::default(),
            name_separator: "-".into(),
            enable_session_rebuild: false,
            python_index_url: None,
            npm_registry: None,
            base_url: None,
            oauth_client: OauthClient::default(),
            allowed_networks: Vec::new(),
            registry_url: None,
            mcp_router: McpRouter::default(),
            dialects: Dialect::ALL.to_vec(),
            plan: None,
            supabase: Supabase::default(),
            rate_limits: RateLimits::default(),
            activity_log: ActivitySettings::default(),
            audit_calls: true,
            compression: None,
            entry: Map::new(),
        }
    }
}

impl Default for ActivitySettings {
    fn default() -> Self {
        Self { enabled: true, store_tool_payload: false }
    }
}

impl Default for Routing {
    fn default() -> Self {
        Self {
            enable_global_route: true,
            enable_group_name_route: true,
            enable_bearer_auth: None,
            bearer_auth_key: None,
            bearer_auth_header_name: "Authorization".into(),
            json_body_limit_bytes: 1 << 20,
            skip_auth: false,
        }
    }
}
