//! Qwen Code, in the format of Gemini CLI.

use crate::clients::place::home;
use crate::clients::record::{
    COMMON, Client, OAuthSyntax, REMOTE, ReferenceSyntax, Remote, Syntax, TimeUnit, Timeout,
    ToolLists,
};

pub(super) static QWEN: Client = Client {
    id: "qwen",
    aliases: &["qwen-code"],
    title: "Qwen Code",
    about: ".qwen/settings.json",
    user: &[home(".qwen/settings.json")],
    project: &[".qwen/settings.json"],
    syntax: Syntax::Jsonc,
    remote: Some(Remote { url: "httpUrl", sse: None, ..REMOTE }),
    references: ReferenceSyntax::Ours,
    tools: ToolLists { shown: Some("includeTools"), hidden: Some("excludeTools") },
    timeout: Some(Timeout { key: "timeout", unit: TimeUnit::Milliseconds }),
    oauth: OAuthSyntax::Gemini,
    comments: true,
    restart: true,
    ..COMMON
};
