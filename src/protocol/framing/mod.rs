//! Message boundaries in byte streams: lines, headers, and server-sent events.

pub(crate) mod buffer_growth;
pub(crate) mod headed;
pub(crate) mod lines;
pub(crate) mod sse;
