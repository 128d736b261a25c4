//! Codex: CLI, IDE and app. Variables have fields of their own; there is no type and no SSE.

use crate::clients::place::{home, variable};
use crate::clients::record::{
    COMMON, Client, ENABLED, REMOTE, ReferenceSyntax, Remote, Syntax, TimeUnit, Timeout, ToolLists,
};

pub(super) static CODEX: Client = Client {
    id: "codex",
    aliases: &["codex-cli"],
    title: "Codex",
    about: "Codex's config.toml",
    user: &[variable("CODEX_HOME", "config.toml"), home(".codex/config.toml")],
    project: &[".codex/config.toml"],
    syntax: Syntax::Toml,
    key: &["mcp_servers"],
    remote: Some(Remote { sse: None, headers: &["http_headers"], ..REMOTE }),
    references: ReferenceSyntax::Fields,
    off: ENABLED,
    tools: ToolLists { shown: Some("enabled_tools"), hidden: Some("disabled_tools") },
    timeout: Some(Timeout { key: "tool_timeout_sec", unit: TimeUnit::Seconds }),
    comments: true,
    restart: true,
    ..COMMON
};
