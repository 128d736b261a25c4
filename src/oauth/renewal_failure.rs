//! A renewal that failed, and when it may be repeated.

use std::time::{Duration, Instant};

use crate::oauth::error::LoginError;
use crate::oauth::limits;

/// A renewal that failed.
pub(super) struct RenewalFailure {
    at: Instant,
    /// How long it is not repeated; doubles each time.
    pause: Duration,
    pub(super) error: LoginError,
}

impl RenewalFailure {
    /// Returns a failure of now, after an earlier one.
    pub(super) fn after(last: Option<&Self>, error: LoginError) -> Self {
        let longer = |last: &Self| (last.pause * 2).min(limits::PAUSE_MAX);
        Self { at: Instant::now(), pause: last.map_or(limits::PAUSE_MIN, longer), error }
    }

    /// Returns whether it is too early for another attempt.
    pub(super) fn is_recent(&self) -> bool {
        self.at.elapsed() < self.pause
    }
}
