//! Connections to MCP servers: one supervisor task per server, one transport per connection, and
//! the handshake that detects a server's protocol era. Independent of the downstream side.

mod answer_body;
mod answer_stream;
mod asks;
pub(crate) mod attempt;
pub(crate) mod child;
mod cookies;
mod duplex;
pub(crate) mod ears;
mod endpoint;
mod env_file;
mod event_stream;
mod extra;
#[cfg(test)]
mod fake;
pub(crate) mod guard;
pub(crate) mod handshake;
pub(crate) mod http;
mod http_client;
pub(crate) mod link;
mod listing;
mod mark;
mod once;
mod openapi;
pub(crate) mod outward;
pub(crate) mod pending;
mod prepared;
mod proxied;
mod proxychains;
pub(crate) mod reaper;
mod refusal;
mod run;
pub(crate) mod server_text;
mod session;
mod session_loss;
mod sse;
mod standing;
pub(crate) mod state;
pub(crate) mod stderr;
mod stdio;
pub(crate) mod subscriptions;
pub(crate) mod supervisor;
mod tell;
pub(crate) mod times;
mod trust;
mod turns;
mod underway;
mod variables;
mod watched;
pub(crate) mod within;

pub(crate) use link::{CallError, Plan};
pub(crate) use state::{State, Status};
pub(crate) use supervisor::Upstream;
