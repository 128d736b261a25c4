//! The folder of the journal: `journal.jsonl` with a line for each entry, oldest first, and the
//! texts. Count and size are limited; the oldest operations make room. A file lock serializes the
//! hubs and commands that share the folder.

use std::collections::HashSet;
use std::fs::{self, File, TryLockError};
use std::io::{Error, ErrorKind, Result, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::files::owner::Trusted;
use crate::files::{private, regular};
use crate::state::journal::entry::Entry;
use crate::state::journal::texts::Texts;

/// Relative to the state folder.
const FOLDER: &str = "journal";
const INDEX: &str = "journal.jsonl";
const LOCK: &str = "journal.lock";
const TEXTS: &str = "texts";
/// Limit for the size of the index. [`Limits`] keep it far below.
const INDEX_BYTES_MAX: u64 = 64 << 20;
/// How long a writer waits for the lock.
const LOCK_WAIT: Duration = Duration::from_secs(5);
/// Delay between two attempts to take the lock.
const LOCK_PAUSE: Duration = Duration::from_millis(2);

/// How much is kept. If there is more, the oldest operations are dropped until a tenth is free.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) entries: usize,
    /// Compressed, without the index.
    pub(super) text_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { entries: 1000, text_bytes: 64 << 20 }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Folder {
    path: PathBuf,
    trusted: Trusted,
    pub(super) limits: Limits,
}

/// The folder while its lock is held.
pub(super) struct Locked<'a> {
    folder: &'a Folder,
    _lock: File,
}

impl Folder {
    /// Returns the folder for a process that trusts these users. It need not exist.
    pub(super) fn of(state: &Path, trusted: Trusted) -> Self {
        Self { path: state.join(FOLDER), trusted, limits: Limits::default() }
    }

    pub(super) fn texts(&self) -> Texts {
        Texts { folder: self.path.join(TEXTS), trusted: self.trusted }
    }

    /// Returns all entries, oldest first. Damaged lines are skipped. Needs no lock.
    pub(super) fn entries(&self) -> Result<Vec<Entry>> {
        let path = self.path.join(INDEX);
        let file = match private::open_for(&path, self.trusted) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(with_path(&path, &error)),
            Ok(file) => file,
        };
        let bytes = regular::read_rest(file, INDEX_BYTES_MAX).map_err(|e| with_path(&path, &e))?;
        let lines = bytes.split(|byte| *byte == b'\n');
        Ok(lines.filter_map(|line| serde_json::from_slice(line).ok()).collect())
    }

    /// Creates the folder if it does not exist, and takes the lock.
    pub(super) fn lock(&self) -> Result<Locked<'_>> {
        let is_new = !self.path.exists();
        private::folder_for(&self.path, self.trusted).map_err(|e| with_path(&self.path, &e))?;
        if is_new {
            private::give_to_owner_of(self.path.parent(), &self.path)?;
        }
        let file = self.open(LOCK)?;
        let end = Instant::now() + LOCK_WAIT;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Locked { folder: self, _lock: file }),
                Err(TryLockError::WouldBlock) if Instant::now() < end => thread::sleep(LOCK_PAUSE),
                Err(TryLockError::WouldBlock) => {
                    let path = self.path.join(LOCK);
                    let why = format!("{} is locked by another process", path.display());
                    return Err(Error::new(ErrorKind::TimedOut, why));
                }
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }

    fn open(&self, name: &str) -> Result<File> {
        let path = self.path.join(name);
        let is_new = !path.exists();
        let file = private::append_for(&path, self.trusted).map_err(|e| with_path(&path, &e))?;
        if is_new {
            private::give_to_owner_of(Some(&self.path), &path)?;
        }
        Ok(file)
    }
}

impl Locked<'_> {
    /// Appends an entry, after dropping the oldest operations if the limits require it.
    pub(super) fn append(&self, known: &[Entry], entry: &Entry) -> Result<()> {
        self.make_room(known, entry)?;
        let mut file = self.folder.open(INDEX)?;
        let length = file.metadata()?.len();
        // A line that a writer did not complete ends here, and is skipped by readers.
        let is_torn = length > 0 && !self.ends_with_line_break()?;
        let mut line = if is_torn { b"\n".to_vec() } else { Vec::new() };
        serde_json::to_writer(&mut line, entry)?;
        line.push(b'\n');
        file.write_all(&line).inspect_err(|_| {
            let _ = file.set_len(length);
        })
    }

    fn ends_with_line_break(&self) -> Result<bool> {
        let bytes = private::read(&self.folder.path.join(INDEX), INDEX_BYTES_MAX)?;
        Ok(bytes.last() == Some(&b'\n'))
    }

    /// Drops the oldest operations if there are too many entries, or their texts are too large.
    fn make_room(&self, known: &[Entry], new: &Entry) -> Result<()> {
        let Limits { entries, text_bytes } = self.folder.limits;
        let texts = self.folder.texts();
        let all = || known.iter().chain([new]);
        let is_full = all().count() > entries || size(&texts, all()) > text_bytes;
        if !is_full {
            return Ok(());
        }
        let mut first = known.len();
        // Of a text that several entries share, the newest one counts.
        let mut seen = HashSet::new();
        let mut bytes = 0;
        for (at, entry) in all().enumerate().collect::<Vec<_>>().into_iter().rev() {
            bytes +=
                names(entry).filter(|name| seen.insert(*name)).map(|n| texts.size(n)).sum::<u64>();
            let count = known.len() + 1 - at;
            if count > entries - entries / 10 || bytes > text_bytes - text_bytes / 10 {
                break;
            }
            first = at.min(known.len());
        }
        // An operation is kept or dropped as a whole, unless the new entry belongs to it.
        let dropped: HashSet<u64> = known[..first].iter().map(|entry| entry.operation).collect();
        let is_kept = |entry: &&Entry| {
            entry.operation == new.operation || !dropped.contains(&entry.operation)
        };
        let kept: Vec<&Entry> = known[first..].iter().filter(is_kept).collect();
        let mut index = Vec::new();
        for entry in &kept {
            serde_json::to_writer(&mut index, entry)?;
            index.push(b'\n');
        }
        let path = self.folder.path.join(INDEX);
        private::write(&path, &index)?;
        private::give_to_owner_of(Some(&self.folder.path), &path)?;
        texts.remove_all_but(&kept.into_iter().chain([new]).flat_map(names).collect());
        Ok(())
    }

    /// Removes all entries and texts.
    pub(super) fn clear(&self) -> Result<()> {
        let path = self.folder.path.join(INDEX);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(with_path(&path, &error));
            }
            _ => self.folder.texts().remove_all_but(&HashSet::new()),
        }
        Ok(())
    }
}

fn names(entry: &Entry) -> impl Iterator<Item = &str> {
    entry.before.iter().chain(&entry.after).map(String::as_str)
}

/// Returns the size of the distinct texts of entries.
fn size<'a>(texts: &Texts, entries: impl Iterator<Item = &'a Entry>) -> u64 {
    let names: HashSet<&str> = entries.flat_map(names).collect();
    names.into_iter().map(|name| texts.size(name)).sum()
}

/// Adds the path to the error's text.
fn with_path(path: &Path, error: &Error) -> Error {
    Error::new(error.kind(), format!("{} {error}", path.display()))
}
