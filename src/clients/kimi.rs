//! Kimi Code.

use crate::clients::place::home;
use crate::clients::record::{COMMON, Client};

pub(super) static KIMI: Client = Client {
    id: "kimi",
    aliases: &["kimi-code", "kimi-cli"],
    title: "Kimi Code",
    about: "Kimi's mcp.json",
    user: &[home(".kimi-code/mcp.json"), home(".kimi/mcp.json")],
    restart: true,
    ..COMMON
};
