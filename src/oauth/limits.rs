//! The limits of requests to authorization servers.

use std::time::Duration;

/// Timeout of a request.
pub(super) const REQUEST: Duration = Duration::from_secs(10);
/// Maximum size of a response.
pub(super) const RESPONSE_BYTES: usize = 1 << 20;
/// Maximum length of a text from outside, in characters.
pub(super) const TEXT_CHARS: usize = 300;
/// How long a renewal waits for one by another process.
pub(super) const LOCK: Duration = Duration::from_secs(30);
/// Interval of attempts to take a lock.
pub(super) const LOCK_POLL: Duration = Duration::from_millis(20);
/// How often the file of a login is checked for changes by other processes.
pub(super) const LOOK: Duration = Duration::from_millis(200);
/// A token is renewed this long before it expires, in seconds, or after half of its lifetime if
/// that is later.
pub(super) const EARLY_SECONDS: i64 = 60;
/// A client secret that expires sooner, in seconds, leads to a new registration.
pub(super) const SECRET_LEFT_SECONDS: i64 = 300;
/// How long a renewal is not repeated after the first failure.
pub(super) const PAUSE_MIN: Duration = Duration::from_secs(1);
/// How long it is not repeated after many failures.
pub(super) const PAUSE_MAX: Duration = Duration::from_mins(5);
/// Longest lifetime of a code that a person enters, in seconds.
pub(super) const DEVICE_SECONDS_MAX: u64 = 3600;
/// Longest interval of questions whether a person has entered a code, after failures.
pub(super) const DEVICE_INTERVAL_MAX: Duration = Duration::from_mins(1);
/// Maximum number of authorization servers that are tried.
pub(super) const ISSUERS: usize = 5;
