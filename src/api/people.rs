//! Users as they come in: who shows a password, who sets another, and the first of all, who is made
//! when they log in.

use std::net::IpAddr;

use http::HeaderMap;
use serde_json::{Map, Value, json};

use crate::api::audit;
use crate::api::auth;
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
/// The address was wrong too often for this user; the file cannot be written.
pub(crate) async fn log_in(
    state: &ApiState,
    from: IpAddr,
    username: &str,
    password: &Secret,
) -> Result<Option<User>, ApiError> {
    audit::claims_to_be(username);
    state.freshen().await;
    let settings = state.live.snapshot();
    let limit = settings.system.rate_limits.login;
    let attempt = state.passwords.begin_attempt(from, username, limit)?;
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
    attempt.succeed();
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
    let username = user.map_or("", |user| user.username.as_str());
    let attempt = state.passwords.begin_attempt(from, username, limit)?;
    let fits = state.passwords.fits(user, current).await?;
    let Some(user) = user.filter(|_| fits) else { return Ok(false) };
    attempt.succeed();
    let hash = state.passwords.hash(new).await?;
    let patch = Map::from_iter([("password".to_owned(), Value::from(hash.reveal()))]);
    let name = user.username.clone();
    state.edit(move |document| edit::patch_user(document, &name, &patch)).await?;
    Ok(true)
}

/// Checks that a request to set up a new hub comes from its owner: it carries an admin's credential,
/// such as the local token that `serve` leaves in the state folder, or the password that `serve`
/// printed, as bearer token or as the `password` of its body.
///
/// # Errors
/// Unauthorized without such a proof; too many after as many wrong proofs as wrong passwords.
pub(crate) fn check_owner(
    state: &ApiState,
    from: IpAddr,
    headers: &HeaderMap,
    password: Option<&Secret>,
) -> Result<(), ApiError> {
    let settings = state.live.snapshot();
    let token = auth::shown(&settings, headers).or_else(|| auth::bearer(headers));
    // A credential is no guess, so a lockout never keeps the owner out.
    let caller = token.and_then(|token| state.gate.of_token(&settings, token));
    if let Some(caller) = caller.filter(|caller| caller.admin) {
        audit::is_by(&caller);
        return Ok(());
    }
    let attempt = state.passwords.begin_attempt(from, FIRST, settings.system.rate_limits.login)?;
    let shown = token.map(Secret::new);
    let mut shown = shown.iter().chain(password);
    if shown.any(|shown| state.passwords.is_first(FIRST, shown)) {
        attempt.succeed();
        audit::claims_to_be(FIRST);
        return Ok(());
    }
    Err(ApiError::new(
        Kind::Unauthorized,
        "setting up this hub wants `Authorization: Bearer TOKEN`, where TOKEN is the password that \
         `mcphub serve` printed or the content of admin-token-PORT in the state folder",
    ))
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
