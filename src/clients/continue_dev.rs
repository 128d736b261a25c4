//! Continue. Each server is an item of a list.

use crate::clients::place::home;
use crate::clients::record::{
    COMMON, Client, REMOTE, ReferenceSyntax, Remote, STDIO, Stdio, Syntax,
};

pub(super) static CONTINUE_DEV: Client = Client {
    id: "continue",
    aliases: &["continue-dev"],
    title: "Continue",
    about: "Continue's config.yaml",
    user: &[home(".continue/config.yaml")],
    project: &[".continue/mcpServers/mcphub.yaml"],
    syntax: Syntax::YamlList,
    stdio: Stdio { word: "stdio", ..STDIO },
    remote: Some(Remote {
        http: "streamable-http",
        sse: Some("sse"),
        headers: &["requestOptions", "headers"],
        ..REMOTE
    }),
    references: ReferenceSyntax::Secrets,
    comments: true,
    ..COMMON
};
