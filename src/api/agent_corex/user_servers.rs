//! Enabled servers, for other devices of the same user: at the documented path and at the path that
//! the published client uses. A hub has no packs.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::agent_corex::json_body::{JsonFields, RequiredFields};
use crate::api::agent_corex::refusal::{ErrorBody, Refusal};
use crate::api::agent_corex::toggle::{ToggleEdit, plan_toggle};
use crate::api::agent_corex::visibility;
use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::state::ApiState;
use crate::settings::Document;

/// The servers that are enabled.
#[derive(Serialize, ToSchema)]
pub(crate) struct EnabledServers {
    /// Always empty: a hub has no packs.
    enabled_packs: Vec<String>,
    /// Names of the enabled servers.
    enabled_servers: Vec<String>,
}

/// The servers that another device has enabled.
#[derive(Deserialize, ToSchema)]
pub(crate) struct SyncRequest {
    /// Names of the enabled servers.
    #[schema(max_items = 200)]
    installed_servers: Vec<String>,
    /// Ignored: a hub has no packs.
    #[serde(default)]
    #[expect(dead_code, reason = "a hub has no packs")]
    installed_packs: Vec<String>,
}

impl RequiredFields for SyncRequest {
    const REQUIRED: &'static [&'static str] = &["installed_servers"];
}

/// The result of a sync.
#[derive(Serialize, ToSchema)]
pub(crate) struct SyncResult {
    /// How many of the servers are enabled now.
    synced_servers: usize,
    /// Always 0: a hub has no packs.
    synced_packs: usize,
}

/// Limit of servers per request.
const SERVERS: usize = 200;

/// Lists the enabled servers.
#[utoipa::path(get, path = "/user-servers/servers", tag = "Agent-Corex: servers",
    responses((status = 200, body = EnabledServers)))]
pub(crate) async fn list(State(state): State<ApiState>, caller: Caller) -> Json<EnabledServers> {
    let settings = state.live.snapshot();
    let on = visibility::servers(&settings, &caller).filter(|server| server.enabled);
    let enabled_servers = on.map(|server| server.name.clone()).collect();
    Json(EnabledServers { enabled_packs: Vec::new(), enabled_servers })
}

/// Enables the given servers, if the hub has them; disables none.
#[utoipa::path(post, path = "/user-servers/servers", tag = "Agent-Corex: servers",
    request_body = SyncRequest,
    responses((status = 200, body = SyncResult), (status = 400, body = ErrorBody),
        (status = 403, body = ErrorBody)))]
pub(crate) async fn sync(
    State(state): State<ApiState>,
    caller: Caller,
    JsonFields(SyncRequest { mut installed_servers, .. }, _): JsonFields<SyncRequest>,
) -> Result<Json<SyncResult>, Refusal> {
    if installed_servers.len() > SERVERS {
        let text = format!("`installed_servers` must not have more than {SERVERS} names");
        return Err(ApiError::invalid(text).into());
    }
    installed_servers.sort_unstable();
    installed_servers.dedup();
    let settings = state.live.snapshot();
    let possible = installed_servers.into_iter().filter_map(|name| {
        // A server that this caller cannot enable does not prevent the others.
        let change = plan_toggle(&settings, &caller, &name, true).ok()?;
        Some((name, change))
    });
    let possible: Vec<(String, ToggleEdit)> = possible.collect();
    let verb = move |document: &mut Document| {
        let apply =
            |(name, change): &&(String, ToggleEdit)| change.apply(&caller, document, name).is_ok();
        Ok(possible.iter().filter(apply).count())
    };
    let synced_servers = state.edit(verb).await?;
    Ok(Json(SyncResult { synced_servers, synced_packs: 0 }))
}

/// Lists the enabled servers, at the path that the published client uses.
#[utoipa::path(get, path = "/user/servers", tag = "Agent-Corex: servers",
    responses((status = 200, body = EnabledServers)))]
pub(crate) async fn list_for_client(
    state: State<ApiState>,
    caller: Caller,
) -> Json<EnabledServers> {
    list(state, caller).await
}

/// Enables the given servers, at the path that the published client uses.
#[utoipa::path(post, path = "/user/servers", tag = "Agent-Corex: servers",
    request_body = SyncRequest,
    responses((status = 200, body = SyncResult), (status = 400, body = ErrorBody),
        (status = 403, body = ErrorBody)))]
pub(crate) async fn sync_for_client(
    state: State<ApiState>,
    caller: Caller,
    body: JsonFields<SyncRequest>,
) -> Result<Json<SyncResult>, Refusal> {
    sync(state, caller, body).await
}
