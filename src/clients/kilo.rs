//! Kilo Code, in the format of opencode.

use crate::clients::place::home;
use crate::clients::record::{
    COMMON, Client, ENABLED, OAuthSyntax, REMOTE, ReferenceSyntax, Remote, STDIO, Stdio, Syntax,
    TimeUnit, Timeout,
};

pub(super) static KILO: Client = Client {
    id: "kilo",
    aliases: &["kilocode", "kilo-code"],
    title: "Kilo Code",
    about: "kilo.json",
    user: &[home(".config/kilo/kilo.json"), home(".config/kilo/kilo.jsonc")],
    project: &["kilo.json", "kilo.jsonc", ".kilo/kilo.json", ".kilo/kilo.jsonc"],
    syntax: Syntax::Jsonc,
    key: &["mcp"],
    stdio: Stdio { word: "local", args: None, env: "environment", ..STDIO },
    remote: Some(Remote { http: "remote", sse: Some("remote"), ..REMOTE }),
    references: ReferenceSyntax::Braced,
    off: ENABLED,
    timeout: Some(Timeout { key: "timeout", unit: TimeUnit::Milliseconds }),
    oauth: OAuthSyntax::OpenCode,
    comments: true,
    restart: true,
    ..COMMON
};
