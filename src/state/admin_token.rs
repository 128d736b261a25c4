//! The local admin token: `serve` writes it, and commands of the same user read it.

use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};

use crate::files::private;
use crate::settings::model::secret::Secret;
use crate::state::random;

const NAME: &str = "admin-token";
/// A larger file is rejected as foreign.
const FILE_BYTES_MAX: u64 = 1 << 10;

/// Returns the path in the state folder for the hub on `port`.
pub(crate) fn path(folder: &Path, port: u16) -> PathBuf {
    folder.join(format!("{NAME}-{port}"))
}

/// Creates a token for the hub on `port` and writes it to a file that only its owner can read.
///
/// # Errors
/// Fails if the folder or file cannot be written.
pub(crate) fn write(folder: &Path, port: u16) -> Result<Secret> {
    let token = random::secret()?;
    private::folder(folder)?;
    private::write(&path(folder, port), token.reveal().as_bytes())?;
    Ok(token)
}

/// Returns the token of the hub on `port`, if there is one. The hub may have ended without removing
/// it.
///
/// # Errors
/// Fails if the file cannot be read, or if another user may have written it.
pub(crate) fn read(folder: &Path, port: u16) -> Result<Option<Secret>> {
    match private::read_text(&path(folder, port), FILE_BYTES_MAX) {
        Ok(text) => Ok(Some(Secret::new(text.trim()))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Returns the ports of all hubs with a token in `folder`.
pub(crate) fn ports(folder: &Path) -> Vec<u16> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let names = files.filter_map(|file| file.file_name().into_string().ok());
    names.filter_map(|name| name.strip_prefix(NAME)?.strip_prefix('-')?.parse().ok()).collect()
}

/// Removes the token when the hub shuts down.
pub(crate) fn remove(folder: &Path, port: u16) {
    let _ = std::fs::remove_file(path(folder, port));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_back_and_is_private_to_its_owner() {
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
    fn a_token_that_others_may_have_written_is_rejected() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let planted = path(folder.path(), 3000);
        std::fs::write(&planted, "planted").unwrap();
        std::fs::set_permissions(&planted, PermissionsExt::from_mode(0o666)).unwrap();
        assert!(read(folder.path(), 3000).is_err());
        symlink(&planted, path(folder.path(), 3001)).unwrap();
        assert!(read(folder.path(), 3001).is_err());
        // A hub replaces the foreign file and does not follow the link.
        let token = write(folder.path(), 3001).unwrap();
        assert_eq!(read(folder.path(), 3001).unwrap(), Some(token));
        assert_eq!(std::fs::read_to_string(&planted).unwrap(), "planted");
    }
}
