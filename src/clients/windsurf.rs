//! Windsurf, now Devin Desktop: the file of Cascade.

use crate::clients::place::home;
use crate::clients::record::{
    COMMON, Client, DISABLED, REMOTE, ReferenceSyntax, Remote, ToolLists,
};

pub(super) static WINDSURF: Client = Client {
    id: "windsurf",
    aliases: &["codeium", "cascade", "devin-desktop"],
    title: "Windsurf",
    about: "Windsurf's mcp_config.json",
    user: &[home(".codeium/windsurf/mcp_config.json")],
    remote: Some(Remote { url: "serverUrl", ..REMOTE }),
    references: ReferenceSyntax::Env,
    off: DISABLED,
    tools: ToolLists { shown: None, hidden: Some("disabledTools") },
    ..COMMON
};
