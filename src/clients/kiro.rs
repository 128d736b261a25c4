//! Kiro: IDE and CLI.

use crate::clients::place::home;
use crate::clients::record::{
    COMMON, Client, DISABLED, ReferenceSyntax, TimeUnit, Timeout, ToolLists,
};

pub(super) static KIRO: Client = Client {
    id: "kiro",
    aliases: &["kiro-cli"],
    title: "Kiro",
    about: "Kiro's mcp.json",
    user: &[home(".kiro/settings/mcp.json")],
    project: &[".kiro/settings/mcp.json"],
    trace: Some(home(".kiro")),
    references: ReferenceSyntax::Plain,
    off: DISABLED,
    tools: ToolLists { shown: None, hidden: Some("disabledTools") },
    timeout: Some(Timeout { key: "timeout", unit: TimeUnit::Milliseconds }),
    ..COMMON
};
