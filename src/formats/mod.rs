//! The settings of other MCP clients: text in, servers out, and back. This layer opens no files.

pub(crate) mod batch;
pub(crate) mod clients;
pub(crate) mod codex;
pub(crate) mod dotenv;
pub(crate) mod entry;
pub(crate) mod export;
mod filters;
pub(crate) mod install_link;
pub(crate) mod mcp_servers;
pub(crate) mod opencode;
mod other;
pub(crate) mod reference;
pub(crate) mod registry;
pub(crate) mod shape;
mod switches;
mod timeout;
pub(crate) mod unwrap;
pub(crate) mod vscode;
pub(crate) mod zed;
