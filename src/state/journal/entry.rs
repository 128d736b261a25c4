//! Entries of the journal. An entry is the change of one file; the entries of one operation, such
//! as a command that writes several files, share a number.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

/// Limit for one text of an entry.
const TEXT_BYTES: usize = 1024;

/// Who changes files, from where, and by what. Its clones belong to one operation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Label {
    /// The actor, if known: the name of a user or key, or the user of the operating system.
    pub(crate) who: Option<String>,
    /// An IP address, `cli` or `hub`.
    pub(crate) from: String,
    /// The method and route of a request, or the name of a command.
    pub(crate) action: String,
    /// The operation that this one undoes.
    pub(crate) undoes: Option<u64>,
    /// The number of the operation; set with its first entry.
    pub(super) operation: Arc<OnceLock<u64>>,
}

impl Label {
    /// Labels a new operation.
    pub(crate) fn new(who: Option<String>, from: &str, action: &str) -> Self {
        Self { who, from: from.to_owned(), action: action.to_owned(), ..Self::default() }
    }

    /// Labels an operation that undoes another.
    pub(crate) fn undoing(self, operation: u64) -> Self {
        Self { undoes: Some(operation), ..self }
    }

    /// Returns the number of the operation; `None` if nothing was recorded.
    pub(crate) fn number(&self) -> Option<u64> {
        self.operation.get().copied()
    }

    /// Returns the entry of a change of `file`.
    pub(super) fn entry(
        &self,
        operation: u64,
        file: &Path,
        before: Option<String>,
        after: Option<String>,
    ) -> Entry {
        Entry {
            operation,
            time: format!("{:.3}", jiff::Timestamp::now()),
            who: self.who.as_deref().map(cut),
            from: cut(&self.from),
            action: cut(&self.action),
            undoes: self.undoes,
            file: file.to_owned(),
            before,
            after,
        }
    }
}

/// The change of one file. It contains digests; the texts are beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// The number of the operation.
    pub(crate) operation: u64,
    /// ISO 8601 in UTC with milliseconds.
    pub(crate) time: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) who: Option<String>,
    pub(crate) from: String,
    pub(crate) action: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) undoes: Option<u64>,
    /// The path without links.
    pub(crate) file: PathBuf,
    /// SHA-256 of the content before; `None` if the file did not exist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) before: Option<String>,
    /// SHA-256 of the content after; `None` if the file was removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) after: Option<String>,
}

fn cut(text: &str) -> String {
    if text.len() > TEXT_BYTES {
        return format!("{}…", &text[..text.floor_char_boundary(TEXT_BYTES)]);
    }
    text.to_owned()
}
