//! Tests whether a server that is not in the settings can be used: connects, reads its lists, and
//! closes the connection and child process before it returns.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use crate::proxy::upstream::{State, Upstream};

/// Why a server cannot be used. The texts contain no secrets of the server.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(crate) enum Unusable {
    /// The connection failed, or the peer is not an MCP server.
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    /// The timeout expired.
    #[error("the server did not answer within {} s (INIT_TIMEOUT, in milliseconds)", .0.as_secs())]
    Silent(Duration),
    /// The server requires a credential that the hub lacks.
    #[error("the server needs a login: {0}")]
    NeedsLogin(String),
}

/// Stops an upstream on drop, so also if the probe is cancelled.
struct Tried(Arc<Upstream>);

impl Drop for Tried {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// Waits for a free slot and tests an upstream that no client sees. `start` runs the upstream;
/// `closed` completes once the hub is shutting down; `limit` bounds each wait.
///
/// # Errors
/// Returns why the server cannot be used.
pub(super) async fn try_out(
    upstream: &Arc<Upstream>,
    slots: &Semaphore,
    start: impl FnOnce() -> JoinHandle<()>,
    closed: impl Future<Output = ()>,
    limit: Duration,
) -> Result<(), Unusable> {
    let Ok(Ok(_slot)) = tokio::time::timeout(limit, slots.acquire()).await else {
        return Err(Unusable::Silent(limit));
    };
    let running = start();
    let tried = Tried(Arc::clone(upstream));
    let settled = async {
        tokio::select! {
            () = upstream.wait_connected_or_failed() => {}
            () = closed => {}
        }
    };
    let _ = tokio::time::timeout(limit, settled).await;
    let state = upstream.state();
    drop(tried);
    // Completes once the child has exited.
    let _ = running.await;
    match state {
        State::Ready => Ok(()),
        State::NeedsLogin(why) => Err(Unusable::NeedsLogin(why)),
        State::Failed { reason, .. } => Err(Unusable::Unreachable(reason)),
        State::Connecting => Err(Unusable::Silent(limit)),
        State::Stopped => Err(Unusable::Unreachable("the hub is shutting down".to_owned())),
    }
}
