//! Waits for the main connection of an upstream.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::proxy::limits;
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::connection::connection::Connection;
use crate::proxy::upstream::inner::Inner;
use crate::proxy::upstream::state::State;

impl Inner {
    /// Returns the main connection; waits for a limited time until there is one.
    pub(super) async fn ready(&self) -> Result<Arc<Connection>, CallError> {
        if let Some(connection) = self.connection.load_full() {
            return Ok(connection);
        }
        let state = self.state();
        if let Some(reason) = state.final_reason() {
            return Err(CallError::Loop(reason.to_owned()));
        }
        // Another attempt would not help while the server waits for a person.
        if let (State::NeedsLogin(why), Some(login)) = (state, &self.login)
            && !login.has_begun()
        {
            return Err(CallError::NeedsLogin(why));
        }
        if let (State::NeedsLogin(why), true) = (self.state(), self.is_per_user()) {
            return Err(CallError::NeedsLogin(why));
        }
        self.retry.notify_one();
        let mut states = self.state.subscribe();
        let before = self.starts.load(Ordering::Relaxed);
        let settled = states.wait_for(|state| match state {
            State::Ready => self.connection.load().is_some(),
            State::Stopped => true,
            State::Failed { .. } | State::NeedsLogin(_) => {
                self.starts.load(Ordering::Relaxed) > before
            }
            State::Connecting => false,
        });
        let settled = tokio::time::timeout(limits::AWAIT_READY, settled).await;
        let state = match settled {
            Ok(Ok(state)) => state.clone(),
            _ => self.state.borrow().clone(),
        };
        match (self.connection.load_full(), state) {
            (Some(connection), _) => Ok(connection),
            (None, State::NeedsLogin(why)) => Err(CallError::NeedsLogin(why)),
            (None, State::Failed { reason, .. }) => Err(CallError::Disconnected(reason)),
            (None, State::Stopped) => Err(CallError::Disconnected("it was stopped".into())),
            (None, _) => {
                let doing = self.status().sentence().unwrap_or_default();
                Err(CallError::not_ready(limits::AWAIT_READY, &doing))
            }
        }
    }

    /// Waits until the first attempt has ended or exceeds the connect timeout.
    pub(super) async fn wait_first_attempt(&self) {
        let mut states = self.state.subscribe();
        let settled = states.wait_for(State::is_settled);
        let _ = tokio::time::timeout(self.shared.times.connect, settled).await;
    }

    /// Waits until it is connected or both handshakes have failed: some servers exit on an unknown
    /// handshake, and the second attempt uses the other one.
    pub(super) async fn wait_connected_or_failed(&self) {
        let both = || self.starts.load(Ordering::Relaxed) > 1;
        let known = |state: &State| match state {
            State::Connecting => false,
            State::Failed { .. } => both(),
            State::Ready | State::NeedsLogin(_) | State::Stopped => true,
        };
        let _ = self.state.subscribe().wait_for(known).await;
    }
}
