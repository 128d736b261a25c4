//! The limits of the authorization server.

use std::time::Duration;

/// Maximum length of a parameter, in bytes.
pub(super) const PARAMETER_BYTES: usize = 4096;
/// Maximum number of codes that wait for their exchange.
pub(super) const CODES: usize = 1000;
/// How long a used code is remembered, in milliseconds, to detect a second use.
pub(super) const SPENT_CODE_MS: i64 = 10 * 60 * 1000;
/// How long a consent page can be answered, in milliseconds.
pub(super) const CONSENT_MS: i64 = 10 * 60 * 1000;
/// Maximum number of open consent pages.
pub(super) const CONSENTS: usize = 1000;
/// Maximum number of clients that registered themselves.
pub(super) const CLIENTS: usize = 1000;
/// A registered client without any token is dropped after this time, in milliseconds.
pub(super) const UNUSED_CLIENT_MS: i64 = 30 * DAY_MS;
/// A registered client is dropped this long after its last token, in milliseconds.
pub(super) const IDLE_CLIENT_MS: i64 = 90 * DAY_MS;
/// Lifetime of a grant, however often its tokens are refreshed, in milliseconds.
pub(super) const GRANT_MS: i64 = 90 * DAY_MS;
/// How long an ended grant is shown, in milliseconds.
pub(super) const ENDED_GRANT_MS: i64 = 7 * DAY_MS;
/// Maximum number of grants; those that expire first make room.
pub(super) const GRANTS: usize = 5000;
/// Maximum number of valid access tokens of a grant.
pub(super) const ACCESS_TOKENS: usize = 8;
/// Maximum number of refreshes of a grant: one an hour during its lifetime. It then ends, so that
/// every used refresh token is remembered as long as its grant.
pub(super) const REFRESHES: usize = 2500;
/// How long a client may repeat a refresh of which it lost the response, in milliseconds.
pub(super) const RETRY_MS: i64 = 30 * 1000;
/// Maximum number of refreshes that can be repeated at one time.
pub(super) const RETRIES: usize = 1000;
/// Maximum number of remembered approvals.
pub(super) const APPROVALS: usize = 1000;
/// Maximum number of redirect URIs of a client.
pub(super) const REDIRECT_URIS: usize = 10;
/// Maximum length of a client's name, in characters.
pub(super) const NAME_CHARS: usize = 100;
/// Maximum size of a client metadata document.
pub(super) const DOCUMENT_BYTES: usize = 64 << 10;
/// Timeout of the request for a client metadata document.
pub(super) const DOCUMENT: Duration = Duration::from_secs(5);
/// Maximum number of client metadata documents in memory.
pub(super) const DOCUMENTS: usize = 200;
/// Maximum number of concurrent requests for client metadata documents.
pub(super) const FETCHES: usize = 8;
/// The shortest and the longest time that a client metadata document is kept.
pub(super) const DOCUMENT_KEPT: (Duration, Duration) =
    (Duration::from_mins(5), Duration::from_hours(24));

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
