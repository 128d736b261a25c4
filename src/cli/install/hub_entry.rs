//! The entry of the hub itself in a client.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::cli::context::Context;
use crate::cli::error::Failure;
use crate::cli::hub::in_process;
use crate::clients::record::{Client, ReferenceSyntax};
use crate::formats::entry_writer::{self, ExportState};
use crate::settings::Document;

/// Characters that are percent-encoded in a path segment.
const IN_PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'@');

/// The usual name of the hub in clients.
pub(crate) const NAME: &str = "mcphub";

/// The variable with the key, where the client's file must not contain it.
pub(crate) const KEY_VARIABLE: &str = "MCPHUB_KEY";

/// The credential in an entry.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Credential<'a> {
    /// The token itself.
    Token(&'a str),
    /// A reference to [`KEY_VARIABLE`].
    Reference,
    None,
}

/// Returns the URL of the hub: its public address or, if none is set, this machine.
pub(crate) fn base_url(context: &Context, document: &Document) -> Result<String, Failure> {
    let set = document.get(&["systemConfig".into(), "install".into(), "baseUrl".into()]);
    let base = match set.and_then(Value::as_str).filter(|url| !url.is_empty()) {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => format!("http://127.0.0.1:{}", in_process::port(&context.environment, None)?),
    };
    let prefix = context.environment.variable("BASE_PATH").unwrap_or_default().trim_matches('/');
    Ok(if prefix.is_empty() { base } else { format!("{base}/{prefix}") })
}

/// Returns the endpoint of a group or server, or that of all servers, below `mcp` or `direct`.
pub(crate) fn endpoint(base: &str, below: &str, target: Option<&str>) -> String {
    match target {
        Some(name) => format!("{base}/{below}/{}", utf8_percent_encode(name, IN_PATH)),
        None => format!("{base}/{below}"),
    }
}

/// Returns the hub's entry in the client's format.
///
/// # Errors
/// Fails with the reason if the client cannot have such an entry.
pub(crate) fn write(
    client: &Client,
    name: &str,
    url: &str,
    credential: Credential<'_>,
    executable: &str,
) -> Result<Value, String> {
    let is_reference = matches!(credential, Credential::Reference);
    if client.remote.is_some() && is_reference && client.references == ReferenceSyntax::Never {
        return Err("the client expands no variables, and the project's file must not contain a \
                    key; use the user's file"
            .into());
    }
    let entry = entry(client, url, credential, executable);
    in_format_of(client, name, &entry).map(|(entry, _)| entry)
}

/// Returns the hub's entry in the format of the settings file: its URL, or for a client without URLs
/// the command that connects to it.
pub(crate) fn entry(
    client: &Client,
    url: &str,
    credential: Credential<'_>,
    executable: &str,
) -> Map<String, Value> {
    let reference = format!("${{{KEY_VARIABLE}}}");
    let bearer = match credential {
        Credential::Token(token) => Some(format!("Bearer {token}")),
        Credential::Reference => Some(format!("Bearer {reference}")),
        Credential::None => None,
    };
    let mut entry = Map::new();
    if client.remote.is_some() {
        entry.insert("type".into(), "streamable-http".into());
        entry.insert("url".into(), url.into());
        if let Some(bearer) = bearer {
            entry.insert("headers".into(), json!({ "Authorization": bearer }));
        }
    } else {
        entry.insert("command".into(), executable.into());
        let mut args = vec!["connect".to_owned(), url.to_owned()];
        if bearer.is_some() {
            // `connect` expands the variable itself, so that the key is in no list of processes.
            args.extend(["-H".to_owned(), format!("Authorization: Bearer {reference}")]);
        }
        entry.insert("args".into(), args.into());
        if let Credential::Token(token) = credential {
            entry.insert("env".into(), json!({ KEY_VARIABLE: token }));
        }
    }
    entry
}

/// Converts an entry; also returns the variables that the client does not expand.
///
/// # Errors
/// Fails with the reason if the client does not support the server.
pub(crate) fn in_format_of(
    client: &Client,
    name: &str,
    entry: &Map<String, Value>,
) -> Result<(Value, Vec<String>), String> {
    let mut shared = ExportState::without_inputs();
    let written = entry_writer::write(client, name, entry, &mut shared)?;
    Ok((Value::Object(written.entry), written.literal))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clients::all::CLIENTS;
    use crate::formats::entry;

    #[test]
    fn each_client_has_an_entry_that_reads_back_as_the_hub() {
        let url = "http://127.0.0.1:3000/mcp";
        for client in CLIENTS.into_iter().filter(|client| client.read_only.is_none()) {
            let id = client.id;
            let entry =
                write(client, "mcphub", url, Credential::Token("mcphub_1"), "/bin/mcphub").unwrap();
            let read = entry::read("mcphub", &entry).unwrap();
            if client.remote.is_some() {
                assert_eq!(read.entry["url"], url, "{id}");
                assert_eq!(read.entry["headers"]["Authorization"], "Bearer mcphub_1", "{id}");
            } else {
                assert_eq!(read.entry["command"], "/bin/mcphub", "{id}");
                assert!(!read.entry["args"].to_string().contains("mcphub_1"), "{id}");
            }
        }
    }
}
