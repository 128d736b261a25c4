//! Whether a server that is in no settings yet can be used: it is connected to, its lists are read, and
//! it is ended again, its child too, before the answer.

use std::sync::Arc;
use std::time::Duration;

use crate::proxy::Hub;
use crate::proxy::upstream::{State, Upstream};

/// Why a server cannot be used. The texts say nothing that it was given as a secret.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(crate) enum Unusable {
    /// It cannot be reached, or is none.
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    /// It said nothing for too long.
    #[error("the server did not answer within {} s (INIT_TIMEOUT, in milliseconds)", .0.as_secs())]
    Silent(Duration),
    /// It wants a credential that the hub does not have.
    #[error("the server needs a login: {0}")]
    NeedsLogin(String),
}

/// Ends an upstream, also where nobody waits for the answer any longer.
struct Tried(Arc<Upstream>);

impl Drop for Tried {
    fn drop(&mut self) {
        self.0.stop();
    }
}

impl Hub {
    /// Tries a server that no client sees, when it is its turn. `limit` bounds the try, and the wait for
    /// the turn.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub(super) async fn try_out(
        &self,
        upstream: Arc<Upstream>,
        limit: Duration,
    ) -> Result<(), Unusable> {
        let Ok(Ok(_turn)) = tokio::time::timeout(limit, self.probes.acquire()).await else {
            return Err(Unusable::Silent(limit));
        };
        let running = self.track(Arc::clone(&upstream).run());
        let tried = Tried(Arc::clone(&upstream));
        let settled = async {
            tokio::select! {
                () = upstream.tried() => {}
                () = self.closes() => {}
            }
        };
        let _ = tokio::time::timeout(limit, settled).await;
        let state = upstream.state();
        drop(tried);
        // It returns when the child is gone.
        let _ = running.await;
        match state {
            State::Ready => Ok(()),
            State::NeedsLogin(why) => Err(Unusable::NeedsLogin(why)),
            State::Failed { reason, .. } => Err(Unusable::Unreachable(reason)),
            State::Connecting => Err(Unusable::Silent(limit)),
            State::Stopped => Err(Unusable::Unreachable("the hub is about to end".to_owned())),
        }
    }
}
