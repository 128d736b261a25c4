//! Folders and files that are private to their owner: the state folder and its content. Files of
//! untrusted users are rejected, and links are never followed.

use std::fs::{self, File, OpenOptions};
use std::io::{Error, Write as _};
use std::path::Path;

use crate::files::owner::{Trusted, mode_of, owner_of, permission_denied};
use crate::files::regular;

/// Subfolders of a state folder. A folder with others also serves another purpose, so its mode is
/// not changed.
const INSIDE: [&str; 8] =
    ["audit", "bundles", "catalog", "credentials", "journal", "logs", "secrets", "texts"];

/// Creates the folder and its parents with mode 0700. Restricts an existing one to that mode if it
/// is ours.
///
/// # Errors
/// Fails on I/O errors; returns `PermissionDenied` if it belongs to an untrusted user.
pub(crate) fn folder(path: &Path) -> Result<(), Error> {
    folder_for(path, Trusted::current())
}

/// Like [`folder`], for a process that trusts these users.
///
/// # Errors
/// Fails as [`folder`] does.
pub(crate) fn folder_for(path: &Path, trusted: Trusted) -> Result<(), Error> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    let found = fs::metadata(path)?;
    trusted.check(&found)?;
    let mode = mode_of(&found);
    // The sticky bit marks shared folders, such as /tmp.
    let is_shared = mode & 0o1000 != 0;
    if owner_of(&found).is_some_and(|owner| trusted.is_user(owner)) && mode & 0o077 != 0 {
        if is_shared || holds_other_folders(path) {
            tracing::warn!(
                "{} is open to other users; `chmod 700` it, or name another MCPHUB_STATE_DIR",
                path.display()
            );
        } else if let Err(error) = narrow(path, mode & 0o700) {
            tracing::warn!("cannot close {} to other users: {error}", path.display());
        }
    }
    Ok(())
}

fn holds_other_folders(path: &Path) -> bool {
    let Ok(found) = fs::read_dir(path) else { return true };
    found.flatten().any(|entry| {
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let name = entry.file_name();
        is_folder && !INSIDE.iter().any(|known| name == *known) && !is_bundle(&name)
    })
}

/// Returns whether this is the name of a folder in `bundles`.
fn is_bundle(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with("server-") || name.starts_with(".work-")
}

fn narrow(path: &Path, mode: u32) -> Result<(), Error> {
    #[cfg(unix)]
    return fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(mode));
    #[cfg(not(unix))]
    {
        let _ = (path, mode);
        Ok(())
    }
}

/// Returns the content of a file that only trusted users can have written.
///
/// # Errors
/// Fails on I/O errors. Returns `PermissionDenied` if it is a symbolic link, belongs to an
/// untrusted user, or can be written by others; `InvalidInput` if it is not a regular file;
/// `FileTooLarge` if it has more than `bytes_max` bytes.
pub(crate) fn read(path: &Path, bytes_max: u64) -> Result<Vec<u8>, Error> {
    regular::read_rest(open(path, OpenOptions::new().read(true), Trusted::current())?, bytes_max)
}

/// Like [`read`], as text.
///
/// # Errors
/// Fails as [`read`] does; returns `InvalidData` if it is not UTF-8.
pub(crate) fn read_text(path: &Path, bytes_max: u64) -> Result<String, Error> {
    let text = String::from_utf8(read(path, bytes_max)?);
    text.map_err(|error| Error::new(std::io::ErrorKind::InvalidData, error))
}

/// Opens a file for appending. Creates it with mode 0600 if it does not exist.
///
/// # Errors
/// Fails as [`read`] does.
pub(crate) fn append(path: &Path) -> Result<File, Error> {
    append_for(path, Trusted::current())
}

/// Like [`append`], for a process that trusts these users. The file can also be read.
///
/// # Errors
/// Fails as [`append`] does; returns `PermissionDenied` if the file has another hard link.
pub(crate) fn append_for(path: &Path, trusted: Trusted) -> Result<File, Error> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = open(path, &mut options, trusted)?;
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::nlink(&file.metadata()?) > 1 {
        return Err(permission_denied("has another hard link".to_owned()));
    }
    Ok(file)
}

/// Opens a file for reading that only trusted users can have written.
///
/// # Errors
/// Fails as [`read`] does.
pub(crate) fn open_for(path: &Path, trusted: Trusted) -> Result<File, Error> {
    open(path, OpenOptions::new().read(true), trusted)
}

fn open(path: &Path, options: &mut OpenOptions, trusted: Trusted) -> Result<File, Error> {
    regular::without_following(options);
    let file = options.open(path).map_err(|error| {
        if regular::is_link(&error) {
            permission_denied("is a symbolic link".to_owned())
        } else {
            error
        }
    })?;
    let found = file.metadata()?;
    regular::check(&found)?;
    trusted.check_private(&found)?;
    Ok(file)
}

/// Replaces the file at `path` atomically, with mode 0600. A link at the path is replaced and not
/// followed. The folder must exist.
///
/// # Errors
/// Fails on I/O errors.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result<(), Error> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file =
        tempfile::Builder::new().prefix(".new-").tempfile_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(content)?;
    file.persist(path).map_err(|failed| failed.error)?;
    Ok(())
}

/// Gives a path that root has created to the owner of its folder, who could not use it otherwise.
///
/// # Errors
/// Fails on I/O errors.
#[cfg(unix)]
pub(crate) fn give_to_owner_of(folder: Option<&Path>, path: &Path) -> Result<(), Error> {
    use std::os::unix::fs::{MetadataExt as _, lchown};
    let Some(folder) = folder.filter(|_| rustix::process::geteuid().is_root()) else {
        return Ok(());
    };
    let folder = fs::metadata(folder)?;
    lchown(path, Some(folder.uid()), Some(folder.gid()))
}

#[cfg(not(unix))]
pub(crate) fn give_to_owner_of(_: Option<&Path>, _: &Path) -> Result<(), Error> {
    Ok(())
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    }

    fn mode(path: &Path) -> u32 {
        mode_of(&fs::metadata(path).unwrap())
    }

    #[test]
    fn a_folder_is_created_private_and_an_open_one_restricted() {
        let place = tempfile::tempdir().unwrap();
        let new = place.path().join("a/state");
        folder(&new).unwrap();
        assert_eq!((mode(&new), mode(&place.path().join("a"))), (0o700, 0o700));
        set_mode(&new, 0o775);
        fs::create_dir(new.join("catalog")).unwrap();
        folder(&new).unwrap();
        assert_eq!(mode(&new), 0o700);
        for shared in [0o1777, 0o755] {
            // A shared folder such as /tmp, and one that also serves another purpose.
            fs::create_dir_all(new.join("projects")).unwrap();
            set_mode(&new, shared);
            folder(&new).unwrap();
            assert_eq!(mode(&new), shared);
        }
    }

    #[test]
    fn a_folder_of_another_user_is_rejected() {
        let place = tempfile::tempdir().unwrap();
        let owner = owner_of(&place.path().metadata().unwrap()).unwrap();
        if owner == 0 {
            // Root is always trusted, so the test gives the folder away, which needs root.
            std::os::unix::fs::chown(place.path(), Some(61_502), None).unwrap();
        }
        let refused = folder_for(place.path(), Trusted::of(Some(61_501), None)).unwrap_err();
        assert!(refused.to_string().starts_with("belongs to user "), "{refused}");
    }

    #[test]
    fn a_file_that_others_may_have_written_is_not_read() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("secret");
        write(&path, b"mine").unwrap();
        assert_eq!((read_text(&path, 10).unwrap().as_str(), mode(&path)), ("mine", 0o600));
        symlink("secret", place.path().join("link")).unwrap();
        let why = |path: &Path| read(path, 10).unwrap_err().to_string();
        assert_eq!(why(&place.path().join("link")), "is a symbolic link");
        assert!(append(&place.path().join("link")).is_err());
        for wide in [0o620, 0o602, 0o666] {
            set_mode(&path, wide);
            assert_eq!(why(&path), "can be written by other users");
        }
        set_mode(&path, 0o644);
        assert!(read(&path, 10).is_ok());
        assert_eq!(why(place.path()), "is a folder, not a file");
        let stranger = Trusted::of(Some(61_501), None);
        if owner_of(&path.metadata().unwrap()) == Some(0) {
            std::os::unix::fs::chown(&path, Some(61_502), None).unwrap();
        }
        let refused = open(&path, OpenOptions::new().read(true), stranger).unwrap_err();
        assert!(refused.to_string().starts_with("belongs to user "), "{refused}");
    }

    #[test]
    fn a_link_at_the_path_is_replaced_and_not_followed() {
        let place = tempfile::tempdir().unwrap();
        let (other, path) = (place.path().join("other"), place.path().join("path"));
        fs::write(&other, "theirs").unwrap();
        symlink(&other, &path).unwrap();
        write(&path, b"ours").unwrap();
        assert_eq!(fs::read_to_string(&other).unwrap(), "theirs");
        assert_eq!(read(&path, 10).unwrap(), b"ours");
    }
}
