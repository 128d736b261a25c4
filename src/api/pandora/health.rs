//! `GET /`: name, version and login state. A client uses it to decide between the setup and the
//! login form.

use axum::Json;
use axum::extract::State;
use http::HeaderMap;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::pandora::admission::{find_caller, is_set_up};
use crate::api::state::ApiState;

/// Name, version and login state of the hub.
#[derive(Serialize, ToSchema)]
pub(super) struct Health {
    /// Name of the API.
    name: &'static str,
    /// Version of mcphub.
    version: &'static str,
    /// Always `mcphub`, the program behind the API.
    runtime: &'static str,
    /// Always false for a hub.
    serverless: bool,
    /// State of the login.
    auth: Auth,
}

/// State of the login.
#[derive(Serialize, ToSchema)]
struct Auth {
    /// Whether a password is set.
    setup: bool,
    /// Whether the request has a valid credential.
    authenticated: bool,
}

/// Returns the name and version, whether a password is set, and whether the caller is
/// authenticated.
#[utoipa::path(get, path = "/", tag = "Pandora: health", security(()),
    responses((status = 200, body = Health)))]
pub(super) async fn health(State(state): State<ApiState>, headers: HeaderMap) -> Json<Health> {
    state.refresh_settings().await;
    let settings = state.live.snapshot();
    Json(Health {
        name: "Pandora",
        version: env!("CARGO_PKG_VERSION"),
        runtime: "mcphub",
        serverless: false,
        auth: Auth {
            setup: is_set_up(&state, &settings),
            authenticated: find_caller(&state, &settings, &headers).is_some(),
        },
    })
}
