//! The logins that wait for a person, as those who may complete them see them.

use std::collections::HashMap;
use std::sync::Arc;

use futures_util::future::join_all;

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::state::ApiState;
use crate::oauth::authorization::Pending;
use crate::oauth::login::Login;
use crate::oauth::publication::PATIENCE;

/// Returns the logins that the caller may complete, by server. Waits for a limited time for those
/// that are just being begun.
pub(crate) async fn logins(state: &ApiState, caller: &Caller) -> HashMap<String, Pending> {
    let settings = state.live.snapshot();
    let names = settings.servers.iter().map(|server| server.name.clone());
    let mine = names.filter_map(|name| Some((login_at(state, caller, &name).ok()?, name)));
    let begun = mine.filter(|(login, _)| login.is_wanted()).map(|(login, name)| async move {
        let pending = tokio::time::timeout(PATIENCE, login.publish()).await.ok()?.ok()?;
        Some((name, pending))
    });
    join_all(begun).await.into_iter().flatten().collect()
}

/// Returns the login at a server that the caller may complete and end: their own if each user has one,
/// otherwise that of all users if the caller may change the server.
///
/// # Errors
/// Fails if the caller may not, or if no login is possible there.
pub(crate) fn login_at(
    state: &ApiState,
    caller: &Caller,
    name: &str,
) -> Result<Arc<Login>, ApiError> {
    let settings = state.live.snapshot();
    let user = caller.identity.user.as_deref();
    if state.hub.has_user_logins(name) {
        caller.usable_server(&settings, name)?;
    } else {
        caller.changeable_server(&settings, name)?;
    }
    state.hub.login_of(name, user).ok_or_else(|| {
        ApiError::invalid(format!(
            "no login is possible at server `{name}`: it is not remote, is disabled, has a \
             credential in its settings, or is used per user by users only"
        ))
    })
}

/// Returns the login at one server that the caller may complete.
pub(crate) async fn login(state: &ApiState, caller: &Caller, name: &str) -> Option<Pending> {
    let login = login_at(state, caller, name).ok().filter(|login| login.is_wanted())?;
    tokio::time::timeout(PATIENCE, login.publish()).await.ok()?.ok()
}
