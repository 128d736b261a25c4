//! Message boundaries in byte streams: lines, headers, and server-sent events.

pub mod buffer_growth;
pub(crate) mod headed;
pub mod lines;
pub mod sse;
