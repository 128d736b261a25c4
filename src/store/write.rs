//! Replaces a file by a temporary file and a rename, so that readers see either the old or the new
//! content. Mode and owner are kept.

use std::fs::{self, File, OpenOptions};
use std::io::{Error, ErrorKind, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::files::regular;
use crate::store::lock::is_denied;

/// The names of temporary files.
const PREFIX: &str = ".mcp_settings.";
const SUFFIX: &str = ".tmp";

/// Returns whether this is the name of a temporary file of ours.
pub(crate) fn is_temporary(name: &str) -> bool {
    name.len() > PREFIX.len() + SUFFIX.len() && name.starts_with(PREFIX) && name.ends_with(SUFFIX)
}

/// Replaces `target` by `text`, unless `is_known` returns false for its content immediately before.
/// Returns whether it was replaced.
///
/// If the folder allows no other file (`beside` is false), or if the file is a mount point that
/// cannot be renamed over, it is overwritten in place.
pub(super) fn replace(
    target: &Path,
    text: impl AsRef<[u8]>,
    beside: bool,
    is_known: impl Fn(&Path) -> bool,
) -> Result<bool, Error> {
    let text = text.as_ref();
    let temporary = match beside.then(|| write_temporary(target, text)).transpose() {
        Ok(temporary) => temporary,
        Err(error) if is_denied(&error) && target.exists() => None,
        Err(error) => return Err(error),
    };
    if !is_known(target) {
        return Ok(false);
    }
    let Some(temporary) = temporary else { return overwrite(target, text).map(|()| true) };
    let was_there = target.exists();
    if exchange(temporary.path(), target) {
        let known = is_known(temporary.path());
        if !known {
            undo_exchange(temporary.path(), target, text);
        }
        sync_folder(target);
        return Ok(known);
    }
    if was_there && !target.exists() {
        // The file was removed in the meantime.
        return Ok(false);
    }
    match temporary.persist(target) {
        Ok(_) => sync_folder(target),
        Err(failed) if is_mount(&failed.error) => overwrite(target, text)?,
        Err(failed) => return Err(failed.error),
    }
    Ok(true)
}

/// Undoes an exchange that replaced a file written by another program since the last check, unless
/// there is an even newer one.
fn undo_exchange(out: &Path, target: &Path, text: &[u8]) {
    if exchange(out, target) && fs::read(out).is_ok_and(|newer| newer != text) {
        exchange(out, target);
    }
}

/// Atomically swaps the names of two files. Returns `false` if one is missing or the system does
/// not support it.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(new: &Path, target: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};

    renameat_with(CWD, new, CWD, target, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}

/// Creates the file at `target` atomically, and its parent folders. Fails if it exists.
pub(super) fn create(target: &Path, text: impl AsRef<[u8]>) -> Result<(), Error> {
    if let Some(folder) = target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    let temporary = write_temporary(target, text.as_ref())?;
    temporary.persist_noclobber(target).map_err(|failed| failed.error)?;
    sync_folder(target);
    Ok(())
}

/// Removes the file at `target`, unless `is_known` returns false for its content. Returns whether it
/// was removed. The check is on the file under another name, so that a file that another program
/// puts in its place meanwhile is not removed.
pub(super) fn remove(target: &Path, is_known: impl Fn(&Path) -> bool) -> Result<bool, Error> {
    if !is_known(target) {
        return Ok(false);
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let aside = tempfile::Builder::new()
        .prefix(PREFIX)
        .suffix(SUFFIX)
        .tempfile_in(folder.unwrap_or(Path::new(".")))?
        .into_temp_path();
    fs::rename(target, &aside)?;
    let is_known = is_known(&aside);
    if !is_known {
        // Fails if there is an even newer file, which then stays.
        aside.persist_noclobber(target).map_err(|failed| failed.error)?;
    }
    sync_folder(target);
    Ok(is_known)
}

/// Writes `text` to a temporary file in the same folder, with the mode and owner of `target`.
fn write_temporary(target: &Path, text: &[u8]) -> Result<NamedTempFile, Error> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut temporary = tempfile::Builder::new()
        .prefix(PREFIX)
        .suffix(SUFFIX)
        .tempfile_in(folder.unwrap_or(Path::new(".")))?;
    temporary.write_all(text)?;
    if let Ok(old) = fs::metadata(target) {
        keep_owner(temporary.as_file(), &old);
        temporary.as_file().set_permissions(old.permissions())?;
    }
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

/// Copies the owner of `old` to `file`. Only root can; for other users the call has no effect.
#[cfg(unix)]
fn keep_owner(file: &File, old: &fs::Metadata) {
    use std::os::unix::fs::MetadataExt;

    let is = file.metadata().map(|new| (new.uid(), new.gid()));
    if is.is_ok_and(|is| is != (old.uid(), old.gid())) {
        let owner = rustix::fs::Uid::from_raw(old.uid());
        let group = rustix::fs::Gid::from_raw(old.gid());
        if rustix::fs::fchown(file, Some(owner), Some(group)).is_err() {
            let _ = rustix::fs::fchown(file, None, Some(group));
        }
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &fs::Metadata) {}

/// Overwrites a file in place. Truncates after the write, so that a full disk leaves most of the
/// old text.
fn overwrite(target: &Path, text: &[u8]) -> Result<(), Error> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    regular::without_following(&mut options);
    let mut file = options.open(target)?;
    regular::check(&file.metadata()?)?;
    file.write_all(text)?;
    file.set_len(text.len() as u64)?;
    file.sync_all()
}

fn is_mount(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::ResourceBusy | ErrorKind::CrossesDevices)
}

/// Makes the rename durable. Errors are ignored, because the content is safe in either case.
fn sync_folder(target: &Path) {
    if let Some(folder) = target.parent().and_then(|folder| File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
}
