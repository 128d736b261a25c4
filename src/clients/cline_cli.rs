//! Cline's own program.

use crate::clients::place::{home, variable};
use crate::clients::record::{
    COMMON, Client, DISABLED, REMOTE, ReferenceSyntax, Remote, STDIO, Stdio, TimeUnit, Timeout,
};

pub(super) static CLINE_CLI: Client = Client {
    id: "cline-cli",
    title: "Cline CLI",
    about: "cline_mcp_settings.json of the CLI",
    user: &[
        variable("CLINE_DATA_DIR", "settings/cline_mcp_settings.json"),
        variable("CLINE_DIR", "data/settings/cline_mcp_settings.json"),
        home(".cline/data/settings/cline_mcp_settings.json"),
    ],
    stdio: Stdio { word: "stdio", ..STDIO },
    remote: Some(Remote { http: "streamableHttp", sse: Some("sse"), ..REMOTE }),
    references: ReferenceSyntax::Env,
    off: DISABLED,
    timeout: Some(Timeout { key: "timeout", unit: TimeUnit::Seconds }),
    restart: true,
    ..COMMON
};
