//! The routes.

use utoipa_axum::router::OpenApiRouter;

use crate::api::state::ApiState;

/// All routes of the dialect.
pub(crate) fn routes(_: &ApiState) -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
}
