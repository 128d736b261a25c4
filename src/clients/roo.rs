//! Roo Code, which has ended.

use crate::clients::place::app;
use crate::clients::record::{
    COMMON, Client, DISABLED, REMOTE, ReferenceSyntax, Remote, STDIO, Stdio, TimeUnit, Timeout,
    ToolLists,
};

pub(super) static ROO: Client = Client {
    id: "roo",
    aliases: &["roocode", "roo-code"],
    title: "Roo Code",
    about: ".roo/mcp.json",
    user: &app("Code/User/globalStorage/rooveterinaryinc.roo-cline/settings/mcp_settings.json"),
    project: &[".roo/mcp.json"],
    stdio: Stdio { word: "stdio", ..STDIO },
    remote: Some(Remote { http: "streamable-http", sse: Some("sse"), ..REMOTE }),
    references: ReferenceSyntax::Env,
    off: DISABLED,
    tools: ToolLists { shown: None, hidden: Some("disabledTools") },
    timeout: Some(Timeout { key: "timeout", unit: TimeUnit::Seconds }),
    read_only: Some("Roo Code has ended"),
    replaced_by: Some("kilo"),
    ..COMMON
};
