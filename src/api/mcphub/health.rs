//! `GET /health`: the state of the hub itself. Requires no credential and names no server.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::state::ApiState;
use crate::api::time::iso_now;
use crate::proxy::upstream::State as Upstream;

/// The state of the hub.
#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    /// `healthy` or `degraded`.
    status: &'static str,
    /// The status as a sentence.
    message: &'static str,
    /// `current` if the settings in force match the file; else the problem with the file:
    /// `missing`, `unreadable` or `unparsable`.
    settings: &'static str,
    /// Counts of the enabled servers.
    servers: Counts,
    /// Time of the response, ISO 8601.
    timestamp: String,
}

/// Counts of servers by state.
#[derive(Serialize, ToSchema)]
pub(crate) struct Counts {
    /// All enabled servers.
    total: usize,
    connected: usize,
    /// Servers with a connection attempt in progress.
    connecting: usize,
    /// Servers that wait for a login.
    #[serde(rename = "needsLogin")]
    needs_login: usize,
    /// Servers that failed, and entries that are not usable.
    disconnected: usize,
}

/// Returns 200 while the hub responds; disconnected servers and an unusable settings file make it
/// `degraded`, not unhealthy.
#[utoipa::path(get, path = "/health", tag = "Settings", security(()),
    responses((status = 200, body = Health)))]
pub(crate) async fn health(State(state): State<ApiState>) -> Json<Health> {
    let all = state.hub.states();
    // An unusable entry is a server that the user expects.
    let unusable = state.live.snapshot().unusable.len();
    let connected = all.iter().filter(|state| **state == Upstream::Ready).count();
    let connecting = all.iter().filter(|state| **state == Upstream::Connecting).count();
    let total = all.len() + unusable;
    let waits = |state: &&Upstream| matches!(state, Upstream::NeedsLogin(_));
    let needs_login = all.iter().filter(waits).count();
    let disconnected = total - connected - connecting - needs_login;
    let settings = state.live.outdated().map_or("current", |outdated| outdated.problem.word());
    let (status, message) = match (settings, disconnected) {
        ("current", 0) if needs_login > 0 => {
            ("healthy", "all enabled servers work, but some need a login")
        }
        ("current", 0) => ("healthy", "all enabled servers work"),
        ("current", _) => ("degraded", "some servers are not connected"),
        _ => ("degraded", "the settings file cannot be used; the settings in force are older"),
    };
    let servers = Counts { total, connected, connecting, needs_login, disconnected };
    Json(Health { status, message, settings, servers, timestamp: iso_now() })
}
