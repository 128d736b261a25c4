//! Exports servers in the format of a client.

use serde_json::{Map, Value, json};

use crate::clients::record::{Client, ReferenceSyntax, Syntax};
use crate::formats::entry_writer;
use crate::formats::entry_writer::{ExportState, Written};
use crate::formats::file_edit::toml_value;
use crate::formats::yaml;

/// An exported text, and the omissions.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Exported {
    /// The text of the file.
    pub(crate) text: String,
    /// Servers that the client does not support: name and reason.
    pub(crate) left_out: Vec<(String, String)>,
    /// Notes for the user: name and text.
    pub(crate) notes: Vec<(String, String)>,
    /// Servers omitted because of variables that the client does not expand, and those variables.
    pub(crate) literal: Vec<(String, Vec<String>)>,
    /// The variables that the client prompts for.
    pub(crate) asked: Vec<String>,
    /// The number of servers in the text.
    pub(crate) count: usize,
}

/// Exports `servers`, entries of `mcpServers`, for a client. Servers with variables that it does
/// not expand are included only if `keeps` is true. `secrets` are variables that contain secrets.
pub(crate) fn write<'a>(
    client: &Client,
    servers: &Map<String, Value>,
    secrets: impl IntoIterator<Item = &'a str>,
    keeps: bool,
) -> Exported {
    let mut out = Exported::default();
    let mut shared =
        ExportState { secrets: secrets.into_iter().collect(), ..ExportState::default() };
    let mut entries = Map::new();
    for (name, server) in servers {
        let Some(server) = server.as_object() else { continue };
        // Codex can keep a server that is off.
        let keeps_disabled = client.references == ReferenceSyntax::Fields;
        if !keeps_disabled && server.get("enabled") == Some(&Value::Bool(false)) {
            out.notes.push((name.clone(), "omitted because it is disabled".into()));
            continue;
        }
        let written = match entry_writer::write(client, name, server, &mut shared) {
            Ok(written) => written,
            Err(why) => {
                out.left_out.push((name.clone(), why));
                continue;
            }
        };
        let Written { entry, left, notes, mut literal } = written;
        if !literal.is_empty() && !keeps {
            literal.sort();
            literal.dedup();
            out.literal.push((name.clone(), literal));
            continue;
        }
        out.count += 1;
        entries.insert(name.clone(), Value::Object(entry));
        out.notes.extend(notes.into_iter().map(|note| (name.clone(), note)));
        if !left.is_empty() {
            out.notes.push((name.clone(), format!("without {}", left.join(", "))));
        }
    }
    out.asked = shared.inputs.variables().map(str::to_owned).collect();
    out.text = text(client, entries, &shared);
    out
}

/// Returns the text of a file with these entries.
fn text(client: &Client, entries: Map<String, Value>, shared: &ExportState<'_>) -> String {
    let key = client.key.first().copied().unwrap_or("mcpServers");
    let mut root = Map::new();
    match client.syntax {
        Syntax::Toml => return toml_value::document(key, &entries),
        Syntax::TomlList => return toml_value::list(key, &entries),
        Syntax::YamlList => {
            // A file of its own needs these; Continue also accepts the list in its main file.
            for (key, value) in [("name", "mcphub"), ("version", "1.0.0"), ("schema", "v1")] {
                root.insert(key.into(), value.into());
            }
            root.insert(key.into(), add_names(entries).collect());
            return yaml::write(&Value::Object(root));
        }
        Syntax::YamlMap => return yaml::write(&json!({ key: entries })),
        Syntax::Json | Syntax::Jsonc | Syntax::Xml => {}
    }
    if shared.inputs.variables().next().is_some() {
        root.insert("inputs".into(), shared.inputs.to_value());
    }
    let servers = Value::Object(entries);
    let rest = client.key.get(1..).unwrap_or_default();
    let inner = rest.iter().rev().fold(servers, |all, key| json!({ *key: all }));
    root.insert(key.into(), inner);
    format!("{:#}\n", Value::Object(root))
}

/// Returns the entries with their names inside.
fn add_names(entries: Map<String, Value>) -> impl Iterator<Item = Value> {
    entries.into_iter().map(|(name, entry)| {
        let mut item = Map::from_iter([("name".to_owned(), name.into())]);
        item.extend(entry.as_object().cloned().unwrap_or_default());
        Value::Object(item)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clients::all;

    fn servers() -> Map<String, Value> {
        let servers = json!({
            "time": {
                "type": "stdio", "command": "uvx", "args": ["t", "${REGION:-eu}", "${workspaceFolder}"],
                "env": {"A": "$A"}, "allowedTools": ["read"],
            },
            "web": {"url": "https://${HOST}/mcp", "headers": {"K": "${K}"}},
        });
        servers.as_object().unwrap().clone()
    }

    fn client(word: &str) -> &'static Client {
        all::find(word).unwrap()
    }

    #[track_caller]
    fn check(word: &str, expected: &Value, notes: &[(&str, &str)]) {
        let out = write(client(word), &servers(), [], false);
        assert_eq!(serde_json::from_str::<Value>(&out.text).unwrap(), *expected);
        let found: Vec<_> = out.notes.iter().map(|(name, note)| (&**name, &**note)).collect();
        assert_eq!(found, notes);
        assert_eq!((out.left_out, out.literal, out.count), (Vec::new(), Vec::new(), 2));
    }

    #[test]
    fn each_client_gets_its_own_keys_and_variable_syntax() {
        let lost = ("time", "`REGION` loses its default `eu`");
        let without = ("time", "without allowedTools");
        let args = json!(["t", "${env:REGION}", "${workspaceFolder}"]);
        let time =
            json!({"type": "stdio", "command": "uvx", "args": args, "env": {"A": "${env:A}"}});
        let web = |key: &str, word: &str| {
            let mut web = json!({ key: "https://${env:HOST}/mcp", "headers": {"K": "${env:K}"} });
            if !word.is_empty() {
                web["type"] = word.into();
            }
            web
        };
        let all = json!({"mcpServers": {"time": time, "web": web("url", "http")}});
        check("cursor", &all, &[lost, without]);
        let mut asked = json!({
            "inputs": [{
                "type": "promptString", "id": "REGION", "description": "args of time",
                "default": "eu",
            }],
            "servers": {"time": time, "web": web("url", "http")},
        });
        asked["servers"]["time"]["args"][1] = "${input:REGION}".into();
        check("vscode", &asked, &[without]);
        let all = json!({"mcpServers": {"time": time, "web": web("url", "streamableHttp")}});
        check("cline", &all, &[lost, without]);
        let all = json!({"mcpServers": {"time": time, "web": web("url", "streamable-http")}});
        check("roo", &all, &[lost, without]);
        let mut untyped = time.clone();
        untyped.as_object_mut().unwrap().shift_remove("type");
        let all = json!({"mcpServers": {"time": untyped, "web": web("serverUrl", "")}});
        check("windsurf", &all, &[lost, without]);

        let args = json!(["t", "${REGION:-eu}", "${workspaceFolder}"]);
        let time = json!({"type": "stdio", "command": "uvx", "args": args, "env": {"A": "${A}"}});
        let web = json!({"type": "http", "url": "https://${HOST}/mcp", "headers": {"K": "${K}"}});
        let all = json!({"mcpServers": {"time": time, "web": web}});
        check("claude-code", &all, &[without]);
        let mut gemini = all.clone();
        gemini["mcpServers"]["time"].as_object_mut().unwrap().shift_remove("type");
        gemini["mcpServers"]["time"]["includeTools"] = json!(["read"]);
        check("gemini", &gemini, &[]);
        let mut copilot = all;
        copilot["mcpServers"]["time"]["type"] = "local".into();
        copilot["mcpServers"]["time"]["tools"] = json!(["read"]);
        copilot["mcpServers"]["web"]["tools"] = json!(["*"]);
        check("copilot", &copilot, &[]);

        let opencode = json!({"mcp": {
            "time": {
                "type": "local", "environment": {"A": "{env:A}"},
                "command": ["uvx", "t", "{env:REGION}", "{env:workspaceFolder}"],
            },
            "web": {
                "type": "remote", "url": "https://{env:HOST}/mcp", "headers": {"K": "{env:K}"},
            },
        }});
        check("opencode", &opencode, &[lost, without]);
    }

    #[test]
    fn inputs_are_created_once_per_secret_without_its_value() {
        let servers = json!({
            "a": {
                "command": "x", "args": ["${MINE}", "${LEVEL:-info}", "${workspaceFolder}"],
                "env": {"A_TOKEN": "${A}", "B": "${OTHER_TOKEN}", "C": "${PLAIN}"},
            },
            "b": {
                "url": "https://b/${LEVEL:-debug}",
                "headers": {"Authorization": "Bearer ${A}", "X": "${PLAIN}"},
            },
        });
        let out = write(client("vscode"), servers.as_object().unwrap(), ["MINE"], false);
        let secret = |id: &str, what: &str| json!({"type": "promptString", "id": id, "description": what, "password": true});
        let level = json!({
            "type": "promptString", "id": "LEVEL", "description": "args of a", "default": "info",
        });
        let expected = json!({
            "inputs": [
                secret("MINE", "args of a"), level, secret("A", "A_TOKEN of a"),
                secret("OTHER_TOKEN", "B of a"),
            ],
            "servers": {
                "a": {
                    "type": "stdio", "command": "x",
                    "args": ["${input:MINE}", "${input:LEVEL}", "${workspaceFolder}"],
                    "env": {
                        "A_TOKEN": "${input:A}", "B": "${input:OTHER_TOKEN}", "C": "${env:PLAIN}",
                    },
                },
                "b": {
                    "type": "http", "url": "https://b/${env:LEVEL}",
                    "headers": {"Authorization": "Bearer ${input:A}", "X": "${env:PLAIN}"},
                },
            },
        });
        assert_eq!(serde_json::from_str::<Value>(&out.text).unwrap(), expected);
        assert_eq!(out.asked, ["MINE", "LEVEL", "A", "OTHER_TOKEN"]);
        let lost = ("b".to_owned(), "`LEVEL` loses its default `debug`".to_owned());
        assert_eq!(out.notes, [lost]);
    }

    #[test]
    fn servers_with_variables_are_omitted_if_the_client_does_not_expand_them() {
        let mut servers = servers();
        let own = json!({"command": "npx", "args": ["r", "X:${KEY}"], "env": {"KEY": "k"}});
        servers.insert("own".into(), own.clone());
        for word in ["claude-desktop", "zed", "lmstudio"] {
            let out = write(client(word), &servers, [], false);
            let place = if word == "zed" { "context_servers" } else { "mcpServers" };
            let text: Value = serde_json::from_str(&out.text).unwrap();
            assert_eq!(text, json!({ place: {"own": own} }));
            let time = ["A", "REGION", "workspaceFolder"].map(str::to_owned).to_vec();
            assert_eq!(out.literal[0], ("time".to_owned(), time));
            let urls = word != "claude-desktop";
            assert_eq!((out.literal.len(), out.left_out.len()), if urls { (2, 0) } else { (1, 1) });
        }
        let kept = write(client("zed"), &servers, [], true);
        assert_eq!((kept.count, kept.literal), (3, Vec::new()));
    }
}
