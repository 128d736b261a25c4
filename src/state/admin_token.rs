//! The local admin token: `serve` writes it, commands of the same user read it.

use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};

use crate::files::private;
use crate::settings::secret::Secret;
use crate::state::random;

const NAME: &str = "admin-token";
/// A larger file is none of ours.
const FILE_BYTES_MAX: u64 = 1 << 10;

/// Where the token of the hub on `port` is kept under `folder`.
pub(crate) fn path(folder: &Path, port: u16) -> PathBuf {
    folder.join(format!("{NAME}-{port}"))
}

/// Makes a token for the hub on `port` and writes it, readable by its owner alone.
///
/// # Errors
/// The folder or file cannot be written.
pub(crate) fn write(folder: &Path, port: u16) -> Result<Secret> {
    let token = random::secret()?;
    private::folder(folder)?;
    private::write(&path(folder, port), token.reveal().as_bytes())?;
    Ok(token)
}

/// The token of the hub on `port`, if one is or was there.
///
/// # Errors
/// The file cannot be read, or another user may have written it.
pub(crate) fn read(folder: &Path, port: u16) -> Result<Option<Secret>> {
    match private::read_text(&path(folder, port), FILE_BYTES_MAX) {
        Ok(text) => Ok(Some(Secret::new(text.trim()))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The ports of all hubs that have a token in `folder`: those that run.
pub(crate) fn ports(folder: &Path) -> Vec<u16> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = files.filter_map(|file| file.file_name().into_string().ok());
    names.filter_map(|name| name.strip_prefix(NAME)?.strip_prefix('-')?.parse().ok()).collect()
}

/// Removes the token of a hub that ends.
pub(crate) fn remove(folder: &Path, port: u16) {
    let _ = std::fs::remove_file(path(folder, port));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_back_and_is_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let token = write(folder.path(), 3000).unwrap();
        assert_eq!(read(folder.path(), 3000).unwrap(), Some(token.clone()));
        assert_eq!((token.reveal().len(), read(folder.path(), 3001).unwrap()), (43, None));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(path(folder.path(), 3000)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        remove(folder.path(), 3000);
        assert_eq!(read(folder.path(), 3000).unwrap(), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_token_that_others_may_have_written_is_not_used() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let planted = path(folder.path(), 3000);
        std::fs::write(&planted, "planted").unwrap();
        std::fs::set_permissions(&planted, PermissionsExt::from_mode(0o666)).unwrap();
        assert!(read(folder.path(), 3000).is_err());
        symlink(&planted, path(folder.path(), 3001)).unwrap();
        assert!(read(folder.path(), 3001).is_err());
        // A hub writes its own in its place, and not through a link.
        let token = write(folder.path(), 3001).unwrap();
        assert_eq!(read(folder.path(), 3001).unwrap(), Some(token));
        assert_eq!(std::fs::read_to_string(&planted).unwrap(), "planted");
    }
}
