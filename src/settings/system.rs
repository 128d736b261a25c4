//! `systemConfig`, as far as the hub acts on it; the rest stays in the document.

use serde_json::{Map, Value};

use crate::settings::compression::Compression;
use crate::settings::dialect::Dialect;
use crate::settings::plan::Plan;
use crate::settings::secret::Secret;

/// The typed part of `systemConfig`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct System {
    /// Where MCP endpoints are and who may use them.
    pub(crate) routing: Routing,
    /// Stands between a server's name and a tool's. Default `-`.
    pub(crate) name_separator: String,
    /// Recreate unknown sessions instead of answering 404.
    pub(crate) enable_session_rebuild: bool,
    /// `install.pythonIndexUrl`, for `uvx`, `uv`, `python`.
    pub(crate) python_index_url: Option<String>,
    /// `install.npmRegistry`, for `npm`, `npx`, `pnpm`, `yarn`, `node`.
    pub(crate) npm_registry: Option<String>,
    /// `install.baseUrl`: the hub's public URL.
    pub(crate) base_url: Option<String>,
    /// `network.allowedCidrs`: private addresses that servers of others than admins may be at.
    pub(crate) allowed_networks: Vec<String>,
    /// `registry.baseUrl`: where the public catalogue of servers is asked.
    pub(crate) registry_url: Option<String>,
    /// The catalogue in the cloud.
    pub(crate) mcp_router: McpRouter,
    /// Whose admin APIs are spoken at the root. All where absent.
    pub(crate) dialects: Vec<Dialect>,
    /// How often keys without a plan of their own may manage servers.
    pub(crate) plan: Option<Plan>,
    /// Where the registry is written to.
    pub(crate) supabase: Supabase,
    /// How often the admin API may be asked.
    pub(crate) rate_limits: RateLimits,
    /// What is kept of tool calls.
    pub(crate) activity_log: ActivitySettings,
    /// `audit.calls`: tool calls are in the audit log. Default true.
    pub(crate) audit_calls: bool,
    /// How tool results are shortened; `None` if they are not.
    pub(crate) compression: Option<Compression>,
    /// The whole object as written.
    pub(crate) entry: Map<String, Value>,
}

/// `systemConfig.routing`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Routing {
    /// `false`: `/mcp` without a target answers 403. Default true.
    pub(crate) enable_global_route: bool,
    /// `false`: groups are addressed by id only. Default true.
    pub(crate) enable_group_name_route: bool,
    /// Whether MCP endpoints want a credential. If absent, they do if `Settings::closed`.
    pub(crate) enable_bearer_auth: Option<bool>,
    /// The single key of older files; read where `bearerKeys` is absent.
    pub(crate) bearer_auth_key: Option<Secret>,
    /// The header that carries `Bearer <token>`. Default `Authorization`.
    pub(crate) bearer_auth_header_name: String,
    /// Bytes of a JSON body of the admin API. Default 1 MiB.
    pub(crate) json_body_limit_bytes: usize,
    /// The admin API takes requests without a credential as admin `guest`.
    pub(crate) skip_auth: bool,
}

/// `systemConfig.rateLimits`: requests of one address in 15 minutes; 0 is without a limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RateLimits {
    /// Of the admin API. Where absent: 600, and none from this machine itself.
    pub(crate) api: Option<u32>,
    /// Of those, to templates. Where absent: 200, and none from this machine itself.
    pub(crate) templates: Option<u32>,
    /// Wrong passwords. Where absent: 10.
    pub(crate) login: Option<u32>,
}

/// `systemConfig.activityLog`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ActivitySettings {
    /// Each tool call is noted: when, by whom, how long, how it ended. Ours; default true.
    pub(crate) enabled: bool,
    /// What it was called with and what came back is kept as well. Default false, as those belong to
    /// the client and its servers; MCPHub's is true.
    pub(crate) store_tool_payload: bool,
}

/// `systemConfig.mcpRouter`; variables fill in what is absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct McpRouter {
    /// Without it nothing is asked.
    pub(crate) api_key: Option<Secret>,
    /// Its address.
    pub(crate) base_url: Option<String>,
    /// Who asks, as an address.
    pub(crate) referer: Option<String>,
    /// Who asks, as a name.
    pub(crate) title: Option<String>,
}

/// `systemConfig.supabase`; variables fill in what is absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Supabase {
    /// The project's address.
    pub(crate) url: Option<String>,
    /// A key that may write.
    pub(crate) api_key: Option<Secret>,
    /// The table; `mcp_registry` where absent.
    pub(crate) table: Option<String>,
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
