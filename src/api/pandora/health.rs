//! `GET /`: what this is. Clients decide by it whether to set the password or to ask for it.

use axum::Json;
use axum::extract::State;
use http::HeaderMap;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::pandora::admission::{is_set_up, known};
use crate::api::state::ApiState;

/// What this is.
#[derive(Serialize, ToSchema)]
pub(super) struct Health {
    /// The API that is spoken.
    name: &'static str,
    /// Of this program.
    version: &'static str,
    /// This program.
    runtime: &'static str,
    /// Always false.
    serverless: bool,
    /// Who may come in.
    auth: Auth,
}

/// Who may come in.
#[derive(Serialize, ToSchema)]
struct Auth {
    /// There is a password.
    setup: bool,
    /// The caller is known.
    authenticated: bool,
}

/// What this is, whether there is a password, and whether the caller is known.
#[utoipa::path(get, path = "/", tag = "Pandora: health", security(()),
    responses((status = 200, body = Health)))]
pub(super) async fn health(State(state): State<ApiState>, headers: HeaderMap) -> Json<Health> {
    state.freshen().await;
    let settings = state.live.snapshot();
    Json(Health {
        name: "Pandora",
        version: env!("CARGO_PKG_VERSION"),
        runtime: "mcphub",
        serverless: false,
        auth: Auth {
            setup: is_set_up(&state, &settings),
            authenticated: known(&state, &settings, &headers).is_some(),
        },
    })
}
