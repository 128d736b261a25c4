//! The limits of outgoing HTTP.

use std::time::Duration;

/// Idle connections to one server.
pub(crate) const IDLE_CONNECTIONS: usize = 1024;
/// Headers of one response that a connection has room for at first, which is cheaper.
pub(crate) const RESPONSE_HEADERS_USUAL: usize = 100;
/// Headers of one response; gateways add dozens.
pub(crate) const RESPONSE_HEADERS: usize = 512;
/// Origins with pooled connections for the hub's own requests.
pub(crate) const CLIENTS: usize = 8;
/// Redirects followed per request.
pub(crate) const REDIRECTS: usize = 5;
/// Timeout to open one connection.
pub(crate) const CONNECT: Duration = Duration::from_secs(10);
