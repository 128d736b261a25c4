//! Lists the tools of the hub's servers under their original names: server and name together
//! identify a tool.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::agent_corex::visibility;
use crate::api::caller::Caller;
use crate::api::state::ApiState;

/// A tool of an installed server.
#[derive(Serialize, ToSchema)]
pub(crate) struct InstalledTool {
    /// The tool's name on its server.
    name: String,
    /// Name of the tool's server.
    server: String,
    /// Description of the tool.
    description: String,
    /// Whether clients can call the tool.
    enabled: bool,
}

/// The list of tools.
#[derive(Serialize, ToSchema)]
pub(crate) struct InstalledTools {
    /// Tools, grouped by server.
    tools: Vec<InstalledTool>,
    /// Number of listed tools.
    total: usize,
}

/// Lists the tools of the servers that the caller sees; of a disabled server, the tools from its
/// last connection.
#[utoipa::path(get, path = "/tools/installed", tag = "Agent-Corex: tools",
    responses((status = 200, body = InstalledTools)))]
pub(crate) async fn list(State(state): State<ApiState>, caller: Caller) -> Json<InstalledTools> {
    let tools: Vec<InstalledTool> =
        visibility::tools(&state, &caller).into_iter().map(InstalledTool::of).collect();
    Json(InstalledTools { total: tools.len(), tools })
}

impl InstalledTool {
    fn of(tool: visibility::Tool) -> Self {
        let visibility::Tool { name, server, description, enabled, .. } = tool;
        Self { name, server, description, enabled }
    }
}
