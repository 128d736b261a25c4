//! What MCP messages are: bytes with known places. Pure; no file, network or setting is known here.
//!
//! A message is validated once, whole. What is read of it afterwards are spans of the same bytes,
//! and every change is a splice, so that nothing we do not name can change on the way through.

pub(crate) mod ecma_pattern;
pub(crate) mod era;
pub(crate) mod error;
pub(crate) mod flawed;
pub(crate) mod headed;
pub(crate) mod headers;
pub(crate) mod json;
pub(crate) mod lines;
pub(crate) mod log_level;
pub(crate) mod message;
pub(crate) mod meta;
pub(crate) mod request;
pub(crate) mod room;
pub(crate) mod splice;
pub(crate) mod sse;
pub(crate) mod uri_template;

pub(crate) use era::Era;
pub(crate) use error::RpcError;
pub(crate) use message::Message;

// What holds of any bytes; `tests/fuzz` searches for some of which it does not.
#[cfg(test)]
#[path = "../../tests/fuzz/laws.rs"]
mod laws;
