//! mcpm, whose servers can be imported.

use crate::clients::place::home;
use crate::clients::record::{COMMON, Client};

pub(super) static MCPM: Client = Client {
    id: "mcpm",
    title: "mcpm",
    about: "servers.json of mcpm",
    user: &[home(".config/mcpm/servers.json")],
    key: &[],
    read_only: Some("mcpm is a manager of servers, not a client"),
    ..COMMON
};
