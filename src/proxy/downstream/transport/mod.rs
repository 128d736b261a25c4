//! The transports by which clients connect: streamable HTTP, HTTP with SSE, and standard streams.

pub(crate) mod batch;
pub(crate) mod body;
pub(crate) mod duplex_client;
pub(crate) mod legacy_sse;
pub(crate) mod stdio;
pub(crate) mod streamable_http;
