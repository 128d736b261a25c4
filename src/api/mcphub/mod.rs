//! MCPHub's admin API under `/api`: one file per group of routes, with request and response types
//! beside their handlers.
//!
//! A handler parses the request, calls the verb and builds the response. Errors are rendered per
//! group of routes. Each handler declares its path, which makes it part of the API document.

mod activities;
mod arguments;
mod audit;
mod built_in;
mod cloud;
mod envelope;
mod groups;
mod hub;
mod keys;
mod login;
mod logs;
mod market;
mod mcpb;
mod members;
mod openapi;
mod openapi_document;
mod overrides;
mod prompts;
mod public;
mod registry;
mod resources;
mod routes;
mod servers;
mod settings;
mod system;
mod templates;
mod tool_lookup;
mod tools;
mod users;
mod view;

pub(crate) use envelope::render_errors;
pub(crate) use routes::routes;
