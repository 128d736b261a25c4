//! Mistral Vibe. Each server is a table of an array.

use crate::clients::place::{home, variable};
use crate::clients::record::{COMMON, Client, REMOTE, Remote, STDIO, Stdio, Syntax};

pub(super) static VIBE: Client = Client {
    id: "vibe",
    aliases: &["mistral-vibe"],
    title: "Mistral Vibe",
    about: "Vibe's config.toml",
    user: &[variable("VIBE_HOME", "config.toml"), home(".vibe/config.toml")],
    project: &[".vibe/config.toml"],
    syntax: Syntax::TomlList,
    key: &["mcp_servers"],
    stdio: Stdio { type_key: "transport", word: "stdio", ..STDIO },
    remote: Some(Remote { type_key: "transport", http: "streamable-http", sse: None, ..REMOTE }),
    comments: true,
    restart: true,
    ..COMMON
};
