//! `GET /health` of this dialect. At the root, MCPHub's response takes precedence.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

/// State of the hub.
#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    /// Always `ok`, if the hub responds.
    status: &'static str,
}

/// Returns 200 if the hub responds.
#[utoipa::path(get, path = "/health", tag = "Agent-Corex: servers", security(()),
    responses((status = 200, body = Health)))]
pub(crate) async fn health() -> Json<Health> {
    Json(Health { status: "ok" })
}
