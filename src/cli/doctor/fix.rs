//! Fixes that lose nothing: closing files to other users, and removing files that dead processes
//! left.

use std::fs;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::cli::settings_path::display_path;
use crate::files::owner::mode_of;
use crate::store::lock::{Lock, LockError};

/// What is done about a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fix {
    /// Removes the permissions of other users.
    Close { path: PathBuf, from: u32 },
    /// Removes the lock file of the settings at `target`, if no process holds it.
    Unlock { target: PathBuf, side: PathBuf },
    /// Removes a temporary file.
    Remove { path: PathBuf },
}

impl Fix {
    /// Returns the change in the form of a unified diff.
    pub(crate) fn diff(&self, here: &Path) -> String {
        let shown = |path: &Path| display_path(path, here);
        match self {
            Self::Close { path, from } => {
                let (path, to) = (shown(path), from & 0o700);
                format!("--- {path}\n+++ {path}\n-mode {from:04o}\n+mode {to:04o}\n")
            }
            Self::Unlock { side: path, .. } | Self::Remove { path } => {
                format!("--- {}\n+++ /dev/null\n", shown(path))
            }
        }
    }

    /// Returns what was done, as a sentence.
    pub(crate) fn sentence(&self, here: &Path) -> String {
        match self {
            Self::Close { path, .. } => {
                format!("Closed {} to other users", display_path(path, here))
            }
            Self::Unlock { side: path, .. } | Self::Remove { path } => {
                format!("Removed {}", display_path(path, here))
            }
        }
    }

    /// Applies the fix. Fails if the file has been changed since it was found.
    pub(crate) fn apply(&self) -> Result<(), Error> {
        match self {
            Self::Close { path, from } => {
                let found = path.symlink_metadata()?;
                if found.is_symlink() || mode_of(&found) != *from {
                    return Err(Error::other("it has been changed meanwhile"));
                }
                close(path, from & 0o700)
            }
            // The lock is removed when it is released.
            Self::Unlock { target, .. } => match Lock::take(target, Duration::ZERO) {
                Ok(lock) => {
                    drop(lock);
                    Ok(())
                }
                Err(LockError::Held(holder)) => {
                    Err(Error::other(format!("process {holder} holds it now")))
                }
                Err(LockError::Foreign { why, .. }) => Err(Error::other(why)),
                Err(LockError::System(error)) => Err(error),
            },
            Self::Remove { path } => match fs::remove_file(path) {
                Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            },
        }
    }
}

#[cfg(unix)]
fn close(path: &Path, mode: u32) -> Result<(), Error> {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode))
}

#[cfg(not(unix))]
fn close(_: &Path, _: u32) -> Result<(), Error> {
    Ok(())
}
