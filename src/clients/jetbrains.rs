//! AI Assistant of the JetBrains IDEs, since 2025.3.

use crate::clients::place::home;
use crate::clients::record::{COMMON, Client};

pub(super) static JETBRAINS: Client = Client {
    id: "jetbrains",
    aliases: &["ai-assistant"],
    title: "JetBrains AI Assistant",
    about: "mcp.json of JetBrains AI Assistant",
    user: &[home(".ai/mcp/mcp.json")],
    project: &[".ai/mcp/mcp.json"],
    ..COMMON
};
