//! State of the hub: version, process, settings file, clients, servers and the logins that wait for
//! a person. MCPHub has no such route.

use std::time::Instant;

use axum::extract::State;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::api::caller::Caller;
use crate::api::login::waiting;
use crate::api::mcphub::envelope::{Data, Reply, data};
use crate::api::mcphub::settings;
use crate::api::state::ApiState;
use crate::api::time::{iso, iso_ms, now_ms};
use crate::oauth::authorization::Pending;
use crate::proxy::audience::Client;
use crate::proxy::catalog::scope::Target;
use crate::proxy::observe::server_status::ServerStatus;

/// Returns version, process, settings file, clients and servers of the hub. For admins. A server that
/// waits for a login has its page as `loginUrl`.
#[utoipa::path(get, path = "/api/hub", tag = "Settings", responses((status = 200, body = Data)))]
pub(crate) async fn read(State(state): State<ApiState>, caller: Caller) -> Reply {
    caller.require_admin()?;
    let clients: Vec<Value> = state.gateway.clients().iter().map(client).collect();
    let logins = waiting::logins(&state, &caller).await;
    let statuses = state.gateway.server_statuses();
    let servers: Vec<Value> =
        statuses.iter().map(|told| server(told, logins.get(&told.name))).collect();
    Ok(data(json!({
        "version": env!("CARGO_PKG_VERSION"),
        "pid": std::process::id(),
        "startedAt": iso_ms(state.started_ms),
        "uptimeSeconds": (now_ms() - state.started_ms).max(0) / 1000,
        "settings": settings::file_status(&state),
        "clients": clients,
        "servers": servers,
    })))
}

fn server(told: &ServerStatus, login: Option<&Pending>) -> Value {
    json!({
        "name": told.name,
        "status": told.standing.word(),
        "reason": told.reason,
        "loginUrl": login.map(|login| login.url.as_str()),
        "tools": told.tools,
        "calls": told.calls,
        "errors": told.errors,
        "pid": told.pid,
        "since": told.since.and_then(time),
    })
}

fn client(client: &Client) -> Value {
    let info: Option<Value> =
        client.info.as_deref().and_then(|info| serde_json::from_str(info).ok());
    let word = |key: &str| info.as_ref().and_then(|info| info.get(key)).and_then(Value::as_str);
    let endpoint = match &client.target {
        Target::All => "/mcp".to_owned(),
        Target::Named(name) => format!("/mcp/{name}"),
        Target::Direct(name) => format!("/direct/{name}"),
        Target::Tools(name) => format!("/v0/groups/{name}/mcp"),
    };
    json!({
        "name": word("name"),
        "version": word("version"),
        "protocolVersion": client.version,
        "endpoint": endpoint,
        "credential": Some(&client.principal).filter(|principal| !principal.is_empty()),
        "lastHeard": time(client.heard),
    })
}

/// Converts a past instant to ISO 8601.
fn time(moment: Instant) -> Option<String> {
    let passed = SignedDuration::try_from(moment.elapsed()).ok()?;
    Timestamp::now().checked_sub(passed).ok().map(iso)
}
