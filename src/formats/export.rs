//! Servers on their way out, in the shape that was asked for.

use serde_json::{Map, Value, json};
use toml_edit::DocumentMut;

use crate::formats::{codex, mcp_servers, vscode};

/// Shapes of other clients to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Client {
    /// `{"mcpServers": {…}}`.
    McpServers,
    /// `{"servers": {…}}`.
    Vscode,
    /// `[mcp_servers.…]`.
    Codex,
}

/// A text, and what did not get into it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Exported {
    /// The file's text.
    pub(crate) text: String,
    /// Servers that the client cannot have: name and why.
    pub(crate) left_out: Vec<(String, String)>,
    /// What one should know: name and what.
    pub(crate) notes: Vec<(String, String)>,
    /// Variables in strings that the client does not expand.
    pub(crate) literal: Vec<String>,
}

/// Writes `servers`, entries of `mcpServers`, for a client.
pub(crate) fn write(client: Client, servers: &Map<String, Value>) -> Exported {
    let mut out = Exported::default();
    let mut toml = DocumentMut::new();
    let mut entries = Map::new();
    for (name, server) in servers {
        let Some(server) = server.as_object() else { continue };
        if client != Client::Codex && server.get("enabled") == Some(&Value::Bool(false)) {
            out.notes.push((name.clone(), "left out, since it is disabled".into()));
            continue;
        }
        if client != Client::Codex && server.contains_key("openapi") {
            out.left_out.push((name.clone(), "OpenAPI is known to MCPHub only".into()));
            continue;
        }
        let left = match client {
            Client::McpServers | Client::Vscode => {
                let translate =
                    if client == Client::Vscode { vscode::entry } else { mcp_servers::entry };
                let (entry, left) = translate(server);
                entries.insert(name.clone(), Value::Object(entry));
                left
            }
            Client::Codex => match codex::write(&mut toml, name, server) {
                Ok(written) => {
                    out.literal.extend(written.literal);
                    written.left
                }
                Err(why) => {
                    out.left_out.push((name.clone(), why));
                    continue;
                }
            },
        };
        if !left.is_empty() {
            out.notes.push((name.clone(), format!("without {}", left.join(", "))));
        }
    }
    out.text = match client {
        Client::McpServers => format!("{:#}\n", json!({ "mcpServers": entries })),
        Client::Vscode => format!("{:#}\n", vscode::file(&entries)),
        Client::Codex => toml.to_string(),
    };
    out
}
