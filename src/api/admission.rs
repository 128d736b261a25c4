//! Checks a request to the admin API before its handler runs: rate limit, authentication, and the
//! read-only mode.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderValue, Method};

use crate::access::auth::{Denied, remove_credential};
use crate::access::rate_limit::{Peer, RateLimiter, RateStatus, limit_for};
use crate::api::audit;
use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::state::ApiState;
use crate::api::time::now_ms;
use crate::settings::Settings;

/// Requests per address and window unless the settings set another limit. Source: MCPHub.
const API: u32 = 600;
/// Template requests per address and window; they count against `API` too.
const TEMPLATES: u32 = 200;

/// Middleware of the routes that manage the hub.
pub(crate) async fn admit(State(state): State<ApiState>, request: Request, next: Next) -> Response {
    let authenticate: Authenticate = |state, settings, headers, query| {
        state.gate.authenticate_admin(settings, headers, query).map_err(unauthorized_error)
    };
    enter(state, EntryPolicy { authenticate, is_read_only: calls_a_tool }, request, next).await
}

/// Middleware of the routes that use servers. Also accepts keys with limited access.
pub(crate) async fn admit_users(
    State(state): State<ApiState>,
    request: Request,
    next: Next,
) -> Response {
    let authenticate: Authenticate = |state, settings, headers, query| {
        state.gate.authenticate_user(settings, headers, query).map_err(unauthorized_error)
    };
    enter(state, EntryPolicy { authenticate, is_read_only: calls_a_tool }, request, next).await
}

/// Middleware that applies a second, lower rate limit to templates.
pub(crate) async fn limit_templates(
    State(state): State<ApiState>,
    request: Request,
    next: Next,
) -> Response {
    let limit = state.live.snapshot().system.rate_limits.templates;
    limit_rate(&state.rates.templates, limit, TEMPLATES, request, async |r| next.run(r).await).await
}

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

fn unauthorized_error(denied: Denied) -> ApiError {
    ApiError::new(Kind::Unauthorized, denied.message())
}

/// Applies the rate limit, authenticates the caller, and runs the handler.
pub(crate) async fn enter(
    state: ApiState,
    policy: EntryPolicy,
    request: Request,
    next: Next,
) -> Response {
    let limit = state.live.snapshot().system.rate_limits.api;
    let rates = Arc::clone(&state.rates);
    // Counted before authentication, so that guesses of credentials count too.
    limit_rate(&rates.api, limit, API, request, async move |request| {
        enter_counted(state, policy, request, next).await
    })
    .await
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

/// Returns whether a path calls a tool, of a server or of a group; a call changes no settings.
/// Source: MCPHub's READONLY.
fn calls_a_tool(method: &Method, path: &str) -> bool {
    let below = path.strip_prefix("/api/").unwrap_or_default();
    let segments: Vec<_> = below.split('/').collect();
    let calls = match segments.as_slice() {
        ["tools", ..] => true,
        [group, "tools", _, _] => !["servers", "groups"].contains(group),
        _ => false,
    };
    calls && *method == Method::POST
}

async fn limit_rate(
    rate: &RateLimiter,
    limit: Option<u32>,
    usual: u32,
    request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(peer) = Peer::from_request_parts(&mut parts, &()).await;
    let request = Request::from_parts(parts, body);
    let Some(limit) = limit_for(peer, limit, usual) else { return next(request).await };
    let status = rate.take(peer.0, limit);
    let response = if status.exceeded {
        ApiError::new(Kind::TooManyRequests(status.reset), "too many requests").into_response()
    } else {
        next(request).await
    };
    add_rate_headers(response, status)
}

fn add_rate_headers(mut response: Response, status: RateStatus) -> Response {
    let seconds = status.reset.as_secs();
    for (name, value) in [
        ("ratelimit-limit", u64::from(status.limit)),
        ("ratelimit-remaining", u64::from(status.remaining)),
        ("ratelimit-reset", seconds),
    ] {
        response.headers_mut().insert(name, HeaderValue::from(value));
    }
    response
}
