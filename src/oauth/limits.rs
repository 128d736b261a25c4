//! The limits of requests to authorization servers.

use std::time::Duration;

use jiff::SignedDuration;

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
/// How long a login that a hub has begun can be completed after it was last shown.
pub(super) const PENDING_SHOWN: SignedDuration = SignedDuration::from_mins(10);
/// The same after it was begun.
pub(super) const PENDING: SignedDuration = SignedDuration::from_mins(60);
/// How often it is stored that a login was shown.
pub(super) const SHOWN_AGAIN: SignedDuration = SignedDuration::from_secs(30);
/// Tolerated difference of clocks.
pub(super) const CLOCK_SKEW: SignedDuration = SignedDuration::from_secs(60);
/// How long a redirect that is sent twice counts as the success that it was.
pub(super) const REPEATED: Duration = Duration::from_mins(1);
/// How long a login that could not be begun is not begun again.
pub(super) const AGAIN: Duration = Duration::from_secs(30);
/// Maximum number of logins of a server that connect pages have begun.
pub(super) const PAGES: usize = 16;
/// Maximum number of registrations that are kept of one authorization server.
pub(super) const REGISTRATIONS: usize = 8;
/// How often a hub begins a login for the same scopes before a person has to.
pub(super) const STEP_UPS: u32 = 3;
