//! Servers: list, read, create, update, remove, toggle, reload. Source: MCPHub's REST reference,
//! "Servers". Non-admins see shared servers, edit their own, and cannot add stdio servers.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::{IntoParams, ToSchema};

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::extract::{JsonBody, PathParams, QueryParams};
use crate::api::mcphub::access::users;
use crate::api::mcphub::envelope::{Data, Done, Reply, ReplyWith, batch, data, done, pagination};
use crate::api::mcphub::{envelope, view};
use crate::api::service::name_policy;
use crate::api::service::server_policy;
use crate::api::service::servers::stored_entry;
use crate::api::state::ApiState;
use crate::settings::Document;
use crate::settings::edit::{self, OnConflict, Outcome};

/// A request to create a server.
#[derive(Deserialize, ToSchema)]
#[serde(expecting = "a server: an object with `name` and `config`")]
pub(crate) struct NewServer {
    /// Unique name of the server.
    name: String,
    /// The entry, as in the settings file.
    config: Map<String, Value>,
}

/// A request to create several servers.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewServers {
    /// Servers, each of which succeeds or fails separately.
    servers: Vec<Value>,
}

/// A change of a server.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Change {
    /// Merged into the entry, key by key.
    config: Map<String, Value>,
    /// New name; groups and keys are updated.
    new_name: Option<String>,
}

/// The new state of a server.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ToggleRequest {
    /// `false` disconnects the server and keeps its entry.
    enabled: bool,
}

/// A page of the list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Page {
    /// Page number, from 1.
    page: Option<u32>,
    /// Servers per page, 1 to 1000.
    limit: Option<u32>,
}

/// Limit of servers per page.
const PAGE_MAX: u32 = 1000;

/// Lists the servers that the caller sees, in file order; with `limit` in pages, enabled ones
/// first.
#[utoipa::path(get, path = "/api/servers", tag = "Servers", params(Page),
    responses((status = 200, body = Data)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    caller: Caller,
    QueryParams(Page { page, limit }): QueryParams<Page>,
) -> Reply {
    let all = view::list(&state, &caller).await;
    let page = page.unwrap_or(1);
    let limit_fits = limit.is_none_or(|limit| (1..=PAGE_MAX).contains(&limit));
    if page == 0 || !limit_fits {
        let text = format!("`page` must be at least 1, `limit` 1 to {PAGE_MAX}");
        return Err(ApiError::invalid(text));
    }
    Ok(match limit {
        None => data(all),
        Some(limit) => Json(page_of(&all, u64::from(page), u64::from(limit))),
    })
}

/// Returns one server with its whole entry, including secrets. For its owner and admins.
#[utoipa::path(get, path = "/api/servers/{name}", tag = "Servers",
    params(("name" = String, Path)), responses((status = 200, body = Data)))]
pub(crate) async fn read(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(name): PathParams<String>,
) -> Reply {
    caller.may_change_server(&state.live.snapshot(), &name)?;
    let document = state.document().await?;
    let entry =
        stored_entry(&document, &name).cloned().ok_or_else(|| ApiError::unknown_server(&name))?;
    Ok(data(view::with_entry(&state, &caller, &name, entry).await))
}

/// Creates a server that the caller owns.
#[utoipa::path(post, path = "/api/servers", tag = "Servers", request_body = NewServer,
    responses((status = 200, body = Done)))]
pub(crate) async fn create(
    State(state): State<ApiState>,
    caller: Caller,
    JsonBody(sent): JsonBody<NewServer>,
) -> Reply {
    let (name, config) = server_policy::prepare_new(&caller, sent.name, &sent.config)?;
    let message = format!("server `{name}` added");
    let folder = state.bundles.folder_of(&name).to_string_lossy().into_owned();
    let verb = move |document: &mut Document| {
        let old = stored_entry(document, &name).and_then(Value::as_object);
        // The upload of a bundle creates its server; see `mcpb.rs`.
        let is_made = old.is_some_and(|old| server_policy::runs_from(old, &folder));
        if is_made && server_policy::runs_from(&config, &folder) {
            return edit::add_server(document, &name, &config, OnConflict::Replace);
        }
        server_policy::add(&caller, document, &name, &config)
    };
    state.edit(verb).await?;
    Ok(done(message))
}

/// Creates several servers, each separately; returns 200, 207 or 400 if all, some or none
/// succeeded.
#[utoipa::path(post, path = "/api/servers/batch", tag = "Servers", request_body = NewServers,
    responses((status = 200, body = Data), (status = 207, body = Data)))]
pub(crate) async fn create_many(
    State(state): State<ApiState>,
    caller: Caller,
    JsonBody(NewServers { servers }): JsonBody<NewServers>,
) -> ReplyWith {
    if servers.is_empty() {
        return Err(ApiError::invalid("`servers` must be a list that is not empty"));
    }
    envelope::check_batch_size(servers.len())?;
    let verb = move |document: &mut Document| {
        Ok(servers.iter().map(|item| add_one(document, &caller, item)).collect())
    };
    let results: Vec<Value> = state.edit(verb).await?;
    let (status, body) = batch(&results);
    Ok((status, Json(json!({ "success": body["success"], "data": body }))))
}

/// Merges the given members into a server's entry. Reconnects the server if necessary.
#[utoipa::path(put, path = "/api/servers/{name}", tag = "Servers",
    params(("name" = String, Path)), request_body = Change,
    responses((status = 200, body = Done)))]
pub(crate) async fn update(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(name): PathParams<String>,
    JsonBody(Change { mut config, new_name }): JsonBody<Change>,
) -> Reply {
    caller.may_change_server(&state.live.snapshot(), &name)?;
    if !caller.admin {
        let settings = state.live.snapshot();
        let stored = settings.server(&name).map_or_else(Map::new, |server| server.entry.clone());
        config.shift_remove("owner");
        server_policy::forbid_chosen_ids(&caller, &stored, &config)?;
        server_policy::forbid_commands(&config)?;
        server_policy::forbid_commands(&stored)?;
    }
    let message = format!("server `{name}` updated");
    let renamed = new_name.clone().map(|new| (name.clone(), new));
    let verb = move |document: &mut Document| {
        name_policy::edit_with_allowed_names(&caller, document, |document| {
            edit::replace_server(document, &name, &config)?;
            match &new_name {
                Some(new_name) => edit::rename_server(document, &name, new_name),
                None => Ok(Outcome::Changed),
            }
        })
    };
    state.edit(verb).await?;
    if let Some((old, new)) = renamed {
        state.hub.rename_login(&old, &new);
    }
    Ok(done(message))
}

/// Removes a server, also from groups and keys.
#[utoipa::path(delete, path = "/api/servers/{name}", tag = "Servers",
    params(("name" = String, Path)), responses((status = 200, body = Done)))]
pub(crate) async fn remove(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(name): PathParams<String>,
) -> Reply {
    caller.may_change_server(&state.live.snapshot(), &name)?;
    let message = format!("server `{name}` removed");
    let removed = name.clone();
    state.edit(move |document| edit::remove_server(document, &removed)).await?;
    state.hub.remove_login(&name);
    Ok(done(message))
}

/// Enables or disables a server.
#[utoipa::path(post, path = "/api/servers/{name}/toggle", tag = "Servers",
    params(("name" = String, Path)), request_body = ToggleRequest,
    responses((status = 200, body = Done)))]
pub(crate) async fn toggle(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(name): PathParams<String>,
    JsonBody(ToggleRequest { enabled }): JsonBody<ToggleRequest>,
) -> Reply {
    caller.may_change_server(&state.live.snapshot(), &name)?;
    let message = format!("server `{name}` {}", if enabled { "enabled" } else { "disabled" });
    state.edit(move |document| edit::enable_server(document, &name, enabled)).await?;
    Ok(done(message))
}

/// Reconnects a server after reading `.env`, secrets and other values outside the settings again; has no
/// effect on a disabled server. `changedVariables` names what has changed.
#[utoipa::path(post, path = "/api/servers/{name}/reload", tag = "Servers",
    params(("name" = String, Path)), responses((status = 200, body = Done)))]
pub(crate) async fn reload(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(name): PathParams<String>,
) -> Reply {
    let settings = state.live.snapshot();
    caller.changeable_server(&settings, &name)?;
    let hub = Arc::clone(&state.hub);
    let read = tokio::task::spawn_blocking(move || {
        let mut changed = hub.read_references_again();
        changed.extend(hub.read_secrets_again(true));
        changed
    });
    let read = read.await;
    state.hub.reload(&name);
    Ok(Json(json!({
        "success": true,
        "message": format!("server `{name}` is being reloaded"),
        "changedVariables": read.unwrap_or_default(),
    })))
}

/// Lists the users with whom a server can be shared.
#[utoipa::path(get, path = "/api/servers/{name}/share-candidates", tag = "Servers",
    params(("name" = String, Path)), responses((status = 200, body = Data)))]
pub(crate) async fn share_candidates(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(name): PathParams<String>,
) -> Reply {
    let settings = state.live.snapshot();
    let server = caller.changeable_server(&settings, &name)?;
    Ok(data(users::other_users(&state, &server.sharing)))
}

fn page_of(all: &Value, page: u64, limit: u64) -> Value {
    let mut ordered = all.as_array().cloned().unwrap_or_default();
    ordered.sort_by_key(|server| server["enabled"] == false);
    let total = ordered.len() as u64;
    let first = usize::try_from((page - 1).saturating_mul(limit)).unwrap_or(usize::MAX);
    let some = usize::try_from(limit).unwrap_or(usize::MAX);
    let shown: Vec<Value> = ordered.into_iter().skip(first).take(some).collect();
    json!({
        "success": true,
        "data": shown,
        "allServers": all,
        "pagination": pagination(page, limit, total),
    })
}

fn add_one(document: &mut Document, caller: &Caller, item: &Value) -> Value {
    let name = item.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let sent = serde_json::from_value::<NewServer>(item.clone());
    let added = sent
        .map_err(|e| ApiError::invalid(e.to_string()))
        .and_then(|sent| server_policy::prepare_new(caller, sent.name, &sent.config))
        .and_then(|(name, config)| Ok(server_policy::add(caller, document, &name, &config)?));
    envelope::batch_item(&name, added.map(drop))
}
