//! A client's wish to hear of one resource.

use std::sync::Arc;

use tokio_util::sync::DropGuard;

/// Lasts as long as it is kept: with the last one for a resource, the subscription upstream ends.
#[derive(Clone, Debug)]
pub(crate) struct Subscription {
    _shared: Arc<DropGuard>,
}

impl Subscription {
    /// One more wish beside those that hold `shared`.
    pub(crate) fn sharing(shared: Arc<DropGuard>) -> Self {
        Self { _shared: shared }
    }
}
