//! Gemini CLI.

use crate::clients::place::home;
use crate::clients::record::{
    COMMON, Client, OAuthSyntax, REMOTE, ReferenceSyntax, Remote, Syntax, TimeUnit, Timeout,
    ToolLists,
};

pub(super) static GEMINI: Client = Client {
    id: "gemini",
    aliases: &["gemini-cli"],
    title: "Gemini CLI",
    about: ".gemini/settings.json",
    user: &[home(".gemini/settings.json")],
    project: &[".gemini/settings.json"],
    syntax: Syntax::Jsonc,
    remote: Some(Remote { http: "http", sse: Some("sse"), ..REMOTE }),
    references: ReferenceSyntax::Ours,
    tools: ToolLists { shown: Some("includeTools"), hidden: Some("excludeTools") },
    timeout: Some(Timeout { key: "timeout", unit: TimeUnit::Milliseconds }),
    oauth: OAuthSyntax::Gemini,
    comments: true,
    restart: true,
    ..COMMON
};
