//! Client of registries of MCP servers: lists, versions, and downloads of bundles.

pub(crate) mod address;
pub(crate) mod client;
pub(crate) mod digest;
mod download;
