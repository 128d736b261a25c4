//! Authentication for MCPJungle's API. Its mode `development` means that the hub requires no
//! credentials; any other hub is in mode `enterprise`, which requires an initialized hub.

use axum::extract::FromRequestParts;
use http::request::Parts;
use http::{HeaderMap, Method, header};

use crate::access::auth;
use crate::api::admission::EntryPolicy;
use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::state::ApiState;
use crate::settings::Settings;

/// Which credentials the hub requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// No credential is required.
    Development,
    /// A user's token is required.
    Enterprise,
}

impl Mode {
    /// Returns the mode that follows from the settings.
    pub(super) fn of(state: &ApiState, settings: &Settings) -> Self {
        match state.gate.guest(settings) {
            Some(_) => Self::Development,
            None => Self::Enterprise,
        }
    }
}

/// An admin. Handlers extract it before the body, so that the bodies of other callers are never
/// read.
pub(crate) struct Admin(pub(super) Caller);

/// An admin of a hub in enterprise mode, the only mode with users and clients.
pub(crate) struct EnterpriseAdmin;

impl FromRequestParts<ApiState> for Admin {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, ApiError> {
        let caller = Caller::from_request_parts(parts, state).await?;
        caller.require_admin()?;
        Ok(Self(caller))
    }
}

impl FromRequestParts<ApiState> for EnterpriseAdmin {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, ApiError> {
        require_enterprise(state)?;
        Admin::from_request_parts(parts, state).await?;
        Ok(Self)
    }
}

/// Returns whether a caller can authenticate, or does not have to.
pub(super) fn is_initialized(state: &ApiState, settings: &Settings) -> bool {
    Mode::of(state, settings) == Mode::Development
        || !settings.users.is_empty()
        || settings.has_credentials()
        || state.passwords.is_chosen()
}

/// Admits callers with a user's token.
pub(super) const POLICY: EntryPolicy =
    EntryPolicy { authenticate, is_read_only: only_uses_servers };

/// Returns whether a request only uses a server and changes no settings.
fn only_uses_servers(_: &Method, path: &str) -> bool {
    matches!(
        path.strip_prefix("/api/v0/"),
        Some("tools/invoke" | "prompts/render" | "resources/get" | "resources/read")
    )
}

/// Fails in development mode, which has no users and clients.
pub(super) fn require_enterprise(state: &ApiState) -> Result<(), ApiError> {
    match Mode::of(state, &state.live.snapshot()) {
        Mode::Enterprise => Ok(()),
        Mode::Development => Err(ApiError::forbidden(
            "this hub is in development mode: it requires no credentials (systemConfig.routing.skipAuth)",
        )),
    }
}

/// Returns the caller by the token. Keys of MCP clients grant no access here.
pub(super) fn authenticate(
    state: &ApiState,
    settings: &Settings,
    headers: &HeaderMap,
    _: Option<&str>,
) -> Result<Caller, ApiError> {
    if let Some(guest) = state.gate.guest(settings) {
        return Ok(guest);
    }
    let token = auth::bearer_token(settings, headers).or_else(|| authorization_value(headers));
    match token.map(|token| state.gate.caller_for_token(settings, token)) {
        Some(Some(caller)) => Ok(caller),
        _ if !is_initialized(state, settings) => {
            let text = "this hub is not initialized yet: POST /init with the local admin token";
            Err(ApiError::forbidden(text))
        }
        Some(None) => Err(ApiError::new(Kind::Unauthorized, "this token is not valid here")),
        None => {
            let text = "no token: send `Authorization: Bearer <token>`";
            Err(ApiError::new(Kind::Unauthorized, text))
        }
    }
}

/// Returns the token in `Authorization`, with or without the scheme.
fn authorization_value(headers: &HeaderMap) -> Option<&str> {
    auth::authorization_token(headers).or_else(|| {
        let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?.trim();
        Some(value).filter(|token| !token.is_empty() && !token.contains(' '))
    })
}
