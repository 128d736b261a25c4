//! Authentication: by the access token of a session, or any other credential of the hub. Before a
//! password is set, requests without a credential get `setup_required`.

use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::request::Parts;
use http::{HeaderMap, Method};

use crate::access::auth;
use crate::access::jwt::password_fingerprint;
use crate::api::admission::{EntryPolicy, enter};
use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::state::ApiState;
use crate::api::time;
use crate::settings::Settings;
use crate::settings::model::user::{FIRST_USER, User};
use crate::state::sessions::Session;

/// The session of the request, if its credential is a session token.
#[derive(Clone, Debug)]
pub(super) struct CurrentSession(pub(super) Option<Session>);

const POLICY: EntryPolicy = EntryPolicy {
    authenticate: |state, settings, headers, _| authenticate(state, settings, headers),
    is_read_only: ends_sessions,
};

/// Middleware that requires a credential.
pub(super) async fn admit(
    State(state): State<ApiState>,
    mut request: Request,
    next: Next,
) -> Response {
    let settings = state.live.snapshot();
    let token = bearer_token(&settings, request.headers());
    let session = token.and_then(|token| state.sessions.find(token, time::now_ms()));
    request.extensions_mut().insert(CurrentSession(session));
    enter(State((state, POLICY)), request, next).await
}

/// Returns whether a request ends sessions, which are not settings.
fn ends_sessions(_: &Method, path: &str) -> bool {
    path == "/api/auth/logout" || path.starts_with("/api/auth/sessions")
}

/// Returns the caller by the request's credential; without one, the guest if the settings skip
/// authentication.
pub(super) fn find_caller(
    state: &ApiState,
    settings: &Settings,
    headers: &HeaderMap,
) -> Option<Caller> {
    let Some(token) = bearer_token(settings, headers) else { return state.gate.guest(settings) };
    let session = state.sessions.find(token, time::now_ms());
    let user = session.and_then(|session| session_user(settings, &session));
    user.map(Caller::from_user).or_else(|| state.gate.caller_for_token(settings, token))
}

/// Returns whether a password is set.
pub(super) fn is_set_up(state: &ApiState, settings: &Settings) -> bool {
    !settings.users.is_empty() || state.passwords.is_chosen()
}

/// Returns the user whose password is the one of this API.
pub(super) fn password_owner(settings: &Settings) -> Option<&User> {
    let admins = || settings.users.iter().filter(|user| user.is_admin);
    admins().find(|user| user.username == FIRST_USER).or_else(|| admins().next())
}

/// Returns the user of a session, if that user is still an admin with the same password.
pub(super) fn session_user<'a>(settings: &'a Settings, session: &Session) -> Option<&'a User> {
    let user = settings.user(&session.holder.user)?;
    (user.is_admin && password_fingerprint(user) == session.holder.fingerprint).then_some(user)
}

/// Returns the error for a missing or invalid credential.
pub(super) fn unauthorized() -> ApiError {
    ApiError::new(Kind::Unauthorized, "unauthorized")
}

/// Returns the error for a hub without a password.
pub(super) fn setup_required() -> ApiError {
    ApiError::forbidden("setup_required")
}

fn authenticate(
    state: &ApiState,
    settings: &Settings,
    headers: &HeaderMap,
) -> Result<Caller, ApiError> {
    find_caller(state, settings, headers)
        .ok_or_else(|| if is_set_up(state, settings) { unauthorized() } else { setup_required() })
}

/// Returns the bearer token, from the configured header or from `Authorization`, which Pandora's
/// clients use.
fn bearer_token<'a>(settings: &Settings, headers: &'a HeaderMap) -> Option<&'a str> {
    auth::bearer_token(settings, headers).or_else(|| auth::authorization_token(headers))
}

impl<S: Send + Sync> FromRequestParts<S> for CurrentSession {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let session = parts.extensions.get::<Self>().cloned();
        // The routes that extract a session are behind `admit`.
        session.ok_or_else(|| ApiError::internal("this route is not behind authentication"))
    }
}
