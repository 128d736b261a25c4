//! The routes of logins. Browsers come to them without a credential of the hub; the rest is for those
//! who may change the server.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::access::rate_limit::{Peer, limit_for};
use crate::api::login::{callback, client_metadata, connect, servers};
use crate::api::state::ApiState;

/// Requests per address and window without a credential.
const REQUESTS: u32 = 200;
/// All paths begin with this.
const PATHS: &str = "/oauth/";

/// Returns whether a path is one of a login, whatever dialects are mounted.
pub(crate) fn has(path: &str) -> bool {
    path.starts_with(PATHS)
}

/// Returns the routes for browsers.
pub(crate) fn open(state: &ApiState) -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(callback::callback))
        .routes(routes!(callback::pandora_callback))
        .routes(routes!(client_metadata::read))
        .routes(routes!(connect::show, connect::begin))
        .route_layer(from_fn_with_state(state.clone(), limit))
}

/// Returns the routes for those who manage servers.
pub(crate) fn managing() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(servers::begin))
        .routes(routes!(servers::complete))
        .routes(routes!(servers::disconnect))
}

/// Middleware that applies the rate limit of the admin API to requests without a credential.
async fn limit(State(state): State<ApiState>, request: Request, next: Next) -> Response {
    let set = state.live.snapshot().system.rate_limits.api;
    let peer = Peer::of(request.extensions());
    let rate = Arc::clone(&state.rate);
    rate.apply(peer.0, limit_for(peer, set, REQUESTS), next.run(request)).await
}
