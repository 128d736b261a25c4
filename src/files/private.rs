//! Folders and files that are for their owner alone: the state folder and what is in it. What another
//! user put there is refused, and is never read or written through.

use std::fs::{self, File, OpenOptions};
use std::io::{Error, Write as _};
use std::path::Path;

use crate::files::owner::{Trusted, denied, mode_of, owner_of};
use crate::files::regular;

/// Folders that may be within a state folder. One that holds others serves another purpose as well,
/// and keeps its mode.
const INSIDE: [&str; 4] = ["audit", "bundles", "catalog", "logs"];

/// Creates the folder, and those above it, for its owner alone. One that is there and is ours is
/// narrowed to that.
///
/// # Errors
/// Those of the system; `PermissionDenied` if it belongs to a user who is not trusted.
pub(crate) fn folder(path: &Path) -> Result<(), Error> {
    folder_for(path, Trusted::current())
}

/// The same for a process that trusts these users.
///
/// # Errors
/// As of [`folder`].
pub(crate) fn folder_for(path: &Path, trusted: Trusted) -> Result<(), Error> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    let found = fs::metadata(path)?;
    trusted.check(&found)?;
    let mode = mode_of(&found);
    // The sticky bit marks folders that are meant for everybody, such as /tmp.
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

/// The folders within `bundles`.
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

/// The content of a file that nobody but us, or root, can have written; at most so many bytes.
///
/// # Errors
/// Those of the system; `PermissionDenied` if it is a symbolic link, belongs to a user who is not
/// trusted, or can be written by others; `InvalidInput` if it is not a regular file; `FileTooLarge`.
pub(crate) fn read(path: &Path, bytes_max: u64) -> Result<Vec<u8>, Error> {
    regular::read_rest(open(path, OpenOptions::new().read(true), Trusted::current())?, bytes_max)
}

/// The same as text.
///
/// # Errors
/// Those of [`read`]; `InvalidData` if it is not UTF-8.
pub(crate) fn read_text(path: &Path, bytes_max: u64) -> Result<String, Error> {
    let text = String::from_utf8(read(path, bytes_max)?);
    text.map_err(|error| Error::new(std::io::ErrorKind::InvalidData, error))
}

/// Opens a file to append to; makes one for its owner alone if there is none.
///
/// # Errors
/// As of [`read`].
pub(crate) fn append(path: &Path) -> Result<File, Error> {
    append_for(path, Trusted::current())
}

/// The same for a process that trusts these users; the file can be read as well.
///
/// # Errors
/// As of [`append`]; `PermissionDenied` if the file has another name elsewhere.
pub(crate) fn append_for(path: &Path, trusted: Trusted) -> Result<File, Error> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = open(path, &mut options, trusted)?;
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::nlink(&file.metadata()?) > 1 {
        return Err(denied("has another name elsewhere".to_owned()));
    }
    Ok(file)
}

/// Opens a file to read that nobody but trusted users can have written.
///
/// # Errors
/// As of [`read`].
pub(crate) fn open_for(path: &Path, trusted: Trusted) -> Result<File, Error> {
    open(path, OpenOptions::new().read(true), trusted)
}

fn open(path: &Path, options: &mut OpenOptions, trusted: Trusted) -> Result<File, Error> {
    regular::without_following(options);
    let file = options.open(path).map_err(|error| {
        if regular::is_link(&error) { denied("is a symbolic link".to_owned()) } else { error }
    })?;
    let found = file.metadata()?;
    regular::check(&found)?;
    trusted.check_private(&found)?;
    Ok(file)
}

/// Replaces the file at `path` by one with this content, whole, for its owner alone. Whatever lies
/// at the path is replaced and not written through. The folder must be there.
///
/// # Errors
/// Those of the system.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result<(), Error> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file =
        tempfile::Builder::new().prefix(".new-").tempfile_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(content)?;
    file.persist(path).map_err(|failed| failed.error)?;
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
    fn a_folder_is_made_private_and_an_open_one_of_ours_is_closed() {
        let place = tempfile::tempdir().unwrap();
        let new = place.path().join("a/state");
        folder(&new).unwrap();
        assert_eq!((mode(&new), mode(&place.path().join("a"))), (0o700, 0o700));
        set_mode(&new, 0o775);
        fs::create_dir(new.join("catalog")).unwrap();
        folder(&new).unwrap();
        assert_eq!(mode(&new), 0o700);
        for shared in [0o1777, 0o755] {
            // /tmp, and a folder that serves another purpose as well.
            fs::create_dir_all(new.join("projects")).unwrap();
            set_mode(&new, shared);
            folder(&new).unwrap();
            assert_eq!(mode(&new), shared);
        }
    }

    #[test]
    fn a_folder_of_another_user_is_refused() {
        let place = tempfile::tempdir().unwrap();
        let owner = owner_of(&place.path().metadata().unwrap()).unwrap();
        if owner == 0 {
            // Everybody trusts root, so the test gives the folder away, which only root may.
            std::os::unix::fs::chown(place.path(), Some(61_502), None).unwrap();
        }
        let refused = folder_for(place.path(), Trusted::of(Some(61_501), None)).unwrap_err();
        assert!(refused.to_string().starts_with("belongs to user "), "{refused}");
    }

    #[test]
    fn what_others_may_have_written_is_not_read() {
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
    fn a_link_in_a_files_place_is_replaced_and_not_followed() {
        let place = tempfile::tempdir().unwrap();
        let (other, path) = (place.path().join("other"), place.path().join("path"));
        fs::write(&other, "theirs").unwrap();
        symlink(&other, &path).unwrap();
        write(&path, b"ours").unwrap();
        assert_eq!(fs::read_to_string(&other).unwrap(), "theirs");
        assert_eq!(read(&path, 10).unwrap(), b"ours");
    }
}
