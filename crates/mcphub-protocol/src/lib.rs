//! MCP messages as bytes with known spans. Pure: no file, network or settings are used here.
//!
//! A message is validated once, in full. Everything that is read later is a span of the same bytes,
//! and every change is a splice, so members that we do not name pass through unchanged.
#![expect(missing_docs, reason = "a comment says what the name cannot")]

pub mod ecma_pattern;
pub mod era;
pub mod error;
pub mod framing;
pub mod headers;
pub mod json;
pub mod log_level;
pub mod malformed;
pub mod message;
pub mod meta;
pub mod request;
pub mod splice;
pub mod uri_template;

pub use era::Era;
pub use error::RpcError;
pub use message::Message;
