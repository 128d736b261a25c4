//! Counts the requests in flight.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts a request while it is in flight.
pub(in crate::proxy::upstream) struct Busy<'a>(&'a AtomicUsize);

impl<'a> Busy<'a> {
    pub(in crate::proxy::upstream) fn new(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
