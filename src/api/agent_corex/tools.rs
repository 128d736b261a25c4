//! Tools of the hub's servers, by their own names: a server and a name tell one tool.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::agent_corex::sight;
use crate::api::caller::Caller;
use crate::api::state::ApiState;

/// A tool.
#[derive(Serialize, ToSchema)]
pub(crate) struct InstalledTool {
    /// Its own name.
    name: String,
    /// Whose it is.
    server: String,
    /// What it does.
    description: String,
    /// Whether clients can call it.
    enabled: bool,
}

/// Tools.
#[derive(Serialize, ToSchema)]
pub(crate) struct InstalledTools {
    /// Server by server.
    tools: Vec<InstalledTool>,
    /// How many there are.
    total: usize,
}

/// The tools of the servers that the caller sees; those of a server that is switched off as far as it
/// was heard before.
#[utoipa::path(get, path = "/tools/installed", tag = "Agent-Corex: tools",
    responses((status = 200, body = InstalledTools)))]
pub(crate) async fn installed(
    State(state): State<ApiState>,
    caller: Caller,
) -> Json<InstalledTools> {
    let tools = sight::tools(&state, &caller).into_iter().map(InstalledTool::of);
    let tools: Vec<InstalledTool> = tools.collect();
    Json(InstalledTools { total: tools.len(), tools })
}

impl InstalledTool {
    fn of(tool: sight::Tool) -> Self {
        let sight::Tool { name, server, description, enabled, .. } = tool;
        Self { name, server, description, enabled }
    }
}
