//! VS Code, and Copilot in it.

use crate::clients::place::app;
use crate::clients::record::{
    COMMON, Client, OAuthSyntax, REMOTE, ReferenceSyntax, Remote, STDIO, Stdio, Syntax,
};

pub(super) static VSCODE: Client = Client {
    id: "vscode",
    aliases: &["code", "github-copilot"],
    title: "VS Code",
    about: ".vscode/mcp.json",
    user: &app("Code/User/mcp.json"),
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
