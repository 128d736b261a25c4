//! Users, each with one token: a user of the settings, and a bearer key that acts for that user. If
//! a user has several keys, this dialect manages the first.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::extract::{JsonBody, PathParams};
use crate::api::mcpjungle::admission::{EnterpriseAdmin, require_enterprise};
use crate::api::mcpjungle::refusal::Refusal;
use crate::api::mcpjungle::token::{self, TokenOwner};
use crate::api::service::entry::object;
use crate::api::state::ApiState;
use crate::settings::edit::{self, Refused};
use crate::settings::model::key::BearerKey;
use crate::settings::model::secret::Secret;
use crate::settings::model::user;
use crate::settings::model::user::User;
use crate::settings::{Document, Settings};
use crate::state::random;

/// Not allowed as a username, because it is the path of another route.
const WHOAMI: &str = "whoami";

/// Permissions of a user.
#[derive(Clone, Copy, Deserialize, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Role {
    /// May use everything.
    Admin,
    /// May read and use servers.
    User,
}

/// A request to create a user.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewUser {
    /// One word without `/`.
    username: String,
    /// The role; `user` if absent.
    role: Option<Role>,
    /// At least 8 characters without spaces; generated if absent or empty.
    access_token: Option<String>,
}

/// A request to change a user's token.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewToken {
    /// The username in the path.
    username: String,
    /// At least 8 characters without spaces.
    access_token: String,
}

/// A user in responses.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserView {
    /// Name of the user.
    username: String,
    /// Permissions of the user.
    role: Role,
}

/// A user with the token.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserWithToken {
    /// Name of the user.
    username: String,
    /// Permissions of the user.
    role: Role,
    /// Token for the API: `Authorization: Bearer <token>`.
    access_token: String,
}

/// Lists all users of the hub.
#[utoipa::path(get, path = "/api/v0/users", tag = "MCPJungle: users",
    responses((status = 200, body = [UserView]), (status = 403, body = Refusal)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    _: EnterpriseAdmin,
) -> Result<Json<Vec<UserView>>, ApiError> {
    Ok(Json(state.live.snapshot().users.iter().map(user_view).collect()))
}

/// Creates a user with a token.
#[utoipa::path(post, path = "/api/v0/users", tag = "MCPJungle: users", request_body = NewUser,
    responses((status = 201, body = UserWithToken), (status = 400, body = Refusal),
        (status = 403, body = Refusal), (status = 409, body = Refusal)))]
pub(crate) async fn create(
    State(state): State<ApiState>,
    _: EnterpriseAdmin,
    JsonBody(sent): JsonBody<NewUser>,
) -> Result<(StatusCode, Json<UserWithToken>), ApiError> {
    user::check_name(&sent.username).map_err(ApiError::invalid)?;
    if sent.username == WHOAMI {
        return Err(ApiError::invalid(format!("`{WHOAMI}` is reserved in `/api/v0/users`")));
    }
    let (token, _) = token::chosen_or_new(sent.access_token.as_deref())?;
    let role = sent.role.unwrap_or(Role::User);
    let entry = object(json!({ "username": sent.username, "isAdmin": role == Role::Admin }));
    let key = new_key_entry(&sent.username, &token)?;
    let access_token = token.reveal().to_owned();
    let name = sent.username.clone();
    let verb = move |document: &mut Document| {
        add_user_with_key(document, &entry, &key)?;
        token::require_unique(document, &token, &TokenOwner::User(&name))
    };
    state.edit(verb).await?;
    Ok((StatusCode::CREATED, Json(UserWithToken { username: sent.username, role, access_token })))
}

/// Replaces a user's token; the old one becomes invalid.
#[utoipa::path(put, path = "/api/v0/users/{username}", tag = "MCPJungle: users",
    params(("username" = String, Path)), request_body = NewToken,
    responses((status = 200, body = UserWithToken), (status = 400, body = Refusal),
        (status = 403, body = Refusal), (status = 404, body = Refusal)))]
pub(crate) async fn update(
    State(state): State<ApiState>,
    _: EnterpriseAdmin,
    PathParams(username): PathParams<String>,
    JsonBody(sent): JsonBody<NewToken>,
) -> Result<Json<UserWithToken>, ApiError> {
    if sent.username != username {
        return Err(ApiError::invalid("`username` must be the one in the path"));
    }
    let token = token::check(&sent.access_token)?;
    let settings = state.live.snapshot();
    let UserView { username, role } = find_user(&settings, &username)?;
    let access_token = token.reveal().to_owned();
    let new = new_key_entry(&username, &token)?;
    let old = first_key(&settings, &username).map(|key| key.id.unwrap_or(key.name));
    let patch = object(json!({ "token": token.reveal(), "enabled": true }));
    let name = username.clone();
    let verb = move |document: &mut Document| {
        match &old {
            Some(key) => edit::patch_key(document, key, &patch)?,
            None => edit::create_key(document, &new)?,
        };
        token::require_unique(document, &token, &TokenOwner::User(&name))
    };
    state.edit(verb).await?;
    Ok(Json(UserWithToken { username, role, access_token }))
}

/// Removes a non-admin user and the user's tokens.
#[utoipa::path(delete, path = "/api/v0/users/{username}", tag = "MCPJungle: users",
    params(("username" = String, Path)),
    responses((status = 204), (status = 400, body = Refusal), (status = 403, body = Refusal),
        (status = 404, body = Refusal)))]
pub(crate) async fn remove(
    State(state): State<ApiState>,
    _: EnterpriseAdmin,
    PathParams(username): PathParams<String>,
) -> Result<StatusCode, ApiError> {
    if find_user(&state.live.snapshot(), &username)?.role == Role::Admin {
        return Err(ApiError::invalid(format!("`{username}` is an admin and cannot be removed")));
    }
    state.edit(move |document| edit::remove_user(document, &username)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Returns the caller's name and role.
#[utoipa::path(get, path = "/api/v0/users/whoami", tag = "MCPJungle: users",
    responses((status = 200, body = UserView), (status = 403, body = Refusal)))]
pub(crate) async fn whoami(
    State(state): State<ApiState>,
    caller: Caller,
) -> Result<Json<UserView>, ApiError> {
    require_enterprise(&state)?;
    let role = if caller.admin { Role::Admin } else { Role::User };
    Ok(Json(UserView { username: caller.owner().to_owned(), role }))
}

/// Returns the key entry for a new token of a user.
pub(super) fn new_key_entry(
    username: &str,
    token: &Secret,
) -> Result<Map<String, Value>, ApiError> {
    let id = random::id()?;
    Ok(object(json!({
        "id": id,
        "name": format!("mcpjungle {username}"),
        "token": token.reveal(),
        "enabled": true,
        "kind": "user",
        "owner": username,
        "manages": true,
        "accessType": "all",
        "allowedGroups": [],
        "allowedServers": [],
    })))
}

/// Adds a user with this key to the document.
pub(super) fn add_user_with_key(
    document: &mut Document,
    user: &Map<String, Value>,
    key: &Map<String, Value>,
) -> Result<edit::Outcome, Refused> {
    edit::add_user(document, user)?;
    edit::create_key(document, key)
}

/// Returns the key that this dialect manages for a user.
fn first_key(settings: &Settings, username: &str) -> Option<BearerKey> {
    let keys = settings.keys_in_force();
    keys.iter().find(|key| key.manages_hub() && key.user.as_deref() == Some(username)).cloned()
}

fn find_user(settings: &Settings, username: &str) -> Result<UserView, ApiError> {
    let user = settings.user(username).map(user_view);
    user.ok_or_else(|| ApiError::not_found(format!("no user `{username}`")))
}

fn user_view(user: &User) -> UserView {
    let role = if user.is_admin { Role::Admin } else { Role::User };
    UserView { username: user.username.clone(), role }
}
