//! Public routes: health, version and metrics.

use axum::Json;
use axum::extract::State;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::error::ApiError;
use crate::api::mcpjungle::admission::{self, Mode};
use crate::api::mcpjungle::refusal::Refusal;
use crate::api::state::ApiState;

/// State of the hub.
#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    /// Always `ok`, if the hub responds.
    status: &'static str,
}

/// Version of the hub.
#[derive(Serialize, ToSchema)]
pub(crate) struct Metadata {
    /// `v` followed by the version.
    version: &'static str,
}

/// Returns 200 if the hub responds.
#[utoipa::path(get, path = "/health", tag = "MCPJungle: about", security(()),
    responses((status = 200, body = Health)))]
pub(crate) async fn health() -> Json<Health> {
    Json(Health { status: "ok" })
}

/// Returns the version of the hub.
#[utoipa::path(get, path = "/metadata", tag = "MCPJungle: about", security(()),
    responses((status = 200, body = Metadata)))]
pub(crate) async fn metadata() -> Json<Metadata> {
    Json(Metadata { version: concat!("v", env!("CARGO_PKG_VERSION")) })
}

/// Returns counts and durations of tool calls in the Prometheus format, if `OTEL_ENABLED` is true,
/// or if it is unset in enterprise mode. Only admins, including system keys with full access, see
/// the names of servers and tools; others get sums.
#[utoipa::path(get, path = "/metrics", tag = "MCPJungle: about", security(()),
    responses((status = 200, body = String, content_type = "text/plain"),
        (status = 404, body = Refusal)))]
pub(crate) async fn metrics(
    State(state): State<ApiState>,
    headers: HeaderMap,
) -> Result<([(http::HeaderName, &'static str); 1], String), ApiError> {
    state.refresh_settings().await;
    let settings = state.live.snapshot();
    let on = match state.variable("OTEL_ENABLED").map(str::trim).map(str::to_lowercase).as_deref() {
        Some("true" | "1") => true,
        Some(_) => false,
        None => Mode::of(&state, &settings) == Mode::Enterprise,
    };
    if !on {
        return Err(ApiError::not_found("metrics are off (OTEL_ENABLED)"));
    }
    let caller = admission::authenticate(&state, &settings, &headers, None);
    let metrics = &state.gateway.metrics;
    let is_admin = caller.is_ok_and(|caller| caller.admin);
    let counted = if is_admin { metrics.render() } else { metrics.render_sums() };
    Ok(([(CONTENT_TYPE, "text/plain; version=0.0.4")], counted))
}
