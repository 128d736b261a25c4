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
        let text = std::fs::read_to_string(&self.path).map_err(|source| {
            if source.kind() == std::io::ErrorKind::NotFound {
                ReadError::Missing { path: self.path.clone() }
            } else {
                ReadError::Unreadable { path: self.path.clone(), source }
            }
        })?;
        Document::parse(&text).map_err(|findings| ReadError::Unparsable {
            path: self.path.clone(),
            text,
            findings,
        })
    }

    /// Lock, read, `verb`, compare, write. `verb` may run again where the file changed meanwhile.
    /// A missing file reads as `{}` and is created (0600).
    pub(crate) fn edit<T>(
        &self,
        verb: impl FnMut(&mut Document) -> Result<T, Refused>,
    ) -> Result<Edited<T>, EditError> {
        let e = self.preview(verb)?;
        if e.before != e.after {
            std::fs::create_dir_all(self.path.parent().unwrap()).unwrap();
            std::fs::write(&self.path, &e.after).unwrap();
        }
        Ok(e)
    }

    /// The same without lock and write: what `edit` would do.
    pub(crate) fn preview<T>(
        &self,
        mut verb: impl FnMut(&mut Document) -> Result<T, Refused>,
    ) -> Result<Edited<T>, EditError> {
        let (before, mut d) = match self.read() {
            Ok(d) => (d.text().to_owned(), d),
            Err(ReadError::Missing { .. }) => (String::new(), Document::parse("{}\n").unwrap()),
            Err(e) => return Err(e.into()),
        };
        let answer = verb(&mut d)?;
        Ok(Edited { answer, before, after: d.text().to_owned() })
    }

    /// Creates the file with this text (0600); parent folders too.
    ///
    /// # Errors
    /// `Unwritable` with `AlreadyExists` where there is one.
    pub(crate) fn create(&self, text: &str) -> Result<(), EditError> {
        if self.path.exists() {
            return Err(EditError::Unwritable {
                path: self.path.clone(),
                source: std::io::ErrorKind::AlreadyExists.into(),
            });
        }
        std::fs::create_dir_all(self.path.parent().unwrap()).unwrap();
        std::fs::write(&self.path, text).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&self.path, std::fs::Permissions::from_mode(0o600)).unwrap();
        }
        Ok(())
    }
}
