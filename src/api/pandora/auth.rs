//! Sets, verifies and changes the password; issues the tokens of sessions.

use std::net::IpAddr;

use axum::Json;
use axum::extract::State;
use http::{HeaderMap, StatusCode, header};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::jwt::password_fingerprint;
use crate::access::rate_limit::Peer;
use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::extract::JsonBody;
use crate::api::pandora::admission::{
    CurrentSession, find_caller, is_set_up, password_owner, session_user, setup_required,
};
use crate::api::pandora::refusal::Refusal;
use crate::api::pandora::sessions::{self, Success};
use crate::api::service::accounts;
use crate::api::state::ApiState;
use crate::api::time::{iso_ms, now_ms};
use crate::settings::model::secret::Secret;
use crate::settings::model::user::{FIRST_USER, User};
use crate::state::sessions::{Holder, NotRenewed, Pair};

/// The password of a request.
#[derive(Deserialize, ToSchema)]
pub(super) struct Password {
    password: String,
}

/// A password change.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewPassword {
    /// The current password.
    current_password: String,
    /// The new password, at least 8 characters.
    new_password: String,
}

/// A request for a new token pair.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct RefreshRequest {
    /// The refresh token of the last pair, valid once.
    refresh_token: Option<String>,
}

/// A pair of tokens.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Tokens {
    /// Access token, valid for 15 minutes: `Authorization: Bearer <token>`.
    token: String,
    /// Refresh token for the next pair, valid for 7 days.
    refresh_token: String,
    /// Expiry time of the access token.
    expires_at: String,
    /// Expiry time of the refresh token.
    refresh_expires_at: String,
}

/// Minimum length of a password, in characters. Source: Pandora.
const PASSWORD_MIN: usize = 8;
/// Characters of `User-Agent` that are stored.
const AGENT_MAX: usize = 200;

/// Sets the first password, of the user `admin`.
///
/// Requires the hub's owner: an admin's credential, such as the local admin token, or the password
/// that `serve` printed, in `Authorization: Bearer` or as the password to set.
#[utoipa::path(post, path = "/api/auth/setup", tag = "Pandora: auth", security(()),
    request_body = Password,
    responses((status = 201, body = Tokens), (status = 401, body = Refusal),
        (status = 409, body = Refusal)))]
pub(super) async fn setup(
    State(state): State<ApiState>,
    Peer(from): Peer,
    headers: HeaderMap,
    JsonBody(sent): JsonBody<Password>,
) -> Result<(StatusCode, Json<Tokens>), ApiError> {
    state.refresh_settings().await;
    let settings = state.live.snapshot();
    let already = || ApiError::new(Kind::Exists, "already_setup");
    if is_set_up(&state, &settings) {
        return Err(already());
    }
    let password = Secret::new(sent.password);
    match find_caller(&state, &settings, &headers) {
        Some(caller) => caller.require_admin()?,
        None => accounts::check_owner(&state, from, &headers, Some(&password))?,
    }
    if state.readonly {
        return Err(ApiError::forbidden("this hub is read-only"));
    }
    check_length(password.reveal())?;
    let created = accounts::add_first(&state, password).await;
    created.map_err(|error| if error.kind == Kind::Exists { already() } else { error })?;
    tracing::info!("set the first password");
    let settings = state.live.snapshot();
    let user = settings
        .user(FIRST_USER)
        .ok_or_else(|| ApiError::internal("the first user is missing after its creation"))?;
    let tokens = start_session(&state, user, from, &headers).await?;
    Ok((StatusCode::CREATED, Json(tokens)))
}

/// Verifies the password and returns a pair of tokens.
#[utoipa::path(post, path = "/api/auth/login", tag = "Pandora: auth", security(()),
    request_body = Password,
    responses((status = 200, body = Tokens), (status = 401, body = Refusal),
        (status = 403, body = Refusal)))]
pub(super) async fn login(
    State(state): State<ApiState>,
    Peer(from): Peer,
    headers: HeaderMap,
    JsonBody(sent): JsonBody<Password>,
) -> Result<Json<Tokens>, ApiError> {
    state.refresh_settings().await;
    let settings = state.live.snapshot();
    let name = match password_owner(&settings) {
        Some(keeper) => keeper.username.as_str(),
        // No user yet, or the one that the first password creates.
        None => FIRST_USER,
    };
    let user = accounts::log_in(&state, from, name, &Secret::new(sent.password)).await?;
    match user.filter(|user| user.is_admin) {
        Some(user) => Ok(Json(start_session(&state, &user, from, &headers).await?)),
        None if is_set_up(&state, &settings) => Err(invalid_credentials()),
        None => Err(setup_required()),
    }
}

/// Returns a new pair of tokens. Using a refresh token twice ends all sessions.
#[utoipa::path(post, path = "/api/auth/refresh", tag = "Pandora: auth", security(()),
    request_body = RefreshRequest,
    responses((status = 200, body = Tokens), (status = 401, body = Refusal)))]
pub(super) async fn refresh(
    State(state): State<ApiState>,
    JsonBody(sent): JsonBody<RefreshRequest>,
) -> Result<Json<Tokens>, ApiError> {
    let token = sent
        .refresh_token
        .filter(|token| !token.is_empty())
        .ok_or_else(|| ApiError::invalid("refresh_token_required"))?;
    state.refresh_settings().await;
    let settings = state.live.snapshot();
    let renewed = sessions::with_sessions(&state, move |sessions| {
        let holds = |session: &_| session_user(&settings, session).is_some();
        sessions.renew(&token, holds, now_ms())
    });
    let word = match renewed.await? {
        Ok(pair) => return Ok(Json(pair.into())),
        Err(NotRenewed::Unknown) => "invalid_refresh_token",
        Err(NotRenewed::Expired) => "refresh_token_expired",
        Err(NotRenewed::Reused) => {
            tracing::warn!("a refresh token was used twice; ended all sessions of Pandora's API");
            "refresh_token_reused"
        }
    };
    Err(ApiError::new(Kind::Unauthorized, word))
}

/// Ends the session of the request.
#[utoipa::path(post, path = "/api/auth/logout", tag = "Pandora: auth",
    responses((status = 200, body = Success)))]
pub(super) async fn logout(
    State(state): State<ApiState>,
    _caller: Caller,
    CurrentSession(own): CurrentSession,
) -> Result<Json<Success>, ApiError> {
    if let Some(own) = own {
        sessions::with_sessions(&state, move |sessions| sessions.end(&own.id, now_ms())).await?;
    }
    Ok(sessions::success())
}

/// Changes the password. Ends all sessions and starts a new one for the caller.
#[utoipa::path(post, path = "/api/auth/change-password", tag = "Pandora: auth",
    request_body = NewPassword,
    responses((status = 200, body = Tokens), (status = 401, body = Refusal)))]
pub(super) async fn change_password(
    State(state): State<ApiState>,
    caller: Caller,
    Peer(from): Peer,
    headers: HeaderMap,
    JsonBody(sent): JsonBody<NewPassword>,
) -> Result<Json<Tokens>, ApiError> {
    caller.require_admin()?;
    check_length(&sent.new_password)?;
    let settings = state.live.snapshot();
    let own = caller.identity.user.as_deref().and_then(|name| settings.user(name));
    let user = own.or_else(|| password_owner(&settings));
    let (current, new) = (Secret::new(sent.current_password), Secret::new(sent.new_password));
    let changed = accounts::change_password(&state, from, user, current, new).await?;
    let Some(user) = user.filter(|_| changed) else { return Err(invalid_credentials()) };
    sessions::with_sessions(&state, |sessions| sessions.end_all(now_ms())).await?;
    let settings = state.live.snapshot();
    let user = settings
        .user(&user.username)
        .ok_or_else(|| ApiError::internal("the user is missing after the change"))?;
    Ok(Json(start_session(&state, user, from, &headers).await?))
}

/// Starts a session for this user.
async fn start_session(
    state: &ApiState,
    user: &User,
    from: IpAddr,
    headers: &HeaderMap,
) -> Result<Tokens, ApiError> {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let holder = Holder {
        user: user.username.clone(),
        fingerprint: password_fingerprint(user),
        user_agent: agent.map(|agent| agent.chars().take(AGENT_MAX).collect()),
        ip: Some(from.to_canonical().to_string()),
    };
    let pair =
        sessions::with_sessions(state, move |sessions| sessions.open(holder, now_ms())).await?;
    Ok(pair.into())
}

fn check_length(password: &str) -> Result<(), ApiError> {
    if password.chars().count() >= PASSWORD_MIN {
        return Ok(());
    }
    Err(ApiError::invalid(format!("the password needs at least {PASSWORD_MIN} characters")))
}

fn invalid_credentials() -> ApiError {
    ApiError::new(Kind::Unauthorized, "invalid_credentials")
}

impl From<Pair> for Tokens {
    fn from(pair: Pair) -> Self {
        Self {
            token: pair.access.reveal().to_owned(),
            refresh_token: pair.refresh.reveal().to_owned(),
            expires_at: iso_ms(pair.access_ends_ms),
            refresh_expires_at: iso_ms(pair.refresh_ends_ms),
        }
    }
}
