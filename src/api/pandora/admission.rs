//! Who asks: with the access token of a session, or with any other credential of the hub. While
//! nobody has set a password, who shows nothing is told to do that first.

use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::request::Parts;
use http::{HeaderMap, Method};

use crate::api::admission::{Door, Who, enter};
use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::jwt::fingerprint;
use crate::api::people;
use crate::api::state::ApiState;
use crate::api::{auth, time};
use crate::settings::Settings;
use crate::settings::user::User;
use crate::state::sessions::Session;

/// The session that the caller is in, where it is one.
#[derive(Clone, Debug)]
pub(super) struct InSession(pub(super) Option<Session>);

/// Lets in whom the hub knows.
pub(super) async fn admit(
    State(state): State<ApiState>,
    mut request: Request,
    next: Next,
) -> Response {
    let settings = state.live.snapshot();
    let token = shown(&settings, request.headers());
    let session = token.and_then(|token| state.sessions.find(token, time::now_ms()));
    request.extensions_mut().insert(InSession(session));
    let who: Who = |state, settings, headers, _| who(state, settings, headers);
    enter(state, Door { who, changes_nothing: logs_out }, request, next).await
}

/// Whether a request ends sessions, which are no settings.
fn logs_out(_: &Method, path: &str) -> bool {
    path == "/api/auth/logout" || path.starts_with("/api/auth/sessions")
}

/// Whom the shown credential stands for; where none is shown, a guest, if the settings ask nobody.
pub(super) fn known(state: &ApiState, settings: &Settings, headers: &HeaderMap) -> Option<Caller> {
    let Some(token) = shown(settings, headers) else { return state.gate.guest(settings) };
    let session = state.sessions.find(token, time::now_ms());
    let user = session.and_then(|session| holder(settings, &session));
    user.map(Caller::of_user).or_else(|| state.gate.of_token(settings, token))
}

/// Whether somebody has set a password.
pub(super) fn is_set_up(state: &ApiState, settings: &Settings) -> bool {
    !settings.users.is_empty() || state.passwords.is_chosen()
}

/// Whose password is the one of this API.
pub(super) fn keeper(settings: &Settings) -> Option<&User> {
    let admins = || settings.users.iter().filter(|user| user.is_admin);
    admins().find(|user| user.username == people::FIRST).or_else(|| admins().next())
}

/// The user of a session. It ends with their rights, and with the password that was shown.
pub(super) fn holder<'a>(settings: &'a Settings, session: &Session) -> Option<&'a User> {
    let user = settings.user(&session.holder.user)?;
    (user.is_admin && fingerprint(user) == session.holder.fingerprint).then_some(user)
}

/// No credential, or one that opens nothing.
pub(super) fn unauthorized() -> ApiError {
    ApiError::new(Kind::Unauthorized, "unauthorized")
}

/// A password has to be set first.
pub(super) fn setup_required() -> ApiError {
    ApiError::forbidden("setup_required")
}

fn who(state: &ApiState, settings: &Settings, headers: &HeaderMap) -> Result<Caller, ApiError> {
    known(state, settings, headers)
        .ok_or_else(|| if is_set_up(state, settings) { unauthorized() } else { setup_required() })
}

/// The bearer token: in the hub's header for them, or where Pandora's clients send it.
fn shown<'a>(settings: &Settings, headers: &'a HeaderMap) -> Option<&'a str> {
    auth::shown(settings, headers).or_else(|| auth::bearer(headers))
}

impl<S: Send + Sync> FromRequestParts<S> for InSession {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let session = parts.extensions.get::<Self>().cloned();
        // Every route that asks for it stands behind the check that says it.
        session.ok_or_else(|| ApiError::bug("this route does not know the session"))
    }
}
