//! Puts a whole text in the place of a file: by a temporary file beside it and a rename, so that no
//! reader ever sees half of it; mode and owner stay.

use std::fs::{self, File, OpenOptions};
use std::io::{Error, ErrorKind, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::files::regular;
use crate::store::lock::is_denied;

/// Replaces what is at `target` by `text`, if that `is_known` still, to the last moment. Says
/// whether it did.
///
/// Where the folder takes no other file (`beside` is false), or the file is a mount of its own and
/// cannot be renamed over, it is written in place: there is no other way.
pub(super) fn replace(
    target: &Path,
    text: &str,
    beside: bool,
    is_known: impl Fn(&Path) -> bool,
) -> Result<bool, Error> {
    let temporary = match beside.then(|| temporary(target, text)).transpose() {
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
            give_back(temporary.path(), target, text);
        }
        sync_folder(target);
        return Ok(known);
    }
    if was_there && !target.exists() {
        // It went away in this moment.
        return Ok(false);
    }
    match temporary.persist(target) {
        Ok(_) => sync_folder(target),
        Err(failed) if is_mount(&failed.error) => overwrite(target, text)?,
        Err(failed) => return Err(failed.error),
    }
    Ok(true)
}

/// Someone else has put a file there since the look at it, which has come out now: it goes back,
/// unless there is an even newer one by now.
fn give_back(out: &Path, target: &Path, text: &str) {
    if exchange(out, target) && fs::read(out).is_ok_and(|newer| newer != text.as_bytes()) {
        exchange(out, target);
    }
}

/// Gives each of two files the other's name, in one step. `false` where there is only one, or the
/// system cannot do it.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(new: &Path, target: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};

    renameat_with(CWD, new, CWD, target, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}

/// Creates the file at `target` whole, and its folders. Refuses where there is one.
pub(super) fn create(target: &Path, text: &str) -> Result<(), Error> {
    if let Some(folder) = target.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    temporary(target, text)?.persist_noclobber(target).map_err(|failed| failed.error)?;
    sync_folder(target);
    Ok(())
}

/// A file beside `target` with `text` on disk, and with the mode and owner that `target` has.
fn temporary(target: &Path, text: &str) -> Result<NamedTempFile, Error> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut temporary = tempfile::Builder::new()
        .prefix(".mcp_settings.")
        .suffix(".tmp")
        .tempfile_in(folder.unwrap_or(Path::new(".")))?;
    temporary.write_all(text.as_bytes())?;
    if let Ok(old) = fs::metadata(target) {
        keep_owner(temporary.as_file(), &old);
        temporary.as_file().set_permissions(old.permissions())?;
    }
    temporary.as_file().sync_all()?;
    Ok(temporary)
}

/// Only root may give a file away; for everyone else it stays theirs.
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

/// Writes before it cuts, so that a full disk leaves most of the old text.
fn overwrite(target: &Path, text: &str) -> Result<(), Error> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    regular::without_following(&mut options);
    let mut file = options.open(target)?;
    regular::check(&file.metadata()?)?;
    file.write_all(text.as_bytes())?;
    file.set_len(text.len() as u64)?;
    file.sync_all()
}

fn is_mount(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::ResourceBusy | ErrorKind::CrossesDevices)
}

/// Makes the rename itself last. Not every system can; the text is safe in either case.
fn sync_folder(target: &Path) {
    if let Some(folder) = target.parent().and_then(|folder| File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
}
