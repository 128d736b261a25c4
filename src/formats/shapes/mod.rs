//! One file for each shape in which other programs keep their servers.

pub(crate) mod codex;
pub(crate) mod docker;
pub(crate) mod goose;
pub(crate) mod install_link;
pub(crate) mod mcp_servers;
pub(crate) mod opencode;
pub(crate) mod registry;
pub(crate) mod vscode;
pub(crate) mod zed;
