//! Login and registration for the admin API. Source: MCPHub's REST reference, "Auth".

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::rate_limit::Peer;
use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::extract::JsonBody;
use crate::api::mcphub::envelope::{Done, Refusal, Reply, done};
use crate::api::service::accounts;
use crate::api::state::ApiState;
use crate::settings::model::secret::Secret;
use crate::settings::model::user;
use crate::settings::model::user::{FIRST_USER, User};

/// Username and password.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Credentials {
    /// Name of the user.
    username: String,
    /// Password of the user.
    password: String,
}

/// A password change.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewPassword {
    /// The current password.
    current_password: String,
    /// At least 8 characters with a letter, a digit and a special character.
    new_password: String,
}

/// A successful login.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LoginResult {
    /// Always true on success.
    success: bool,
    /// A sentence for the user.
    message: String,
    /// Login token, valid for a day: `x-auth-token: <token>`.
    token: String,
    /// The logged-in user.
    user: UserInfo,
    /// Whether the password is MCPHub's default.
    is_using_default_password: bool,
}

/// A registered user.
#[derive(Serialize, ToSchema)]
pub(crate) struct Registered {
    /// Always true on success.
    success: bool,
    /// Login token of the new user, valid for a day: `x-auth-token: <token>`.
    token: String,
    /// The new user.
    user: UserInfo,
}

/// The caller of a request.
#[derive(Serialize, ToSchema)]
pub(crate) struct CurrentUser {
    /// Always true on success.
    success: bool,
    /// The caller's user.
    user: UserInfo,
}

/// A user, as returned to that user.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UserInfo {
    /// Name of the user.
    username: String,
    /// Whether the user is an admin.
    is_admin: bool,
    /// `["*", "x"]` for admins.
    permissions: Vec<&'static str>,
}

/// Minimum password length at registration, in characters. Source: MCPHub.
const REGISTERED_MIN: usize = 6;

/// Verifies a password and returns a login token.
#[utoipa::path(post, path = "/api/auth/login", tag = "Auth", security(()),
    request_body = Credentials,
    responses((status = 200, body = LoginResult), (status = 403, body = Refusal)))]
pub(crate) async fn login(
    State(state): State<ApiState>,
    Peer(from): Peer,
    JsonBody(sent): JsonBody<Credentials>,
) -> Result<Json<LoginResult>, ApiError> {
    let password = Secret::new(sent.password);
    let user = accounts::log_in(&state, from, &sent.username, &password)
        .await?
        .ok_or_else(|| ApiError::new(Kind::Unauthorized, "wrong username or password"))?;
    Ok(Json(LoginResult {
        success: true,
        message: "logged in".into(),
        token: token(&state, &user)?,
        user: user_info(&user.username, user.is_admin),
        is_using_default_password: user.username == FIRST_USER && password.reveal() == "admin123",
    }))
}

/// Creates a non-admin user. Requires an admin, unlike in MCPHub.
#[utoipa::path(post, path = "/api/auth/register", tag = "Auth", request_body = Credentials,
    responses((status = 200, body = Registered)))]
pub(crate) async fn register(
    State(state): State<ApiState>,
    caller: Caller,
    JsonBody(sent): JsonBody<Credentials>,
) -> Result<Json<Registered>, ApiError> {
    caller.require_admin()?;
    if sent.password.chars().count() < REGISTERED_MIN {
        return Err(weak_password(vec![format!("at least {REGISTERED_MIN} characters")]));
    }
    user::check_name(&sent.username).map_err(ApiError::invalid)?;
    let hash = state.passwords.hash(Secret::new(sent.password)).await?;
    accounts::add(&state, &sent.username, &hash, false)
        .await
        .map_err(ApiError::invalid_if_exists)?;
    let settings = state.live.snapshot();
    let user = settings
        .user(&sent.username)
        .ok_or_else(|| ApiError::internal("the user is missing after its creation"))?;
    let token = token(&state, user)?;
    Ok(Json(Registered { success: true, token, user: user_info(&user.username, false) }))
}

/// Returns the caller's user.
#[utoipa::path(get, path = "/api/auth/user", tag = "Auth", responses((status = 200, body = CurrentUser)))]
pub(crate) async fn user(caller: Caller) -> Json<CurrentUser> {
    Json(CurrentUser { success: true, user: user_info(&caller.name, caller.admin) })
}

/// Changes the caller's own password. Older login tokens become invalid.
#[utoipa::path(post, path = "/api/auth/change-password", tag = "Auth", request_body = NewPassword,
    responses((status = 200, body = Done), (status = 404, body = Refusal)))]
pub(crate) async fn change_password(
    State(state): State<ApiState>,
    caller: Caller,
    Peer(from): Peer,
    JsonBody(sent): JsonBody<NewPassword>,
) -> Reply {
    let settings = state.live.snapshot();
    let username = caller.identity.user.as_deref();
    let own = username
        .and_then(|name| settings.user(name))
        .ok_or_else(|| ApiError::not_found("this credential does not belong to a user"))?;
    require_strong(&sent.new_password)?;
    let (current, new) = (Secret::new(sent.current_password), Secret::new(sent.new_password));
    if !accounts::change_password(&state, from, Some(own), current, new).await? {
        return Err(ApiError::new(Kind::Unauthorized, "the current password is wrong"));
    }
    Ok(done("password changed"))
}

/// Fails for a weak password and lists the missing properties.
pub(in crate::api::mcphub) fn require_strong(password: &str) -> Result<(), ApiError> {
    let missing = user::missing_in_password(password);
    if missing.is_empty() {
        return Ok(());
    }
    Err(weak_password(missing.into_iter().map(str::to_owned).collect()))
}

fn weak_password(missing: Vec<String>) -> ApiError {
    let message = format!("the password needs {}", missing.join(", "));
    ApiError { details: missing, ..ApiError::invalid(message) }
}

fn user_info(name: &str, admin: bool) -> UserInfo {
    let permissions = if admin { vec!["*", "x"] } else { vec![""] };
    UserInfo { username: name.to_owned(), is_admin: admin, permissions }
}

fn token(state: &ApiState, user: &User) -> Result<String, ApiError> {
    state.gate.jwt.issue(user).ok_or_else(|| ApiError::internal("cannot sign a login"))
}
