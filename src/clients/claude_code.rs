//! Claude Code. Its own file is a live state file; the project's is shared with other clients.

use crate::clients::place::{home, variable};
use crate::clients::record::{
    COMMON, Client, OAuthSyntax, REMOTE, ReferenceSyntax, Remote, STDIO, Stdio, TimeUnit, Timeout,
};

pub(super) static CLAUDE_CODE: Client = Client {
    id: "claude-code",
    title: "Claude Code",
    about: ".mcp.json of Claude Code",
    user: &[variable("CLAUDE_CONFIG_DIR", ".claude.json"), home(".claude.json")],
    project: &[".mcp.json"],
    trace: Some(home(".claude")),
    stdio: Stdio { word: "stdio", ..STDIO },
    remote: Some(Remote { http: "http", sse: Some("sse"), ..REMOTE }),
    references: ReferenceSyntax::Ours,
    timeout: Some(Timeout { key: "timeout", unit: TimeUnit::Milliseconds }),
    oauth: OAuthSyntax::Claude,
    restart: true,
    live: true,
    ..COMMON
};
