//! `extensions`: Goose. Some of them are parts of Goose and no MCP servers.

use serde_json::Value;

use crate::formats::entry;
use crate::formats::imported::Read;

/// Types of MCP servers.
const SERVERS: [&str; 3] = ["stdio", "sse", "streamable_http"];

/// Returns whether the value has extensions of Goose.
pub(crate) fn is_one(root: &Value) -> bool {
    let extensions = root.get("extensions").and_then(Value::as_object);
    let is_extension = |value: &Value| {
        value.get("type").is_some_and(Value::is_string) || value.get("cmd").is_some()
    };
    extensions.is_some_and(|all| !all.is_empty() && all.values().all(is_extension))
}

/// Returns the servers, or `None` if the key is missing. Notes the parts of Goose.
pub(crate) fn read(root: &Value, notes: &mut Vec<String>) -> Option<Vec<Read>> {
    let extensions = root.get("extensions")?.as_object()?;
    let mut servers = Vec::new();
    let mut parts = Vec::new();
    for (name, extension) in extensions {
        let kind = extension.get("type").and_then(Value::as_str);
        if kind.is_some_and(|kind| !SERVERS.contains(&kind)) {
            parts.push(format!("`{name}`"));
            continue;
        }
        let mut extension = extension.clone();
        if let Some(fields) = extension.as_object_mut() {
            // The name for people; the key is the name of the server.
            for key in ["name", "display_name", "bundled"] {
                fields.shift_remove(key);
            }
        }
        servers.push(entry::read(name, &extension));
    }
    if !parts.is_empty() {
        notes.push(format!("parts of Goose were not imported: {}", parts.join(", ")));
    }
    Some(servers)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn servers_are_read_and_parts_of_goose_are_noted() {
        let root = json!({"extensions": {
            "developer": {"type": "builtin", "name": "developer", "enabled": true, "bundled": true},
            "fetch": {"type": "stdio", "name": "Fetch", "cmd": "uvx", "args": ["f"], "enabled": false,
                "envs": {"A": "1"}, "env_keys": ["KEY"], "timeout": 300, "available_tools": []},
            "web": {"type": "streamable_http", "uri": "https://a/mcp", "headers": {"K": "${KEY}"}},
        }});
        assert!(is_one(&root));
        let mut notes = Vec::new();
        let servers = read(&root, &mut notes).unwrap();
        let entries: Vec<_> = servers.into_iter().map(|it| json!(it.unwrap().entry)).collect();
        assert_eq!(
            entries,
            [
                json!({"type": "stdio", "command": "uvx", "args": ["f"],
                    "env": {"A": "1", "KEY": "${KEY}"}, "options": {"timeout": 300_000}, "enabled": false}),
                json!({"type": "streamable-http", "url": "https://a/mcp", "headers": {"K": "${KEY}"}}),
            ]
        );
        assert_eq!(notes, ["parts of Goose were not imported: `developer`"]);
        assert!(!is_one(&json!({"extensions": {"a": 1}})));
    }
}
