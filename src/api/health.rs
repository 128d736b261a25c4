//! `GET /health`: whether the hub itself works. Needs no credential and names no server.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::state::ApiState;
use crate::api::time::iso_now;
use crate::proxy::upstream::State as Upstream;

/// How the hub is.
#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    /// `healthy` or `degraded`.
    status: &'static str,
    /// The same for people.
    message: &'static str,
    /// `current` where the settings in force are those of the file; else what is wrong with that:
    /// `missing`, `unreadable` or `unparsable`.
    settings: &'static str,
    /// The enabled servers.
    servers: Counts,
    /// When.
    timestamp: String,
}

/// How many servers there are.
#[derive(Serialize, ToSchema)]
pub(crate) struct Counts {
    /// All.
    total: usize,
    /// Those that answer.
    connected: usize,
    /// Those that are tried.
    connecting: usize,
    /// The rest.
    disconnected: usize,
}

/// 200 while the hub answers; servers that are down and a
/// settings file that cannot be used make it `degraded`, not unhealthy.
#[utoipa::path(get, path = "/health", tag = "Settings", security(()),
    responses((status = 200, body = Health)))]
pub(crate) async fn health(State(state): State<ApiState>) -> Json<Health> {
    let all = state.hub.states();
    // An entry that cannot be used is a server that somebody misses.
    let unusable = state.live.snapshot().unusable.len();
    let connected = all.iter().filter(|state| **state == Upstream::Ready).count();
    let connecting = all.iter().filter(|state| **state == Upstream::Connecting).count();
    let total = all.len() + unusable;
    let disconnected = total - connected - connecting;
    let settings = state.live.outdated().map_or("current", |outdated| outdated.problem.word());
    let (status, message) = match (settings, disconnected) {
        ("current", 0) => ("healthy", "all enabled servers work"),
        ("current", _) => ("degraded", "some servers are not connected"),
        _ => ("degraded", "the settings file cannot be used; the settings in force are older"),
    };
    let servers = Counts { total, connected, connecting, disconnected };
    Json(Health { status, message, settings, servers, timestamp: iso_now() })
}
