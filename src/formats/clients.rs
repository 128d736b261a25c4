//! The formats of other clients: the place of the servers, the field names, and the syntax of
//! variables. Each client is a row of one table.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::formats::oauth::OAuthSyntax;
use crate::formats::reference::EDITOR_VARIABLES;
use crate::formats::shapes::vscode::Inputs;
use crate::formats::tool_lists::Lists;
use crate::settings::model::server::TransportKind;
use crate::settings::reference::{self, Outside};
use crate::settings::secrets::detect::is_secret_key;

/// The syntax of variables in a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReferenceSyntax {
    /// `${NAME}` and `${NAME:-default}`.
    Ours,
    /// `${env:NAME}`, and the editor's own variables as `${name}`.
    Env,
    /// Like `Env`, and `${input:NAME}` for values that the editor prompts for: secrets, and
    /// variables with a default.
    Inputs,
    /// `{env:NAME}`.
    Braced,
    /// The client expands no variables.
    Never,
}

/// The format of a client's entries.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClientFormat {
    /// The key that contains the servers.
    pub(super) place: &'static str,
    /// The key of a URL; `None` if the client supports none.
    pub(super) url: Option<&'static str>,
    /// The values of `type` for stdio, streamable HTTP and SSE; an empty one is not written.
    pub(super) types: [&'static str; 3],
    pub(super) references: ReferenceSyntax,
    pub(super) lists: Lists,
    /// Whether it reads `envFile`.
    pub(super) env_file: bool,
    pub(super) oauth: OAuthSyntax,
}

const DEFAULT_FORMAT: ClientFormat = ClientFormat {
    place: "mcpServers",
    url: Some("url"),
    types: ["stdio", "http", "sse"],
    references: ReferenceSyntax::Ours,
    lists: Lists::Never,
    env_file: false,
    oauth: OAuthSyntax::Never,
};

#[derive(Debug)]
pub(crate) struct Client {
    /// The name on the command line.
    pub(crate) word: &'static str,
    /// A short description of the file.
    pub(crate) about: &'static str,
    /// `None` for Codex, which has a format of its own.
    pub(super) format: Option<ClientFormat>,
}

pub(crate) static CLIENTS: [Client; 14] = [
    Client {
        word: "mcpservers",
        about: "{\"mcpServers\": …}, for Claude, Cursor and most clients",
        format: Some(ClientFormat { oauth: OAuthSyntax::Claude, ..DEFAULT_FORMAT }),
    },
    Client {
        word: "vscode",
        about: ".vscode/mcp.json",
        format: Some(ClientFormat {
            place: "servers",
            references: ReferenceSyntax::Inputs,
            env_file: true,
            oauth: OAuthSyntax::VsCode,
            ..DEFAULT_FORMAT
        }),
    },
    Client { word: "codex", about: "Codex's config.toml", format: None },
    Client {
        word: "claude-code",
        about: ".mcp.json of Claude Code",
        format: Some(ClientFormat { oauth: OAuthSyntax::Claude, ..DEFAULT_FORMAT }),
    },
    Client {
        word: "claude-desktop",
        about: "claude_desktop_config.json, for commands only",
        format: Some(ClientFormat {
            url: None,
            types: [""; 3],
            references: ReferenceSyntax::Never,
            ..DEFAULT_FORMAT
        }),
    },
    Client {
        word: "cursor",
        about: ".cursor/mcp.json",
        format: Some(ClientFormat {
            references: ReferenceSyntax::Env,
            env_file: true,
            oauth: OAuthSyntax::Cursor,
            ..DEFAULT_FORMAT
        }),
    },
    Client {
        word: "windsurf",
        about: "Windsurf's mcp_config.json",
        format: Some(ClientFormat {
            url: Some("serverUrl"),
            types: [""; 3],
            references: ReferenceSyntax::Env,
            ..DEFAULT_FORMAT
        }),
    },
    Client {
        word: "cline",
        about: "cline_mcp_settings.json",
        format: Some(ClientFormat {
            types: ["stdio", "streamableHttp", "sse"],
            references: ReferenceSyntax::Env,
            ..DEFAULT_FORMAT
        }),
    },
    Client {
        word: "roo",
        about: ".roo/mcp.json",
        format: Some(ClientFormat {
            types: ["stdio", "streamable-http", "sse"],
            references: ReferenceSyntax::Env,
            ..DEFAULT_FORMAT
        }),
    },
    Client {
        word: "gemini",
        about: ".gemini/settings.json",
        format: Some(ClientFormat {
            types: ["", "http", "sse"],
            lists: Lists::Both,
            oauth: OAuthSyntax::Gemini,
            ..DEFAULT_FORMAT
        }),
    },
    Client {
        word: "copilot",
        about: "mcp-config.json of Copilot CLI",
        format: Some(ClientFormat {
            types: ["local", "http", "sse"],
            lists: Lists::Shown,
            ..DEFAULT_FORMAT
        }),
    },
    Client {
        word: "zed",
        about: "Zed's settings.json",
        format: Some(ClientFormat {
            place: "context_servers",
            types: [""; 3],
            references: ReferenceSyntax::Never,
            ..DEFAULT_FORMAT
        }),
    },
    Client {
        word: "opencode",
        about: "opencode.json",
        format: Some(ClientFormat {
            place: "mcp",
            types: ["local", "remote", "remote"],
            references: ReferenceSyntax::Braced,
            oauth: OAuthSyntax::OpenCode,
            ..DEFAULT_FORMAT
        }),
    },
    Client {
        word: "lmstudio",
        about: "LM Studio's mcp.json",
        format: Some(ClientFormat {
            types: [""; 3],
            references: ReferenceSyntax::Never,
            ..DEFAULT_FORMAT
        }),
    },
];

/// State shared by all servers of one exported text.
#[derive(Debug, Default)]
pub(super) struct ExportState<'a> {
    /// Variables that contain secrets, whatever their names.
    pub(super) secrets: BTreeSet<&'a str>,
    /// The inputs that the client prompts for.
    pub(super) inputs: Inputs,
}

/// The context of a value: its server, its key, and the server's own variables.
#[derive(Clone, Copy, Debug)]
struct ValueContext<'a> {
    server: &'a str,
    key: &'a str,
    own: Option<&'a Map<String, Value>>,
}

/// A server in a client's format.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) entry: Map<String, Value>,
    /// Fields that the format does not have.
    pub(super) left: Vec<String>,
    pub(super) notes: Vec<String>,
    /// Variables that the client does not expand.
    pub(super) literal: Vec<String>,
}

impl ClientFormat {
    /// Converts one server.
    ///
    /// # Errors
    ///
    /// Fails with the reason if the client does not support the server.
    pub(super) fn write(
        &self,
        name: &str,
        server: &Map<String, Value>,
        shared: &mut ExportState<'_>,
    ) -> Result<Written, String> {
        let mut written = Written::default();
        let word = server.get("type").and_then(Value::as_str);
        let kind = word.and_then(TransportKind::of_word).or_else(|| TransportKind::infer(server));
        let word = match kind {
            None => return Err("it has neither `command` nor `url`".into()),
            Some(TransportKind::OpenApi) => return Err("only MCPHub supports OpenAPI".into()),
            Some(TransportKind::Stdio) => self.types[0],
            Some(_) if self.url.is_none() => {
                return Err(
                    "the client's file supports commands only, for example `npx mcp-remote URL`"
                        .into(),
                );
            }
            Some(TransportKind::StreamableHttp) => self.types[1],
            Some(TransportKind::Sse) => self.types[2],
        };
        if !word.is_empty() {
            written.entry.insert("type".into(), word.into());
        }
        for (key, value) in server {
            // The program expands its own variables, but not inside their values.
            let own = server.get("env").filter(|_| key == "args").and_then(Value::as_object);
            let place = ValueContext { server: name, key, own };
            let value = self.convert(value, place, shared, &mut written);
            match key.as_str() {
                "url" => {
                    written.entry.insert(self.url.unwrap_or("url").into(), value);
                }
                "command" | "args" if self.references == ReferenceSyntax::Braced => {
                    let words = written.entry.entry("command").or_insert_with(|| json!([]));
                    let more = match value {
                        Value::Array(words) => words,
                        word => vec![word],
                    };
                    words.as_array_mut().into_iter().for_each(|words| words.extend(more.clone()));
                }
                "env" if self.references == ReferenceSyntax::Braced => {
                    written.entry.insert("environment".into(), value);
                }
                "command" | "args" | "env" | "headers" | "cwd" => {
                    written.entry.insert(key.clone(), value);
                }
                "envFile" if self.env_file => {
                    written.entry.insert(key.clone(), value);
                }
                "oauth" => match value.as_object() {
                    Some(oauth) => written.left.extend(self.oauth.write(oauth, &mut written.entry)),
                    None => written.left.push(key.clone()),
                },
                "type" | "enabled" | "description" | "owner" | "visibility" | "sharedWithUsers" => {
                }
                "tools" | "allowedTools" | "excludedTools" if self.lists != Lists::Never => {}
                _ => written.left.push(key.clone()),
            }
        }
        self.lists.write(server, &mut written.entry, &mut written.left);
        Ok(written)
    }

    /// Converts the references in a value to the client's syntax, at any depth.
    fn convert(
        &self,
        value: &Value,
        place: ValueContext<'_>,
        shared: &mut ExportState<'_>,
        written: &mut Written,
    ) -> Value {
        match value {
            Value::String(text) => self.convert_text(text, place, shared, written).into(),
            Value::Array(list) => {
                list.iter().map(|one| self.convert(one, place, shared, written)).collect()
            }
            Value::Object(members) => {
                let member = |(key, value): (&String, &Value)| {
                    let place = ValueContext { key, ..place };
                    (key.clone(), self.convert(value, place, shared, written))
                };
                Value::Object(members.iter().map(member).collect())
            }
            other => other.clone(),
        }
    }

    fn convert_text(
        &self,
        text: &str,
        place: ValueContext<'_>,
        shared: &mut ExportState<'_>,
        written: &mut Written,
    ) -> String {
        let own = |name: &str| place.own.is_some_and(|own| own.contains_key(name));
        if !matches!(self.references, ReferenceSyntax::Ours) {
            let outside = reference::outside(text);
            written.literal.extend(outside.iter().map(Outside::key));
        }
        reference::rewritten(text, |name, default| {
            let ours = match default {
                Some(default) => format!("${{{name}:-{default}}}"),
                None => format!("${{{name}}}"),
            };
            let is_editors = EDITOR_VARIABLES.contains(&name);
            match self.references {
                ReferenceSyntax::Ours => return ours,
                ReferenceSyntax::Env | ReferenceSyntax::Inputs if is_editors => return ours,
                ReferenceSyntax::Never => {
                    if !own(name) {
                        written.literal.push(name.to_owned());
                    }
                    return ours;
                }
                ReferenceSyntax::Inputs => {
                    let is_secret = shared.secrets.contains(name)
                        || is_secret_key(name)
                        || is_secret_key(place.key);
                    if (is_secret || default.is_some())
                        && let Some(reference) = shared.inputs.reference(
                            name,
                            &format!("{} of {}", place.key, place.server),
                            is_secret,
                            default,
                        )
                    {
                        return reference;
                    }
                }
                ReferenceSyntax::Env | ReferenceSyntax::Braced => {}
            }
            if let Some(default) = default {
                written.notes.push(format!("`{name}` loses its default `{default}`"));
            }
            match self.references {
                ReferenceSyntax::Braced => format!("{{env:{name}}}"),
                _ => format!("${{env:{name}}}"),
            }
        })
    }
}
