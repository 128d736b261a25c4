//! Checks a request to the admin API before its handler runs: rate limit, authentication, and the
//! read-only mode.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, Method};

use crate::access::auth::remove_credential;
use crate::access::rate_limit::{Peer, limit_for};
use crate::api::audit;
use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::state::ApiState;
use crate::api::time::now_ms;
use crate::settings::Settings;

/// Requests per address and window unless the settings set another limit. Source: MCPHub.
const REQUESTS: u32 = 600;

/// Authenticates a caller by the headers and the query.
pub(crate) type Authenticate =
    fn(&ApiState, &Settings, &HeaderMap, Option<&str>) -> Result<Caller, ApiError>;

/// How a dialect admits its requests.
#[derive(Clone, Copy)]
pub(crate) struct EntryPolicy {
    pub(crate) authenticate: Authenticate,
    /// Returns whether a request leaves the hub's settings unchanged although its method could
    /// change them. A read-only hub accepts such requests.
    pub(crate) is_read_only: fn(&Method, &str) -> bool,
}

/// Middleware that applies the rate limit and authenticates the caller.
pub(crate) async fn enter(
    State((state, policy)): State<(ApiState, EntryPolicy)>,
    request: Request,
    next: Next,
) -> Response {
    let limit = state.live.snapshot().system.rate_limits.api;
    let peer = Peer::of(request.extensions());
    let rate = Arc::clone(&state.rate);
    // Counted before authentication, so that guesses of credentials count too.
    let handler = enter_counted(state, policy, request, next);
    rate.apply(peer.0, limit_for(peer, limit, REQUESTS), handler).await
}

async fn enter_counted(
    state: ApiState,
    policy: EntryPolicy,
    mut request: Request,
    next: Next,
) -> Response {
    state.refresh_settings().await;
    let settings = state.live.snapshot();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let changes = !reads && !(policy.is_read_only)(request.method(), request.uri().path());
    if !changes {
        audit::mark_read_only();
    }
    let caller =
        match (policy.authenticate)(&state, &settings, request.headers(), request.uri().query()) {
            Ok(caller) => caller,
            Err(error) => return error.into_response(),
        };
    if !caller.is_guest() {
        let is_ours = |token: &str| {
            state.gate.is_credential(&settings, token)
                || state.sessions.find(token, now_ms()).is_some()
        };
        remove_credential(&settings, request.headers_mut(), is_ours);
    }
    audit::set_caller(&caller);
    if state.readonly && changes {
        return ApiError::forbidden("this hub is read-only").into_response();
    }
    request.extensions_mut().insert(caller);
    next.run(request).await
}
