//! Turns: what a server asks on a shared stream can be understood only while one client's calls are
//! under way there, so calls to a server that asks are made one after the other.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Notify;

/// Whether calls take turns, on connections that are alike.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    asks: AtomicBool,
    ended: Notify,
}

/// The turn of a call.
#[derive(Debug)]
pub(super) struct Turn(Arc<Turns>);

impl Turns {
    /// The server has been seen to ask: from now on calls take turns.
    pub(super) fn take(&self) {
        self.asks.store(true, Ordering::Relaxed);
    }

    /// Whether they do.
    pub(super) fn are_taken(&self) -> bool {
        self.asks.load(Ordering::Relaxed)
    }

    /// A turn, until it is dropped.
    pub(super) fn begin(self: &Arc<Self>) -> Turn {
        Turn(Arc::clone(self))
    }

    /// Waits until one has ended.
    pub(super) async fn ended(&self) {
        self.ended.notified().await;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.ended.notify_one();
    }
}
