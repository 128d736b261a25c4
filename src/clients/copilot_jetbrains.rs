//! Copilot in the JetBrains IDEs, in the format of VS Code.

use crate::clients::place::{Base, Os, on};
use crate::clients::record::{COMMON, Client, REMOTE, Remote, STDIO, Stdio, Syntax};

pub(super) static COPILOT_JETBRAINS: Client = Client {
    id: "copilot-jetbrains",
    aliases: &["github-copilot-jetbrains"],
    title: "Copilot in JetBrains",
    about: "mcp.json of Copilot in JetBrains",
    user: &[
        on(Os::Linux, Base::Config, "github-copilot/intellij/mcp.json"),
        on(Os::Mac, Base::Home, ".config/github-copilot/intellij/mcp.json"),
        on(Os::Windows, Base::LocalAppData, "github-copilot/intellij/mcp.json"),
    ],
    syntax: Syntax::Jsonc,
    key: &["servers"],
    stdio: Stdio { word: "stdio", ..STDIO },
    remote: Some(Remote { http: "http", sse: Some("sse"), ..REMOTE }),
    comments: true,
    ..COMMON
};
