//! `proxy` of a program: where its connections are led.

use serde_json::{Map, Value};

use crate::settings::secret::Secret;

/// A proxy that is switched on. Shapes and defaults: MCPHub's `ProxychainsConfig`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ProgramProxy {
    /// `socks4`, `socks5` or `http`.
    pub(crate) kind: String,
    /// Its name or address.
    pub(crate) host: String,
    /// Its port; 0 where none is named.
    pub(crate) port: u16,
    /// To log in.
    pub(crate) username: String,
    /// To log in.
    pub(crate) password: Secret,
    /// A configuration file of proxychains; all else counts for nothing then.
    pub(crate) config_path: Option<String>,
}

impl ProgramProxy {
    /// Reads the section; `None` unless it says `enabled`.
    pub(crate) fn of(section: &Map<String, Value>) -> Option<Self> {
        let text = |key: &str| {
            let text = section.get(key).and_then(Value::as_str).unwrap_or_default();
            text.trim().to_owned()
        };
        let port = section.get("port").and_then(Value::as_u64);
        let kind = Some(text("type")).filter(|kind| !kind.is_empty());
        let read = Self {
            kind: kind.unwrap_or_else(|| "socks5".to_owned()),
            host: text("host"),
            port: port.and_then(|port| u16::try_from(port).ok()).unwrap_or_default(),
            username: text("username"),
            password: Secret::new(text("password")),
            config_path: Some(text("configPath")).filter(|path| !path.is_empty()),
        };
        (section.get("enabled").and_then(Value::as_bool) == Some(true)).then_some(read)
    }
}
