//! Goose. It refuses SSE.

use crate::clients::place::{Base, Os, on};
use crate::clients::record::{
    COMMON, Client, ENABLED, REMOTE, ReferenceSyntax, Remote, STDIO, Stdio, Syntax, TimeUnit,
    Timeout, ToolLists,
};

pub(super) static GOOSE: Client = Client {
    id: "goose",
    title: "Goose",
    about: "Goose's config.yaml",
    user: &[
        on(Os::Linux, Base::Config, "goose/config.yaml"),
        on(Os::Mac, Base::Config, "goose/config.yaml"),
        on(Os::Windows, Base::AppData, "Block/goose/config/config.yaml"),
    ],
    syntax: Syntax::YamlMap,
    key: &["extensions"],
    stdio: Stdio { word: "stdio", command: "cmd", env: "envs", ..STDIO },
    remote: Some(Remote { http: "streamable_http", sse: None, url: "uri", ..REMOTE }),
    references: ReferenceSyntax::Plain,
    off: ENABLED,
    tools: ToolLists { shown: Some("available_tools"), hidden: None },
    timeout: Some(Timeout { key: "timeout", unit: TimeUnit::Seconds }),
    required: &[("enabled", "true"), ("name", r#""$name""#), ("timeout", "300")],
    comments: true,
    restart: true,
    ..COMMON
};
