//! Routes of the Pandora dialect, grouped by their middleware.

use axum::middleware::from_fn_with_state;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};
use utoipa_axum::routes;

use crate::api::pandora::admission::admit;
use crate::api::pandora::rate_limit::{limit_route, per_minute};
use crate::api::pandora::{auth, config, empty_lists, health, servers, sessions};
use crate::api::state::ApiState;

/// Requests per address and minute. Source: Pandora.
const SETUPS: u32 = 3;
const LOGINS: u32 = 5;
const REFRESHES: u32 = 10;
const PASSWORDS: u32 = 3;

/// Returns all routes of the dialect.
pub(crate) fn routes(state: &ApiState) -> OpenApiRouter<ApiState> {
    let open = OpenApiRouter::new()
        .routes(routes!(health::health))
        .merge(with_limit(SETUPS, routes!(auth::setup)))
        .merge(with_limit(LOGINS, routes!(auth::login)))
        .merge(with_limit(REFRESHES, routes!(auth::refresh)));
    let admitted = OpenApiRouter::new()
        .routes(routes!(auth::logout))
        .routes(routes!(sessions::list, sessions::end_all))
        .routes(routes!(sessions::end))
        .routes(routes!(config::read, config::change))
        .routes(routes!(servers::list, servers::create))
        .routes(routes!(empty_lists::plugins))
        .routes(routes!(empty_lists::models))
        .route_layer(from_fn_with_state(state.clone(), admit));
    let change = OpenApiRouter::new()
        .routes(routes!(auth::change_password))
        .route_layer(from_fn_with_state(state.clone(), admit))
        .route_layer(from_fn_with_state(per_minute(PASSWORDS), limit_route));
    open.merge(admitted).merge(change)
}

fn with_limit(limit: u32, route: UtoipaMethodRouter<ApiState>) -> OpenApiRouter<ApiState> {
    let limited = from_fn_with_state(per_minute(limit), limit_route);
    OpenApiRouter::new().routes(route).route_layer(limited)
}
