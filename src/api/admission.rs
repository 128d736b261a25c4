//! Checks a request to the admin API before its handler runs: rate limit, authentication, and the
//! read-only mode.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, HeaderValue, Method};

use crate::api::audit;
use crate::api::auth::{Denied, take_credential};
use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::rate::{Peer, Rate, Standing, limit_for};
use crate::api::state::ApiState;
use crate::api::time::now_ms;
use crate::settings::Settings;

/// Requests per address and window unless the settings set another limit. Source: MCPHub.
const API: u32 = 600;
/// Template requests per address and window; they count against `API` too.
const TEMPLATES: u32 = 200;

/// Middleware of the routes that manage the hub.
pub(crate) async fn admit(State(state): State<ApiState>, request: Request, next: Next) -> Response {
    let who: Who =
        |state, settings, headers, query| state.gate.who(settings, headers, query).map_err(refused);
    enter(state, Door { who, changes_nothing: calls_a_tool }, request, next).await
}

/// Middleware of the routes that use servers. Also accepts keys with limited access.
pub(crate) async fn admit_users(
    State(state): State<ApiState>,
    request: Request,
    next: Next,
) -> Response {
    let who: Who = |state, settings, headers, query| {
        state.gate.who_uses(settings, headers, query).map_err(refused)
    };
    enter(state, Door { who, changes_nothing: calls_a_tool }, request, next).await
}

/// Middleware that applies a second, lower rate limit to templates.
pub(crate) async fn few(State(state): State<ApiState>, request: Request, next: Next) -> Response {
    let limit = state.live.snapshot().system.rate_limits.templates;
    counted(&state.rates.templates, limit, TEMPLATES, request, async |r| next.run(r).await).await
}

/// Authenticates a caller by the headers and the query.
pub(crate) type Who =
    fn(&ApiState, &Settings, &HeaderMap, Option<&str>) -> Result<Caller, ApiError>;

/// How a dialect admits its requests.
#[derive(Clone, Copy)]
pub(crate) struct Door {
    pub(crate) who: Who,
    /// Returns whether a request leaves the hub's settings unchanged although its method could
    /// change them. A read-only hub accepts such requests.
    pub(crate) changes_nothing: fn(&Method, &str) -> bool,
}

fn refused(denied: Denied) -> ApiError {
    ApiError::new(Kind::Unauthorized, denied.message())
}

/// Applies the rate limit, authenticates the caller, and runs the handler.
pub(crate) async fn enter(state: ApiState, door: Door, request: Request, next: Next) -> Response {
    let limit = state.live.snapshot().system.rate_limits.api;
    let rates = Arc::clone(&state.rates);
    // Counted before authentication, so that guesses of credentials count too.
    counted(&rates.api, limit, API, request, async move |request| {
        enter_counted(state, door, request, next).await
    })
    .await
}

async fn enter_counted(state: ApiState, door: Door, mut request: Request, next: Next) -> Response {
    state.freshen().await;
    let settings = state.live.snapshot();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let changes = !reads && !(door.changes_nothing)(request.method(), request.uri().path());
    if !changes {
        audit::changes_nothing();
    }
    let caller = match (door.who)(&state, &settings, request.headers(), request.uri().query()) {
        Ok(caller) => caller,
        Err(error) => return error.into_response(),
    };
    if !caller.is_guest() {
        let is_ours = |token: &str| {
            state.gate.knows(&settings, token) || state.sessions.find(token, now_ms()).is_some()
        };
        take_credential(&settings, request.headers_mut(), is_ours);
    }
    audit::is_by(&caller);
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

async fn counted(
    rate: &Rate,
    limit: Option<u32>,
    usual: u32,
    request: Request,
    next: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let Ok(peer) = Peer::from_request_parts(&mut parts, &()).await;
    let request = Request::from_parts(parts, body);
    let Some(limit) = limit_for(peer, limit, usual) else { return next(request).await };
    let standing = rate.take(peer.0, limit);
    let response = if standing.exceeded {
        ApiError::new(Kind::TooMany(standing.reset), "too many requests").into_response()
    } else {
        next(request).await
    };
    told(response, standing)
}

fn told(mut response: Response, standing: Standing) -> Response {
    let seconds = standing.reset.as_secs();
    for (name, value) in [
        ("ratelimit-limit", u64::from(standing.limit)),
        ("ratelimit-remaining", u64::from(standing.rest)),
        ("ratelimit-reset", seconds),
    ] {
        response.headers_mut().insert(name, HeaderValue::from(value));
    }
    response
}
