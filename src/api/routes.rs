//! The one table: path → dialect.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use http::StatusCode;

use crate::api::state::ApiState;
use crate::api::{health, mcphub};

/// All routes but the MCP endpoints. `base_path` stands before all but `/health`.
pub(crate) fn router(state: ApiState, base_path: &str) -> Router {
    let limit = state.live.snapshot().system.routing.json_body_limit_bytes;
    let api = mcphub::routes(&state);
    let api = match base_path {
        "" => api,
        path => Router::new().nest(path, api),
    };
    Router::new()
        .route("/health", get(health::health))
        .merge(api)
        .fallback(async || (StatusCode::NOT_FOUND, json_text("there is nothing at this path")))
        .method_not_allowed_fallback(async || {
            (StatusCode::METHOD_NOT_ALLOWED, json_text("this path does not take this method"))
        })
        .layer(DefaultBodyLimit::max(limit))
        .with_state(state)
}

fn json_text(message: &str) -> axum::Json<serde_json::Value> {
    axum::Json(serde_json::json!({ "success": false, "message": message }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_routes_of_all_dialects_stand_beside_each_other() {
        // Building panics where two routes claim the same method and path.
        let folder = tempfile::tempdir().unwrap();
        let state = ApiState::for_tests(folder.path());
        let _ = router(state.clone(), "");
        let _ = router(state, "/hub");
    }
}
