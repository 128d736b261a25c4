//! Lists, enables, disables and removes servers.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::extract::PathParams;
use crate::api::mcpjungle::admission::Admin;
use crate::api::mcpjungle::items::items;
use crate::api::mcpjungle::items::items::Item;
use crate::api::mcpjungle::refusal::Refusal;
use crate::api::service::entry::EntryExt;
use crate::api::state::ApiState;
use crate::proxy::inventory::items::ListKind;
use crate::proxy::upstream::State as Upstream;
use crate::settings::edit;
use crate::settings::model::server::{Server, TransportKind};
use crate::settings::secrets::detect::is_harmless;
use crate::settings::secrets::redact;

/// How long a response waits for an enabled server to connect.
const CONNECT_WAIT: Duration = Duration::from_secs(10);

/// A server in responses, without members of other transports.
#[derive(Clone, Serialize, ToSchema)]
pub(crate) struct ServerItem {
    /// Unique name of the server.
    pub(in crate::api::mcpjungle) name: String,
    /// One of `stdio`, `streamable_http` and `sse`.
    pub(in crate::api::mcpjungle) transport: &'static str,
    /// Whether clients see the server's items.
    pub(in crate::api::mcpjungle) enabled: bool,
    /// Description of the server.
    pub(in crate::api::mcpjungle) description: String,
    /// URL of a remote server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::api::mcpjungle) url: Option<String>,
    /// Program of a stdio server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::api::mcpjungle) command: Option<String>,
    /// Arguments of the program, with likely secrets masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::api::mcpjungle) args: Option<Vec<String>>,
    /// Variables of the program, with likely secrets masked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::api::mcpjungle) env: Option<BTreeMap<String, String>>,
    /// Either `stateless` or `stateful`.
    pub(in crate::api::mcpjungle) session_mode: &'static str,
    /// `oauth_required` if the server needs a login.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::api::mcpjungle) status: Option<&'static str>,
}

/// The result of enabling or disabling a server.
#[expect(clippy::struct_field_names, reason = "as MCPJungle calls them")]
#[derive(Serialize, ToSchema)]
pub(crate) struct Affected {
    /// Name of the server.
    name: String,
    /// Tools that clients now see, or no longer see.
    tools_affected: Vec<String>,
    /// Prompts that clients now see, or no longer see.
    prompts_affected: Vec<String>,
}

/// Lists the servers that the caller sees. The values of variables are masked for callers who
/// cannot change the server.
#[utoipa::path(get, path = "/api/v0/servers", tag = "MCPJungle: servers",
    responses((status = 200, body = [ServerItem])))]
pub(crate) async fn list(State(state): State<ApiState>, caller: Caller) -> Json<Vec<ServerItem>> {
    let settings = state.live.snapshot();
    let view = |server: &Server| {
        let mut item = server_item(server);
        let status = state.hub.status(&server.name).map(|status| status.state);
        if matches!(status, Some(Upstream::NeedsLogin(_))) {
            item.status = Some("oauth_required");
        }
        match caller.may_change_server(&settings, &server.name) {
            Ok(()) => item,
            Err(_) => item.mask_variables(),
        }
    };
    Json(caller.visible_servers(&settings).map(view).collect())
}

/// Removes a server, also from groups and clients.
#[utoipa::path(delete, path = "/api/v0/servers/{name}", tag = "MCPJungle: servers",
    params(("name" = String, Path)),
    responses((status = 204), (status = 404, body = Refusal)))]
pub(crate) async fn remove(
    State(state): State<ApiState>,
    _: Admin,
    PathParams(name): PathParams<String>,
) -> Result<StatusCode, ApiError> {
    let removed = name.clone();
    state.edit(move |document| edit::remove_server(document, &removed)).await?;
    state.hub.remove_login(&name);
    Ok(StatusCode::NO_CONTENT)
}

/// Enables a server. The states of its single tools and prompts take effect again.
#[utoipa::path(post, path = "/api/v0/servers/{name}/enable", tag = "MCPJungle: servers",
    params(("name" = String, Path)),
    responses((status = 200, body = Affected), (status = 404, body = Refusal)))]
pub(crate) async fn enable(
    State(state): State<ApiState>,
    admin: Admin,
    PathParams(name): PathParams<String>,
) -> Result<Json<Affected>, ApiError> {
    set_enabled(&state, &admin, name, true).await.map(Json)
}

/// Disables a server, which stays registered. The states of its single tools and prompts are kept.
#[utoipa::path(post, path = "/api/v0/servers/{name}/disable", tag = "MCPJungle: servers",
    params(("name" = String, Path)),
    responses((status = 200, body = Affected), (status = 404, body = Refusal)))]
pub(crate) async fn disable(
    State(state): State<ApiState>,
    admin: Admin,
    PathParams(name): PathParams<String>,
) -> Result<Json<Affected>, ApiError> {
    set_enabled(&state, &admin, name, false).await.map(Json)
}

async fn set_enabled(
    state: &ApiState,
    Admin(caller): &Admin,
    name: String,
    enabled: bool,
) -> Result<Affected, ApiError> {
    let settings = state.live.snapshot();
    let server = caller.usable_server(&settings, &name)?;
    if server.enabled == enabled {
        return Ok(Affected { name, tools_affected: Vec::new(), prompts_affected: Vec::new() });
    }
    let key = name.clone();
    let there = server.clone();
    state.edit(move |document| edit::enable_server(document, &key, enabled)).await?;
    if enabled {
        let _ = tokio::time::timeout(CONNECT_WAIT, state.hub.wait_connected_or_failed(&name)).await;
    }
    let affected = |kind| -> Vec<String> {
        let items = items::of_server(state, &there, kind).into_iter();
        items.filter(|item| item.described.enabled).map(|item| Item::name(&item)).collect()
    };
    Ok(Affected {
        tools_affected: affected(ListKind::Tools),
        prompts_affected: affected(ListKind::Prompts),
        name,
    })
}

impl ServerItem {
    /// Masks the values of variables, except references, for a caller who may only use the server.
    fn mask_variables(mut self) -> Self {
        let values = self.env.iter_mut().flat_map(BTreeMap::values_mut);
        for value in values.filter(|value| !is_harmless(value)) {
            redact::MASK.clone_into(value);
        }
        self
    }
}

/// Returns a server as listed.
pub(in crate::api::mcpjungle) fn server_item(server: &Server) -> ServerItem {
    let entry = redact::entry(&server.entry);
    let kind = server.transport.kind();
    let mut item = ServerItem {
        name: server.name.clone(),
        transport: transport(kind),
        enabled: server.enabled,
        description: server.description.clone().unwrap_or_default(),
        url: None,
        command: None,
        args: None,
        env: None,
        session_mode: session_mode(&server.entry),
        status: None,
    };
    match kind {
        TransportKind::Stdio => {
            item.command = Some(entry.text("command").unwrap_or_default().to_owned());
            item.args = Some(entry.texts("args").unwrap_or_default());
            item.env = Some(pairs(&entry, "env"));
        }
        TransportKind::Sse | TransportKind::StreamableHttp => {
            item.url = entry.text("url").map(str::to_owned);
        }
        // MCPJungle has no transport for an OpenAPI server.
        TransportKind::OpenApi => {}
    }
    item
}

/// Returns MCPJungle's name of a transport.
pub(in crate::api::mcpjungle) fn transport(kind: TransportKind) -> &'static str {
    match kind {
        TransportKind::Stdio => "stdio",
        TransportKind::Sse => "sse",
        TransportKind::StreamableHttp | TransportKind::OpenApi => "streamable_http",
    }
}

/// Returns whether connections are kept; the default is `stateful`.
pub(in crate::api::mcpjungle) fn session_mode(entry: &Map<String, Value>) -> &'static str {
    match entry.text("sessionMode") {
        Some("stateless") => "stateless",
        _ => "stateful",
    }
}

/// Returns the string members of an object in an entry.
pub(in crate::api::mcpjungle) fn pairs(
    entry: &Map<String, Value>,
    key: &str,
) -> BTreeMap<String, String> {
    let pairs = entry.object(key).into_iter().flatten();
    pairs.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::settings::{Document, validate};

    #[test]
    fn secrets_are_masked_and_references_are_not() {
        let file = json!({ "mcpServers": { "a": {
            "command": "npx",
            "args": ["-y", "x", "--token", "abcdef0123456789abcdef"],
            "env": { "TZ": "UTC", "API_KEY": "abcdef0123456789", "TOKEN": "${TOKEN}" },
        } } });
        let (settings, _) = validate(&Document::parse(&file.to_string()).unwrap());
        assert_eq!(
            json!(server_item(settings.server("a").unwrap())),
            json!({
                "name": "a", "transport": "stdio", "enabled": true, "description": "",
                "command": "npx", "args": ["-y", "x", "--token", "***"],
                "env": { "TZ": "UTC", "API_KEY": "***", "TOKEN": "${TOKEN}" },
                "session_mode": "stateful",
            })
        );
    }
}
