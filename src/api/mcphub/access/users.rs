//! Users. Source: MCPHub's REST reference, "Users". No response contains password hashes.

use axum::extract::State;
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::extract::{JsonBody, PathParams};
use crate::api::mcphub::access::login::require_strong;
use crate::api::mcphub::envelope::{Data, Done, Reply, ReplyWith, data, data_with, done};
use crate::api::service::entry::EntryExt;
use crate::api::state::ApiState;
use crate::settings::edit;
use crate::settings::model::secret::Secret;
use crate::settings::model::server::Sharing;
use crate::settings::model::user;
use crate::settings::model::user::{FIRST_USER, User};

/// A request to create a user.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewUser {
    /// One word without `/`.
    username: String,
    /// At least 8 characters with a letter, a digit and a special character.
    password: String,
    /// Whether the user is an admin.
    is_admin: Option<bool>,
    /// Email address of the user.
    email: Option<String>,
}

/// A change of a user.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UserPatch {
    /// Whether the user is an admin. The last admin cannot be demoted.
    is_admin: Option<bool>,
    /// At least 8 characters with a letter, a digit and a special character.
    new_password: Option<String>,
    /// Email address of the user.
    email: Option<String>,
}

/// Lists all users of the hub.
#[utoipa::path(get, path = "/api/users", tag = "Users", responses((status = 200, body = Data)))]
pub(crate) async fn list(State(state): State<ApiState>, caller: Caller) -> Reply {
    caller.require_admin()?;
    Ok(data(state.live.snapshot().users.iter().map(view).collect::<Vec<_>>()))
}

/// Returns one user by name.
#[utoipa::path(get, path = "/api/users/{username}", tag = "Users",
    params(("username" = String, Path)), responses((status = 200, body = Data)))]
pub(crate) async fn read(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(username): PathParams<String>,
) -> Reply {
    caller.require_admin()?;
    Ok(data(find_user(&state, &username)?))
}

/// Creates a user with a password.
#[utoipa::path(post, path = "/api/users", tag = "Users", request_body = NewUser,
    responses((status = 201, body = Data)))]
pub(crate) async fn create(
    State(state): State<ApiState>,
    caller: Caller,
    JsonBody(sent): JsonBody<NewUser>,
) -> ReplyWith {
    caller.require_admin()?;
    // Source: MCPHub. The hub reserves other names in `user::check_name`.
    if sent.username.eq_ignore_ascii_case(FIRST_USER) {
        return Err(ApiError::invalid(format!("`{FIRST_USER}` is reserved")));
    }
    user::check_name(&sent.username).map_err(ApiError::invalid)?;
    require_strong(&sent.password)?;
    let hash = state.passwords.hash(Secret::new(sent.password)).await?;
    let mut entry = Map::new();
    entry.put("username", sent.username.as_str());
    entry.put("password", hash.reveal());
    entry.put("isAdmin", sent.is_admin.unwrap_or(false));
    entry.put_some("email", sent.email);
    let created = state.edit(move |document| edit::add_user(document, &entry)).await;
    created.map_err(ApiError::invalid_if_exists)?;
    Ok((StatusCode::CREATED, data_with(find_user(&state, &sent.username)?, "user created")))
}

/// Changes the given members of a user. A new password invalidates older logins.
#[utoipa::path(put, path = "/api/users/{username}", tag = "Users",
    params(("username" = String, Path)), request_body = UserPatch,
    responses((status = 200, body = Data)))]
pub(crate) async fn update(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(username): PathParams<String>,
    JsonBody(sent): JsonBody<UserPatch>,
) -> Reply {
    caller.require_admin()?;
    find_user(&state, &username)?;
    let mut patch = Map::new();
    if let Some(password) = sent.new_password {
        require_strong(&password)?;
        let hash = state.passwords.hash(Secret::new(password)).await?;
        patch.put("password", hash.reveal());
    }
    patch.put_some("isAdmin", sent.is_admin);
    patch.put_some("email", sent.email);
    if patch.is_empty() {
        return Err(ApiError::invalid("nothing to change: send isAdmin, newPassword or email"));
    }
    let name = username.clone();
    state.edit(move |document| edit::patch_user(document, &name, &patch)).await?;
    Ok(data_with(find_user(&state, &username)?, "user updated"))
}

/// Removes a user and the keys that act for the user.
#[utoipa::path(delete, path = "/api/users/{username}", tag = "Users",
    params(("username" = String, Path)), responses((status = 200, body = Done)))]
pub(crate) async fn remove(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(username): PathParams<String>,
) -> Reply {
    caller.require_admin()?;
    if caller.identity.user.as_deref() == Some(username.as_str()) {
        return Err(ApiError::invalid("you cannot remove your own user"));
    }
    let removed = state.edit(move |document| edit::remove_user(document, &username)).await;
    // Source: MCPHub returns 400 here.
    removed.map_err(|e| match e.kind {
        Kind::NotFound => ApiError { kind: Kind::Invalid, ..e },
        _ => e,
    })?;
    Ok(done("user deleted"))
}

/// Returns the numbers of users and admins.
#[utoipa::path(get, path = "/api/users-stats", tag = "Users",
    responses((status = 200, body = Data)))]
pub(crate) async fn stats(State(state): State<ApiState>, caller: Caller) -> Reply {
    caller.require_admin()?;
    let settings = state.live.snapshot();
    let admins = settings.users.iter().filter(|user| user.is_admin).count();
    Ok(data(json!({
        "totalUsers": settings.users.len(),
        "adminUsers": admins,
        "regularUsers": settings.users.len() - admins,
    })))
}

/// Returns all users except the owner, sorted.
pub(in crate::api::mcphub) fn other_users(state: &ApiState, sharing: &Sharing) -> Vec<String> {
    let settings = state.live.snapshot();
    let users = settings.users.iter().map(|user| user.username.clone());
    let mut others: Vec<String> = users.filter(|user| !sharing.is_of(user)).collect();
    others.sort();
    others
}

fn find_user(state: &ApiState, username: &str) -> Result<Value, ApiError> {
    let settings = state.live.snapshot();
    let user = settings.user(username).map(view);
    user.ok_or_else(|| ApiError::not_found(format!("no user `{username}`")))
}

fn view(user: &User) -> Value {
    let mut out = json!({ "username": user.username, "isAdmin": user.is_admin });
    if let Some(email) = &user.email {
        out["email"] = email.clone().into();
    }
    out
}
