//! MCPHub's admin API, as scripts for it use it, one file per group of routes.

mod access;
mod accounts;
mod activities;
mod cloud;
mod concurrent_edits;
mod credentials;
mod groups;
mod logs;
mod market;
mod mcpb;
mod oauth_clients;
mod openapi;
mod prompts;
mod registry;
mod resources;
mod server_logins;
mod servers;
mod settings;
mod templates;

use serde_json::Value;

pub(crate) use crate::api::hub::{HASH, KEY, PASSWORD, in_file, log_in, start, users};
use crate::api::walk::Walk;

/// Starts a hub with this file and a walk through it.
pub(crate) fn walk(name: &'static str, file: Value) -> Walk {
    crate::api::hub::walk("mcphub", name, file)
}
