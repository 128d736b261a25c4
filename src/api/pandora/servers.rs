//! Lists servers with their state and tools, and adds a server under a new id. The list does not
//! reveal how a server is reached.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::extract::JsonBody;
use crate::api::login::waiting;
use crate::api::pandora::config::{CONNECT_WAIT, ServerConfig};
use crate::api::pandora::config_schema::{self, Schema};
use crate::api::pandora::server;
use crate::api::service::entry::EntryExt;
use crate::api::service::server_policy;
use crate::api::state::ApiState;
use crate::oauth::authorization::Pending;
use crate::proxy::catalog::catalog::ManagedItem;
use crate::proxy::inventory::items::ListKind;
use crate::proxy::upstream::State as Upstream;
use crate::settings::Document;
use crate::settings::model::server::{Server, TransportKind};
use crate::state::random;

/// The list of servers.
#[derive(Serialize, ToSchema)]
pub(super) struct ServerList {
    /// Servers, in file order.
    servers: Vec<ServerInfo>,
}

/// A server in the list.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ServerInfo {
    /// The server's name in the file.
    id: String,
    /// Display name of the server.
    name: String,
    /// The transport: `stdio` or `http`.
    r#type: &'static str,
    /// Whether the server is enabled.
    enabled: bool,
    /// Whether each call requires approval by a user.
    require_approval: bool,
    /// Tools that the server offers now.
    tools: Vec<Tool>,
    /// Why the server is not usable.
    error: Option<String>,
    /// Login URL, while the server waits for a login.
    #[serde(skip_serializing_if = "Option::is_none")]
    auth_url: Option<String>,
}

/// A tool of a server.
#[derive(Serialize, ToSchema)]
struct Tool {
    /// The id `<server>_<tool>`.
    id: String,
    /// Display name of the tool.
    name: String,
    /// Description of the tool.
    description: String,
}

/// A server after its creation.
#[derive(Serialize, ToSchema)]
pub(super) struct CreatedServer {
    /// A UUID, the server's name in the file.
    id: String,
    /// The server's current configuration.
    #[serde(flatten)]
    #[schema(value_type = ServerConfig)]
    config: Map<String, Value>,
}

/// Lists the servers that the caller sees, with state and tools.
#[utoipa::path(get, path = "/api/mcp-servers", tag = "Pandora: servers",
    responses((status = 200, body = ServerList)))]
pub(super) async fn list(State(state): State<ApiState>, caller: Caller) -> Json<ServerList> {
    let settings = state.live.snapshot();
    let logins = waiting::logins(&state, &caller).await;
    let info = |server: &Server| info(&state, server, logins.get(&server.name));
    let visible = caller.visible_servers(&settings).map(info);
    let unusable = caller.unusable_servers(&settings).map(|name| unusable(name));
    Json(ServerList { servers: visible.chain(unusable).collect() })
}

/// Adds a server and responds after the first connection attempt.
#[utoipa::path(post, path = "/api/mcp-servers", tag = "Pandora: servers",
    request_body = ServerConfig, responses((status = 201, body = CreatedServer)))]
pub(super) async fn create(
    State(state): State<ApiState>,
    caller: Caller,
    JsonBody(sent): JsonBody<Map<String, Value>>,
) -> Result<(StatusCode, Json<CreatedServer>), ApiError> {
    let (config, issues) = config_schema::read(&Schema::Server, &sent.into(), &Value::Null);
    if !issues.is_empty() {
        return Err(ApiError::invalid(issues.join(", ")));
    }
    let mut entry = server::entry(&config);
    server_policy::set_owner(&caller, &mut entry)?;
    let id = random::id()?;
    let name = id.clone();
    let verb = move |document: &mut Document| server_policy::add(&caller, document, &name, &entry);
    state.edit(verb).await?;
    state.wait_first_attempts(std::slice::from_ref(&id), CONNECT_WAIT).await;
    let settings = state.live.snapshot();
    let config = settings.server(&id).and_then(server::view).unwrap_or(config);
    Ok((StatusCode::CREATED, Json(CreatedServer { id, config })))
}

fn info(state: &ApiState, server: &Server, login: Option<&Pending>) -> ServerInfo {
    let status = state.hub.status(&server.name).map(|status| status.state);
    let catalog = state.hub.catalog();
    let tools = catalog.describe(&server.name, ListKind::Tools);
    let name = server.entry.text("displayName");
    let stdio = server.transport.kind() == TransportKind::Stdio;
    ServerInfo {
        id: server.name.clone(),
        name: name.unwrap_or(&server.name).to_owned(),
        r#type: if stdio { "stdio" } else { "http" },
        enabled: server.enabled,
        require_approval: server::requires_approval(server),
        tools: tools
            .iter()
            .filter(|tool| tool.enabled)
            .map(|tool| tool_item(server, tool))
            .collect(),
        error: status.as_ref().and_then(Upstream::reason).map(str::to_owned),
        auth_url: login.map(|login| login.url.to_string()),
    }
}

fn tool_item(server: &Server, tool: &ManagedItem) -> Tool {
    let annotations = tool.member("annotations").and_then(|raw| serde_json::from_str(raw).ok());
    let title = annotations.as_ref().and_then(|all: &Value| all.get("title")?.as_str());
    Tool {
        id: format!("{}_{}", server.name, tool.key),
        name: title.unwrap_or(&tool.key).to_owned(),
        description: tool.description().unwrap_or_default(),
    }
}

fn unusable(name: &str) -> ServerInfo {
    ServerInfo {
        id: name.to_owned(),
        name: name.to_owned(),
        r#type: "http",
        enabled: false,
        require_approval: true,
        tools: Vec::new(),
        error: Some("its entry in the settings file is not valid".to_owned()),
        auth_url: None,
    }
}
