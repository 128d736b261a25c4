//! The format that most clients share, without a place.

use crate::clients::record::{
    COMMON, Client, OAuthSyntax, REMOTE, ReferenceSyntax, Remote, STDIO, Stdio,
};

pub(super) static MCPSERVERS: Client = Client {
    id: "mcpservers",
    title: "Most clients",
    about: "{\"mcpServers\": …}, for Claude, Cursor and most clients",
    stdio: Stdio { word: "stdio", ..STDIO },
    remote: Some(Remote { http: "http", sse: Some("sse"), ..REMOTE }),
    references: ReferenceSyntax::Ours,
    oauth: OAuthSyntax::Claude,
    ..COMMON
};
