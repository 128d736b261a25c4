//! The preview of VS Code.

use crate::clients::place::app;
use crate::clients::record::{
    COMMON, Client, OAuthSyntax, REMOTE, ReferenceSyntax, Remote, STDIO, Stdio, Syntax,
};

pub(super) static VSCODE_INSIDERS: Client = Client {
    id: "vscode-insiders",
    aliases: &["code-insiders"],
    title: "VS Code Insiders",
    about: "mcp.json of VS Code Insiders",
    user: &app("Code - Insiders/User/mcp.json"),
    project: &[".vscode/mcp.json"],
    syntax: Syntax::Jsonc,
    key: &["servers"],
    stdio: Stdio { word: "stdio", ..STDIO },
    remote: Some(Remote { http: "http", sse: Some("sse"), ..REMOTE }),
    references: ReferenceSyntax::Inputs,
    env_file: true,
    oauth: OAuthSyntax::VsCode,
    comments: true,
    ..COMMON
};
