//! MCPHub's admin API under `/api`: one file per group of routes, with request and response types
//! beside their handlers.
//!
//! A handler parses the request, calls the verb and builds the response. Errors are rendered per
//! group of routes. Each handler declares its path, which makes it part of the API document.

pub(crate) mod access;
mod activities;
mod admission;
mod audit;
pub(crate) mod catalogs;
mod challenge;
mod credentials;
mod envelope;
mod groups;
pub(crate) mod health;
mod hub;
pub(crate) mod items;
mod logs;
mod members;
mod provider_secrets;
mod public;
mod routes;
mod servers;
mod settings;
mod system;
mod templates;
mod view;

pub(crate) use challenge::challenge;
pub(crate) use envelope::render_errors;
pub(crate) use routes::routes;
