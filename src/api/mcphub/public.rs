//! Public information for clients without a credential.

use axum::extract::State;
use axum::response::IntoResponse;
use http::header::CACHE_CONTROL;
use serde_json::json;

use crate::api::mcphub::envelope::{Data, data};
use crate::api::state::ApiState;

/// Returns the base path, version and name of the hub.
#[utoipa::path(get, path = "/config", tag = "Settings", security(()),
    responses((status = 200, description = "base path, version, name", body = Data)))]
pub(crate) async fn config(State(state): State<ApiState>) -> impl IntoResponse {
    let answer = json!({
        "basePath": &*state.base_path,
        "version": env!("CARGO_PKG_VERSION"),
        "name": "mcphub",
    });
    ([(CACHE_CONTROL, "no-cache, no-store, must-revalidate")], data(answer))
}

/// Returns the available login methods.
#[utoipa::path(get, path = "/public-config", tag = "Settings", security(()),
    responses((status = 200, description = "the available login methods", body = Data)))]
pub(crate) async fn public_config(State(state): State<ApiState>) -> impl IntoResponse {
    let skip = state.gate.may_skip && state.live.snapshot().system.routing.skip_auth;
    let off = json!({ "enabled": false });
    data(json!({
        "skipAuth": skip,
        "permissions": if skip { json!(["*", "x"]) } else { json!({}) },
        "betterAuth": {
            "enabled": false,
            "basePath": "/api/auth/better",
            "trustedOrigins": [],
            "disableAutoCreate": false,
            "providers": { "google": off, "github": off, "oidc": off },
        },
    }))
}
