//! The ledger of installs: what was written into which file of another program, so that `sync`
//! finds what has changed since, and `uninstall` gives the bytes back. The file contains texts with
//! secrets, is private to its owner, and is locked while it changes.

use std::fs::TryLockError;
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use ring::digest;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::files::private;
use crate::state::random;

/// Version of the file format.
const VERSION: u32 = 1;
/// Limit for the size of the ledger.
const LEDGER_BYTES_MAX: u64 = 64 << 20;
/// Limit for the installs in the ledger.
const INSTALLS_MAX: usize = 1000;
/// Limit for the size of a text that is kept; a longer one is edited back.
const KEPT_BYTES_MAX: usize = 1 << 20;
/// How long a change waits for one by another process.
const LOCK_WAIT: Duration = Duration::from_secs(5);
/// Interval of attempts to take the lock.
const LOCK_POLL: Duration = Duration::from_millis(10);

/// The entries that one command has written into one file.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Install {
    /// The id of the client.
    pub(crate) client: String,
    pub(crate) file: PathBuf,
    /// The settings file of the hub.
    pub(crate) settings: PathBuf,
    /// Whether the file belongs to a project.
    pub(crate) project: bool,
    /// Whether the servers themselves were written, and not the hub.
    pub(crate) direct: bool,
    pub(crate) group: Option<String>,
    pub(crate) servers: Vec<String>,
    /// The URL, if one was given.
    pub(crate) url: Option<String>,
    /// The id of the key that was created for the client.
    pub(crate) key: Option<String>,
    /// The digests of the entries as written, by name.
    pub(crate) entries: Map<String, Value>,
    /// The client's own entries that were taken out.
    pub(crate) taken: Map<String, Value>,
    /// Whether the file was created.
    pub(crate) created: bool,
    /// The text before the first write; `None` if the file was created or the text is too long.
    pub(crate) before: Option<String>,
    /// The digest of the text after the last write.
    pub(crate) after: String,
    /// How many of the keys that lead to the servers were there before.
    pub(crate) known_keys: usize,
}

impl Install {
    /// Notes the text before the first write.
    pub(crate) fn keep(&mut self, before: Option<&str>) {
        self.created = before.is_none();
        self.before = before.filter(|it| it.len() <= KEPT_BYTES_MAX).map(str::to_owned);
    }
}

/// The content of the file.
#[derive(Debug, Default, Deserialize, Serialize)]
struct Ledger {
    version: u32,
    installs: Vec<Install>,
}

/// The ledger in a state folder.
#[derive(Clone, Debug)]
pub(crate) struct Installs {
    path: PathBuf,
}

/// Returns the digest of a text, as hexadecimal digits.
pub(crate) fn digest_of(text: &str) -> String {
    random::hex(digest::digest(&digest::SHA256, text.as_bytes()).as_ref())
}

impl Installs {
    /// Returns the ledger of a state folder, which need not exist.
    pub(crate) fn of(state: &Path) -> Self {
        Self { path: state.join("installs.json") }
    }

    /// Returns all installs, oldest first.
    ///
    /// # Errors
    /// Fails on I/O errors, and if the file is not a ledger of this version.
    pub(crate) fn read(&self) -> Result<Vec<Install>> {
        let text = match private::read_text(&self.path, LEDGER_BYTES_MAX) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let ledger: Ledger = serde_json::from_str(&text)
            .map_err(|_| Error::new(ErrorKind::InvalidData, "is not a ledger of installs"))?;
        if ledger.version != VERSION {
            let why = format!("has version {}, and {VERSION} is known", ledger.version);
            return Err(Error::new(ErrorKind::InvalidData, why));
        }
        Ok(ledger.installs)
    }

    /// Replaces the install of the same file and settings, or adds it.
    ///
    /// # Errors
    /// Fails as [`Self::read`] does, on I/O errors, and if the ledger is full or locked.
    pub(crate) fn put(&self, install: Install) -> Result<()> {
        self.change(|installs| {
            let same = |old: &Install| old.file == install.file && old.settings == install.settings;
            match installs.iter_mut().find(|old| same(old)) {
                Some(old) => *old = install,
                None => installs.push(install),
            }
        })
    }

    /// Removes the install of a file and settings.
    ///
    /// # Errors
    /// Fails as [`Self::put`] does.
    pub(crate) fn remove(&self, gone: &Install) -> Result<()> {
        self.change(|installs| {
            installs.retain(|old| old.file != gone.file || old.settings != gone.settings);
        })
    }

    fn change(&self, change: impl FnOnce(&mut Vec<Install>)) -> Result<()> {
        if let Some(folder) = self.path.parent() {
            private::folder(folder)?;
        }
        let lock = private::append(&self.path.with_extension("lock"))?;
        let start = Instant::now();
        loop {
            match lock.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if start.elapsed() < LOCK_WAIT => {
                    thread::sleep(LOCK_POLL);
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(Error::new(ErrorKind::TimedOut, "is locked by another process"));
                }
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
        let mut installs = self.read()?;
        change(&mut installs);
        if installs.len() > INSTALLS_MAX {
            let why = format!("has {INSTALLS_MAX} installs already");
            return Err(Error::new(ErrorKind::QuotaExceeded, why));
        }
        let text = serde_json::to_string(&Ledger { version: VERSION, installs })?;
        private::write(&self.path, text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ledger_is_private_and_has_one_install_per_file_and_hub() {
        let state = tempfile::tempdir().unwrap();
        let ledger = Installs::of(&state.path().join("new"));
        assert_eq!(ledger.read().unwrap(), []);
        let mut one = Install { client: "cursor".into(), file: "/a".into(), ..Install::default() };
        one.keep(Some("text"));
        ledger.put(one.clone()).unwrap();
        one.keep(None);
        ledger.put(one.clone()).unwrap();
        let other = Install { file: "/b".into(), ..one.clone() };
        ledger.put(other.clone()).unwrap();
        assert_eq!(ledger.read().unwrap(), [one.clone(), other.clone()]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(&ledger.path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        ledger.remove(&one).unwrap();
        assert_eq!(ledger.read().unwrap(), [other]);
        std::fs::write(&ledger.path, "{}").unwrap();
        assert!(ledger.read().is_err() && ledger.put(one).is_err());
        assert_eq!(std::fs::read_to_string(&ledger.path).unwrap(), "{}");
    }
}
