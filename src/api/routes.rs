//! The one table: path → dialect, and the document of all paths.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{map_request_with_state, map_response};
use axum::routing::get;
use utoipa_axum::router::OpenApiRouter;

use crate::api::error::{ApiError, Kind};
use crate::api::mcphub::envelope::dress;
use crate::api::state::ApiState;
use crate::api::{docs, health, mcphub};

/// All routes but the MCP endpoints. `base_path` stands before all but `/health`.
pub(crate) fn router(state: ApiState) -> Router {
    let base_path = state.base_path.to_string();
    let (api, document) = OpenApiRouter::new().merge(mcphub::routes(&state)).split_for_parts();
    let api = api.merge(docs::routes(&document, &base_path));
    let api = match base_path.as_str() {
        "" => api,
        path => Router::new().nest(path, api),
    };
    Router::new()
        .route("/health", get(health::health))
        .merge(api)
        .fallback(async || ApiError::absent("there is nothing at this path"))
        .method_not_allowed_fallback(async || {
            ApiError::new(Kind::Method, "this path does not take this method")
        })
        .layer(map_request_with_state(state.clone(), limit_body))
        .layer(map_response(dress))
        .with_state(state)
}

/// A body may be as large as the settings say now, unless its route says otherwise.
async fn limit_body<B>(State(state): State<ApiState>, mut request: Request<B>) -> Request<B> {
    let limit = state.live.snapshot().system.routing.json_body_limit_bytes;
    DefaultBodyLimit::max(limit).apply(&mut request);
    request
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_routes_of_all_dialects_stand_beside_each_other() {
        // Building panics where two routes claim the same method and path.
        let folder = tempfile::tempdir().unwrap();
        let state = ApiState::for_tests(folder.path());
        let _ = router(state.clone());
        let mut below = state;
        below.base_path = "/hub".into();
        let _ = router(below);
    }
}
