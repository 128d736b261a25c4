//! `GET /health`: whether the hub itself works. Needs no credential and names no server.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::api::state::ApiState;
use crate::api::time::iso_now;
use crate::proxy::upstream::State as Upstream;

/// 200 while the hub answers; servers that are down make it `degraded`, not unhealthy.
pub(crate) async fn health(State(state): State<ApiState>) -> Json<Value> {
    let states = state.hub.states();
    let connected = states.iter().filter(|state| **state == Upstream::Ready).count();
    let connecting = states.iter().filter(|state| **state == Upstream::Connecting).count();
    let healthy = connected + connecting == states.len();
    Json(json!({
        "status": if healthy { "healthy" } else { "degraded" },
        "message": if healthy { "all enabled servers work" } else { "some servers are not connected" },
        "servers": {
            "total": states.len(),
            "connected": connected,
            "connecting": connecting,
            "disconnected": states.len() - connected - connecting,
        },
        "timestamp": iso_now(),
    }))
}
