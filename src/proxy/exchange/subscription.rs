//! A client's subscription to one resource, and the updates of resources.

use std::sync::Arc;

use tokio_util::sync::{CancellationToken, DropGuard};

use crate::protocol::Message;
use crate::proxy::limits;

/// A resource has changed.
#[derive(Debug)]
pub(crate) struct Update {
    /// The server of the resource; `None` for the hub's own.
    pub(crate) server: Option<String>,
    /// The notification as received.
    pub(crate) message: Message,
}

/// A subscription. Dropping the last one for a resource ends the subscription upstream.
#[derive(Clone, Debug)]
pub(crate) struct Subscription {
    _shared: Arc<DropGuard>,
    begun: CancellationToken,
}

impl Subscription {
    /// Creates a subscription that shares the one upstream. `begun` is cancelled once the server
    /// has confirmed it.
    pub(crate) fn sharing(shared: Arc<DropGuard>, begun: CancellationToken) -> Self {
        Self { _shared: shared, begun }
    }

    /// Creates a subscription to a resource of the hub itself, which needs no server.
    pub(crate) fn to_own() -> Self {
        let begun = CancellationToken::new();
        begun.cancel();
        Self { _shared: Arc::new(CancellationToken::new().drop_guard()), begun }
    }

    /// Waits briefly for the server's confirmation; updates after it are received.
    pub(crate) async fn begun(&self) {
        let _ = tokio::time::timeout(limits::STARTUP_WAIT, self.begun.cancelled()).await;
    }
}
