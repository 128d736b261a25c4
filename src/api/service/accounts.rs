//! Login, password changes, and creation of the first admin.

use std::net::IpAddr;

use http::HeaderMap;
use serde_json::{Map, Value, json};

use crate::access::auth;
use crate::api::audit;
use crate::api::error::{ApiError, Kind};
use crate::api::service::entry::object;
use crate::api::state::ApiState;
use crate::settings::Document;
use crate::settings::edit::{self, ItemKind, Refused};
use crate::settings::model::secret::Secret;
use crate::settings::model::user::{FIRST_USER, User};

/// Returns the user of this name if the password is right. Creates the first user if there are none
/// and this is the first password.
///
/// # Errors
/// Fails if the address had too many failed attempts for this user, or if the file is not writable.
pub(crate) async fn log_in(
    state: &ApiState,
    from: IpAddr,
    username: &str,
    password: &Secret,
) -> Result<Option<User>, ApiError> {
    audit::set_claimed_user(username);
    state.refresh_settings().await;
    let settings = state.live.snapshot();
    let limit = settings.system.rate_limits.login;
    let attempt = state.passwords.begin_attempt(from, username, limit)?;
    let first = settings.users.is_empty() && state.passwords.is_first_password(username, password);
    if first && state.readonly {
        return Err(ApiError::forbidden("this hub is read-only, and its file has no users"));
    }
    if first {
        let created = add_first(state, password.clone()).await;
        // A concurrent login created the user.
        created.or_else(|error| if error.kind == Kind::Exists { Ok(()) } else { Err(error) })?;
    }
    let settings = state.live.snapshot();
    let user = settings.user(username);
    if !state.passwords.verify(user, password.clone()).await? {
        return Ok(None);
    }
    attempt.succeed();
    Ok(user.cloned())
}

/// Changes a user's password; returns `false` if the current one is wrong. Takes the same time
/// for an unknown user.
///
/// # Errors
/// As in [`log_in`].
pub(crate) async fn change_password(
    state: &ApiState,
    from: IpAddr,
    user: Option<&User>,
    current: Secret,
    new: Secret,
) -> Result<bool, ApiError> {
    let limit = state.live.snapshot().system.rate_limits.login;
    let username = user.map_or("", |user| user.username.as_str());
    let attempt = state.passwords.begin_attempt(from, username, limit)?;
    let is_right = state.passwords.verify(user, current).await?;
    let Some(user) = user.filter(|_| is_right) else { return Ok(false) };
    attempt.succeed();
    let hash = state.passwords.hash(new).await?;
    let patch = object(json!({ "password": hash.reveal() }));
    let name = user.username.clone();
    state.edit(move |document| edit::patch_user(document, &name, &patch)).await?;
    Ok(true)
}

/// Checks that a request to set up a new hub comes from its owner: it carries an admin's
/// credential, such as the local token that `serve` writes to the state folder, or the password
/// that `serve` printed, as bearer token or as the `password` of its body.
///
/// # Errors
/// Unauthorized without such a proof; `TooManyRequests` after as many wrong proofs as wrong
/// passwords.
pub(crate) fn check_owner(
    state: &ApiState,
    from: IpAddr,
    headers: &HeaderMap,
    password: Option<&Secret>,
) -> Result<(), ApiError> {
    let settings = state.live.snapshot();
    let token =
        auth::bearer_token(&settings, headers).or_else(|| auth::authorization_token(headers));
    // A valid credential bypasses the attempt limit, so a lockout never affects the owner.
    let caller = token.and_then(|token| state.gate.caller_for_token(&settings, token));
    if let Some(caller) = caller.filter(|caller| caller.admin) {
        audit::set_caller(&caller);
        return Ok(());
    }
    let attempt =
        state.passwords.begin_attempt(from, FIRST_USER, settings.system.rate_limits.login)?;
    let token_secret = token.map(Secret::new);
    let mut shown = token_secret.iter().chain(password);
    if shown.any(|shown| state.passwords.is_first_password(FIRST_USER, shown)) {
        attempt.succeed();
        audit::set_claimed_user(FIRST_USER);
        return Ok(());
    }
    Err(ApiError::new(
        Kind::Unauthorized,
        "setting up this hub requires `Authorization: Bearer TOKEN`, where TOKEN is the password that \
         `mcphub serve` printed or the content of admin-token-PORT in the state folder",
    ))
}

/// Adds a user to the settings file.
pub(crate) async fn add(
    state: &ApiState,
    name: &str,
    hash: &Secret,
    admin: bool,
) -> Result<(), ApiError> {
    let entry = user_entry(name, hash, admin);
    state.edit(move |document| edit::add_user(document, &entry)).await.map(drop)
}

/// Creates the first user, an admin with this password.
///
/// # Errors
/// Fails if there is a user already, or if the file is not writable.
pub(crate) async fn add_first(state: &ApiState, password: Secret) -> Result<(), ApiError> {
    let hash = state.passwords.hash(password).await?;
    let entry = user_entry(FIRST_USER, &hash, true);
    let verb = move |document: &mut Document| {
        let users = document.get(&["users".into()]).and_then(Value::as_array);
        if users.is_some_and(|users| !users.is_empty()) {
            return Err(Refused::Exists { kind: ItemKind::User, name: FIRST_USER.to_owned() });
        }
        edit::add_user(document, &entry)
    };
    state.edit(verb).await.map(drop)
}

fn user_entry(name: &str, hash: &Secret, admin: bool) -> Map<String, Value> {
    object(json!({ "username": name, "password": hash.reveal(), "isAdmin": admin }))
}
