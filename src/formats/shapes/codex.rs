//! `[mcp_servers.name]` in Codex's `config.toml`. Codex expands no strings: variables have fields
//! of their own. It does not support SSE.

use serde_json::{Map, Value};
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table};

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
        return Ok(Source { shape: Shape::Codex, servers, notes: Vec::new() });
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
    Ok(Source { shape: Shape::Codex, servers, notes: Vec::new() })
}

fn json(item: &Item) -> Value {
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

/// Writes one server to `document`.
///
/// # Errors
///
/// Fails with the reason if Codex does not support the server.
pub(crate) fn write(
    document: &mut DocumentMut,
    name: &str,
    server: &Map<String, Value>,
) -> Result<Omitted, String> {
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-') {
        return Err("Codex names contain only letters, digits, `_` and `-`".into());
    }
    match server.get("type").and_then(Value::as_str) {
        Some("sse") => return Err("Codex does not support SSE".into()),
        Some("openapi") => return Err("Codex does not support OpenAPI".into()),
        _ => {}
    }
    let mut written = Omitted::default();
    let mut table = Table::new();
    for (key, value) in server {
        match key.as_str() {
            "command" | "cwd" | "url" => {
                written.note_variables(value);
                table.insert(key, string(value));
            }
            "oauth" => oauth(&mut table, value, &mut written),
            "allowedTools" => match tool_names(value) {
                Some(names) => {
                    table.insert("enabled_tools", toml_edit::value(names));
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
                table.insert("args", list(value.as_array().into_iter().flatten()));
            }
            "env" => environment(&mut table, value, &mut written),
            "headers" => headers(&mut table, value, &mut written),
            "enabled" if value == false => {
                table.insert("enabled", toml_edit::value(false));
            }
            // `true` is the default in Codex; the others concern the hub only.
            "enabled" | "type" | "description" | "owner" | "visibility" | "sharedWithUsers" => {}
            "tools" => tools(&mut table, value),
            "options" => {
                if let Some(milliseconds) = value.get("timeout").and_then(Value::as_i64) {
                    table.insert("tool_timeout_sec", toml_edit::value((milliseconds + 999) / 1000));
                }
            }
            _ => written.left.push(key.clone()),
        }
    }
    let servers = document.entry("mcp_servers").or_insert_with(|| {
        let mut servers = Table::new();
        servers.set_implicit(true);
        Item::Table(servers)
    });
    servers[name] = Item::Table(table);
    Ok(written)
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
fn tool_names(list: &Value) -> Option<Array> {
    let names = list.as_array()?.iter().filter_map(Value::as_str);
    names.map(|name| (!filter::is_pattern(name)).then_some(name)).collect()
}

/// Writes the OAuth settings: the client in a table, the requested scopes and resource beside it.
fn oauth(table: &mut Table, oauth: &Value, written: &mut Omitted) {
    let mut client = InlineTable::new();
    for (key, value) in oauth.as_object().into_iter().flatten() {
        match key.as_str() {
            "clientId" | "redirectUri" => {
                written.note_variables(value);
                let theirs = if key == "clientId" { "client_id" } else { "callback_url" };
                client.insert(theirs, value.as_str().unwrap_or_default().into());
            }
            "callbackPort" => {
                client.insert("callback_port", value.as_i64().unwrap_or_default().into());
            }
            "scopes" => {
                table.insert("scopes", list(value.as_array().into_iter().flatten()));
            }
            "resource" if value.is_string() => {
                table.insert("oauth_resource", string(value));
            }
            _ => written.left.push(format!("oauth.{key}")),
        }
    }
    if !client.is_empty() {
        table.insert("oauth", toml_edit::value(client));
    }
}

fn string(value: &Value) -> Item {
    toml_edit::value(value.as_str().unwrap_or_default())
}

fn list<'a>(values: impl Iterator<Item = &'a Value>) -> Item {
    toml_edit::value(values.filter_map(Value::as_str).collect::<Array>())
}

/// A value that only refers to its own name is a forwarded variable.
fn environment(table: &mut Table, env: &Value, written: &mut Omitted) {
    let (mut pairs, mut forwarded) = (InlineTable::new(), Array::new());
    for (name, value) in env.as_object().into_iter().flatten() {
        let text = value.as_str().unwrap_or_default();
        if text == format!("${{{name}}}") || text == format!("${name}") {
            forwarded.push(name);
        } else {
            written.note_variables(value);
            pairs.insert(name, text.into());
        }
    }
    if !pairs.is_empty() {
        table.insert("env", toml_edit::value(pairs));
    }
    if !forwarded.is_empty() {
        table.insert("env_vars", toml_edit::value(forwarded));
    }
}

fn headers(table: &mut Table, headers: &Value, written: &mut Omitted) {
    let (mut literal, mut by_variable) = (InlineTable::new(), InlineTable::new());
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
                table.insert("bearer_token_env_var", toml_edit::value(name));
            }
            (_, Some(name)) => {
                by_variable.insert(header, name.into());
            }
            _ => {
                written.note_variables(value);
                literal.insert(header, text.into());
            }
        }
    }
    if !literal.is_empty() {
        table.insert("http_headers", toml_edit::value(literal));
    }
    if !by_variable.is_empty() {
        table.insert("env_http_headers", toml_edit::value(by_variable));
    }
}

fn tools(table: &mut Table, tools: &Value) {
    let off: Array = tools
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(_, tool)| tool.get("enabled") == Some(&Value::Bool(false)))
        .map(|(name, _)| name.as_str())
        .collect();
    if !off.is_empty() {
        table.insert("disabled_tools", toml_edit::value(off));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

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
        let mut document = DocumentMut::new();
        for server in &source.servers {
            let server = server.as_ref().unwrap();
            let written = write(&mut document, &server.name, &server.entry).unwrap();
            assert!(written.left.is_empty() && written.literal.is_empty());
        }
        assert_eq!(read(&document.to_string()).unwrap(), source);
    }
}
