//! Connections to MCP servers: one supervisor task per server, one transport per connection, and
//! the handshake that detects a server's protocol era. Independent of the downstream side.

pub(crate) mod attempt;
pub(crate) mod connection;
#[cfg(test)]
mod fake;
pub(crate) mod handshake;
mod listing;
pub(crate) mod pool;
pub(crate) mod process;
mod run;
pub(crate) mod server_text;
pub(crate) mod state;
pub(crate) mod supervisor;
pub(crate) mod transport;

pub(crate) use connection::link::{CallError, CallOptions};
pub(crate) use state::{State, Status};
pub(crate) use supervisor::Upstream;
