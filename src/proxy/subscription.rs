//! A client's wish to hear of one resource, and what is heard.

use std::sync::Arc;

use tokio_util::sync::{CancellationToken, DropGuard};

use crate::protocol::Message;
use crate::proxy::limits;

/// A resource has changed.
#[derive(Debug)]
pub(crate) struct Update {
    /// Whose it is; `None` for the hub's own.
    pub(crate) server: Option<String>,
    /// As it was said.
    pub(crate) message: Message,
}

/// Lasts as long as it is kept: with the last one for a resource, the subscription upstream ends.
#[derive(Clone, Debug)]
pub(crate) struct Subscription {
    _shared: Arc<DropGuard>,
    begun: CancellationToken,
}

impl Subscription {
    /// One more wish beside those that hold `shared`; `begun` is cancelled when the server knows.
    pub(crate) fn sharing(shared: Arc<DropGuard>, begun: CancellationToken) -> Self {
        Self { _shared: shared, begun }
    }

    /// A wish that no server has to know of: the hub sees changes of its own resources.
    pub(crate) fn to_own() -> Self {
        let begun = CancellationToken::new();
        begun.cancel();
        Self { _shared: Arc::new(CancellationToken::new().drop_guard()), begun }
    }

    /// Waits for a moment until the server knows: what happens after that is heard of.
    pub(crate) async fn begun(&self) {
        let _ = tokio::time::timeout(limits::SETTLE, self.begun.cancelled()).await;
    }
}
