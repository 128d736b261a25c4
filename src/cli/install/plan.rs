//! The change of one client's file: what it becomes with our entries, and without them.

use std::path::Path;

use serde_json::{Map, Value};

use crate::cli::error::{Failure, Kind};
use crate::cli::install::on_machine::{ClientText, Machine, fault_of};
use crate::clients::record::Client;
use crate::formats::file_edit::edit;
use crate::formats::file_edit::fault::Fault;
use crate::state::installs::{Install, digest_of};

/// What to write into a client's file.
#[derive(Debug)]
pub(crate) struct Wish<'a> {
    /// Our entries, in the client's format.
    pub(crate) entries: &'a Map<String, Value>,
    /// The client's own entries to take out.
    pub(crate) taken: &'a Map<String, Value>,
    /// The install that the ledger gets, without what the file determines.
    pub(crate) install: Install,
    /// Whether to replace entries of ours that were edited by hand.
    pub(crate) force: bool,
}

/// The change of one client's file.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) action: &'static str,
    pub(crate) after: String,
    /// The new install for the ledger; `None` if there is nothing to record.
    pub(crate) install: Option<Install>,
}

/// A file without our entries.
#[derive(Debug, PartialEq)]
pub(crate) struct Restored {
    /// `None` if the file is to be removed.
    pub(crate) text: Option<String>,
    /// Our entries that were edited by hand, and stay.
    pub(crate) edited: Vec<String>,
}

/// Returns whether an entry is as it was written.
pub(crate) fn is_as_written(install: &Install, name: &str, value: &Value) -> bool {
    install.entries.get(name).is_some_and(|known| *known == digest_of(&value.to_string()))
}

/// Plans the change. `old` is the install of the same file.
pub(crate) fn plan(
    machine: &Machine,
    file: &ClientText,
    old: Option<&Install>,
    wish: Wish<'_>,
) -> Result<Plan, Failure> {
    let fault = |fault| fault_of(&file.shown, file.text.as_deref().unwrap_or_default(), fault);
    let before = file.text.clone().unwrap_or_default();
    let client = file.client;
    let current = file.entries();
    let is_ours = |name: &str, value: &Value| {
        old.is_some_and(|old| {
            is_as_written(old, name, value) || wish.force && old.entries.contains_key(name)
        })
    };
    let mut text = before.clone();
    let mut known = None;
    let mut has_added = false;
    let gone = old.map(|old| old.entries.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
    let gone = gone.into_iter().filter(|name| !wish.entries.contains_key(name));
    let gone = gone.filter(|name| current.get(name).is_some_and(|value| is_ours(name, value)));
    for name in gone.chain(wish.taken.keys().cloned()).filter(|name| current.contains_key(name)) {
        text = edit::remove(&text, client, &name, usize::MAX).map_err(fault)?;
    }
    for (name, entry) in wish.entries {
        match current.get(name) {
            Some(value) if value == entry => {}
            Some(_) if wish.taken.contains_key(name) => {
                text = edit::insert(&text, client, name, entry).map_err(fault)?.text;
            }
            Some(value) if is_ours(name, value) || machine.is_hub(name, value) => {
                text = edit::replace(&text, client, name, entry).map_err(fault)?;
            }
            Some(_) => {
                return Err(Failure::new(
                    Kind::Conflict,
                    format!("{} has another server `{name}`", file.shown),
                )
                .hint("`--name` installs under another name"));
            }
            None => {
                let inserted = edit::insert(&text, client, name, entry).map_err(fault)?;
                known.get_or_insert(inserted.known);
                has_added = true;
                text = inserted.text;
            }
        }
    }
    let is_recorded = old.is_some_and(|old| {
        wish.entries.iter().all(|(name, entry)| is_as_written(old, name, entry))
    });
    if text == before && file.text.is_some() && (is_recorded || old.is_none()) {
        return Ok(Plan { action: "unchanged", after: text, install: None });
    }
    let known = known.or(old.map(|old| old.known_keys)).unwrap_or(usize::MAX);
    let install = record(file, old, wish, &text, known).map_err(fault)?;
    let action = if text == before {
        "unchanged"
    } else if has_added && old.is_none() {
        "added"
    } else {
        "replaced"
    };
    Ok(Plan { action, after: text, install: Some(install) })
}

/// Completes the install for the ledger.
fn record(
    file: &ClientText,
    old: Option<&Install>,
    wish: Wish<'_>,
    after: &str,
    known: usize,
) -> Result<Install, Fault> {
    let mut install = wish.install;
    match (old, &file.text) {
        (Some(old), Some(text)) => {
            install.taken.clone_from(&old.taken);
            if digest_of(text) == old.after {
                install.created = old.created;
                install.before.clone_from(&old.before);
            } else {
                let restored = restore(file.client, text, old)?;
                install.keep(restored.text.as_deref());
            }
        }
        _ => install.keep(file.text.as_deref()),
    }
    install.taken.extend(wish.taken.clone());
    let digest = |(name, entry): (&String, &Value)| {
        (name.clone(), Value::from(digest_of(&entry.to_string())))
    };
    install.entries = wish.entries.iter().map(digest).collect();
    install.known_keys = known;
    install.after = digest_of(after);
    install.file.clone_from(&file.path);
    Ok(install)
}

/// Returns a text without our entries: the very bytes from before if nothing else has changed,
/// otherwise the present text with only our entries taken out and those of the client put back.
pub(crate) fn restore(client: &Client, text: &str, old: &Install) -> Result<Restored, Fault> {
    if digest_of(text) == old.after && (old.created || old.before.is_some()) {
        return Ok(Restored { text: old.before.clone(), edited: Vec::new() });
    }
    let mut out = text.to_owned();
    let mut edited = Vec::new();
    let current = edit::entries(client, &edit::read(text, client.syntax)?);
    for name in old.entries.keys() {
        match current.get(name) {
            Some(value) if is_as_written(old, name, value) => {
                out = edit::remove(&out, client, name, old.known_keys)?;
            }
            Some(_) => edited.push(name.clone()),
            None => {}
        }
    }
    for (name, entry) in &old.taken {
        let now = edit::entries(client, &edit::read(&out, client.syntax)?);
        if !now.contains_key(name) {
            out = edit::insert(&out, client, name, entry)?.text;
        }
    }
    let is_bare = edit::read(&out, client.syntax)?.as_object().is_some_and(Map::is_empty);
    Ok(Restored { text: (!old.created || !is_bare).then_some(out), edited })
}

/// Returns the install of a file in the ledger.
pub(crate) fn find<'a>(
    installs: &'a [Install],
    file: &Path,
    settings: &Path,
) -> Option<&'a Install> {
    installs.iter().find(|install| install.file == file && install.settings == settings)
}
