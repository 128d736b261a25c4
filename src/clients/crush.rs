//! Crush.

use crate::clients::place::{Base, Os, on};
use crate::clients::record::{
    COMMON, Client, DISABLED, REMOTE, Remote, STDIO, Stdio, TimeUnit, Timeout,
};

pub(super) static CRUSH: Client = Client {
    id: "crush",
    title: "Crush",
    about: "crush.json",
    user: &[
        on(Os::Linux, Base::Config, "crush/crush.json"),
        on(Os::Mac, Base::Config, "crush/crush.json"),
        on(Os::Windows, Base::LocalAppData, "crush/crush.json"),
    ],
    project: &["crush.json", ".crush.json"],
    key: &["mcp"],
    stdio: Stdio { word: "stdio", ..STDIO },
    remote: Some(Remote { http: "http", sse: Some("sse"), ..REMOTE }),
    off: DISABLED,
    timeout: Some(Timeout { key: "timeout", unit: TimeUnit::Seconds }),
    restart: true,
    ..COMMON
};
