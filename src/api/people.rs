//! Users as they come in: who shows a password, who sets another, and the first of all, who is made
//! when they log in.

use std::net::IpAddr;

use serde_json::{Map, Value, json};

use crate::api::error::{ApiError, Kind};
use crate::api::state::ApiState;
use crate::settings::Document;
use crate::settings::edit::{self, Refused, Thing};
use crate::settings::secret::Secret;
use crate::settings::user::User;

/// The name of the first user.
pub(crate) const FIRST: &str = "admin";

/// The user of this name, where that is their password. While there are no users, the first password
/// makes the first one.
///
/// # Errors
/// The address was wrong too often; the file cannot be written.
pub(crate) async fn log_in(
    state: &ApiState,
    from: IpAddr,
    username: &str,
    password: &Secret,
) -> Result<Option<User>, ApiError> {
    state.freshen().await;
    let settings = state.live.snapshot();
    state.passwords.may_try(from, settings.system.rate_limits.login)?;
    let first = settings.users.is_empty() && state.passwords.is_first(username, password);
    if first && state.readonly {
        return Err(ApiError::forbidden("this hub is read-only, and its file has no users"));
    }
    if first {
        let made = add_first(state, password.clone()).await;
        // Who logged in at the same moment made it.
        made.or_else(|error| if error.kind == Kind::Exists { Ok(()) } else { Err(error) })?;
    }
    let settings = state.live.snapshot();
    let user = settings.user(username);
    if !state.passwords.fits(user, password.clone()).await? {
        return Ok(None);
    }
    state.passwords.was_right(from);
    Ok(user.cloned())
}

/// Gives a user another password; `false` where the one shown is not theirs. Without a user it takes
/// as long.
///
/// # Errors
/// As [`log_in`].
pub(crate) async fn change_password(
    state: &ApiState,
    from: IpAddr,
    user: Option<&User>,
    current: Secret,
    new: Secret,
) -> Result<bool, ApiError> {
    let limit = state.live.snapshot().system.rate_limits.login;
    state.passwords.may_try(from, limit)?;
    let fits = state.passwords.fits(user, current).await?;
    let Some(user) = user.filter(|_| fits) else { return Ok(false) };
    state.passwords.was_right(from);
    let hash = state.passwords.hash(new).await?;
    let patch = Map::from_iter([("password".to_owned(), Value::from(hash.reveal()))]);
    let name = user.username.clone();
    state.edit(move |document| edit::patch_user(document, &name, &patch)).await?;
    Ok(true)
}

/// Adds a user to the file.
pub(crate) async fn add(
    state: &ApiState,
    name: &str,
    hash: &Secret,
    admin: bool,
) -> Result<(), ApiError> {
    let entry = entry(name, hash, admin);
    state.edit(move |document| edit::add_user(document, &entry)).await.map(drop)
}

/// Makes the first user, an admin with this password.
///
/// # Errors
/// There is one already; the file cannot be written.
pub(crate) async fn add_first(state: &ApiState, password: Secret) -> Result<(), ApiError> {
    let hash = state.passwords.hash(password).await?;
    let entry = entry(FIRST, &hash, true);
    let verb = move |document: &mut Document| {
        let users = document.get(&["users".into()]).and_then(Value::as_array);
        if users.is_some_and(|users| !users.is_empty()) {
            return Err(Refused::Exists { thing: Thing::User, name: FIRST.to_owned() });
        }
        edit::add_user(document, &entry)
    };
    state.edit(verb).await.map(drop)
}

fn entry(name: &str, hash: &Secret, admin: bool) -> Map<String, Value> {
    let entry = json!({ "username": name, "password": hash.reveal(), "isAdmin": admin });
    entry.as_object().cloned().unwrap_or_default()
}
