//! Writes a server as an entry of a client: its keys, its types, and its syntax of variables.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::clients::record::{Client, ReferenceSyntax};
use crate::formats::reference::EDITOR_VARIABLES;
use crate::formats::shapes::codex;
use crate::formats::shapes::vscode::Inputs;
use crate::formats::{oauth, tool_lists};
use crate::settings::model::server::TransportKind;
use crate::settings::reference::{self, Outside};
use crate::settings::secrets::detect::is_secret_key;

/// State shared by all servers of one exported text.
#[derive(Debug, Default)]
pub(crate) struct ExportState<'a> {
    /// Variables that contain secrets, whatever their names.
    pub(super) secrets: BTreeSet<&'a str>,
    /// The inputs that the client prompts for.
    pub(super) inputs: Inputs,
    /// Whether to refer to variables only, because the inputs are not written.
    pub(crate) avoids_inputs: bool,
}

impl ExportState<'_> {
    /// Returns the state for entries alone, without a place for inputs.
    pub(crate) fn without_inputs() -> Self {
        Self { avoids_inputs: true, ..Self::default() }
    }
}

/// The context of a value: its server, its key, and the server's own variables.
#[derive(Clone, Copy, Debug)]
struct ValueContext<'a> {
    syntax: ReferenceSyntax,
    server: &'a str,
    key: &'a str,
    own: Option<&'a Map<String, Value>>,
}

/// A server in a client's format.
#[derive(Debug, Default)]
pub(crate) struct Written {
    pub(crate) entry: Map<String, Value>,
    /// Fields that the format does not have.
    pub(crate) left: Vec<String>,
    pub(crate) notes: Vec<String>,
    /// Variables that the client does not expand.
    pub(crate) literal: Vec<String>,
}

/// Converts one server.
///
/// # Errors
///
/// Fails with the reason if the client does not support the server.
pub(crate) fn write(
    client: &Client,
    name: &str,
    server: &Map<String, Value>,
    shared: &mut ExportState<'_>,
) -> Result<Written, String> {
    if client.references == ReferenceSyntax::Fields {
        let (entry, codex::Omitted { left, literal }) = codex::write(name, server)?;
        return Ok(Written { entry, left, notes: Vec::new(), literal });
    }
    let mut written = Written::default();
    written.write_type(client, server)?;
    for (key, value) in server {
        // The program expands its own variables, but not inside their values.
        let own = server.get("env").filter(|_| key == "args").and_then(Value::as_object);
        let place = ValueContext { syntax: client.references, server: name, key, own };
        let value = place.convert(value, shared, &mut written);
        written.write_field(client, key, value);
    }
    tool_lists::write(client.tools, server, &mut written.entry, &mut written.left);
    written.add_required(client, name);
    Ok(written)
}

impl Written {
    /// Writes the type, if the client has one for this kind of server.
    fn write_type(&mut self, client: &Client, server: &Map<String, Value>) -> Result<(), String> {
        let word = server.get("type").and_then(Value::as_str);
        let kind = word.and_then(TransportKind::of_word).or_else(|| TransportKind::infer(server));
        let kind = kind.ok_or("it has neither `command` nor `url`")?;
        if kind == TransportKind::OpenApi {
            return Err("only MCPHub supports OpenAPI".into());
        }
        let (key, word) = match (kind, &client.remote) {
            (TransportKind::Stdio, _) => (client.stdio.type_key, client.stdio.word),
            (_, None) => {
                return Err(
                    "the client's file supports commands only, for example `npx mcp-remote URL`"
                        .into(),
                );
            }
            (TransportKind::Sse, Some(remote)) => match remote.sse {
                Some(word) => (remote.type_key, word),
                None => return Err("the client does not support SSE".into()),
            },
            (_, Some(remote)) => (remote.type_key, remote.http),
        };
        if !word.is_empty() {
            self.entry.insert(key.into(), word.into());
        }
        Ok(())
    }

    /// Writes one field of our entry under the client's key.
    fn write_field(&mut self, client: &Client, key: &str, value: Value) {
        let remote = client.remote.as_ref();
        match key {
            "url" => {
                self.entry.insert(remote.map_or("url", |remote| remote.url).into(), value);
            }
            "command" | "args" if client.stdio.args.is_none() => {
                let words = self.entry.entry(client.stdio.command).or_insert_with(|| json!([]));
                let more = match value {
                    Value::Array(words) => words,
                    word => vec![word],
                };
                words.as_array_mut().into_iter().for_each(|words| words.extend(more.clone()));
            }
            "command" => {
                self.entry.insert(client.stdio.command.into(), value);
            }
            "args" => {
                self.entry.insert(client.stdio.args.unwrap_or("args").into(), value);
            }
            "env" => {
                self.entry.insert(client.stdio.env.into(), value);
            }
            "headers" => {
                let path = remote.map_or(&["headers"][..], |remote| remote.headers);
                let nested =
                    path[1..].iter().rev().fold(value, |value, key| json!({ *key: value }));
                self.entry.insert(path[0].into(), nested);
            }
            "cwd" if client.stdio.cwd.is_some() => {
                self.entry.insert(client.stdio.cwd.unwrap_or("cwd").into(), value);
            }
            "envFile" if client.env_file => {
                self.entry.insert(key.into(), value);
            }
            "oauth" => match value.as_object() {
                Some(oauth) => {
                    self.left.extend(oauth::write(client.oauth, oauth, &mut self.entry));
                }
                None => self.left.push(key.to_owned()),
            },
            "type" | "enabled" | "description" | "owner" | "visibility" | "sharedWithUsers" => {}
            "tools" | "excludedTools" if tool_lists::is_known(client.tools) => {}
            "allowedTools" if client.tools.shown.is_some() => {}
            _ => self.left.push(key.to_owned()),
        }
    }

    /// Adds the fields without which the client rejects an entry.
    fn add_required(&mut self, client: &Client, name: &str) {
        for (key, value) in client.required {
            let mut value: Value = serde_json::from_str(value).unwrap_or_default();
            if value == "$name" {
                value = name.into();
            }
            self.entry.entry(*key).or_insert(value);
        }
    }
}

impl ValueContext<'_> {
    /// Converts the references in a value to the client's syntax, at any depth.
    fn convert(self, value: &Value, shared: &mut ExportState<'_>, written: &mut Written) -> Value {
        match value {
            Value::String(text) => self.convert_text(text, shared, written).into(),
            Value::Array(list) => {
                list.iter().map(|one| self.convert(one, shared, written)).collect()
            }
            Value::Object(members) => {
                let member = |(key, value): (&String, &Value)| {
                    let place = ValueContext { key, ..self };
                    (key.clone(), place.convert(value, shared, written))
                };
                Value::Object(members.iter().map(member).collect())
            }
            other => other.clone(),
        }
    }

    fn convert_text(
        self,
        text: &str,
        shared: &mut ExportState<'_>,
        written: &mut Written,
    ) -> String {
        let own = |name: &str| self.own.is_some_and(|own| own.contains_key(name));
        if !matches!(self.syntax, ReferenceSyntax::Ours) {
            let outside = reference::outside(text);
            written.literal.extend(outside.iter().map(Outside::key));
        }
        reference::rewritten(text, |name, default| {
            let ours = match default {
                Some(default) => format!("${{{name}:-{default}}}"),
                None => format!("${{{name}}}"),
            };
            let is_editors = EDITOR_VARIABLES.contains(&name);
            match self.syntax {
                ReferenceSyntax::Ours => return ours,
                ReferenceSyntax::Env | ReferenceSyntax::Inputs if is_editors => return ours,
                ReferenceSyntax::Never | ReferenceSyntax::Fields => {
                    if !own(name) {
                        written.literal.push(name.to_owned());
                    }
                    return ours;
                }
                ReferenceSyntax::Inputs if !shared.avoids_inputs => {
                    let is_secret = shared.secrets.contains(name)
                        || is_secret_key(name)
                        || is_secret_key(self.key);
                    if (is_secret || default.is_some())
                        && let Some(reference) = shared.inputs.reference(
                            name,
                            &format!("{} of {}", self.key, self.server),
                            is_secret,
                            default,
                        )
                    {
                        return reference;
                    }
                }
                ReferenceSyntax::Env
                | ReferenceSyntax::Inputs
                | ReferenceSyntax::Braced
                | ReferenceSyntax::Plain
                | ReferenceSyntax::Secrets => {}
            }
            if let Some(default) = default {
                written.notes.push(format!("`{name}` loses its default `{default}`"));
            }
            match self.syntax {
                ReferenceSyntax::Braced => format!("{{env:{name}}}"),
                ReferenceSyntax::Plain => format!("${{{name}}}"),
                ReferenceSyntax::Secrets => format!("${{{{ secrets.{name} }}}}"),
                _ => format!("${{env:{name}}}"),
            }
        })
    }
}
