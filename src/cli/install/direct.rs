//! The entries of servers themselves in a client, instead of one for the hub.

use serde_json::{Map, Value};

use crate::cli::commands::list;
use crate::cli::install::hub_entry;
use crate::cli::output::render;
use crate::clients::record::Client;
use crate::settings::Document;
use crate::settings::secrets::detect::Confidence;
use crate::settings::secrets::locate;

/// The entries for one client, and the servers without one.
#[derive(Debug, Default)]
pub(crate) struct DirectEntries {
    pub(crate) entries: Map<String, Value>,
    /// Why servers have no entry.
    pub(crate) left_out: Vec<String>,
}

/// Returns the servers of a group, by name or id; `None` for an unknown group.
pub(crate) fn members(document: &Document, group: &str) -> Option<Vec<String>> {
    let groups = document.value().get("groups")?.as_array()?;
    let by = |key: &str| {
        groups.iter().find(|known| known.get(key).and_then(Value::as_str) == Some(group))
    };
    let servers = by("name").or_else(|| by("id"))?.get("servers")?.as_array()?;
    let name = |member: &Value| {
        member.as_str().or_else(|| member.get("name")?.as_str()).map(str::to_owned)
    };
    Some(servers.iter().filter_map(name).collect())
}

/// Converts the chosen servers, or all enabled ones.
pub(crate) fn entries(
    client: &Client,
    document: &Document,
    chosen: Option<&[String]>,
    project: bool,
) -> DirectEntries {
    let mut out = DirectEntries::default();
    let servers = document.value().get("mcpServers").and_then(Value::as_object);
    for (name, server) in servers.into_iter().flatten() {
        let Some(server) = server.as_object() else { continue };
        let is_chosen = match chosen {
            Some(chosen) => chosen.contains(name),
            None => list::is_enabled(server),
        };
        if !is_chosen {
            continue;
        }
        let has_secret = locate::in_server(name, server)
            .iter()
            .any(|found| found.confidence == Confidence::High);
        if project && has_secret {
            out.left_out.push(format!(
                "{name}: it has a secret in plain text, and the project's file must not contain it"
            ));
            continue;
        }
        match hub_entry::in_format_of(client, name, server) {
            Ok((entry, unexpanded)) if unexpanded.is_empty() => {
                out.entries.insert(name.clone(), entry);
            }
            Ok((_, unexpanded)) => {
                let names = render::name_list(unexpanded.iter().map(String::as_str));
                out.left_out.push(format!("{name}: the client does not expand {names}"));
            }
            Err(why) => out.left_out.push(format!("{name}: {why}")),
        }
    }
    out
}
