//! `[mcp_servers.name]` in Codex's `config.toml`. Codex expands no strings: variables have fields
//! of their own. It does not support SSE.

use serde_json::{Map, Value};
use toml_edit::{DocumentMut, Item};

use crate::formats::shape::{Shape, Source, Unreadable, syntax};
use crate::formats::{batch, entry};
use crate::settings::model::filter;
use crate::settings::reference;

/// Reads the servers of a `config.toml`.
pub(crate) fn read(text: &str) -> Result<Source, Unreadable> {
    let document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
        syntax(error.span().unwrap_or(0..0), error.message().to_owned())
    })?;
    let all = document.get("mcp_servers");
    // Mistral Vibe has a list there, with the names inside.
    if let Some(servers) = all.filter(|all| all.is_array_of_tables()).map(json)
        && let Some(servers) = batch::read(&servers)
    {
        return Ok(Source {
            shape: Shape::Codex,
            servers,
            notes: Vec::new(),
            projects: Vec::new(),
        });
    }
    let servers = all.and_then(Item::as_table_like).ok_or(Unreadable::NotOfShape(Shape::Codex))?;
    let read = |(name, item): (&str, &Item)| {
        let mut server = entry::read(name, &json(item))?;
        // Codex supports no other transport for a URL.
        if server.entry.contains_key("url") && !server.entry.contains_key("type") {
            server.entry.shift_insert(0, "type".into(), "streamable-http".into());
        }
        Ok(server)
    };
    let servers = servers.iter().map(read).collect();
    Ok(Source { shape: Shape::Codex, servers, notes: Vec::new(), projects: Vec::new() })
}

/// Converts a TOML value.
pub(in crate::formats) fn json(item: &Item) -> Value {
    if let Some(table) = item.as_table_like() {
        return Value::Object(table.iter().map(|(k, v)| (k.to_owned(), json(v))).collect());
    }
    if let Some(tables) = item.as_array_of_tables() {
        return tables.iter().map(|table| json(&Item::Table(table.clone()))).collect();
    }
    match item.as_value() {
        Some(toml_edit::Value::Datetime(time)) => time.value().to_string().into(),
        Some(toml_edit::Value::String(text)) => text.value().clone().into(),
        Some(toml_edit::Value::Integer(number)) => (*number.value()).into(),
        Some(toml_edit::Value::Float(number)) => (*number.value()).into(),
        Some(toml_edit::Value::Boolean(switch)) => (*switch.value()).into(),
        Some(toml_edit::Value::Array(array)) => {
            array.iter().map(|value| json(&Item::Value(value.clone()))).collect()
        }
        _ => Value::Null,
    }
}

/// The omissions from one exported server.
#[derive(Debug, Default)]
pub(crate) struct Omitted {
    /// Fields that Codex does not have.
    pub(crate) left: Vec<String>,
    /// Variables in strings, which Codex does not expand.
    pub(crate) literal: Vec<String>,
}

/// Returns the entry of one server, and what was omitted.
///
/// # Errors
///
/// Fails with the reason if the client does not support the server.
pub(crate) fn write(
    name: &str,
    server: &Map<String, Value>,
) -> Result<(Map<String, Value>, Omitted), String> {
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-') {
        return Err("names contain only letters, digits, `_` and `-`".into());
    }
    match server.get("type").and_then(Value::as_str) {
        Some("sse") => return Err("the client does not support SSE".into()),
        Some("openapi") => return Err("only MCPHub supports OpenAPI".into()),
        _ => {}
    }
    let mut written = Omitted::default();
    let mut entry = Map::new();
    for (key, value) in server {
        match key.as_str() {
            "command" | "cwd" | "url" => {
                written.note_variables(value);
                entry.insert(key.clone(), string(value));
            }
            "oauth" => oauth(&mut entry, value, &mut written),
            "allowedTools" => match tool_names(value) {
                Some(names) => {
                    entry.insert("enabled_tools".into(), names);
                }
                None => written.left.push(key.clone()),
            },
            "args" => {
                let mut seen = Omitted::default();
                value.as_array().into_iter().flatten().for_each(|word| seen.note_variables(word));
                // The program expands its own variables.
                let env = server.get("env");
                seen.literal.retain(|name| env.is_none_or(|env| env.get(name).is_none()));
                written.literal.extend(seen.literal);
                entry.insert("args".into(), list(value));
            }
            "env" => environment(&mut entry, value, &mut written),
            "headers" => headers(&mut entry, value, &mut written),
            "enabled" if value == false => {
                entry.insert("enabled".into(), false.into());
            }
            // `true` is the default in Codex; the others concern the hub only.
            "enabled" | "type" | "description" | "owner" | "visibility" | "sharedWithUsers" => {}
            "tools" => tools(&mut entry, value),
            "options" => {
                if let Some(milliseconds) = value.get("timeout").and_then(Value::as_i64) {
                    entry.insert("tool_timeout_sec".into(), ((milliseconds + 999) / 1000).into());
                }
            }
            _ => written.left.push(key.clone()),
        }
    }
    Ok((entry, written))
}

impl Omitted {
    fn note_variables(&mut self, value: &Value) {
        let names = reference::names(value.as_str().unwrap_or_default());
        self.literal.extend(names.into_iter().map(str::to_owned));
        let outside = reference::outside(value.as_str().unwrap_or_default());
        self.literal.extend(outside.iter().map(reference::Outside::key));
    }
}

/// Returns the names of tools, or `None` if one of them is a pattern, which Codex does not support.
fn tool_names(list: &Value) -> Option<Value> {
    let names = list.as_array()?.iter().filter_map(Value::as_str);
    names.map(|name| (!filter::is_pattern(name)).then_some(name)).collect()
}

/// Writes the OAuth settings: the client in a table, the requested scopes and resource beside it.
fn oauth(entry: &mut Map<String, Value>, oauth: &Value, written: &mut Omitted) {
    let mut client = Map::new();
    for (key, value) in oauth.as_object().into_iter().flatten() {
        match key.as_str() {
            "clientId" | "redirectUri" => {
                written.note_variables(value);
                let theirs = if key == "clientId" { "client_id" } else { "callback_url" };
                client.insert(theirs.into(), string(value));
            }
            "callbackPort" => {
                client.insert("callback_port".into(), value.as_i64().unwrap_or_default().into());
            }
            "scopes" => {
                entry.insert("scopes".into(), list(value));
            }
            "resource" if value.is_string() => {
                entry.insert("oauth_resource".into(), value.clone());
            }
            _ => written.left.push(format!("oauth.{key}")),
        }
    }
    insert_unless_empty(entry, "oauth", client);
}

fn string(value: &Value) -> Value {
    value.as_str().unwrap_or_default().into()
}

fn list(values: &Value) -> Value {
    values.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn insert_unless_empty(entry: &mut Map<String, Value>, key: &str, table: Map<String, Value>) {
    if !table.is_empty() {
        entry.insert(key.into(), Value::Object(table));
    }
}

/// A value that only refers to its own name is a forwarded variable.
fn environment(entry: &mut Map<String, Value>, env: &Value, written: &mut Omitted) {
    let (mut pairs, mut forwarded) = (Map::new(), Vec::new());
    for (name, value) in env.as_object().into_iter().flatten() {
        let text = value.as_str().unwrap_or_default();
        if text == format!("${{{name}}}") || text == format!("${name}") {
            forwarded.push(Value::from(name.as_str()));
        } else {
            written.note_variables(value);
            pairs.insert(name.clone(), text.into());
        }
    }
    insert_unless_empty(entry, "env", pairs);
    if !forwarded.is_empty() {
        entry.insert("env_vars".into(), forwarded.into());
    }
}

fn headers(entry: &mut Map<String, Value>, headers: &Value, written: &mut Omitted) {
    let (mut literal, mut by_variable) = (Map::new(), Map::new());
    for (header, value) in headers.as_object().into_iter().flatten() {
        let text = value.as_str().unwrap_or_default();
        let only = |text: &str| {
            let names = reference::names(text);
            let is_one = reference::is_only_references(text) && reference::outside(text).is_empty();
            (is_one && names.len() == 1).then(|| names[0].to_owned())
        };
        let bearer = text.strip_prefix("Bearer ").and_then(only);
        match (bearer, only(text)) {
            (Some(name), _) if header.eq_ignore_ascii_case("authorization") => {
                entry.insert("bearer_token_env_var".into(), name.into());
            }
            (_, Some(name)) => {
                by_variable.insert(header.clone(), name.into());
            }
            _ => {
                written.note_variables(value);
                literal.insert(header.clone(), text.into());
            }
        }
    }
    insert_unless_empty(entry, "http_headers", literal);
    insert_unless_empty(entry, "env_http_headers", by_variable);
}

fn tools(entry: &mut Map<String, Value>, tools: &Value) {
    let all = tools.as_object().into_iter().flatten();
    let is_off = |(_, tool): &(&String, &Value)| tool.get("enabled") == Some(&Value::Bool(false));
    let off: Vec<Value> = all.filter(is_off).map(|(name, _)| name.as_str().into()).collect();
    if !off.is_empty() {
        entry.insert("disabled_tools".into(), off.into());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::formats::file_edit::toml_value;

    const TEXT: &str = r#"
model = "x"

[mcp_servers.docs]
command = "npx"
args = ["-y", "docs"]
env = { LEVEL = "info" }
env_vars = ["TOKEN"]
disabled_tools = ["rm"]
tool_timeout_sec = 30
enabled = false

[mcp_servers.web]
url = "https://a/mcp"
bearer_token_env_var = "WEB"
env_http_headers = { X-Key = "KEY" }
http_headers = { X-Plain = "p" }
oauth = { client_id = "c", callback_url = "http://localhost:1/x", callback_port = 1 }
oauth_resource = "https://a"
scopes = ["a"]
"#;

    #[test]
    fn every_field_is_converted() {
        let source = read(TEXT).unwrap();
        let entries: Vec<_> = source.servers.into_iter().map(|s| json!(s.unwrap().entry)).collect();
        assert_eq!(
            entries,
            [
                json!({
                    "type": "stdio", "command": "npx", "args": ["-y", "docs"],
                    "env": {"LEVEL": "info", "TOKEN": "${TOKEN}"},
                    "tools": {"rm": {"enabled": false}}, "options": {"timeout": 30000},
                    "enabled": false,
                }),
                json!({
                    "type": "streamable-http", "url": "https://a/mcp",
                    "headers": {"X-Plain": "p", "X-Key": "${KEY}", "Authorization": "Bearer ${WEB}"},
                    "oauth": {
                        "scopes": ["a"], "resource": "https://a", "clientId": "c",
                        "redirectUri": "http://localhost:1/x", "callbackPort": 1,
                    },
                }),
            ]
        );
    }

    #[test]
    fn a_list_of_servers_is_read_by_name() {
        let text = "[[mcp_servers]]\nname = \"a\"\ntransport = \"stdio\"\ncommand = \"x\"\n\
                    env = { SINCE = 1979-05-27 }\n\n[[mcp_servers]]\nname = \"b\"\n\
                    transport = \"streamable-http\"\nurl = \"https://b/mcp\"\n";
        let servers = read(text).unwrap().servers;
        let read: Vec<_> = servers.into_iter().map(|s| s.unwrap()).collect();
        assert_eq!(read.iter().map(|server| server.name.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        let a = json!({"type": "stdio", "command": "x", "env": {"SINCE": "1979-05-27"}});
        assert_eq!(json!(read[0].entry), a);
        assert_eq!(read[1].entry["type"], "streamable-http");
    }

    #[test]
    fn exported_servers_can_be_imported_again() {
        let source = read(TEXT).unwrap();
        let mut entries = Map::new();
        for server in &source.servers {
            let server = server.as_ref().unwrap();
            let (entry, omitted) = write(&server.name, &server.entry).unwrap();
            assert!(omitted.left.is_empty() && omitted.literal.is_empty());
            entries.insert(server.name.clone(), Value::Object(entry));
        }
        assert_eq!(read(&toml_value::document("mcp_servers", &entries)).unwrap(), source);
    }
}
