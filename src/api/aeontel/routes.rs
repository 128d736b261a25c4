//! Routes of the Aeontel dialect.

use axum::middleware::from_fn_with_state;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::api::aeontel::admission::admit;
use crate::api::aeontel::servers;
use crate::api::state::ApiState;

/// Returns all routes of the dialect.
pub(crate) fn routes(state: &ApiState) -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(servers::list, servers::create))
        .routes(routes!(servers::read, servers::update, servers::remove))
        .route_layer(from_fn_with_state(state.clone(), admit))
}
