//! Enabled servers, for other devices of the same user: at the documented path and at the path that
//! the published client uses. A hub has no packs.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::agent_corex::body::{Body, Fields};
use crate::api::agent_corex::refusal::{Refusal, Refused};
use crate::api::agent_corex::sight;
use crate::api::agent_corex::toggle::{Change, change};
use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::state::ApiState;
use crate::settings::Document;

/// The servers that are enabled.
#[derive(Serialize, ToSchema)]
pub(crate) struct On {
    /// Always empty: a hub has no packs.
    enabled_packs: Vec<String>,
    /// Names of the enabled servers.
    enabled_servers: Vec<String>,
}

/// The servers that another device has enabled.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Elsewhere {
    /// Names of the enabled servers.
    #[schema(max_items = 200)]
    installed_servers: Vec<String>,
    /// Ignored: a hub has no packs.
    #[serde(default)]
    #[expect(dead_code, reason = "a hub has no packs")]
    installed_packs: Vec<String>,
}

impl Fields for Elsewhere {
    const REQUIRED: &'static [&'static str] = &["installed_servers"];
}

/// The result of a sync.
#[derive(Serialize, ToSchema)]
pub(crate) struct Synced {
    /// How many of the servers are enabled now.
    synced_servers: usize,
    /// Always 0: a hub has no packs.
    synced_packs: usize,
}

/// Limit of servers per request.
const SERVERS: usize = 200;

/// Lists the enabled servers.
#[utoipa::path(get, path = "/user-servers/servers", tag = "Agent-Corex: servers",
    responses((status = 200, body = On)))]
pub(crate) async fn list(State(state): State<ApiState>, caller: Caller) -> Json<On> {
    let settings = state.live.snapshot();
    let on = sight::servers(&settings, &caller).filter(|server| server.enabled);
    let enabled_servers = on.map(|server| server.name.clone()).collect();
    Json(On { enabled_packs: Vec::new(), enabled_servers })
}

/// Enables the given servers, if the hub has them; disables none.
#[utoipa::path(post, path = "/user-servers/servers", tag = "Agent-Corex: servers",
    request_body = Elsewhere,
    responses((status = 200, body = Synced), (status = 400, body = Refused),
        (status = 403, body = Refused)))]
pub(crate) async fn sync(
    State(state): State<ApiState>,
    caller: Caller,
    Body(Elsewhere { mut installed_servers, .. }, _): Body<Elsewhere>,
) -> Result<Json<Synced>, Refusal> {
    if installed_servers.len() > SERVERS {
        let text = format!("`installed_servers` must not have more than {SERVERS} names");
        return Err(ApiError::invalid(text).into());
    }
    installed_servers.sort_unstable();
    installed_servers.dedup();
    let settings = state.live.snapshot();
    let possible = installed_servers.into_iter().filter_map(|name| {
        // A server that this caller cannot enable does not prevent the others.
        let change = change(&settings, &caller, &name, true).ok()?;
        Some((name, change))
    });
    let possible: Vec<(String, Change)> = possible.collect();
    let verb = move |document: &mut Document| {
        let apply =
            |(name, change): &&(String, Change)| change.apply(&caller, document, name).is_ok();
        Ok(possible.iter().filter(apply).count())
    };
    let synced_servers = state.edit(verb).await?;
    Ok(Json(Synced { synced_servers, synced_packs: 0 }))
}

/// Lists the enabled servers, at the path that the published client uses.
#[utoipa::path(get, path = "/user/servers", tag = "Agent-Corex: servers",
    responses((status = 200, body = On)))]
pub(crate) async fn list_for_client(state: State<ApiState>, caller: Caller) -> Json<On> {
    list(state, caller).await
}

/// Enables the given servers, at the path that the published client uses.
#[utoipa::path(post, path = "/user/servers", tag = "Agent-Corex: servers",
    request_body = Elsewhere,
    responses((status = 200, body = Synced), (status = 400, body = Refused),
        (status = 403, body = Refused)))]
pub(crate) async fn sync_for_client(
    state: State<ApiState>,
    caller: Caller,
    body: Body<Elsewhere>,
) -> Result<Json<Synced>, Refusal> {
    sync(state, caller, body).await
}
