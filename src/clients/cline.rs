//! Cline in VS Code.

use crate::clients::place::app;
use crate::clients::record::{
    COMMON, Client, DISABLED, REMOTE, ReferenceSyntax, Remote, STDIO, Stdio, TimeUnit, Timeout,
};

pub(super) static CLINE: Client = Client {
    id: "cline",
    title: "Cline",
    about: "cline_mcp_settings.json",
    user: &app("Code/User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json"),
    stdio: Stdio { word: "stdio", ..STDIO },
    remote: Some(Remote { http: "streamableHttp", sse: Some("sse"), ..REMOTE }),
    references: ReferenceSyntax::Env,
    off: DISABLED,
    timeout: Some(Timeout { key: "timeout", unit: TimeUnit::Seconds }),
    ..COMMON
};
