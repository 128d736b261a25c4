//! GitHub Copilot CLI. The list of tools is required in the user's file.

use crate::clients::place::{home, variable};
use crate::clients::record::{
    COMMON, Client, REMOTE, ReferenceSyntax, Remote, STDIO, Stdio, TimeUnit, Timeout, ToolLists,
};

pub(super) static COPILOT: Client = Client {
    id: "copilot",
    aliases: &["copilot-cli", "github-copilot-cli"],
    title: "Copilot CLI",
    about: "mcp-config.json of Copilot CLI",
    user: &[variable("COPILOT_HOME", "mcp-config.json"), home(".copilot/mcp-config.json")],
    project: &[".mcp.json"],
    stdio: Stdio { word: "local", ..STDIO },
    remote: Some(Remote { http: "http", sse: Some("sse"), ..REMOTE }),
    references: ReferenceSyntax::Ours,
    tools: ToolLists { shown: Some("tools"), hidden: None },
    timeout: Some(Timeout { key: "timeout", unit: TimeUnit::Milliseconds }),
    required: &[("tools", r#"["*"]"#)],
    restart: true,
    ..COMMON
};
