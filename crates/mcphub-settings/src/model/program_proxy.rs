//! `proxy` of a stdio server: the proxy for the connections of its program.

use serde_json::{Map, Value};

use crate::model::secret::Secret;

/// An enabled proxy. Shapes and defaults: MCPHub's `ProxychainsConfig`.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgramProxy {
    /// `socks4`, `socks5` or `http`.
    pub kind: String,
    /// The host name or address.
    pub host: String,
    /// The port; 0 if unset.
    pub port: u16,
    /// The user name; empty if unset.
    pub username: String,
    /// The password; empty if unset.
    pub password: Secret,
    /// A proxychains configuration file, which replaces all other fields.
    pub config_path: Option<String>,
}

impl ProgramProxy {
    /// Reads the section. Returns `None` unless `enabled` is true.
    pub fn of(section: &Map<String, Value>) -> Option<Self> {
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
