//! `server.json` of the MCP registry: the ways to install a server, their inputs, and the entry.

pub(crate) mod bundle;
pub(crate) mod entry;
mod fields;
pub(crate) mod inputs;
pub(crate) mod listing;
pub(crate) mod ways;
