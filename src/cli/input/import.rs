//! Adds the servers that `import` reads. Each gets a row, and a failure does not stop the others.

use std::collections::HashMap;

use clap::ValueEnum;
use serde_json::{Map, Value, json};

use crate::cli::commands::list;
use crate::cli::output::edit_report;
use crate::formats::imported::Read;
use crate::settings::edit::{Additions, OnConflict, Outcome, Refused};
use crate::settings::model::self_reference;
use crate::settings::secrets::detect::Confidence;
use crate::settings::secrets::locate;
use crate::settings::text::document::Document;
use crate::settings::text::path::{Step, dotted_path};
use crate::settings::{Code, Diagnostic, name, validate};

/// What to do if a name is taken by different content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Clash {
    /// Keep the existing server
    Skip,
    /// Replace the existing server
    Replace,
    /// Add the new server as NAME-2
    Rename,
    /// Report the new server as failed
    Fail,
}

/// How the servers are added.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ImportOptions<'a> {
    /// What to do if a name is taken.
    pub(crate) on_conflict: Clash,
    /// Whether all of them are added disabled.
    pub(crate) disabled: bool,
    /// The ports on which this hub listens.
    pub(crate) ports: &'a [u16],
}

/// The reason shown if the name is taken.
const TAKEN: &str = "another server has this name";

/// The result for one server.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    /// The name in the settings file.
    pub(crate) name: String,
    pub(crate) from: String,
    /// `added`, `replaced`, `renamed`, `unchanged`, `skipped` or `failed`.
    pub(crate) action: &'static str,
    pub(crate) kind: String,
    /// The reason for the action.
    pub(crate) why: String,
    /// Further notes for the user.
    pub(crate) notes: Vec<String>,
    /// Whether the server was disabled because a restriction on its use could not be carried over.
    pub(crate) partly: bool,
    /// Whether it has a secret in plain text.
    pub(crate) has_secret: bool,
}

impl Row {
    /// Makes a row for a server that is not added, unless the action is changed later.
    pub(crate) fn failed(name: &str, from: &str, why: &str) -> Self {
        Self {
            name: name.to_owned(),
            from: from.to_owned(),
            action: "failed",
            kind: String::new(),
            why: why.to_owned(),
            notes: Vec::new(),
            partly: false,
            has_secret: false,
        }
    }

    /// Records the name in the source, unless there is a more important reason to show.
    fn record_old_name(&mut self, name: &str) {
        if self.action == "added" {
            self.action = "renamed";
        }
        if self.why.is_empty() || self.why.starts_with("was ") {
            self.why = format!("was `{}`", name.escape_debug());
        }
    }

    /// Records that the server was not added after all, because another one failed.
    pub(crate) fn undo(&mut self) {
        if matches!(self.action, "added" | "replaced" | "renamed") {
            self.action = "skipped";
            self.why = "another server failed".into();
            self.partly = false;
        }
    }

    /// Returns whether it failed because its name is taken.
    pub(crate) fn is_taken(&self) -> bool {
        self.action == "failed" && self.why.starts_with(TAKEN)
    }
}

/// A server to add, and its source.
pub(crate) struct Candidate {
    pub(crate) from: String,
    pub(crate) read: Read,
    /// Its name in the file, if `--rename` gave it another.
    pub(crate) was: Option<String>,
}

impl Candidate {
    /// Returns its name in the file.
    pub(crate) fn original(&self) -> &str {
        match (&self.was, &self.read) {
            (Some(was), _) => was,
            (None, Ok(server)) => &server.name,
            (None, Err(rejected)) => &rejected.name,
        }
    }

    /// Gives it another name in the settings.
    pub(crate) fn rename(&mut self, new: &str) {
        let name = match &mut self.read {
            Ok(server) => &mut server.name,
            Err(rejected) => &mut rejected.name,
        };
        let old = std::mem::replace(name, new.to_owned());
        self.was.get_or_insert(old);
    }
}

/// Adds all servers that can be added, and returns a row for each.
pub(crate) fn add_all(
    document: &mut Document,
    candidates: &[Candidate],
    options: ImportOptions<'_>,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut targets = Targets::of(document);
    let mut additions = Additions::to(document);
    for candidate in candidates {
        let mut row = Row::failed("", &candidate.from, "");
        match &candidate.read {
            Err(rejected) => {
                row.name.clone_from(&rejected.name);
                row.why.clone_from(&rejected.why);
            }
            Ok(server) if self_reference::is_this_hub(&server.entry, options.ports) => {
                row.name.clone_from(&server.name);
                row.action = "skipped";
                row.why = self_reference::ITSELF.into();
            }
            Ok(server) => {
                row.name.clone_from(&server.name);
                row.notes.clone_from(&server.notes);
                list::kind(&server.entry).clone_into(&mut row.kind);
                let mut entry = server.entry.clone();
                if options.disabled {
                    entry.insert("enabled".into(), false.into());
                }
                add_one(&mut additions, &entry, options.on_conflict, &mut row);
                if let Some(was) = &candidate.was {
                    row.record_old_name(was);
                }
                if row.action != "failed" {
                    row.partly = !server.lost.is_empty() && row.action != "skipped";
                    let lost = server.lost.iter();
                    row.notes.extend(lost.map(|lost| format!("is disabled: {lost}")));
                    row.notes.extend(find_mistakes(&row.name, &entry));
                    let secrets = note_on_secrets(&row.name, &entry);
                    row.has_secret = secrets.is_some();
                    row.notes.extend(secrets);
                    let twin = targets.other(&row.name, &entry);
                    row.notes.extend(twin.map(|twin| format!("has the same target as `{twin}`")));
                    targets.note(&row.name, &entry);
                }
            }
        }
        rows.push(row);
    }
    additions.write();
    rows
}

fn add_one(additions: &mut Additions<'_>, entry: &Map<String, Value>, clash: Clash, row: &mut Row) {
    let on_conflict =
        if clash == Clash::Replace { OnConflict::Replace } else { OnConflict::Refuse };
    if name::check(&row.name).is_err() && additions.get(&row.name).is_none() {
        // A server that the file already has under such a name stays; a new one gets a valid name.
        let plain = name::plain(&row.name);
        let was = std::mem::replace(&mut row.name, plain);
        row.why = format!("was `{}`", was.escape_debug());
        match additions.add(&row.name, entry, OnConflict::Refuse) {
            Ok(Outcome::Unchanged) => row.action = "unchanged",
            Ok(_) => row.action = "renamed",
            Err(Refused::Exists { .. }) => add_numbered(additions, entry, row),
            Err(refused) => row.why = refused.to_string(),
        }
        return;
    }
    match additions.add(&row.name, entry, on_conflict) {
        Ok(outcome) => row.action = edit_report::action(outcome),
        Err(Refused::Exists { .. }) => match clash {
            Clash::Rename => {
                row.why = format!("was `{}`", row.name);
                add_numbered(additions, entry, row);
            }
            Clash::Skip | Clash::Fail | Clash::Replace => {
                row.why = conflicting_keys(additions.get(&row.name), entry);
                if clash == Clash::Skip {
                    row.action = "skipped";
                }
            }
        },
        Err(refused) => row.why = refused.to_string(),
    }
}

/// Lists the keys that differ from the existing server of that name.
fn conflicting_keys(old: Option<&Value>, new: &Map<String, Value>) -> String {
    let none = Map::new();
    let old = old.and_then(Value::as_object).unwrap_or(&none);
    let missing = old.keys().filter(|key| !new.contains_key(*key));
    let changed = new.keys().filter(|key| old.get(*key) != new.get(*key));
    let keys: Vec<_> = changed.chain(missing).map(|key| format!("`{key}`")).collect();
    format!("{TAKEN}; they differ in {}", keys.join(", "))
}

/// Adds the server under the first free numbered name, unless one of them is the same server.
fn add_numbered(additions: &mut Additions<'_>, entry: &Map<String, Value>, row: &mut Row) {
    for number in 2..=99 {
        let name = format!("{}-{number}", row.name);
        match additions.add(&name, entry, OnConflict::Refuse) {
            Ok(outcome) => {
                row.action = if outcome == Outcome::Unchanged { "unchanged" } else { "renamed" };
                row.name = name;
                return;
            }
            Err(Refused::Exists { .. }) => {}
            Err(refused) => {
                row.why = refused.to_string();
                return;
            }
        }
    }
    row.why = "the name and 98 numbered names are taken".into();
}

/// Returns notes on values that have no effect here, or another one. Unknown keys of the entry
/// itself are noted where it is read.
fn find_mistakes(name: &str, entry: &Map<String, Value>) -> Vec<String> {
    let text = json!({ "mcpServers": { name: entry } }).to_string();
    let Ok(document) = Document::parse(&text) else { return Vec::new() };
    let is_mistake = |found: &Diagnostic| match found.code {
        Code::ShellLine | Code::IgnoredField | Code::IgnoredTimeout => true,
        Code::UnknownKey => !found.message.ends_with(" a key of a server"),
        _ => false,
    };
    validate(&document).1.into_iter().filter(is_mistake).map(|found| found.message).collect()
}

/// Returns a note on secrets that are imported in plain text.
fn note_on_secrets(name: &str, entry: &Map<String, Value>) -> Option<String> {
    let found = locate::in_server(name, entry).into_iter();
    let certain = found.filter(|one| one.confidence == Confidence::High);
    let mut fields: Vec<String> =
        certain.map(|one| format!("`{}`", dotted_path(&one.path))).collect();
    fields.dedup();
    let secret = if fields.len() == 1 { "a plain-text secret" } else { "plain-text secrets" };
    (!fields.is_empty()).then(|| format!("{secret}: {}", fields.join(", ")))
}

/// Maps a command line or URL to the servers that use it.
struct Targets(HashMap<String, Vec<String>>);

impl Targets {
    fn of(document: &Document) -> Self {
        let mut targets = Self(HashMap::new());
        let servers = document.get(&[Step::from("mcpServers")]).and_then(Value::as_object);
        for (name, entry) in servers.into_iter().flatten() {
            if let Some(entry) = entry.as_object() {
                targets.note(name, entry);
            }
        }
        targets
    }

    fn note(&mut self, name: &str, entry: &Map<String, Value>) {
        let names = self.0.entry(list::target(entry)).or_default();
        // Two names suffice: at least one of them differs from the server being compared.
        if names.len() < 2 && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }

    /// Returns another server with the same target.
    fn other(&self, name: &str, entry: &Map<String, Value>) -> Option<&str> {
        let names = self.0.get(&list::target(entry))?;
        names.iter().find(|known| *known != name).map(String::as_str)
    }
}
