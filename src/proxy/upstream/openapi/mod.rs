//! Servers that are APIs: the operations of an OpenAPI document are their tools. What an MCP server
//! would answer is answered here; only calls go out, as the HTTP requests that the document describes.

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
