//! Reading the file, and writing it so that no reader ever sees half of it.

use std::path::{Path, PathBuf};

use crate::settings::Diagnostic;
use crate::settings::document::Document;
use crate::settings::edit::Refused;

/// Where settings are kept.
#[derive(Clone, Debug)]
pub(crate) struct SettingsFile {
    path: PathBuf,
}

/// What an edit did to the file.
#[derive(Debug)]
pub(crate) struct Edited<T> {
    /// What the verb answered.
    pub(crate) answer: T,
    /// The text before; empty where there was no file.
    pub(crate) before: String,
    /// The text after.
    pub(crate) after: String,
}

/// Why the file could not be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
    /// There is none.
    #[error("there is no settings file at {path}")]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The system refused.
    #[error("cannot read {path}")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It does not parse.
    #[error("{path} is not a settings file")]
    Unparsable {
        /// The file.
        path: PathBuf,
        /// Its text, for excerpts.
        text: String,
        /// What was found.
        findings: Vec<Diagnostic>,
    },
}

/// Why an edit was not written. The file is as it was.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EditError {
    /// The file cannot be read or does not parse.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The verb refused.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Another process holds the lock.
    #[error("{path} is locked by process {holder}")]
    Locked {
        /// The file.
        path: PathBuf,
        /// The process id in the lock file, or `?`.
        holder: String,
    },
    /// It kept changing under us.
    #[error("{path} kept changing while it was being edited")]
    Moving {
        /// The file.
        path: PathBuf,
    },
    /// The system refused.
    #[error("cannot write {path}")]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl SettingsFile {
    /// The file at `path`, which need not exist.
    pub(crate) fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Reads and parses it.
    pub(crate) fn read(&self) -> Result<Document, ReadError> {
        Err(ReadError::Missing { path: self.path.clone() })
    }

    /// Lock, read, `verb`, compare, write. `verb` may run again where the file changed meanwhile.
    /// A missing file reads as `{}` and is created (0600).
    pub(crate) fn edit<T>(
        &self,
        verb: impl FnMut(&mut Document) -> Result<T, Refused>,
    ) -> Result<Edited<T>, EditError> {
        let _ = verb;
        Err(ReadError::Missing { path: self.path.clone() }.into())
    }

    /// The same without lock and write: what `edit` would do.
    pub(crate) fn preview<T>(
        &self,
        verb: impl FnMut(&mut Document) -> Result<T, Refused>,
    ) -> Result<Edited<T>, EditError> {
        let _ = verb;
        Err(ReadError::Missing { path: self.path.clone() }.into())
    }

    /// Creates the file with this text (0600); parent folders too.
    ///
    /// # Errors
    /// `Unwritable` with `AlreadyExists` where there is one.
    pub(crate) fn create(&self, text: &str) -> Result<(), EditError> {
        let _ = text;
        Ok(())
    }
}
