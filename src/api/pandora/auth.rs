//! Sets, verifies and changes the password; issues the tokens of sessions.

use std::net::IpAddr;

use axum::Json;
use axum::extract::State;
use http::{HeaderMap, StatusCode, header};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::extract::Sent;
use crate::api::jwt::fingerprint;
use crate::api::pandora::admission::{InSession, holder, is_set_up, keeper, known, setup_required};
use crate::api::pandora::refusal::Refusal;
use crate::api::pandora::sessions::{self, Done, moment};
use crate::api::people;
use crate::api::rate::Peer;
use crate::api::state::ApiState;
use crate::api::time::now_ms;
use crate::settings::secret::Secret;
use crate::settings::user::User;
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
pub(super) struct Renewal {
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
    Sent(sent): Sent<Password>,
) -> Result<(StatusCode, Json<Tokens>), ApiError> {
    state.freshen().await;
    let settings = state.live.snapshot();
    let already = || ApiError::new(Kind::Exists, "already_setup");
    if is_set_up(&state, &settings) {
        return Err(already());
    }
    let password = Secret::new(sent.password);
    match known(&state, &settings, &headers) {
        Some(caller) => caller.must_be_admin()?,
        None => people::check_owner(&state, from, &headers, Some(&password))?,
    }
    if state.readonly {
        return Err(ApiError::forbidden("this hub is read-only"));
    }
    long_enough(password.reveal())?;
    let made = people::add_first(&state, password).await;
    made.map_err(|error| if error.kind == Kind::Exists { already() } else { error })?;
    tracing::info!("set the first password");
    let settings = state.live.snapshot();
    let user = settings
        .user(people::FIRST)
        .ok_or_else(|| ApiError::bug("the first user is missing after its creation"))?;
    let tokens = open(&state, user, from, &headers).await?;
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
    Sent(sent): Sent<Password>,
) -> Result<Json<Tokens>, ApiError> {
    state.freshen().await;
    let settings = state.live.snapshot();
    let name = match keeper(&settings) {
        Some(keeper) => keeper.username.as_str(),
        // No user yet, or the one that the first password creates.
        None => people::FIRST,
    };
    let user = people::log_in(&state, from, name, &Secret::new(sent.password)).await?;
    match user.filter(|user| user.is_admin) {
        Some(user) => Ok(Json(open(&state, &user, from, &headers).await?)),
        None if is_set_up(&state, &settings) => Err(wrong()),
        None => Err(setup_required()),
    }
}

/// Returns a new pair of tokens. Using a refresh token twice ends all sessions.
#[utoipa::path(post, path = "/api/auth/refresh", tag = "Pandora: auth", security(()),
    request_body = Renewal,
    responses((status = 200, body = Tokens), (status = 401, body = Refusal)))]
pub(super) async fn refresh(
    State(state): State<ApiState>,
    Sent(sent): Sent<Renewal>,
) -> Result<Json<Tokens>, ApiError> {
    let token = sent.refresh_token.filter(|token| !token.is_empty());
    let token = token.ok_or_else(|| ApiError::invalid("refresh_token_required"))?;
    state.freshen().await;
    let settings = state.live.snapshot();
    let renewed = sessions::on(&state, move |sessions| {
        let holds = |session: &_| holder(&settings, session).is_some();
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
    responses((status = 200, body = Done)))]
pub(super) async fn logout(
    State(state): State<ApiState>,
    _caller: Caller,
    InSession(own): InSession,
) -> Result<Json<Done>, ApiError> {
    if let Some(own) = own {
        sessions::on(&state, move |sessions| sessions.end(&own.id, now_ms())).await?;
    }
    Ok(sessions::done())
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
    Sent(sent): Sent<NewPassword>,
) -> Result<Json<Tokens>, ApiError> {
    caller.must_be_admin()?;
    long_enough(&sent.new_password)?;
    let settings = state.live.snapshot();
    let own = caller.identity.user.as_deref().and_then(|name| settings.user(name));
    let user = own.or_else(|| keeper(&settings));
    let (current, new) = (Secret::new(sent.current_password), Secret::new(sent.new_password));
    let changed = people::change_password(&state, from, user, current, new).await?;
    let Some(user) = user.filter(|_| changed) else { return Err(wrong()) };
    sessions::on(&state, |sessions| sessions.end_all(now_ms())).await?;
    let settings = state.live.snapshot();
    let user = settings
        .user(&user.username)
        .ok_or_else(|| ApiError::bug("the user is missing after the change"))?;
    Ok(Json(open(&state, user, from, &headers).await?))
}

/// Starts a session for this user.
async fn open(
    state: &ApiState,
    user: &User,
    from: IpAddr,
    headers: &HeaderMap,
) -> Result<Tokens, ApiError> {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    let holder = Holder {
        user: user.username.clone(),
        fingerprint: fingerprint(user),
        user_agent: agent.map(|agent| agent.chars().take(AGENT_MAX).collect()),
        ip: Some(from.to_canonical().to_string()),
    };
    let pair = sessions::on(state, move |sessions| sessions.open(holder, now_ms())).await?;
    Ok(pair.into())
}

fn long_enough(password: &str) -> Result<(), ApiError> {
    if password.chars().count() >= PASSWORD_MIN {
        return Ok(());
    }
    Err(ApiError::invalid(format!("the password needs at least {PASSWORD_MIN} characters")))
}

fn wrong() -> ApiError {
    ApiError::new(Kind::Unauthorized, "invalid_credentials")
}

impl From<Pair> for Tokens {
    fn from(pair: Pair) -> Self {
        Self {
            token: pair.access.reveal().to_owned(),
            refresh_token: pair.refresh.reveal().to_owned(),
            expires_at: moment(pair.access_ends_ms),
            refresh_expires_at: moment(pair.refresh_ends_ms),
        }
    }
}
