//! Amazon Q CLI, now Kiro CLI.

use crate::clients::place::home;
use crate::clients::record::{
    COMMON, Client, DISABLED, ReferenceSyntax, TimeUnit, Timeout, ToolLists,
};

pub(super) static AMAZONQ: Client = Client {
    id: "amazonq",
    aliases: &["amazon-q"],
    title: "Amazon Q CLI",
    about: "Amazon Q's mcp.json",
    user: &[home(".aws/amazonq/mcp.json")],
    project: &[".amazonq/mcp.json"],
    references: ReferenceSyntax::Env,
    off: DISABLED,
    tools: ToolLists { shown: None, hidden: Some("disabledTools") },
    timeout: Some(Timeout { key: "timeout", unit: TimeUnit::Milliseconds }),
    restart: true,
    replaced_by: Some("kiro"),
    ..COMMON
};
