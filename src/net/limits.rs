//! The limits of outgoing HTTP.

use std::time::Duration;

/// Headers of one response; gateways add dozens.
pub(crate) const RESPONSE_HEADERS: usize = 512;
/// Origins with pooled connections for the hub's own requests.
pub(crate) const CLIENTS: usize = 8;
/// Redirects followed per request.
pub(crate) const REDIRECTS: usize = 5;
/// Timeout to open one connection.
pub(crate) const CONNECT: Duration = Duration::from_secs(10);
