//! MCPHub's admin API under `/api`: one file a family, the wire types beside their handlers.
//!
//! A handler reads what was sent, calls the verb, phrases the answer. Refusals are dressed by the
//! family they belong to. Its routes are in the API document because they are routes: each handler
//! says its path itself.

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
mod offered;
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
mod tools;
mod users;
mod view;

pub(crate) use envelope::dress;
pub(crate) use routes::routes;
