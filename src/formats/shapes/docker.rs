//! `registry`: catalogs of Docker's MCP gateway. Servers are images, or have a URL.

use serde_json::{Map, Value};

use crate::formats::entry;
use crate::formats::imported::{Read, Rejected};
use crate::settings::secrets::locate::variable_name;

/// Returns whether the value is a catalog.
pub(crate) fn is_one(root: &Value) -> bool {
    let is_server = |value: &Value| {
        value.is_object() && ["image", "remote", "ref"].iter().any(|key| value.get(key).is_some())
    };
    let servers = root.get("registry").and_then(Value::as_object);
    servers.is_some_and(|all| !all.is_empty() && all.values().any(is_server))
}

/// Returns the servers, or `None` if the key is missing.
pub(crate) fn read(root: &Value) -> Option<Vec<Read>> {
    let servers = root.get("registry")?.as_object()?;
    Some(servers.iter().map(|(name, server)| read_one(name, server)).collect())
}

fn read_one(name: &str, server: &Value) -> Read {
    let rejected = |why: &str| Err(Rejected { name: name.to_owned(), why: why.to_owned() });
    let text = |key: &str| server.get(key).and_then(Value::as_str).filter(|it| !it.is_empty());
    let mut notes = Vec::new();
    let mut entry = Map::new();
    if let Some(description) = text("description") {
        entry.insert("description".into(), description.into());
    }
    let env = environment(server, &mut notes);
    if let Some(remote) = server.get("remote").filter(|remote| remote.is_object()) {
        let kind =
            remote.get("transport_type").and_then(Value::as_str).unwrap_or("streamable-http");
        let kind = if kind == "streaming" { "streamable-http" } else { kind };
        entry.insert("type".into(), kind.into());
        for key in ["url", "headers"] {
            entry.extend(
                remote.get(key).map(|value| (key.to_owned(), fill_placeholders(value, &mut notes))),
            );
        }
    } else if text("type") == Some("poci") {
        return rejected("has a container for each tool, which only Docker runs");
    } else if let Some(image) = text("image") {
        entry.insert("command".into(), "docker".into());
        entry.insert("args".into(), arguments(server, image, &env, &mut notes).into());
        if !env.is_empty() {
            entry.insert("env".into(), Value::Object(env));
        }
    } else {
        return rejected("has neither an image nor a URL; it is described in a catalog");
    }
    let mut read = entry::read(name, &Value::Object(entry))?;
    notes.append(&mut read.notes);
    read.notes = notes;
    Ok(read)
}

/// Returns the variables: plain ones, and references for secrets.
fn environment(server: &Value, notes: &mut Vec<String>) -> Map<String, Value> {
    let items = |key: &str| server.get(key).and_then(Value::as_array).into_iter().flatten();
    let text = |item: &Value, key: &str| item.get(key).and_then(Value::as_str).map(str::to_owned);
    let mut env = Map::new();
    for item in items("env") {
        if let (Some(name), Some(value)) = (text(item, "name"), item.get("value")) {
            env.insert(name, fill_placeholders(value, notes));
        }
    }
    for item in items("secrets") {
        if let Some(variable) = text(item, "env") {
            let secret = text(item, "name").unwrap_or_default();
            notes.push(format!("set {variable}: it replaces Docker's secret `{secret}`"));
            env.insert(variable.clone(), format!("${{{variable}}}").into());
        }
    }
    env
}

fn arguments(
    server: &Value,
    image: &str,
    env: &Map<String, Value>,
    notes: &mut Vec<String>,
) -> Vec<String> {
    let mut words: Vec<String> = ["run", "-i", "--rm"].map(str::to_owned).to_vec();
    if server.get("disableNetwork") == Some(&Value::Bool(true)) {
        words.extend(["--network".into(), "none".into()]);
    }
    words.extend(env.keys().flat_map(|name| ["-e".to_owned(), name.clone()]));
    let mut list = |key: &str| -> Vec<String> {
        let items = server.get(key).and_then(Value::as_array).into_iter().flatten();
        let items: Vec<Value> = items.map(|item| fill_placeholders(item, notes)).collect();
        items.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    words.extend(list("volumes").into_iter().flat_map(|volume| ["-v".to_owned(), volume]));
    let command = list("command");
    words.push(image.to_owned());
    words.extend(command);
    words
}

/// Replaces `{{name}}`, which Docker fills from its own settings, by references to variables.
fn fill_placeholders(value: &Value, notes: &mut Vec<String>) -> Value {
    match value {
        Value::String(text) => fill(text, notes).into(),
        Value::Array(items) => items.iter().map(|item| fill_placeholders(item, notes)).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| (key.clone(), fill_placeholders(value, notes)))
            .collect(),
        other => other.clone(),
    }
}

fn fill(text: &str, notes: &mut Vec<String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let Some((name, behind)) = after.split_once("}}") else {
            out.push_str("{{");
            rest = after;
            continue;
        };
        let path = name.split('|').next().unwrap_or_default().trim();
        let variable = variable_name(&[path]);
        let note = format!("set {variable}: it replaces Docker's setting `{path}`");
        if !notes.contains(&note) {
            notes.push(note);
        }
        out.extend(["${", variable.as_str(), "}"]);
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn images_and_urls_are_converted() {
        let root = json!({"registry": {
            "github": {"type": "server", "image": "mcp/github@sha256:0", "description": "d",
                "secrets": [{"name": "github.token", "env": "GITHUB_TOKEN"}],
                "env": [{"name": "HOST", "value": "{{github.host|quote}}"}],
                "volumes": ["{{github.path}}:/data"], "command": ["--stdio"], "disableNetwork": true},
            "web": {"type": "remote", "remote": {"transport_type": "streamable-http",
                "url": "https://a/mcp", "headers": {"Authorization": "Bearer ${TOKEN}"}}},
            "tools": {"type": "poci"},
            "named": {"ref": ""},
        }});
        assert!(is_one(&root));
        let servers = read(&root).unwrap();
        let github = servers[0].as_ref().unwrap();
        assert_eq!(
            json!(github.entry),
            json!({"type": "stdio", "description": "d", "command": "docker",
                "args": ["run", "-i", "--rm", "--network", "none", "-e", "HOST", "-e", "GITHUB_TOKEN",
                    "-v", "${GITHUB_PATH}:/data", "mcp/github@sha256:0", "--stdio"],
                "env": {"HOST": "${GITHUB_HOST}", "GITHUB_TOKEN": "${GITHUB_TOKEN}"}})
        );
        assert_eq!(
            github.notes,
            [
                "set GITHUB_HOST: it replaces Docker's setting `github.host`",
                "set GITHUB_TOKEN: it replaces Docker's secret `github.token`",
                "set GITHUB_PATH: it replaces Docker's setting `github.path`",
            ]
        );
        assert_eq!(
            json!(servers[1].as_ref().unwrap().entry),
            json!({"type": "streamable-http", "url": "https://a/mcp", "headers": {"Authorization": "Bearer ${TOKEN}"}})
        );
        assert!(servers[2].is_err() && servers[3].is_err());
    }
}
