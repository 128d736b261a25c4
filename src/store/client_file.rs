//! Reads and replaces the files of other programs. [`write`] is the only place that writes one: it
//! compares the file with the text that the change was made from, and replaces it as a whole.

use std::fs;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};

use crate::files::regular;
use crate::state::journal::journal::Recorder;
use crate::store::read::resolved;
use crate::store::write::{remove, replace};

/// Limit for the size of another program's file; Claude Code's own can have tens of megabytes.
const CLIENT_FILE_BYTES_MAX: u64 = 128 << 20;

/// A change of another program's file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FileChange<'a> {
    /// Records the change; `None` without a state folder.
    pub(crate) recorder: Option<&'a Recorder>,
    pub(crate) path: &'a Path,
    /// The text that the change was made from; `None` if the file did not exist.
    pub(crate) before: Option<&'a str>,
    /// The new text; `None` removes the file.
    pub(crate) after: Option<&'a str>,
}

/// Reads a file; `None` if it does not exist.
///
/// # Errors
/// Fails on I/O errors; returns `InvalidData` if the file is not UTF-8, and `NotFound` for a
/// symbolic link to a missing file.
pub(crate) fn read(path: &Path) -> Result<Option<String>, Error> {
    let target = target(path)?;
    match regular::read(&target, CLIENT_FILE_BYTES_MAX) {
        Ok(bytes) => {
            let text = String::from_utf8(bytes);
            text.map(Some).map_err(|_| Error::new(ErrorKind::InvalidData, "is not UTF-8"))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Applies a change. Returns `false` if the file no longer has the text that it was made from; then
/// nothing is written. Mode, owner and symbolic links are kept; a new file is private to its owner.
///
/// # Errors
/// Fails on I/O errors; the file is then unchanged.
pub(crate) fn write(change: FileChange<'_>) -> Result<bool, Error> {
    let target = target(change.path)?;
    let is_known = |path: &Path| match read(path) {
        Ok(now) => now.as_deref() == change.before,
        Err(_) => false,
    };
    let is_written = match change.after {
        Some(after) => {
            if let Some(folder) = target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                fs::create_dir_all(folder)?;
            }
            replace(&target, after, true, is_known)?
        }
        None => remove(&target, is_known)?,
    };
    if let Some(recorder) = change.recorder.filter(|_| is_written) {
        let (before, after) = (change.before.map(str::as_bytes), change.after.map(str::as_bytes));
        recorder.record(&target, before, after);
    }
    Ok(is_written)
}

/// Resolves symbolic links, so that a manager of dotfiles keeps its link.
fn target(path: &Path) -> Result<PathBuf, Error> {
    let target = resolved(path);
    let is_link = path.symlink_metadata().is_ok_and(|found| found.is_symlink());
    if is_link && !target.exists() {
        let why = format!("is a symbolic link to {}, which does not exist", target.display());
        return Err(Error::new(ErrorKind::NotFound, why));
    }
    Ok(target)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_change_keeps_mode_and_link_and_never_overwrites_a_newer_text() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::write(&real, "a").unwrap();
        fs::set_permissions(&real, PermissionsExt::from_mode(0o640)).unwrap();
        symlink("real", &link).unwrap();
        let change =
            FileChange { recorder: None, path: &link, before: Some("a"), after: Some("b") };
        assert!(write(change).unwrap());
        assert_eq!(fs::read_to_string(&real).unwrap(), "b");
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert!(!write(change).unwrap());
        assert_eq!(read(&link).unwrap().as_deref(), Some("b"));
        assert!(write(FileChange { before: Some("b"), after: None, ..change }).unwrap());
        assert!(read(&real).unwrap().is_none() && read(&link).is_err());
    }

    #[test]
    fn a_new_file_is_private_and_its_folders_are_created() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/new.json");
        assert_eq!(read(&path).unwrap(), None);
        let change = FileChange { recorder: None, path: &path, before: None, after: Some("{}") };
        assert!(write(change).unwrap());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(!write(change).unwrap());
    }
}
