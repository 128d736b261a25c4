//! MCPJungle's admin API: what scripts written for it send and read, a file a family.

mod access;
mod groups;
mod items;
mod register;
mod servers;

use serde_json::Value;

pub(crate) use crate::api::hub::{KEY, in_file, start};
use crate::api::walk::Walk;

/// A hub with this file, and a walk through it.
pub(crate) fn walk(name: &'static str, file: Value) -> Walk {
    crate::api::hub::walk("mcpjungle", name, file)
}
