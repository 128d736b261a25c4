//! The advisory lock for edits by commands and hubs: a file beside the settings,
//! `.mcp_settings.json.lock`. It contains the process id of the holder, which removes the
//! file before it releases the lock. A process that waited for a removed file opens a new one.
//!
//! The file is only opened if it can be one of ours, so a file that another user planted is neither
//! followed nor truncated.

use std::fs::{File, Metadata, OpenOptions, TryLockError};
use std::io::{Error, ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use crate::files::owner::{self, Trusted, mode_of, owner_of};
use crate::files::regular;

/// Delay between two attempts to take a lock.
const PAUSE: Duration = Duration::from_millis(10);

/// Limit for the content: the digits of a process id, and some more.
const ID_BYTES: u64 = 20;

/// A held lock; released on drop.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
    /// The side file; `None` if the lock is on the settings file itself.
    side: Option<PathBuf>,
    /// Whether the lock is held, so that the side file is ours to remove.
    signed: bool,
}

/// The reason why a lock was not taken.
#[derive(Debug)]
pub(crate) enum LockError {
    /// Another process holds it; contains its id, or `?`.
    Held(String),
    /// The file at the lock's path cannot be one of ours.
    Foreign {
        /// The path of the lock.
        path: PathBuf,
        /// A predicate for the path: "is a symbolic link".
        why: String,
    },
    /// An I/O error occurred.
    System(Error),
}

impl Lock {
    /// Takes the lock of `target`. Its folder must exist.
    pub(crate) fn take(target: &Path, wait: Duration) -> Result<Self, LockError> {
        let end = Instant::now() + wait;
        loop {
            let lock = Self::open(target)?;
            lock.hold(end)?;
            if !lock.is_removed() {
                return lock.sign();
            }
            if Instant::now() >= end {
                return Err(LockError::Held("?".into()));
            }
        }
    }

    fn open(target: &Path) -> Result<Self, LockError> {
        let side = side_file(target);
        match open(&side, target, Trusted::current()) {
            Ok(file) => Ok(Self { file, side: Some(side), signed: false }),
            // A settings file that is a mount of its own can be in a folder that allows no other
            // file. It is then written in place as well, so the lock can be on the file itself.
            Err(LockError::System(error)) if is_denied(&error) => {
                let mut options = OpenOptions::new();
                options.read(true).append(true);
                regular::without_following(&mut options);
                let file = options.open(target).map_err(|_| LockError::System(error))?;
                file.metadata()
                    .and_then(|found| regular::check(&found))
                    .map_err(LockError::System)?;
                Ok(Self { file, side: None, signed: false })
            }
            Err(error) => Err(error),
        }
    }

    fn hold(&self, end: Instant) -> Result<(), LockError> {
        loop {
            match self.file.try_lock() {
                Ok(()) => return Ok(()),
                Err(TryLockError::WouldBlock) if Instant::now() < end => thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => {
                    let holder = self
                        .side
                        .as_ref()
                        .and_then(|_| content(&self.file).ok())
                        .filter(|id| !id.is_empty() && is_id(id));
                    return Err(LockError::Held(holder.unwrap_or_else(|| "?".into())));
                }
                Err(TryLockError::Error(error)) => return Err(LockError::System(error)),
            }
        }
    }

    /// Whether the previous holder removed the file.
    fn is_removed(&self) -> bool {
        let Some(side) = &self.side else { return false };
        let is_gone = side.symlink_metadata().is_err_and(|e| e.kind() == ErrorKind::NotFound);
        is_gone || self.file.metadata().is_ok_and(|found| links_of(&found) == 0)
    }

    /// Writes our process id into it.
    fn sign(mut self) -> Result<Self, LockError> {
        let Some(side) = &self.side else { return Ok(self) };
        let written = content(&self.file).map_err(LockError::System)?;
        if !is_id(&written) {
            let why = "contains something other than a process id".to_owned();
            return Err(LockError::Foreign { path: side.clone(), why });
        }
        // The id only informs waiting processes; the lock is valid without it.
        let emptied = self.file.set_len(0).and_then(|()| self.file.rewind());
        let _ = emptied.and_then(|()| write!(self.file, "{}", std::process::id()));
        self.signed = true;
        Ok(self)
    }

    /// Returns whether the folder allows files beside the settings.
    pub(crate) fn is_beside(&self) -> bool {
        self.side.is_some()
    }
}

/// Removes the file while the lock is still held, so that the next holder notices. On other systems
/// than Unix an open file cannot be removed at once, and it stays.
#[cfg(unix)]
impl Drop for Lock {
    fn drop(&mut self) {
        let Some(side) = self.side.as_ref().filter(|_| self.signed) else { return };
        if self.file.metadata().is_ok_and(|found| links_of(&found) == 1) {
            let _ = std::fs::remove_file(side);
        }
    }
}

/// Returns the path of the lock file.
pub(crate) fn side_file(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.lock"))
}

/// The state of a lock, for a check that changes nothing.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum LockState {
    /// There is no lock file.
    Free,
    /// A process holds it; contains its id, or `?`.
    Held(String),
    /// No process holds the lock file.
    Stale,
    /// The file cannot be one of ours; contains a predicate for its path.
    Foreign(String),
}

/// Looks at the lock of `target` without creating or removing it.
pub(crate) fn look(target: &Path) -> LockState {
    let side = side_file(target);
    if side.symlink_metadata().is_err() {
        return LockState::Free;
    }
    let file = match open(&side, target, Trusted::current()) {
        Ok(file) => file,
        Err(LockError::Foreign { why, .. }) => return LockState::Foreign(why),
        Err(LockError::System(error)) => {
            return LockState::Foreign(format!("cannot be opened: {error}"));
        }
        Err(LockError::Held(holder)) => return LockState::Held(holder),
    };
    let written = content(&file).unwrap_or_default();
    match file.try_lock() {
        Ok(()) if is_id(&written) => LockState::Stale,
        Ok(()) => LockState::Foreign("contains something other than a process id".to_owned()),
        Err(_) if written.is_empty() || !is_id(&written) => LockState::Held("?".to_owned()),
        Err(_) => LockState::Held(written),
    }
}

/// Returns whether the error means that the path is not writable at all.
pub(crate) fn is_denied(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
}

/// Opens the lock file of `target`. Creates it, private to its owner, if it does not exist.
fn open(side: &Path, target: &Path, trusted: Trusted) -> Result<File, LockError> {
    let foreign = |why: String| LockError::Foreign { path: side.to_owned(), why };
    let settings_owner = target.metadata().ok().and_then(|found| owner_of(&found));
    let is_ours = |owner| owner == 0 || trusted.is_user(owner) || Some(owner) == settings_owner;
    let check = |found: &Metadata| {
        if let Err(error) = regular::check(found) {
            return Err(foreign(error.to_string()));
        }
        match owner_of(found).filter(|owner| !is_ours(*owner)) {
            Some(owner) => Err(foreign(format!("belongs to {}", owner::shown(owner)))),
            None if links_of(found) > 1 => Err(foreign("has another hard link".to_owned())),
            None => Ok(()),
        }
    };
    // Checked before the open, which has side effects on some files, such as a pipe.
    let before = side.symlink_metadata();
    if let Ok(found) = &before {
        check(found)?;
    }
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    regular::without_following(&mut options);
    let file = options.open(side).map_err(|error| {
        if regular::is_link(&error) {
            foreign("is a symbolic link, not a file".to_owned())
        } else {
            LockError::System(error)
        }
    })?;
    let found = file.metadata().map_err(LockError::System)?;
    check(&found)?;
    keep_private(&file, &found, settings_owner.filter(|_| before.is_err()), trusted);
    Ok(file)
}

/// Makes the lock file private: any user with access to it can hold the lock forever. If root has
/// just created it, it is given to the owner of the settings, the next user to need it.
#[cfg(unix)]
fn keep_private(file: &File, found: &Metadata, give_to: Option<u32>, trusted: Trusted) {
    let owner = owner_of(found);
    if mode_of(found) & 0o077 != 0 && owner.is_some_and(|owner| trusted.is_user(owner)) {
        let _ = file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600));
    }
    if let Some(user) = give_to.filter(|user| owner != Some(*user)) {
        let _ = rustix::fs::fchown(file, Some(rustix::fs::Uid::from_raw(user)), None);
    }
}

#[cfg(not(unix))]
fn keep_private(_: &File, _: &Metadata, _: Option<u32>, _: Trusted) {}

/// Returns the number of hard links.
fn links_of(found: &Metadata) -> u64 {
    #[cfg(unix)]
    return std::os::unix::fs::MetadataExt::nlink(found);
    #[cfg(not(unix))]
    {
        let _ = found;
        1
    }
}

/// Returns the content of the lock file, truncated after the limit for a process id.
fn content(mut file: &File) -> Result<String, Error> {
    file.rewind()?;
    let mut bytes = Vec::new();
    file.take(ID_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn is_id(text: &str) -> bool {
    text.len() as u64 <= ID_BYTES && text.trim_end().bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    use super::*;

    fn place() -> (tempfile::TempDir, PathBuf, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("mcp_settings.json");
        fs::write(&target, "{}").unwrap();
        let side = side_file(&target);
        (folder, target, side)
    }

    fn refusal(target: &Path) -> String {
        match Lock::take(target, Duration::ZERO) {
            Err(LockError::Foreign { why, .. }) => why,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_lock_is_private_and_an_older_one_is_made_private() {
        let (_folder, target, side) = place();
        let mode = || mode_of(&side.metadata().unwrap());
        let held = Lock::take(&target, Duration::ZERO).unwrap();
        assert_eq!(mode(), 0o600);
        drop(held);
        fs::write(&side, "4194304").unwrap();
        fs::set_permissions(&side, fs::Permissions::from_mode(0o644)).unwrap();
        let held = Lock::take(&target, Duration::ZERO).unwrap();
        assert_eq!(mode(), 0o600);
        assert_eq!(fs::read_to_string(&side).unwrap(), std::process::id().to_string());
        drop(held);
    }

    #[test]
    fn a_lock_leaves_no_file_behind_and_is_never_held_twice() {
        use std::sync::atomic::{AtomicUsize, Ordering};

        let (folder, target, side) = place();
        let (inside, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        let held = Lock::take(&target, Duration::from_mins(1)).unwrap();
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                        assert!(side.exists());
                        taken.fetch_add(1, Ordering::SeqCst);
                        inside.fetch_sub(1, Ordering::SeqCst);
                        drop(held);
                    }
                });
            }
        });
        assert_eq!(taken.into_inner(), 400);
        assert!(!side.exists());
        let held = Lock::take(&target, Duration::ZERO).unwrap();
        let Err(LockError::Held(holder)) = Lock::take(&target, Duration::ZERO) else {
            panic!("held twice")
        };
        assert_eq!(holder, std::process::id().to_string());
        assert!(side.exists(), "a process without the lock does not remove the file");
        // If the file was replaced, the new one belongs to another process.
        fs::remove_file(&side).unwrap();
        fs::write(&side, "").unwrap();
        drop(held);
        assert!(side.exists());
        drop(folder);
    }

    #[test]
    fn a_foreign_file_at_the_locks_path_is_not_changed() {
        let (folder, target, side) = place();
        let other = folder.path().join("bashrc");
        for text in ["export A=1\n", "", "12"] {
            fs::write(&other, text).unwrap();
            symlink(&other, &side).unwrap();
            assert_eq!(refusal(&target), "is a symbolic link, not a file");
            fs::remove_file(&side).unwrap();
            fs::hard_link(&other, &side).unwrap();
            assert_eq!(refusal(&target), "has another hard link");
            fs::remove_file(&side).unwrap();
            assert_eq!(fs::read_to_string(&other).unwrap(), text);
        }
        symlink(folder.path().join("nothing"), &side).unwrap();
        assert_eq!(refusal(&target), "is a symbolic link, not a file");
        assert!(!folder.path().join("nothing").exists());
        fs::remove_file(&side).unwrap();
        fs::create_dir(&side).unwrap();
        assert_eq!(refusal(&target), "is a folder, not a file");
        fs::remove_dir(&side).unwrap();
        for text in ["a note", "12345678901234567890123"] {
            fs::write(&side, text).unwrap();
            assert_eq!(refusal(&target), "contains something other than a process id");
            assert_eq!(fs::read_to_string(&side).unwrap(), text);
        }
    }

    #[test]
    fn a_lock_of_another_user_is_reported_at_once() {
        let (_folder, target, side) = place();
        fs::write(&side, "1").unwrap();
        let stranger = Trusted::of(Some(61_501), None);
        let owner = owner_of(&side.metadata().unwrap()).unwrap();
        // Only root can give the files to other users.
        if owner != 0 {
            return eprintln!("skipped: needs root");
        }
        std::os::unix::fs::chown(&side, Some(61_502), None).unwrap();
        std::os::unix::fs::chown(&target, Some(61_501), None).unwrap();
        let Err(LockError::Foreign { why, .. }) = open(&side, &target, stranger) else {
            panic!("the lock of another user was opened")
        };
        assert_eq!(why, "belongs to user 61502");
    }

    #[test]
    fn a_lock_created_by_root_belongs_to_the_owner_of_the_settings() {
        let (_folder, target, side) = place();
        if owner_of(&target.metadata().unwrap()) != Some(0) {
            return eprintln!("skipped: needs root");
        }
        std::os::unix::fs::chown(&target, Some(61_501), None).unwrap();
        let held = Lock::take(&target, Duration::ZERO).unwrap();
        assert_eq!(owner_of(&side.metadata().unwrap()), Some(61_501));
        drop(held);
        drop(Lock::take(&target, Duration::ZERO).unwrap());
    }
}
