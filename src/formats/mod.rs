//! The settings of other MCP clients: text in, servers out, and back. This layer opens no files.

pub(crate) mod batch;
pub(crate) mod detect;
pub(crate) mod dotenv;
pub(crate) mod entry;
pub(crate) mod entry_writer;
pub(crate) mod export;
pub(crate) mod file_edit;
mod filters;
pub(crate) mod imported;
mod oauth;
pub(crate) mod reference;
pub(crate) mod server_json;
pub(crate) mod shape;
pub(crate) mod shapes;
pub(crate) mod spelling;
mod switches;
mod timeout;
mod tool_lists;
pub(crate) mod unwrap;
mod xml;
pub(crate) mod yaml;
