//! JetBrains Junie.

use crate::clients::place::home;
use crate::clients::record::{COMMON, Client};

pub(super) static JUNIE: Client = Client {
    id: "junie",
    title: "JetBrains Junie",
    about: "Junie's mcp.json",
    user: &[home(".junie/mcp/mcp.json")],
    project: &[".junie/mcp/mcp.json"],
    trace: Some(home(".junie")),
    ..COMMON
};
