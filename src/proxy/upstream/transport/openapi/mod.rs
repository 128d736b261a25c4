//! Upstreams that are HTTP APIs: the operations of an OpenAPI document are their tools. MCP
//! requests are handled here; only tool calls cause HTTP requests.

mod answer;
mod body;
mod document;
mod fetch;
mod form;
mod names;
mod request;
mod security;
mod session_jars;
mod text;
pub(crate) mod wire;
