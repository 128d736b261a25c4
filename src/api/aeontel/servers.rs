//! Handlers for servers: create, update, list, read, remove.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::IntoParams;

use crate::api::aeontel::wire::{Server, ServerFields};
use crate::api::aeontel::{from_settings, id, to_settings};
use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::extract::{JsonBody, PathParams, QueryParams};
use crate::api::login::waiting;
use crate::api::service::entry::{EntryExt, object};
use crate::api::service::name_policy;
use crate::api::service::server_policy;
use crate::api::service::servers::stored_entry;
use crate::api::state::ApiState;
use crate::api::time::iso_now;
use crate::settings::edit::{self, Refused};
use crate::settings::model::server;
use crate::settings::{Document, Settings};

/// How long a response waits for the connection state that it contains.
const PATIENCE: Duration = Duration::from_secs(3);

/// Longest workspace id, in bytes: the file keeps it even after the workspace's last server is
/// removed.
const WORKSPACE_BYTES: usize = 128;

/// Query of the server list.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(crate) struct Filter {
    /// Returns only servers of this workspace.
    workspace_id: Option<String>,
}

/// Lists the servers that the caller sees, in file order.
#[utoipa::path(get, path = "/api/mcp-servers", tag = "Aeontel", params(Filter),
    responses((status = 200, body = Vec<Server>)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    caller: Caller,
    headers: HeaderMap,
    QueryParams(Filter { workspace_id }): QueryParams<Filter>,
) -> Json<Vec<Server>> {
    let settings = state.live.snapshot();
    let base = base_url(&state, &headers);
    let is_in_workspace = |server: &&server::Server| {
        workspace_id.as_ref().is_none_or(|id| from_settings::workspace(server) == *id)
    };
    let servers = caller.visible_servers(&settings).filter(is_in_workspace);
    let logins = waiting::logins(&state, &caller).await;
    let view = |server: &server::Server| {
        let login = logins.get(&server.name);
        from_settings::server_response(&state, &caller, server, &base, login)
    };
    Json(servers.map(view).collect())
}

/// Returns one server by its id.
#[utoipa::path(get, path = "/api/mcp-servers/{id}", tag = "Aeontel",
    params(("id" = String, Path)), responses((status = 200, body = Server)))]
pub(crate) async fn read(
    State(state): State<ApiState>,
    caller: Caller,
    headers: HeaderMap,
    PathParams(id): PathParams<String>,
) -> Result<Json<Server>, ApiError> {
    let settings = state.live.snapshot();
    let server = find_server(&settings, &caller, &id)?;
    Ok(Json(response(&state, &caller, server, &headers).await))
}

/// Returns a server's representation, with the login that waits for the caller.
async fn response(
    state: &ApiState,
    caller: &Caller,
    server: &server::Server,
    headers: &HeaderMap,
) -> Server {
    let login = waiting::login(state, caller, &server.name).await;
    let base = base_url(state, headers);
    from_settings::server_response(state, caller, server, &base, login.as_ref())
}

/// Creates a server and connects it.
#[utoipa::path(post, path = "/api/mcp-servers", tag = "Aeontel", request_body = ServerFields,
    responses((status = 201, body = Server)))]
pub(crate) async fn create(
    State(state): State<ApiState>,
    caller: Caller,
    headers: HeaderMap,
    JsonBody(sent): JsonBody<ServerFields>,
) -> Result<(StatusCode, Json<Server>), ApiError> {
    let workspace = sent
        .workspace_id
        .clone()
        .filter(|id| !id.trim().is_empty() && id.len() <= WORKSPACE_BYTES)
        .ok_or_else(|| ApiError::invalid("`workspaceId` must be a workspace's id"))?;
    let Some(Some(name)) = sent.name.clone() else {
        return Err(ApiError::invalid("`name` must be a string that is not empty"));
    };
    if !matches!(sent.url, Some(Some(_))) {
        return Err(ApiError::invalid("`url` must be an http or https address"));
    }
    let id = id::new()?;
    let now = iso_now();
    let mut new = object(json!({ "id": id }));
    new.extend(merge(&Map::new(), &sent)?);
    new.put("workspaceId", workspace.as_str());
    new.put("createdAt", now.as_str());
    new.put("updatedAt", now);
    server_policy::set_owner(&caller, &mut new)?;
    let by = caller.clone();
    let own_id = id.clone();
    let verb = move |document: &mut Document| {
        let servers = document.get(&["mcpServers".into()]);
        let groups = document.get(&["groups".into()]).and_then(Value::as_array);
        // A group of the same name would have the same path.
        let is_group = |key: &str| groups.into_iter().flatten().any(|group| group["name"] == *key);
        let is_server = |key: &str| servers.is_some_and(|all| all.get(key).is_some());
        let may_name = |key: &str| name_policy::may_name_server(&by, document, key);
        let is_free = |key: &str| !is_server(key) && !is_group(key) && may_name(key);
        let key = to_settings::free_key(&name, is_free).unwrap_or_else(|| own_id.clone());
        edit::keep_workspace(document, &workspace)?;
        server_policy::add(&by, document, &key, &new).map(|_| key)
    };
    let key = state.edit(verb).await?;
    state.wait_first_attempts(std::slice::from_ref(&key), PATIENCE).await;
    let settings = state.live.snapshot();
    let server = find_server(&settings, &caller, &id)?;
    Ok((StatusCode::CREATED, Json(response(&state, &caller, server, &headers).await)))
}

/// Changes the given fields; `null` clears a field. Secrets that are not given are kept.
#[utoipa::path(patch, path = "/api/mcp-servers/{id}", tag = "Aeontel",
    params(("id" = String, Path)), request_body = ServerFields,
    responses((status = 200, body = Server)))]
pub(crate) async fn update(
    State(state): State<ApiState>,
    caller: Caller,
    headers: HeaderMap,
    PathParams(id): PathParams<String>,
    JsonBody(sent): JsonBody<ServerFields>,
) -> Result<Json<Server>, ApiError> {
    let settings = state.live.snapshot();
    let server = find_server(&settings, &caller, &id)?;
    caller.may_change_server(&settings, &server.name)?;
    // A client may send back the value that it read.
    if sent.workspace_id.as_ref().is_some_and(|id| *id != from_settings::workspace(server)) {
        return Err(ApiError::invalid("`workspaceId` does not change"));
    }
    let name = server.name.clone();
    let own_id = id.clone();
    let since = from_settings::hub_start(&state);
    let verb = move |document: &mut Document| {
        let stored =
            stored_entry(document, &name).and_then(Value::as_object).cloned().unwrap_or_default();
        let mut patch = to_settings::difference(&stored, &merge(&stored, &sent)?);
        // Stores the derived id and creation time, so that they stay the same after a rename or
        // restart. Values that another system stored are kept.
        let said = [("id", &own_id), ("createdAt", &since)];
        for (key, value) in said.into_iter().filter(|(key, _)| !stored.contains_key(*key)) {
            if !patch.is_empty() {
                patch.put(key, value.as_str());
            }
        }
        edit::patch_server(document, &name, &patch)
    };
    state.edit(verb).await?;
    state.wait_first_attempts(std::slice::from_ref(&server.name), PATIENCE).await;
    let settings = state.live.snapshot();
    let server = find_server(&settings, &caller, &id)?;
    Ok(Json(response(&state, &caller, server, &headers).await))
}

/// Removes a server, also from groups and keys.
#[utoipa::path(delete, path = "/api/mcp-servers/{id}", tag = "Aeontel",
    params(("id" = String, Path)), responses((status = 204)))]
pub(crate) async fn remove(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(id): PathParams<String>,
) -> Result<StatusCode, ApiError> {
    let settings = state.live.snapshot();
    let name = find_server(&settings, &caller, &id)?.name.clone();
    caller.may_change_server(&settings, &name)?;
    let removed = name.clone();
    state.edit(move |document| edit::remove_server(document, &removed)).await?;
    state.hub.remove_login(&name);
    Ok(StatusCode::NO_CONTENT)
}

fn merge(old: &Map<String, Value>, sent: &ServerFields) -> Result<Map<String, Value>, Refused> {
    to_settings::merge(old, sent).map_err(Refused::invalid)
}

/// Returns the server with this id, if the caller sees it.
///
/// # Errors
/// Fails if no server has the id, or if several servers of the file have it.
fn find_server<'a>(
    settings: &'a Settings,
    caller: &Caller,
    id: &str,
) -> Result<&'a server::Server, ApiError> {
    let mut found = settings.servers.iter().filter(|server| id::of_server(server) == id);
    let (first, second) = (found.next(), found.next());
    match first.filter(|server| caller.can_see(server)).or(second.filter(|s| caller.can_see(s))) {
        None => Err(ApiError::unknown_server(id)),
        Some(_) if second.is_some() => {
            let text = format!(
                "several servers have the id `{id}`: give each one of its own in the settings file"
            );
            Err(ApiError::new(Kind::Conflict, text))
        }
        Some(server) => Ok(server),
    }
}

/// Returns the hub's URL: the public one, else the one that the request used.
fn base_url(state: &ApiState, headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let called = host.map(|host| format!("http://{host}{}", state.base_path));
    let base = state.base_url().or(called).unwrap_or_default();
    base.trim_end_matches('/').to_owned()
}
