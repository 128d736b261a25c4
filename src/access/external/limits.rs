//! The limits of tokens, and of requests to identity providers.

use std::time::Duration;

/// Maximum length of a token.
pub(super) const TOKEN_BYTES: usize = 8 << 10;
/// Maximum length of a key id.
pub(super) const KEY_ID_BYTES: usize = 256;
/// Maximum length of a subject.
pub(super) const SUBJECT_BYTES: usize = 255;
/// Minimum size of an RSA key.
pub(super) const RSA_BITS: usize = 2048;
/// Maximum number of keys of a provider.
pub(super) const KEYS: usize = 100;
/// Maximum size of a document of a provider.
pub(super) const DOCUMENT_BYTES: usize = 256 << 10;
/// Timeout of a request to a provider.
pub(super) const REQUEST: Duration = Duration::from_secs(10);
/// How long keys are used without a look at the provider: at least, and at most.
pub(super) const FRESH: (Duration, Duration) = (Duration::from_mins(10), Duration::from_hours(24));
/// How long keys are used after that, while the provider cannot be reached.
pub(super) const STALE: Duration = Duration::from_hours(24);
/// Keys are requested at most once in this time because of unknown key ids.
pub(super) const REFRESH_PAUSE: Duration = Duration::from_mins(1);
/// After a failure, no request is sent for this time.
pub(super) const RETRY_PAUSE: Duration = Duration::from_secs(5);
/// Maximum number of remembered results of introspection.
pub(super) const RESULTS: usize = 10_000;
/// Maximum number of introspections at a time.
pub(super) const INTROSPECTIONS: usize = 32;
