//! Logins at remote servers by OAuth, with the hub as the client: metadata, registration,
//! authorization requests, tokens and their renewal. It knows no MCP.

pub(crate) mod authorization;
mod begun;
pub(crate) mod challenge;
mod client_assertion;
pub(crate) mod client_settings;
pub(crate) mod device;
mod discovery;
mod error;
pub(crate) mod flow;
mod limits;
pub(crate) mod login;
pub(crate) mod metadata;
pub(crate) mod publication;
mod registration;
mod renewal;
mod renewal_failure;
pub(crate) mod summary;
mod token_request;
mod web;

pub(crate) use error::LoginError;
