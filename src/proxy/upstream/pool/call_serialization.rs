//! Runs calls one at a time once a server has sent requests: otherwise the client that a request on
//! a shared stream is meant for would be unknown.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Notify;

/// Whether calls are serialized, for all connections of a pool.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    is_serial: AtomicBool,
    released: Notify,
}

/// The permit of one serialized call.
#[derive(Debug)]
pub(in crate::proxy::upstream) struct Turn(Arc<Turns>);

impl Turns {
    /// Serializes calls from now on, because the server sends requests.
    pub(in crate::proxy::upstream) fn serialize_calls(&self) {
        self.is_serial.store(true, Ordering::Relaxed);
    }

    /// Returns true if calls are serialized.
    pub(in crate::proxy::upstream) fn are_serialized(&self) -> bool {
        self.is_serial.load(Ordering::Relaxed)
    }

    /// Returns a permit, which is released on drop.
    pub(in crate::proxy::upstream) fn permit(self: &Arc<Self>) -> Turn {
        Turn(Arc::clone(self))
    }

    /// Waits until a call has ended.
    pub(in crate::proxy::upstream) async fn wait_released(&self) {
        self.released.notified().await;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.released.notify_one();
    }
}
