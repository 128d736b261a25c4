//! The transports: standard streams, HTTP with SSE, streamable HTTP, and OpenAPI.

mod authorized;
mod busy;
pub(crate) mod duplex;
pub(crate) mod event_stream;
pub(crate) mod listen_stream;
mod mcp_endpoint;
pub(crate) mod openapi;
mod post;
pub(crate) mod rejection;
pub(crate) mod response_stream;
pub(crate) mod session;
pub(crate) mod session_loss;
pub(crate) mod sse;
pub(crate) mod stdio;
pub(crate) mod streamable_http;
