//! MCPJungle's admin API, as scripts for it use it, one file per group of routes.

mod access;
mod groups;
mod items;
mod register;
mod servers;

use serde_json::Value;

pub(crate) use crate::api::hub::{KEY, in_file, start};
use crate::api::walk::Walk;

/// Starts a hub with this file and a walk through it.
pub(crate) fn walk(name: &'static str, file: Value) -> Walk {
    crate::api::hub::walk("mcpjungle", name, file)
}
