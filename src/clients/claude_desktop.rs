//! Claude Desktop. Its file supports commands only; remote servers are connectors in the app.

use crate::clients::place::{Base, Os, on};
use crate::clients::record::{COMMON, Client};

pub(super) static CLAUDE_DESKTOP: Client = Client {
    id: "claude-desktop",
    aliases: &["claude"],
    title: "Claude Desktop",
    about: "claude_desktop_config.json, for commands only",
    user: &[
        on(Os::Linux, Base::Config, "Claude/claude_desktop_config.json"),
        on(Os::Mac, Base::Support, "Claude/claude_desktop_config.json"),
        on(
            Os::Windows,
            Base::LocalAppData,
            "Packages/Claude_pzs8sxrjxfjjc/LocalCache/Roaming/Claude/claude_desktop_config.json",
        ),
        on(Os::Windows, Base::AppData, "Claude/claude_desktop_config.json"),
    ],
    remote: None,
    restart: true,
    ..COMMON
};
