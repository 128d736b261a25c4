//! Runs calls one at a time once a server has sent requests: otherwise the client that a request on
//! a shared stream is meant for would be unknown.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Notify;

/// Whether calls are serialized, for all connections of a pool.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    asks: AtomicBool,
    ended: Notify,
}

/// The permit of one serialized call.
#[derive(Debug)]
pub(super) struct Turn(Arc<Turns>);

impl Turns {
    /// Serializes calls from now on, because the server sends requests.
    pub(super) fn take(&self) {
        self.asks.store(true, Ordering::Relaxed);
    }

    /// Returns true if calls are serialized.
    pub(super) fn are_taken(&self) -> bool {
        self.asks.load(Ordering::Relaxed)
    }

    /// Returns a permit, which is released on drop.
    pub(super) fn begin(self: &Arc<Self>) -> Turn {
        Turn(Arc::clone(self))
    }

    /// Waits until a call has ended.
    pub(super) async fn ended(&self) {
        self.ended.notified().await;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.ended.notify_one();
    }
}
