//! Devin Local, the second file of Devin Desktop.

use crate::clients::place::{Base, Os, on};
use crate::clients::record::{COMMON, Client, REMOTE, Remote};

pub(super) static DEVIN: Client = Client {
    id: "devin",
    aliases: &["devin-local"],
    title: "Devin Local",
    about: "Devin's mcp_config.json",
    user: &[
        on(Os::Linux, Base::Config, "devin/mcp_config.json"),
        on(Os::Mac, Base::Config, "devin/mcp_config.json"),
        on(Os::Windows, Base::AppData, "devin/mcp_config.json"),
    ],
    remote: Some(Remote { type_key: "transport", http: "http", sse: None, ..REMOTE }),
    ..COMMON
};
