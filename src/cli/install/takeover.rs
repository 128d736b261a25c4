//! `--replace`: the client's own entries move to the hub's file, so that each tool exists once.

use serde_json::{Map, Value};

use crate::cli::commands::list;
use crate::cli::install::on_machine::{ClientText, Machine};
use crate::formats::entry;
use crate::settings::Document;
use crate::settings::edit::{self, OnConflict, Refused};
use crate::settings::name;

/// The entries to take out of a client, in our format if the hub lacks them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Takeover {
    /// The client's own entries, by name.
    pub(crate) taken: Map<String, Value>,
    imports: Vec<(String, Map<String, Value>)>,
    /// Why entries stay.
    pub(crate) notes: Vec<String>,
}

/// Determines which of the client's entries the hub takes over. Those in `ours` are left alone.
pub(crate) fn takeover(
    machine: &Machine,
    text: &ClientText,
    document: &Document,
    ours: impl Fn(&str) -> bool,
) -> Takeover {
    let mut out = Takeover::default();
    for (key, value) in text.entries().into_iter().filter(|(key, _)| !ours(key)) {
        if machine.is_hub(&key, &value) {
            out.taken.insert(key, value);
            continue;
        }
        match entry::read(&key, &value) {
            Err(rejected) => out.notes.push(format!("`{key}` stays: it {}", rejected.why)),
            Ok(server) if !server.lost.is_empty() => {
                out.notes.push(format!("`{key}` stays: {}", server.lost.join("; ")));
            }
            Ok(server) => {
                if !has_target(document, &server.entry) {
                    out.imports.push((key.clone(), server.entry));
                }
                out.taken.insert(key, value);
            }
        }
    }
    out
}

/// Returns whether the hub has a server with the same command line or URL.
fn has_target(document: &Document, entry: &Map<String, Value>) -> bool {
    let servers = document.value().get("mcpServers").and_then(Value::as_object);
    let target = list::target(entry);
    let mut known = servers.into_iter().flatten().filter_map(|(_, server)| server.as_object());
    known.any(|server| list::target(server) == target)
}

impl Takeover {
    /// Returns the names of the servers that the hub lacks.
    pub(crate) fn new_names(&self) -> impl Iterator<Item = &str> {
        self.imports.iter().map(|(name, _)| name.as_str())
    }

    /// Adds the servers that the hub lacks, under numbered names if theirs are taken.
    pub(crate) fn put(&self, document: &mut Document) -> Result<(), Refused> {
        for (name, entry) in &self.imports {
            if has_target(document, entry) {
                continue;
            }
            let plain = if name::check(name).is_ok() { name.clone() } else { name::plain(name) };
            let numbered = (2..=99).map(|number| format!("{plain}-{number}"));
            let mut refused = None;
            for name in std::iter::once(plain.clone()).chain(numbered) {
                match edit::add_server(document, &name, entry, OnConflict::Refuse) {
                    Ok(_) => {
                        refused = None;
                        break;
                    }
                    Err(exists @ Refused::Exists { .. }) => refused = Some(exists),
                    Err(other) => return Err(other),
                }
            }
            refused.map_or(Ok(()), Err)?;
        }
        Ok(())
    }
}
