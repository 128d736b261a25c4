//! Authentication by a key: as bearer token, in `X-API-Key` or `?api_key=`, and on admin routes
//! also in `X-Admin-Key`.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::{HeaderMap, Method, StatusCode};
use serde_json::json;

use crate::access::auth;
use crate::api::admission::{Authenticate, EntryPolicy, enter};
use crate::api::agent_corex::refusal::{ErrorInfo, Refusal};
use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::state::ApiState;
use crate::settings::Settings;

/// The route that verifies a key and changes nothing.
const LOGIN: &str = "/auth/login";

const KEY_HEADER: &str = "x-api-key";
const ADMIN_HEADER: &str = "x-admin-key";

/// Headers that can carry a key, on ordinary and on admin routes.
const KEY_HEADERS: &[&str] = &[KEY_HEADER];
const ADMIN_HEADERS: &[&str] = &[ADMIN_HEADER, KEY_HEADER];

/// Middleware that requires a key, with any access.
pub(super) async fn admit(State(state): State<ApiState>, request: Request, next: Next) -> Response {
    let authenticate_fn: Authenticate = |state, settings, headers, query| {
        authenticate(state, settings, headers, query, KEY_HEADERS)
    };
    admit_with(state, authenticate_fn, KEY_HEADERS, request, next).await
}

/// Middleware of the admin routes; [`require_admin`] checks the role after it.
pub(super) async fn admit_admins(
    State(state): State<ApiState>,
    request: Request,
    next: Next,
) -> Response {
    let authenticate_fn: Authenticate = |state, settings, headers, query| {
        authenticate(state, settings, headers, query, ADMIN_HEADERS)
    };
    admit_with(state, authenticate_fn, ADMIN_HEADERS, request, next).await
}

/// Middleware that rejects non-admins.
pub(super) async fn require_admin(caller: Caller, request: Request, next: Next) -> Response {
    if caller.admin {
        return next.run(request).await;
    }
    let error = ApiError::forbidden("only an admin may do this");
    let roles = json!({ "required_role": "admin", "current_role": "user" });
    Refusal::new("FORBIDDEN", error).with_details(roles).into_response()
}

/// Middleware that removes credentials from the request and rejects changes by keys with limited
/// access.
pub(super) async fn restrict_limited_keys(
    caller: Caller,
    mut request: Request,
    next: Next,
) -> Response {
    for name in [KEY_HEADER, ADMIN_HEADER] {
        request.headers_mut().remove(name);
    }
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if caller.is_limited() && !reads {
        let text = "this key opens a part of the hub, and changes nothing";
        return Refusal::from(ApiError::forbidden(text)).into_response();
    }
    next.run(request).await
}

async fn admit_with(
    state: ApiState,
    authenticate_fn: Authenticate,
    names: &[&str],
    request: Request,
    next: Next,
) -> Response {
    let settings = state.live.snapshot();
    let query = request.uri().query();
    let has_shown = !credentials_in(&settings, request.headers(), query, names).is_empty();
    let policy =
        EntryPolicy { authenticate: authenticate_fn, is_read_only: |_, path| path == LOGIN };
    let mut response = enter(State((state, policy)), request, next).await;
    if response.status() == StatusCode::UNAUTHORIZED && has_shown {
        response.extensions_mut().insert(ErrorInfo { code: "INVALID_TOKEN", details: None });
    }
    response
}

/// Returns the caller of a route that requires no credential, if the request has a valid one.
pub(super) fn optional_caller(
    state: &ApiState,
    settings: &Settings,
    headers: &HeaderMap,
    query: Option<&str>,
) -> Option<Caller> {
    authenticate(state, settings, headers, query, KEY_HEADERS).ok()
}

/// Returns the caller of the first valid credential in the request.
fn authenticate(
    state: &ApiState,
    settings: &Settings,
    headers: &HeaderMap,
    query: Option<&str>,
    names: &[&str],
) -> Result<Caller, ApiError> {
    let tokens = credentials_in(settings, headers, query, names);
    let refused = |text: &str| ApiError::new(Kind::Unauthorized, text);
    if tokens.is_empty() {
        let text = "no credential: send `Authorization: Bearer <key>`, `X-API-Key` or `?api_key=`";
        return state.gate.guest(settings).ok_or_else(|| refused(text));
    }
    let whole = tokens.iter().find_map(|token| state.gate.caller_for_token(settings, token));
    let part = || tokens.iter().find_map(|token| Caller::from_limited_key(settings, token));
    whole.or_else(part).ok_or_else(|| refused("this credential is not valid here"))
}

/// Returns the credentials in a request: from these headers, as bearer token, and from the query.
fn credentials_in(
    settings: &Settings,
    headers: &HeaderMap,
    query: Option<&str>,
    names: &[&str],
) -> Vec<String> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let plain = header("authorization").and_then(|value| value.strip_prefix("Bearer "));
    let of_headers = names
        .iter()
        .filter_map(|name| header(name))
        .chain(auth::bearer_token(settings, headers))
        .chain(plain)
        .map(|key| key.trim().to_owned());
    let of_query = url::form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .filter(|(name, _)| name == "api_key")
        .map(|(_, key)| key.into_owned());
    of_headers.chain(of_query).filter(|key| !key.is_empty()).collect()
}
