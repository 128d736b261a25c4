//! Antigravity: app, IDE and `agy`.

use crate::clients::place::home;
use crate::clients::record::{COMMON, Client, DISABLED, REMOTE, Remote, ToolLists};

pub(super) static ANTIGRAVITY: Client = Client {
    id: "antigravity",
    aliases: &["agy"],
    title: "Antigravity",
    about: "Antigravity's mcp_config.json",
    user: &[home(".gemini/config/mcp_config.json"), home(".gemini/antigravity/mcp_config.json")],
    project: &[".agents/mcp_config.json"],
    remote: Some(Remote { url: "serverUrl", ..REMOTE }),
    off: DISABLED,
    tools: ToolLists { shown: None, hidden: Some("disabledTools") },
    ..COMMON
};
