//! The hub as OAuth authorization server, for the MCP clients of its users: clients, authorization
//! requests, codes and tokens (RFC 6749, 7591, 7636, 8707, 9207). It knows no HTTP server and no
//! HTML.

pub(crate) mod authorization;
pub(crate) mod client;
pub(crate) mod client_documents;
pub(crate) mod codes;
pub(crate) mod consents;
pub(crate) mod error;
pub(crate) mod limits;
pub(crate) mod metadata;
pub(crate) mod parameters;
pub(crate) mod redirect_uri;
pub(crate) mod registration;
pub(crate) mod resource;
pub(crate) mod scope;
pub(crate) mod server;
pub(crate) mod tokens;
