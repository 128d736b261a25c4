//! `{"mcpServers": {…}}`: the shape of MCPHub itself, Claude Desktop and Code, Cursor, Windsurf,
//! Cline, Gemini CLI, Copilot CLI, Kiro, LM Studio and others.

use serde_json::{Map, Value};

use crate::formats::entry::{self, Read};

/// The keys under which clients of this family keep servers.
pub(crate) const KEYS: &[&str] = &["mcpServers", "mcp_servers", "amp.mcpServers"];

/// The servers, or nothing where there is no such key.
pub(crate) fn read(root: &Value, notes: &mut Vec<String>) -> Option<Vec<Read>> {
    let servers = KEYS.iter().find_map(|key| root.get(*key)?.as_object())?;
    for (key, what) in [
        ("groups", "groups"),
        ("users", "users"),
        ("bearerKeys", "keys"),
        ("mcpClients", "clients"),
        ("systemConfig", "system settings"),
        ("projects", "servers of single projects"),
    ] {
        let is_there = match root.get(key) {
            Some(Value::Array(list)) => !list.is_empty(),
            Some(Value::Object(members)) => !members.is_empty(),
            _ => false,
        };
        if is_there {
            notes.push(format!("{what} (`{key}`) were not imported"));
        }
    }
    Some(entry::read_all(servers))
}

/// A server in the words of this family, and the names of the fields that have no place in it.
pub(crate) fn entry(server: &Map<String, Value>) -> (Map<String, Value>, Vec<String>) {
    let mut entry = Map::new();
    let mut left = Vec::new();
    for (key, value) in server {
        match key.as_str() {
            "type" if value == "streamable-http" => {
                entry.insert("type".into(), "http".into());
            }
            "type" | "command" | "args" | "env" | "url" | "headers" | "cwd" => {
                entry.insert(key.clone(), value.clone());
            }
            "enabled" | "description" | "owner" | "visibility" | "sharedWithUsers" => {}
            _ => left.push(key.clone()),
        }
    }
    (entry, left)
}
