//! Operations: the entries of the journal that belong together, with one change per file.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::error::{Failure, Kind};
use crate::cli::output::{mask, render};
use crate::cli::settings_path::display_path;
use crate::state::journal::entry::Entry;
use crate::state::journal::journal::{Journal, without_links};

/// What one command or request changed.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) number: u64,
    /// The time of the first change.
    pub(crate) time: String,
    pub(crate) who: Option<String>,
    pub(crate) from: String,
    pub(crate) action: String,
    pub(crate) undoes: Option<u64>,
    pub(crate) changes: Vec<Change>,
}

/// The change of one file.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) file: PathBuf,
    /// The digest of the content before; `None` if the file did not exist.
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
    /// Whether another program changed the file between two changes of the operation.
    pub(crate) is_mixed: bool,
}

impl Change {
    /// Returns what happened to the file, in one word.
    pub(crate) fn word(&self) -> &'static str {
        match (&self.before, &self.after) {
            (None, _) => "created",
            (_, None) => "removed",
            _ => "changed",
        }
    }

    /// Returns the change as a unified diff, with secrets masked.
    pub(crate) fn diff(&self, journal: &Journal, here: &Path) -> Result<String, std::io::Error> {
        let text = |digest: &Option<String>| {
            let text = digest.as_deref().map(|digest| journal.text(digest)).transpose()?;
            Ok::<_, std::io::Error>(text.unwrap_or_default())
        };
        Ok(masked_diff(&display_path(&self.file, here), &text(&self.before)?, &text(&self.after)?))
    }
}

impl Operation {
    /// Returns the actor and the origin: `ann (uid 1000) from cli`.
    pub(crate) fn actor(&self) -> String {
        format!("{} from {}", self.who.as_deref().unwrap_or("unknown"), self.from)
    }

    pub(crate) fn json(&self) -> Value {
        let file = |change: &Change| {
            json!({
                "file": change.file,
                "action": change.word(),
                "before": change.before,
                "after": change.after,
            })
        };
        json!({
            "id": self.number,
            "time": self.time,
            "who": self.who,
            "from": self.from,
            "action": self.action,
            "undoes": self.undoes,
            "files": self.changes.iter().map(file).collect::<Vec<_>>(),
        })
    }
}

/// Returns the journal of this user.
pub(crate) fn journal(context: &Context) -> Result<Journal, Failure> {
    let recorder = context.recorder.as_ref().map(|recorder| recorder.journal.clone());
    recorder.ok_or_else(|| {
        Failure::new(Kind::Failed, "cannot find this user's state folder: no home folder")
            .hint("set MCPHUB_STATE_DIR to a folder")
    })
}

/// Reads the operations, oldest first; with `file`, only those that changed it.
pub(crate) fn read(journal: &Journal, file: Option<&Path>) -> Result<Vec<Operation>, Failure> {
    let entries = journal.entries().map_err(|error| {
        let error = anyhow::Error::new(error).context("cannot read the history");
        Failure::from_error(Kind::Failed, error)
    })?;
    let file = file.map(without_links);
    let mut operations = group(entries);
    operations.retain(|operation| {
        file.as_ref().is_none_or(|file| operation.changes.iter().any(|c| c.file == *file))
    });
    Ok(operations)
}

/// Groups entries by operation, in the order of their first entries.
fn group(entries: Vec<Entry>) -> Vec<Operation> {
    let mut operations: Vec<Operation> = Vec::new();
    for entry in entries {
        let known = operations.iter_mut().rev().find(|one| one.number == entry.operation);
        let change =
            Change { file: entry.file, before: entry.before, after: entry.after, is_mixed: false };
        match known {
            Some(operation) => operation.add(change),
            None => operations.push(Operation {
                number: entry.operation,
                time: entry.time,
                who: entry.who,
                from: entry.from,
                action: entry.action,
                undoes: entry.undoes,
                changes: vec![change],
            }),
        }
    }
    operations
}

impl Operation {
    /// Adds a change; two changes of one file become one.
    fn add(&mut self, change: Change) {
        match self.changes.iter_mut().find(|known| known.file == change.file) {
            Some(known) => {
                known.is_mixed |= known.after != change.before;
                known.after = change.after;
            }
            None => self.changes.push(change),
        }
    }
}

/// Returns the difference of two contents as a unified diff, with secrets masked.
pub(crate) fn masked_diff(shown: &str, before: &[u8], after: &[u8]) -> String {
    let (before, after) = (String::from_utf8_lossy(before), String::from_utf8_lossy(after));
    let (before, after) = mask::pair(&before, &after);
    render::diff(shown, &before, &after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(operation: u64, file: &str, before: Option<&str>, after: Option<&str>) -> Entry {
        Entry {
            operation,
            time: format!("t{operation}"),
            who: None,
            from: "cli".into(),
            action: "add".into(),
            undoes: None,
            file: file.into(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        }
    }

    #[test]
    fn entries_of_one_operation_are_one_change_per_file() {
        let grouped = group(vec![
            entry(1, "/a", None, Some("1")),
            entry(2, "/b", Some("x"), Some("y")),
            entry(1, "/a", Some("1"), Some("2")),
            entry(1, "/b", Some("y"), None),
            entry(2, "/b", Some("edited"), Some("z")),
        ]);
        let shown = |operation: &Operation| {
            let changes = operation.changes.iter().map(|change| {
                let Change { file, before, after, is_mixed } = change;
                let text = |digest: &Option<String>| digest.clone().unwrap_or("-".into());
                let mixed = if *is_mixed { " mixed" } else { "" };
                format!("{} {}>{}{mixed}", file.display(), text(before), text(after))
            });
            format!("{}: {}", operation.number, changes.collect::<Vec<_>>().join(", "))
        };
        let shown: Vec<_> = grouped.iter().map(shown).collect();
        assert_eq!(shown, ["1: /a ->2, /b y>-", "2: /b x>z mixed"]);
    }
}
