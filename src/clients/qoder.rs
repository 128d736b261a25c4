//! Qoder.

use crate::clients::place::home;
use crate::clients::record::{COMMON, Client};

pub(super) static QODER: Client = Client {
    id: "qoder",
    title: "Qoder",
    about: "Qoder's mcp.json",
    user: &[home(".qoder/mcp.json")],
    ..COMMON
};
