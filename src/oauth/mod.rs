//! Logins at remote servers by OAuth, with the hub as the client: metadata, registration,
//! authorization requests, tokens and their renewal. It knows no MCP.

pub(crate) mod authorization;
pub(crate) mod challenge;
pub(crate) mod client_settings;
mod discovery;
mod error;
pub(crate) mod flow;
mod limits;
pub(crate) mod login;
pub(crate) mod metadata;
mod registration;
mod renewal;
mod token_request;
mod web;

pub(crate) use error::LoginError;
