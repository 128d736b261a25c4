//! Connections to MCP servers: one supervisor task per server, one transport per connection, and
//! the handshake that detects a server's protocol era. Independent of the downstream side.

pub(crate) mod attempt;
pub(crate) mod call_error;
mod connect;
pub(crate) mod connection;
pub(crate) mod environment;
#[cfg(test)]
mod fake;
pub(crate) mod handshake;
pub(crate) mod inner;
mod listing;
pub(crate) mod pool;
pub(crate) mod process;
mod readiness;
pub(crate) mod server_text;
pub(crate) mod state;
pub(crate) mod supervisor;
pub(crate) mod transport;
pub(crate) mod upstream;
pub(crate) mod upstream_login;

pub(crate) use call_error::CallError;
pub(crate) use connection::outgoing::CallOptions;
pub(crate) use state::{State, Status};
pub(crate) use upstream::Upstream;
