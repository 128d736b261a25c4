//! MCP messages as bytes with known spans. Pure: no file, network or settings are used here.
//!
//! A message is validated once, in full. Everything that is read later is a span of the same bytes,
//! and every change is a splice, so members that we do not name pass through unchanged.

pub(crate) mod ecma_pattern;
pub(crate) mod era;
pub(crate) mod error;
pub(crate) mod framing;
pub(crate) mod headers;
pub(crate) mod json;
pub(crate) mod log_level;
pub(crate) mod malformed;
pub(crate) mod message;
pub(crate) mod meta;
pub(crate) mod request;
pub(crate) mod splice;
pub(crate) mod uri_template;

pub(crate) use era::Era;
pub(crate) use error::RpcError;
pub(crate) use message::Message;

// Laws that hold for any bytes; `tests/fuzz` searches for counterexamples.
#[cfg(test)]
#[path = "../../tests/fuzz/laws.rs"]
mod laws;
