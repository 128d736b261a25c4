//! opencode. Its second version has one more level of keys.

use crate::clients::place::{Base, Os, home, on};
use crate::clients::record::{
    COMMON, Client, ENABLED, OAuthSyntax, REMOTE, ReferenceSyntax, Remote, STDIO, Stdio, Syntax,
    TimeUnit, Timeout,
};

pub(super) static OPENCODE: Client = Client {
    id: "opencode",
    title: "opencode",
    about: "opencode.json",
    user: &[
        on(Os::Linux, Base::Config, "opencode/opencode.json"),
        on(Os::Linux, Base::Config, "opencode/opencode.jsonc"),
        on(Os::Mac, Base::Config, "opencode/opencode.json"),
        on(Os::Mac, Base::Config, "opencode/opencode.jsonc"),
        home(".config/opencode/opencode.json"),
    ],
    project: &[
        "opencode.json",
        "opencode.jsonc",
        ".opencode/opencode.json",
        ".opencode/opencode.jsonc",
    ],
    syntax: Syntax::Jsonc,
    key: &["mcp"],
    other_key: Some(&["mcp", "servers"]),
    stdio: Stdio { word: "local", args: None, env: "environment", ..STDIO },
    remote: Some(Remote { http: "remote", sse: Some("remote"), ..REMOTE }),
    references: ReferenceSyntax::Braced,
    off: ENABLED,
    timeout: Some(Timeout { key: "timeout", unit: TimeUnit::Milliseconds }),
    oauth: OAuthSyntax::OpenCode,
    comments: true,
    restart: true,
    ..COMMON
};
