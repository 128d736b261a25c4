//! Warp.

use crate::clients::place::home;
use crate::clients::record::{COMMON, Client, STDIO, Stdio};

pub(super) static WARP: Client = Client {
    id: "warp",
    title: "Warp",
    about: "Warp's .mcp.json",
    user: &[home(".warp/.mcp.json")],
    project: &[".warp/.mcp.json"],
    stdio: Stdio { cwd: Some("working_directory"), ..STDIO },
    ..COMMON
};
