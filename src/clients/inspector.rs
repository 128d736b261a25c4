//! MCP Inspector.

use crate::clients::place::home;
use crate::clients::record::{COMMON, Client, REMOTE, Remote, STDIO, Stdio};

pub(super) static INSPECTOR: Client = Client {
    id: "inspector",
    aliases: &["mcp-inspector"],
    title: "MCP Inspector",
    about: "mcp.json of MCP Inspector",
    user: &[home(".mcp-inspector/mcp.json")],
    stdio: Stdio { word: "stdio", ..STDIO },
    remote: Some(Remote { http: "streamable-http", sse: Some("sse"), ..REMOTE }),
    restart: true,
    ..COMMON
};
