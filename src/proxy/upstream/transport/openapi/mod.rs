//! Upstreams that are HTTP APIs: the operations of an OpenAPI document are their tools. MCP
//! requests are handled here; only tool calls cause HTTP requests.

mod answer;
mod fetch;
mod security;
mod session_jars;
pub(crate) mod transport;
