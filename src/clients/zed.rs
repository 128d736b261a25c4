//! Zed.

use crate::clients::place::{Base, Os, on};
use crate::clients::record::{COMMON, Client, ENABLED, Syntax};

pub(super) static ZED: Client = Client {
    id: "zed",
    title: "Zed",
    about: "Zed's settings.json",
    user: &[
        on(Os::Linux, Base::Config, "zed/settings.json"),
        on(Os::Mac, Base::Home, ".config/zed/settings.json"),
        on(Os::Windows, Base::AppData, "Zed/settings.json"),
    ],
    project: &[".zed/settings.json"],
    syntax: Syntax::Jsonc,
    key: &["context_servers"],
    off: ENABLED,
    comments: true,
    ..COMMON
};
