//! LM Studio, in Cursor's notation without variables.

use crate::clients::place::home;
use crate::clients::record::{COMMON, Client};

pub(super) static LMSTUDIO: Client = Client {
    id: "lmstudio",
    aliases: &["lm-studio"],
    title: "LM Studio",
    about: "LM Studio's mcp.json",
    user: &[home(".lmstudio/mcp.json"), home(".cache/lm-studio/mcp.json")],
    ..COMMON
};
