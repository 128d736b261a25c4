//! The files of the audit log, in a folder of their own. Lines are appended to `audit.jsonl`; when
//! it is full, it becomes `audit.1.jsonl`, and so on to `audit.4.jsonl`. Of older files, calls and
//! refusals are dropped and the other records move to `audit.kept.jsonl`, so many calls can only
//! displace calls. The total size is limited. A file lock serializes the hubs and commands that
//! share the folder.

use std::fs::{self, File, TryLockError};
use std::io::{Error, ErrorKind, Read, Result, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::files::owner::Trusted;
use crate::files::private;

/// Relative to the state folder.
const FOLDER: &str = "audit";
const ACTIVE: &str = "audit.jsonl";
const LOCK: &str = "audit.lock";
/// Size at which a file is rotated.
const FILE_BYTES: u64 = 8 << 20;
/// Complete rotated files to keep.
const OLD_FILES: usize = 4;
/// How long a writer or reader waits for the lock.
const LOCK_WAIT: Duration = Duration::from_secs(5);
/// Delay between two attempts to take the lock.
const LOCK_PAUSE: Duration = Duration::from_millis(2);

/// The files in one state folder.
#[derive(Clone, Debug)]
pub(in crate::state) struct Files {
    folder: PathBuf,
    file_bytes: u64,
    trusted: Trusted,
}

/// A consistent set of open files.
pub(in crate::state) struct Opened {
    /// Newest first.
    pub(in crate::state) files: Vec<File>,
    /// The length of the active file.
    pub(in crate::state) active_bytes: u64,
}

impl Files {
    /// Returns the files for a process that trusts these users.
    pub(in crate::state) fn of(state: &Path, trusted: Trusted) -> Self {
        Self { folder: state.join(FOLDER), file_bytes: FILE_BYTES, trusted }
    }

    /// Appends complete lines in one write.
    ///
    /// # Errors
    /// Fails if the folder or a file belongs to an untrusted user, or on an I/O error.
    pub(in crate::state) fn append(&self, lines: &[u8]) -> Result<()> {
        self.make_folder()?;
        let _lock = self.lock()?;
        let mut file = self.open(ACTIVE)?;
        let mut length = file.metadata()?.len();
        if length > 0 && length + lines.len() as u64 > self.file_bytes {
            self.rotate()?;
            file = self.open(ACTIVE)?;
            length = file.metadata()?.len();
        }
        let mut text = Vec::with_capacity(lines.len() + 1);
        if is_torn(&mut file, length)? {
            text.push(b'\n');
        }
        text.extend_from_slice(lines);
        file.write_all(&text).inspect_err(|_| {
            // Remove a partial line; if that fails too, readers skip it.
            let _ = file.set_len(length);
        })
    }

    /// Opens all files under the lock; none if the log does not exist.
    pub(in crate::state) fn open_all(&self) -> Result<Opened> {
        let mut opened = Opened { files: Vec::new(), active_bytes: 0 };
        if !self.check_folder()? {
            return Ok(opened);
        }
        let _lock = self.lock()?;
        for name in newest_first() {
            let Some(file) = self.open_existing(&name)? else { continue };
            if name == ACTIVE {
                opened.active_bytes = file.metadata()?.len();
            }
            opened.files.push(file);
        }
        Ok(opened)
    }

    /// Opens the active file, if it exists.
    pub(in crate::state) fn open_active(&self) -> Result<Option<File>> {
        self.open_existing(ACTIVE)
    }

    /// Returns the read limit for one file.
    pub(in crate::state) fn read_bytes(&self) -> u64 {
        // One batch of lines may exceed the size of a file.
        self.file_bytes * 2 + (64 << 20)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn make_folder(&self) -> Result<()> {
        let is_new = !self.folder.exists();
        self.check_folder()?;
        private::folder_for(&self.folder, self.trusted).map_err(|e| with_path(&self.folder, &e))?;
        if is_new { private::give_to_owner_of(self.folder.parent(), &self.folder) } else { Ok(()) }
    }

    /// Returns whether the folder exists. A link to a folder is an error: its target may contain
    /// other files.
    fn check_folder(&self) -> Result<bool> {
        let found = match fs::symlink_metadata(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            found => found?,
        };
        if !found.is_dir() {
            let error = Error::new(ErrorKind::PermissionDenied, "is not a folder; move it away");
            return Err(with_path(&self.folder, &error));
        }
        self.trusted.check(&found).map_err(|error| with_path(&self.folder, &error))?;
        Ok(true)
    }

    /// Opens a file for reading and appending. Creates it if it does not exist.
    fn open(&self, name: &str) -> Result<File> {
        let path = self.path(name);
        let is_new = !path.exists();
        let file = private::append_for(&path, self.trusted).map_err(|e| with_path(&path, &e))?;
        make_private(&file)?;
        if is_new {
            private::give_to_owner_of(Some(&self.folder), &path)?;
        }
        Ok(file)
    }

    fn open_existing(&self, name: &str) -> Result<Option<File>> {
        let path = self.path(name);
        match private::open_for(&path, self.trusted) {
            Ok(file) => Ok(Some(file)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(with_path(&path, &error)),
        }
    }

    fn lock(&self) -> Result<File> {
        let file = self.open(LOCK)?;
        let end = Instant::now() + LOCK_WAIT;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) if Instant::now() < end => thread::sleep(LOCK_PAUSE),
                Err(TryLockError::WouldBlock) => {
                    let text =
                        format!("{} is locked by another process", self.path(LOCK).display());
                    return Err(Error::new(ErrorKind::TimedOut, text));
                }
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }

    /// Starts a new active file. Requires the lock.
    fn rotate(&self) -> Result<()> {
        let oldest = rotated_name(OLD_FILES);
        if let Some(file) = self.open_existing(&oldest)? {
            self.keep_lasting(file)?;
            fs::remove_file(self.path(&oldest))?;
        }
        for number in (1..OLD_FILES).rev() {
            self.rename(&rotated_name(number), &rotated_name(number + 1))?;
        }
        self.rename(ACTIVE, &rotated_name(1))
    }

    /// Copies the lasting records of a file to the kept ones.
    fn keep_lasting(&self, file: File) -> Result<()> {
        let mut bytes = Vec::new();
        file.take(self.read_bytes()).read_to_end(&mut bytes)?;
        let lasting: Vec<&[u8]> =
            bytes.split_inclusive(|b| *b == b'\n').filter(|line| is_lasting(line)).collect();
        let lasting = lasting.concat();
        let kept = self.open(&kept_name(0))?;
        let full = kept.metadata()?.len() + lasting.len() as u64 > self.file_bytes;
        let mut kept = if full {
            self.rename(&kept_name(0), &kept_name(1))?;
            self.open(&kept_name(0))?
        } else {
            kept
        };
        kept.write_all(&lasting)
    }

    fn rename(&self, from: &str, to: &str) -> Result<()> {
        match fs::rename(self.path(from), self.path(to)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            renamed => renamed,
        }
    }
}

/// Adds the path to the error's text.
fn with_path(path: &Path, error: &Error) -> Error {
    Error::new(error.kind(), format!("{} {error}", path.display()))
}

fn rotated_name(number: usize) -> String {
    format!("audit.{number}.jsonl")
}

/// Returns the name of a file of kept records: 0 for the newer part, 1 for the older one.
fn kept_name(part: usize) -> String {
    if part == 0 { "audit.kept.jsonl".to_owned() } else { "audit.kept.1.jsonl".to_owned() }
}

fn newest_first() -> impl Iterator<Item = String> {
    let whole = [ACTIVE.to_owned()].into_iter().chain((1..=OLD_FILES).map(rotated_name));
    whole.chain([kept_name(0), kept_name(1)])
}

/// Returns whether a line is kept when its file is deleted: it is neither a call nor a refusal,
/// which anyone can produce without limit. Failed logins are kept, because the lockout bounds them.
fn is_lasting(line: &[u8]) -> bool {
    let Ok(Value::Object(record)) = serde_json::from_slice(line) else { return false };
    let is = |key: &str, word: &str| record.get(key).and_then(Value::as_str) == Some(word);
    !is("kind", "call") && (!is("result", "refused") || is("kind", "login"))
}

/// Returns whether the last line has no end, because a writer died.
fn is_torn(file: &mut File, length: u64) -> Result<bool> {
    if length == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// Removes the permissions of other users.
#[cfg(unix)]
fn make_private(file: &File) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    if file.metadata()?.permissions().mode() & 0o777 == 0o600 {
        return Ok(());
    }
    file.set_permissions(fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn make_private(_: &File) -> Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    fn files(folder: &tempfile::TempDir, file_bytes: u64) -> Files {
        Files { file_bytes, ..Files::of(folder.path(), Trusted::current()) }
    }

    fn line(kind: &str, result: &str, number: usize) -> String {
        format!("{{\"kind\":\"{kind}\",\"result\":\"{result}\",\"number\":{number}}}\n")
    }

    /// Returns all lines, oldest first.
    fn lines(files: &Files) -> Vec<String> {
        let mut lines = Vec::new();
        for mut file in files.open_all().unwrap().files.into_iter().rev() {
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            lines.extend(text.split_inclusive('\n').map(str::to_owned));
        }
        lines
    }

    fn bytes(files: &Files) -> u64 {
        fs::read_dir(&files.folder).unwrap().map(|e| e.unwrap().metadata().unwrap().len()).sum()
    }

    #[test]
    fn calls_and_refusals_displace_only_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let files = files(&folder, 1000);
        let first =
            [line("login", "refused", 0), line("write", "ok", 1), line("setup", "failed", 2)];
        files.append(first.concat().as_bytes()).unwrap();
        for number in 3..2000 {
            let result = if number % 2 == 0 { "ok" } else { "refused" };
            let kind = if number % 2 == 0 { "call" } else { "access" };
            files.append(line(kind, result, number).as_bytes()).unwrap();
            assert!(bytes(&files) < 8 * 1000, "{number}");
        }
        let lines = lines(&files);
        assert_eq!(lines[..3], first);
        let newest = |n: usize| lines[lines.len() - n].clone();
        assert_eq!(
            [newest(2), newest(1)],
            [line("call", "ok", 1998), line("access", "refused", 1999)]
        );
    }

    #[test]
    fn the_total_size_is_bounded_and_the_newest_records_stay_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let files = files(&folder, 1000);
        for number in 0..1000 {
            files.append(line("write", "ok", number).as_bytes()).unwrap();
            assert!(bytes(&files) < 8 * 1000, "{number}");
        }
        let lines = lines(&files);
        let first = 1000 - lines.len();
        let wanted: Vec<_> = (first..1000).map(|number| line("write", "ok", number)).collect();
        assert!(lines == wanted && lines.len() > 100);
    }

    #[test]
    fn concurrent_writers_rotate_once() {
        let folder = tempfile::tempdir().unwrap();
        let files = files(&folder, 20_000);
        thread::scope(|scope| {
            for writer in 0..4 {
                let files = files.clone();
                scope.spawn(move || {
                    for number in 0..250 {
                        let number = writer * 1000 + number;
                        files.append(line("write", "ok", number).as_bytes()).unwrap();
                    }
                });
            }
        });
        let mut lines = lines(&files);
        lines.sort_unstable();
        let all = (0..4).flat_map(|writer| (0..250).map(move |number| writer * 1000 + number));
        let mut wanted: Vec<_> = all.map(|number| line("write", "ok", number)).collect();
        wanted.sort_unstable();
        assert_eq!(lines, wanted);
    }

    #[cfg(unix)]
    #[test]
    fn folder_and_files_are_private_to_their_owner() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let files = files(&folder, 100);
        let open = |mode| fs::set_permissions(&files.folder, fs::Permissions::from_mode(mode));
        for number in 0..20 {
            files.append(line("write", "ok", number).as_bytes()).unwrap();
            open(0o755).unwrap();
        }
        files.append(line("write", "ok", 20).as_bytes()).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&files.folder), 0o700);
        for entry in fs::read_dir(&files.folder).unwrap() {
            let path = entry.unwrap().path();
            assert_eq!(mode(&path), 0o600, "{}", path.display());
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_and_other_file_types_are_rejected_and_left_alone() {
        use std::os::unix::fs::symlink;

        let folder = tempfile::tempdir().unwrap();
        let precious = folder.path().join("precious");
        fs::write(&precious, "mine").unwrap();
        for name in [ACTIVE, LOCK] {
            for hard in [false, true] {
                let files = files(&folder, 1000);
                fs::create_dir_all(&files.folder).unwrap();
                if hard {
                    fs::hard_link(&precious, files.path(name)).unwrap();
                } else {
                    symlink(&precious, files.path(name)).unwrap();
                }
                assert!(files.append(b"{}\n").is_err(), "{name}");
                assert_eq!(fs::read_to_string(&precious).unwrap(), "mine");
                fs::remove_dir_all(&files.folder).unwrap();
            }
        }
        let files = files(&folder, 1000);
        symlink(folder.path(), &files.folder).unwrap();
        assert!(files.append(b"{}\n").is_err() && files.open_all().is_err());
    }

    /// The same rule as for all private files: the owner must be a trusted user.
    #[cfg(unix)]
    #[test]
    fn files_that_a_stranger_owns_or_can_write_are_rejected() {
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};

        let folder = tempfile::tempdir().unwrap();
        let own = files(&folder, 1000);
        own.append(b"{}\n").unwrap();
        let mut owner = fs::metadata(&own.folder).unwrap().uid();
        if owner == 0 {
            // Root is always trusted, so the test gives the files away, which needs root.
            owner = 61_502;
            for path in [own.folder.clone(), own.path(ACTIVE), own.path(LOCK)] {
                chown(path, Some(owner), None).unwrap();
            }
        }
        let stranger = Files { trusted: Trusted::of(Some(61_501), None), ..own.clone() };
        for refused in [stranger.append(b"{}\n").err(), stranger.open_all().err()] {
            let wanted = format!("{} belongs to user {owner}", own.folder.display());
            assert!(refused.unwrap().to_string().starts_with(&wanted));
        }
        // The user that called `sudo` is trusted only if the process runs as root.
        let root = |sudo| Files { trusted: Trusted::of(Some(0), sudo), ..own.clone() };
        assert_eq!(root(Some(owner)).open_all().unwrap().files.len(), 1);
        assert!(root(Some(61_501)).open_all().is_err() && root(None).open_all().is_err());
        let wide = fs::Permissions::from_mode(0o620);
        fs::set_permissions(own.path(ACTIVE), wide).unwrap();
        let refused = root(Some(owner)).open_all().err().unwrap().to_string();
        let wanted = format!("{} can be written by other users", own.path(ACTIVE).display());
        assert_eq!(refused, wanted);
    }
}
