//! Grok Build, in the format of Codex.

use crate::clients::place::home;
use crate::clients::record::{COMMON, Client, ENABLED, REMOTE, Remote, Syntax};

pub(super) static GROK: Client = Client {
    id: "grok",
    aliases: &["grok-build"],
    title: "Grok Build",
    about: "Grok's config.toml",
    user: &[home(".grok/config.toml")],
    project: &[".grok/config.toml"],
    syntax: Syntax::Toml,
    key: &["mcp_servers"],
    remote: Some(Remote { sse: None, ..REMOTE }),
    off: ENABLED,
    comments: true,
    restart: true,
    ..COMMON
};
