//! Who may ask here. In MCPJungle's words a hub that asks nobody who they are is in mode `development`,
//! and any other in mode `enterprise`, where nothing can be asked before somebody can prove who they
//! are.

use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::request::Parts;
use http::{HeaderMap, Method, header};

use crate::api::admission::{Door, enter};
use crate::api::auth;
use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::state::ApiState;
use crate::settings::Settings;

/// What a hub asks of who calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Nothing.
    Development,
    /// A user's token.
    Enterprise,
}

impl Mode {
    /// The mode that the settings come to.
    pub(super) fn of(state: &ApiState, settings: &Settings) -> Self {
        match state.gate.guest(settings) {
            Some(_) => Self::Development,
            None => Self::Enterprise,
        }
    }
}

/// An admin who calls. A handler names it before the body, which is read of nobody else's request.
pub(crate) struct Admin(pub(super) Caller);

/// An admin who calls a hub in enterprise mode: there are users and clients.
pub(crate) struct Keeper;

impl FromRequestParts<ApiState> for Admin {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, ApiError> {
        let caller = Caller::from_request_parts(parts, state).await?;
        caller.must_be_admin()?;
        Ok(Self(caller))
    }
}

impl FromRequestParts<ApiState> for Keeper {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, ApiError> {
        must_be_enterprise(state)?;
        Admin::from_request_parts(parts, state).await?;
        Ok(Self)
    }
}

/// Whether somebody could prove who they are, or need not.
pub(super) fn is_initialised(state: &ApiState, settings: &Settings) -> bool {
    Mode::of(state, settings) == Mode::Development
        || !settings.users.is_empty()
        || settings.has_credentials()
        || state.passwords.is_chosen()
}

/// Lets in who may use this API.
pub(super) async fn admit(State(state): State<ApiState>, request: Request, next: Next) -> Response {
    enter(state, Door { who, changes_nothing: uses_what_there_is }, request, next).await
}

/// Whether a request asks a server something, and changes nothing of the hub.
fn uses_what_there_is(_: &Method, path: &str) -> bool {
    matches!(
        path.strip_prefix("/api/v0/"),
        Some("tools/invoke" | "prompts/render" | "resources/get" | "resources/read")
    )
}

/// Refuses where the hub asks nobody who they are: there are no users and clients then.
pub(super) fn must_be_enterprise(state: &ApiState) -> Result<(), ApiError> {
    match Mode::of(state, &state.live.snapshot()) {
        Mode::Enterprise => Ok(()),
        Mode::Development => Err(ApiError::forbidden(
            "this hub is in development mode: it asks nobody who they are (systemConfig.routing.skipAuth)",
        )),
    }
}

/// Whom the token stands for. What a program shows at the MCP endpoints opens nothing here.
pub(super) fn who(
    state: &ApiState,
    settings: &Settings,
    headers: &HeaderMap,
    _: Option<&str>,
) -> Result<Caller, ApiError> {
    if let Some(guest) = state.gate.guest(settings) {
        return Ok(guest);
    }
    let token = auth::shown(settings, headers).or_else(|| plain(headers));
    match token.map(|token| state.gate.of_token(settings, token)) {
        Some(Some(caller)) => Ok(caller),
        _ if !is_initialised(state, settings) => {
            let text = "this hub is not initialised yet: POST /init with the local admin token";
            Err(ApiError::forbidden(text))
        }
        Some(None) => Err(ApiError::new(Kind::Unauthorized, "this token is not valid here")),
        None => {
            let text = "no token: send `Authorization: Bearer <token>`";
            Err(ApiError::new(Kind::Unauthorized, text))
        }
    }
}

/// The token in `Authorization`, with or without the word before it.
fn plain(headers: &HeaderMap) -> Option<&str> {
    auth::bearer(headers).or_else(|| {
        let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?.trim();
        Some(value).filter(|token| !token.is_empty() && !token.contains(' '))
    })
}
