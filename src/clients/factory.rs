//! Factory's Droid.

use crate::clients::place::home;
use crate::clients::record::{COMMON, Client, DISABLED, REMOTE, Remote, STDIO, Stdio};

pub(super) static FACTORY: Client = Client {
    id: "factory",
    aliases: &["droid"],
    title: "Factory Droid",
    about: "Factory's mcp.json",
    user: &[home(".factory/mcp.json")],
    project: &[".factory/mcp.json"],
    stdio: Stdio { word: "stdio", ..STDIO },
    remote: Some(Remote { http: "http", sse: Some("sse"), ..REMOTE }),
    off: DISABLED,
    ..COMMON
};
