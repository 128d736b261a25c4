//! Converts one server from another client's format to ours. Field names, type names, units and
//! notations differ between clients; the meaning does not.

use serde_json::{Map, Value};

use crate::formats::imported::{Imported, Read, Rejected};
use crate::formats::spelling::{take, transport_word};
use crate::formats::{filters, oauth, reference, switches, timeout, unwrap};
use crate::settings::schema::fields;

pub(crate) fn read(name: &str, value: &Value) -> Read {
    let rejected = |why: String| Rejected { name: name.to_owned(), why };
    let Some(source) = value.as_object() else {
        return Err(rejected("is not an object".into()));
    };
    let is_cherrys = source.contains_key("isActive");
    let (notes, lost) = (Vec::new(), Vec::new());
    let mut reader = Reader { source: source.clone(), notes, lost, is_cherrys };
    let entry = reader.entry(name).map_err(rejected)?;
    let inner = source.get("name").and_then(Value::as_str).filter(|_| is_cherrys);
    let name = inner.filter(|name| !name.trim().is_empty()).unwrap_or(name).to_owned();
    Ok(Imported { name, entry, notes: reader.notes, lost: reader.lost })
}

/// Converts the members of an object of entries.
pub(crate) fn read_all(servers: &Map<String, Value>) -> Vec<Read> {
    servers.iter().map(|(name, value)| read(name, value)).collect()
}

/// Returns whether an object could be a server's entry.
pub(crate) fn looks_like_an_entry(value: &Value) -> bool {
    let keys =
        ["command", "url", "serverUrl", "serverURL", "httpUrl", "baseUrl", "uri", "cmd", "openapi"];
    value.as_object().is_some_and(|entry| keys.iter().any(|key| entry.contains_key(*key)))
}

/// The keys of the endpoint in all clients.
const URLS: [&str; 6] = ["httpUrl", "url", "serverUrl", "serverURL", "baseUrl", "uri"];

struct Reader {
    /// The fields that have not been read yet.
    source: Map<String, Value>,
    notes: Vec<String>,
    lost: Vec<String>,
    /// Whether this is an entry of Cherry Studio: its keys are generated, and the name is inside
    /// the entry.
    is_cherrys: bool,
}

/// Policies of one client, state of one editor, and settings that have no equivalent here.
const FOREIGN_FIELDS: &[&str] = &[
    "autoApprove",
    "alwaysAllow",
    "alwaysLoad",
    "trust",
    "approval_mode",
    "permissions",
    "default_tools_approval_mode",
    "required",
    "gallery",
    "dev",
    "sandbox",
    "sandboxEnabled",
    "headersHelper",
    "http_headers_helper",
    "auth",
    "authProviderType",
    "auth_status",
    "settings",
    "startup_timeout_sec",
    "startup_timeout_ms",
    "supports_parallel_tool_calls",
    "socket",
    "bundled",
    "disabledReason",
    "registryUrl",
    "longRunning",
    "custom_instructions",
    "status",
];

impl Reader {
    fn entry(&mut self, name: &str) -> Result<Map<String, Value>, String> {
        let mut entry = Map::new();
        if let Some(Value::Object(transport)) = self.source.get("transport").cloned() {
            self.source.shift_remove("transport");
            self.source.extend(transport);
        }
        // Connectors of Anthropic's API contain their filters here.
        if let Some(Value::Object(tools)) = self.take(&["tool_configuration", "toolConfiguration"])
        {
            self.source.extend(tools);
        }
        let command = self.command()?;
        let url = self.url()?;
        let transport = self.transport_word()?;
        let kind = match (&command, &url, transport) {
            _ if self.source.contains_key("openapi") => "openapi",
            (None, None, _) => return Err("has neither `command` nor `url`".into()),
            (Some(_), Some(_), None) => return Err("has both `command` and `url`".into()),
            (Some(_), None, None) | (Some(_), _, Some("stdio")) => "stdio",
            // The hub detects the transport, as the client does.
            (None, Some(_), None) => "",
            (_, Some(_), Some(transport)) if transport != "stdio" => transport,
            (_, _, Some(transport)) => {
                let needed = if transport == "stdio" { "command" } else { "url" };
                return Err(format!("is of type {transport} but has no `{needed}`"));
            }
        };
        if !kind.is_empty() {
            entry.insert("type".into(), kind.into());
        }
        self.carry(&mut entry, "description");
        match (kind, command, url) {
            ("stdio", Some((command, args)), _) => {
                entry.insert("command".into(), command.into());
                if !args.is_empty() {
                    entry.insert("args".into(), args.into());
                }
            }
            (_, _, Some(url)) if kind != "openapi" => {
                entry.insert("url".into(), url.into());
            }
            _ => {}
        }
        self.pairs(&mut entry, "env", &["env", "environment", "envs"])?;
        self.forwarded_variables(&mut entry);
        self.headers(&mut entry, kind)?;
        self.read_paths(&mut entry)?;
        oauth::carry(&mut self.source, &mut entry, &mut self.notes);
        self.lost.extend(filters::carry(&mut self.source, &mut entry, &mut self.notes));
        timeout::carry(&mut self.source, &mut entry, &mut self.notes);
        let (off, unreadable) = switches::take(&mut self.source);
        self.lost.extend(unreadable);
        self.drop_foreign_fields(name);
        // Its members may have been consumed.
        if self.source.get("options").is_some_and(|o| o.as_object().is_some_and(Map::is_empty)) {
            self.take(&["options"]);
        }
        entry.extend(std::mem::take(&mut self.source));
        if off || !self.lost.is_empty() {
            entry.insert("enabled".into(), false.into());
        }
        Ok(entry)
    }

    fn take(&mut self, keys: &[&str]) -> Option<Value> {
        take(&mut self.source, keys)
    }

    fn carry(&mut self, entry: &mut Map<String, Value>, key: &str) {
        if let Some(value) = self.take(&[key]) {
            entry.insert(key.to_owned(), value);
        }
    }

    fn text(&mut self, value: &str) -> String {
        reference::translate(value, &mut self.notes)
    }

    /// Reads a string, a list of words, or Zed's older `{path, args, env}`.
    fn command(&mut self) -> Result<Option<(String, Vec<Value>)>, String> {
        let words = match self.take(&["command", "cmd"]) {
            None => return Ok(None),
            // Form dialogs of some clients write all fields, even empty ones.
            Some(Value::String(command)) if command.trim().is_empty() && self.has_url() => {
                self.take(&["args"]);
                return Ok(None);
            }
            Some(Value::String(command)) => vec![Value::String(command)],
            Some(Value::Array(words)) => words,
            Some(Value::Object(mut parts)) => {
                let path = parts.shift_remove("path").ok_or("`command` has no `path`")?;
                for key in ["args", "env"] {
                    if let Some(value) = parts.shift_remove(key) {
                        self.source.entry(key).or_insert(value);
                    }
                }
                vec![path]
            }
            Some(_) => return Err("`command` is not a string".into()),
        };
        let rest = match self.take(&["args"]) {
            None => Vec::new(),
            Some(Value::Array(args)) => args,
            Some(_) => return Err("`args` is not a list".into()),
        };
        let mut args = Vec::new();
        for word in words.into_iter().chain(rest) {
            match word {
                Value::String(word) => args.push(self.text(&word)),
                Value::Number(number) => args.push(number.to_string()),
                Value::Bool(switch) => args.push(switch.to_string()),
                _ => return Err("the command line contains a value that is not a string".into()),
            }
        }
        if args.first().is_none_or(|command| command.trim().is_empty()) {
            return Err("`command` is empty".into());
        }
        let mut command = args.remove(0);
        if unwrap::windows_shell(&mut command, &mut args) {
            self.notes.push("`cmd /c` was removed".into());
        }
        if let Some(url) = unwrap::bridged_url(&command, &args) {
            self.notes
                .push(format!("is a bridge to {}; consider adding the URL instead", host(url)));
        }
        Ok(Some((command, args.into_iter().map(Value::from).collect())))
    }

    fn has_url(&self) -> bool {
        let text = |key: &&str| self.source.get(*key).and_then(Value::as_str);
        URLS.iter().filter_map(text).any(|url| !url.trim().is_empty())
    }

    fn url(&mut self) -> Result<Option<String>, String> {
        if self.source.contains_key("httpUrl") && !self.source.contains_key("type") {
            self.source.insert("type".into(), "http".into());
        }
        match self.take(&URLS) {
            None => Ok(None),
            Some(Value::String(url)) if url.trim().is_empty() => Ok(None),
            Some(Value::String(url)) => Ok(Some(self.text(url.trim()))),
            Some(_) => Err("`url` is not a string".into()),
        }
    }

    fn transport_word(&mut self) -> Result<Option<&'static str>, String> {
        let words = match self.take(&["type", "transport", "transportType"]) {
            None => return Ok(None),
            // Anthropic's API writes `url` for any remote server.
            Some(Value::String(word)) if ["", "url"].contains(&word.trim()) => return Ok(None),
            Some(Value::String(word)) => word,
            Some(_) => return Err("`type` is not a string".into()),
        };
        transport_word(&words).map(Some)
    }

    /// Reads an object of strings; numbers and booleans become strings.
    fn pairs(
        &mut self,
        entry: &mut Map<String, Value>,
        key: &str,
        spellings: &[&str],
    ) -> Result<(), String> {
        let pairs = match self.take(spellings) {
            None => return Ok(()),
            Some(Value::Object(pairs)) => pairs,
            Some(Value::Array(list)) => {
                let pairs = list.iter().map(pair).collect::<Option<Map<_, _>>>();
                pairs.ok_or_else(|| format!("`{key}` is neither an object nor a list of pairs"))?
            }
            Some(_) => return Err(format!("`{key}` is not an object")),
        };
        let mut read = Map::new();
        for (name, value) in pairs {
            let value = match value {
                // Copilot's coding agent writes the names of its secrets here.
                Value::String(text) if text.starts_with("COPILOT_MCP_") => format!("${{{text}}}"),
                Value::String(text) => self.text(&text),
                Value::Number(number) => number.to_string(),
                Value::Bool(switch) => switch.to_string(),
                Value::Null => {
                    self.notes.push(format!("`{key}.{name}` is null and counts as unset"));
                    continue;
                }
                _ => return Err(format!("`{key}.{name}` is not a string")),
            };
            read.insert(name, value.into());
        }
        if !read.is_empty() {
            entry.insert(key.to_owned(), Value::Object(read));
        }
        Ok(())
    }

    /// Reads forwarded variables; Codex and Goose list their names.
    fn forwarded_variables(&mut self, entry: &mut Map<String, Value>) {
        for key in ["env_vars", "env_keys"] {
            let Some(Value::Array(names)) = self.take(&[key]) else { continue };
            for one in &names {
                let Some(name) = one.as_str().or_else(|| one.get("name")?.as_str()) else {
                    self.notes.push(format!("`{key}` has an entry without a name"));
                    continue;
                };
                if one.get("source").is_some_and(|source| source != "local") {
                    self.notes
                        .push(format!("`{key}`: {name} is set outside that file; set it here"));
                }
                member(entry, "env", name, format!("${{{name}}}"));
            }
        }
    }

    fn headers(&mut self, entry: &mut Map<String, Value>, kind: &str) -> Result<(), String> {
        if let Some(Value::Object(mut options)) = self.take(&["requestOptions"])
            && let Some(headers) = options.shift_remove("headers")
        {
            self.source.entry("headers").or_insert(headers);
        }
        self.pairs(entry, "headers", &["headers", "http_headers"])?;
        if let Some(Value::Object(pairs)) = self.take(&["env_http_headers"]) {
            for (header, variable) in &pairs {
                let variable = variable.as_str().unwrap_or_default();
                member(entry, "headers", header, format!("${{{variable}}}"));
            }
        }
        if let Some(Value::String(variable)) = self.take(&["bearer_token_env_var"]) {
            member(entry, "headers", "Authorization", format!("Bearer ${{{variable}}}"));
        }
        for key in ["bearer_token", "authorization_token"] {
            if let Some(Value::String(token)) = self.take(&[key]) {
                let token = self.text(&token);
                member(entry, "headers", "Authorization", format!("Bearer {token}"));
            }
        }
        if kind == "stdio" && entry.shift_remove("headers").is_some() {
            self.notes.push("`headers` were omitted: a command has no headers".into());
        }
        Ok(())
    }

    /// Reads the working directory and the file of variables.
    fn read_paths(&mut self, entry: &mut Map<String, Value>) -> Result<(), String> {
        let folders = ["cwd", "working_directory", "workingDirectory", "workdir", "workDir"];
        match self.take(&folders) {
            None => {}
            Some(Value::String(folder)) => {
                let folder = self.text(&folder);
                entry.insert("cwd".into(), folder.into());
            }
            Some(_) => return Err("`cwd` is not a string".into()),
        }
        if let Some(Value::String(file)) = self.take(&["envFile", "env_file"]) {
            let file = self.text(&file);
            entry.insert("envFile".into(), file.into());
        }
        Ok(())
    }

    /// Drops fields without an equivalent, and notes fields that are kept without effect.
    fn drop_foreign_fields(&mut self, name: &str) {
        // Zed's marker of a manual entry has no meaning here.
        self.take(&["source"]);
        if self.take(&["name"]).is_some_and(|inner| inner != name && !self.is_cherrys) {
            self.notes.push("`name` was omitted".into());
        }
        let found: Vec<_> =
            FOREIGN_FIELDS.iter().copied().filter(|key| self.take(&[*key]).is_some()).collect();
        for key in found {
            self.notes.push(format!("`{key}` was omitted"));
        }
        for key in self.source.keys() {
            match fields::SERVER.field(key) {
                None => self.notes.push(format!("`{key}` is kept without effect")),
                Some(field) if !field.implemented => {
                    self.notes.push(format!("`{key}` is kept, but has no effect yet"));
                }
                Some(_) => {}
            }
        }
    }
}

/// Parses `NAME=value`, or an object of `name` and `value`.
fn pair(one: &Value) -> Option<(String, Value)> {
    if let Some((name, value)) = one.as_str().and_then(|pair| pair.split_once('=')) {
        return Some((name.to_owned(), value.into()));
    }
    let name = one.get("name").or_else(|| one.get("key"))?.as_str()?;
    Some((name.to_owned(), one.get("value")?.clone()))
}

fn member(entry: &mut Map<String, Value>, section: &str, key: &str, value: impl Into<Value>) {
    let section = entry.entry(section).or_insert_with(|| Value::Object(Map::new()));
    if let Some(section) = section.as_object_mut() {
        section.insert(key.to_owned(), value.into());
    }
}

/// Returns the host of a URL: the rest may contain a secret.
fn host(url: &str) -> &str {
    let start = url.find("://").map_or(0, |at| at + 3);
    let end = url[start..].find(['/', '?', '#']).map_or(url.len(), |at| start + at);
    let host = &url[start..end];
    host.rsplit('@').next().unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(source: &Value, expected: &Value, expected_notes: &[&str]) {
        let read = read("x", source).unwrap();
        assert_eq!(read.lost, [""; 0]);
        assert_eq!(Value::Object(read.entry), *expected);
        assert_eq!(read.notes, expected_notes);
    }

    #[test]
    fn types_are_converted_and_a_url_without_type_stays_untyped() {
        for untyped in [
            json!({"url": "https://a/mcp"}),
            json!({"url": "https://a/sse/v1"}),
            json!({"serverUrl": "https://a/mcp"}),
            json!({"serverURL": "https://a/mcp", "command": "", "args": []}),
            json!({"baseUrl": "${BASE:-http://a}/mcp"}),
        ] {
            let read = read("x", &untyped).unwrap();
            assert_eq!(read.entry.keys().collect::<Vec<_>>(), ["url"], "{untyped}");
        }
        for (theirs, ours) in [
            (json!({"httpUrl": "https://a/sse"}), "streamable-http"),
            (json!({"url": "https://a", "type": "http"}), "streamable-http"),
            (json!({"url": "https://a", "type": "streamableHttp"}), "streamable-http"),
            (json!({"url": "https://a", "transport": "sse"}), "sse"),
            (json!({"command": "x"}), "stdio"),
            (json!({"command": "x", "type": "local"}), "stdio"),
            (json!({"openapi": {"url": "https://a"}}), "openapi"),
        ] {
            assert_eq!(read("x", &theirs).unwrap().entry["type"], ours, "{theirs}");
        }
    }

    #[test]
    fn fields_are_converted() {
        check(
            &json!({
                "command": "cmd", "args": ["/c", "npx", "-y", "${env:PKG}", 8080],
                "env": {"A": "{env:A}", "N": 1}, "disabled": true, "timeout": 60,
                "autoApprove": ["x"], "disabledTools": ["rm"], "ours": {"kept": true},
            }),
            &json!({
                "type": "stdio", "command": "npx", "args": ["-y", "${PKG}", "8080"],
                "env": {"A": "${A}", "N": "1"}, "tools": {"rm": {"enabled": false}},
                "options": {"timeout": 60000}, "ours": {"kept": true}, "enabled": false,
            }),
            &[
                "`cmd /c` was removed",
                "`timeout` 60 was read as seconds",
                "`autoApprove` was omitted",
                "`ours` is kept without effect",
            ],
        );
    }

    #[test]
    fn a_lost_restriction_disables_the_server_and_omissions_are_noted() {
        let read = read("x", &json!({"command": "x", "tools": "all", "enabled": "maybe"})).unwrap();
        let entry = json!({"type": "stdio", "command": "x", "enabled": false});
        assert_eq!(Value::Object(read.entry), entry);
        assert_eq!(
            read.lost,
            [
                "`tools` cannot be converted: it is not a list of names and patterns with `*`",
                "`enabled` is neither true nor false",
            ]
        );
        check(
            &json!({
                "url": "https://a/mcp", "type": "http", "envFile": ".env.local",
                "auth": {"CLIENT_ID": "${env:ID}", "scopes": ["a"]}, "watchPaths": ["x"],
                "env": {"A": null}, "headers": [{"name": "B", "value": "c"}],
                "env_vars": ["D", {"name": "E", "source": "remote"}, {}],
            }),
            &json!({
                "type": "streamable-http", "url": "https://a/mcp",
                "env": {"D": "${D}", "E": "${E}"}, "headers": {"B": "c"},
                "envFile": ".env.local",
                "oauth": {"scopes": ["a"], "clientId": "${ID}"}, "watchPaths": ["x"],
            }),
            &[
                "`env.A` is null and counts as unset",
                "`env_vars`: E is set outside that file; set it here",
                "`env_vars` has an entry without a name",
            ],
        );
    }

    #[test]
    fn invalid_servers_are_rejected_with_a_reason() {
        for (source, why) in [
            (json!({}), "has neither `command` nor `url`"),
            (json!([]), "is not an object"),
            (json!({"command": 1}), "`command` is not a string"),
            (json!({"command": ""}), "`command` is empty"),
            (json!({"command": "x", "args": "y"}), "`args` is not a list"),
            (json!({"command": "x", "url": "https://a"}), "has both `command` and `url`"),
            (json!({"url": "wss://a", "type": "ws"}), "WebSocket is not a transport of MCP"),
            (json!({"url": "https://a", "type": "stdio"}), "is of type stdio but has no `command`"),
            (json!({"command": "x", "type": "what"}), "unknown transport `what`"),
        ] {
            assert_eq!(read("x", &source).unwrap_err().why, why, "{source}");
        }
    }
}
