//! The logins that wait for a person, as those who may complete them see them.

use std::collections::HashMap;

use futures_util::future::join_all;

use crate::api::caller::Caller;
use crate::api::state::ApiState;
use crate::oauth::authorization::Pending;
use crate::oauth::publication::PATIENCE;

/// Returns the logins that the caller may complete, by server. Waits for a limited time for those
/// that are just being begun.
pub(crate) async fn logins(state: &ApiState, caller: &Caller) -> HashMap<String, Pending> {
    let settings = state.live.snapshot();
    let mine = state.hub.logins().into_iter().filter(|(name, login)| {
        login.is_wanted() && caller.may_change_server(&settings, name).is_ok()
    });
    let begun = mine.map(|(name, login)| async move {
        let pending = tokio::time::timeout(PATIENCE, login.publish()).await.ok()?.ok()?;
        Some((name, pending))
    });
    join_all(begun).await.into_iter().flatten().collect()
}

/// Returns the login at one server that the caller may complete.
pub(crate) async fn login(state: &ApiState, caller: &Caller, name: &str) -> Option<Pending> {
    let settings = state.live.snapshot();
    caller.may_change_server(&settings, name).ok()?;
    let login = state.hub.login(name).filter(|login| login.is_wanted())?;
    tokio::time::timeout(PATIENCE, login.publish()).await.ok()?.ok()
}
