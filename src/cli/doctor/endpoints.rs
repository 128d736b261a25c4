//! Finds enabled servers that are the same program or the same endpoint.

use serde_json::{Value, json};

use crate::cli::doctor::code::DoctorCode;
use crate::cli::doctor::report::{Check, Finding, Level};
use crate::settings::{Document, validate};

/// The keys that make two servers different.
const KEYS: [&str; 7] = ["command", "args", "env", "cwd", "url", "headers", "openapi"];

/// Reports each server that is the same as an earlier one.
pub(super) fn check(check: &mut Check, document: &Document) {
    let mut known: Vec<(Value, String)> = Vec::new();
    for server in validate(document).0.servers.iter().filter(|server| server.enabled) {
        let identity = identity(&Value::Object(server.entry.clone()));
        match known.iter().find(|(of, _)| *of == identity) {
            Some((_, first)) => {
                let name = &server.name;
                let message = format!("servers `{first}` and `{name}` are the same");
                let finding = Finding::new(Level::Warning, DoctorCode::DuplicateEndpoint, message);
                check.find(finding.help(format!("`mcphub disable {name}`")));
            }
            None => known.push((identity, server.name.clone())),
        }
    }
}

/// Returns what a server is: two entries with the same value start or call the same.
fn identity(entry: &Value) -> Value {
    let part = |key: &str| match &entry[key] {
        Value::String(text) if key == "url" => {
            json!(text.trim().trim_end_matches('/').to_lowercase())
        }
        Value::String(text) => json!(text.trim()),
        Value::Object(map) if map.is_empty() => Value::Null,
        Value::Array(list) if list.is_empty() => Value::Null,
        other => other.clone(),
    };
    KEYS.iter().map(|key| part(key)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_enabled_servers_with_equal_surroundings_are_the_same() {
        let text = r#"{"mcpServers": {
            "a": {"command": "npx", "args": ["x"], "env": {}},
            "b": {"command": "npx", "args": ["x"], "type": "stdio"},
            "c": {"command": "npx", "args": ["x"], "env": {"T": "1"}},
            "d": {"command": "npx", "args": ["x"], "enabled": false},
            "e": {"type": "sse", "url": "https://A.example/mcp/"},
            "f": {"type": "streamable-http", "url": "https://a.example/mcp"}
        }}"#;
        let mut found = Check::new("settings");
        check(&mut found, &Document::parse(text).unwrap());
        let messages: Vec<_> = found.findings.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(
            messages,
            ["servers `a` and `b` are the same", "servers `e` and `f` are the same"]
        );
    }
}
