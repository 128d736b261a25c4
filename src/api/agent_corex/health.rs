//! That the hub works. At the root MCPHub's answer goes before this one.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

/// How the hub is.
#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    /// Always `ok`.
    status: &'static str,
}

/// That the hub answers.
#[utoipa::path(get, path = "/health", tag = "Agent-Corex: servers", security(()),
    responses((status = 200, body = Health)))]
pub(crate) async fn health() -> Json<Health> {
    Json(Health { status: "ok" })
}
