//! `{"servers": {…}, "inputs": […]}`: VS Code, and Copilot in other editors. MCPHub's templates keep
//! their servers under the same key.

use serde_json::{Map, Value, json};

use crate::formats::entry::{self, Read};
use crate::formats::mcp_servers;
use crate::settings::{expand, sensitive};

/// The servers, or nothing where there is no such key.
pub(crate) fn read(root: &Value, notes: &mut Vec<String>) -> Option<Vec<Read>> {
    let servers = root.get("servers")?.as_object()?;
    for input in root.get("inputs").and_then(Value::as_array).into_iter().flatten() {
        let (Some(id), Some(description)) = (text(input, "id"), text(input, "description")) else {
            continue;
        };
        notes.push(format!("{}: {description}", sensitive::variable_name(&[id])));
    }
    if root.get("groups").and_then(Value::as_array).is_some_and(|groups| !groups.is_empty()) {
        notes.push("groups (`groups`) were not imported".into());
    }
    Some(entry::read_all(servers))
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key)?.as_str()
}

/// A server in VS Code's words, and the names of the fields that have no place in it.
pub(crate) fn entry(server: &Map<String, Value>) -> (Map<String, Value>, Vec<String>) {
    let (mut entry, left) = mcp_servers::entry(server);
    for value in entry.values_mut() {
        rewrite(value);
    }
    (entry, left)
}

/// The file that holds `servers`.
pub(crate) fn file(servers: &Map<String, Value>) -> Value {
    json!({ "servers": servers })
}

/// `${NAME}` → `${env:NAME}`, at any depth.
fn rewrite(value: &mut Value) {
    match value {
        Value::String(text) => *text = expand::respelt(text, |name| format!("${{env:{name}}}")),
        Value::Array(elements) => elements.iter_mut().for_each(rewrite),
        Value::Object(members) => members.values_mut().for_each(rewrite),
        _ => {}
    }
}
