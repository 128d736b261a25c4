//! Cursor.

use crate::clients::place::home;
use crate::clients::record::{
    COMMON, Client, OAuthSyntax, REMOTE, ReferenceSyntax, Remote, STDIO, Stdio,
};

pub(super) static CURSOR: Client = Client {
    id: "cursor",
    title: "Cursor",
    about: ".cursor/mcp.json",
    user: &[home(".cursor/mcp.json")],
    project: &[".cursor/mcp.json"],
    stdio: Stdio { word: "stdio", ..STDIO },
    remote: Some(Remote { http: "http", sse: Some("sse"), ..REMOTE }),
    references: ReferenceSyntax::Env,
    env_file: true,
    oauth: OAuthSyntax::Cursor,
    ..COMMON
};
