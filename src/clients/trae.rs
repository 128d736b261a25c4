//! Trae.

use crate::clients::place::app;
use crate::clients::record::{COMMON, Client};

pub(super) static TRAE: Client = Client {
    id: "trae",
    title: "Trae",
    about: "Trae's mcp.json",
    user: &app("Trae/User/mcp.json"),
    project: &[".trae/mcp.json"],
    ..COMMON
};
