//! The local admin token: `serve` writes it, commands of the same user read it.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::settings::secret::Secret;
use crate::state::random;

const NAME: &str = "admin-token";

/// Where the token of the hub on `port` is kept under `folder`.
pub(crate) fn path(folder: &Path, port: u16) -> PathBuf {
    folder.join(format!("{NAME}-{port}"))
}

/// Makes a token for the hub on `port` and writes it, readable by its owner alone.
///
/// # Errors
/// The folder or file cannot be written.
pub(crate) fn write(folder: &Path, port: u16) -> std::io::Result<Secret> {
    let token = random::secret()?;
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".token").tempfile_in(folder)?;
    file.write_all(token.reveal().as_bytes())?;
    file.persist(path(folder, port)).map_err(|e| e.error)?;
    Ok(token)
}

/// The token of the hub on `port`, if one is or was there.
pub(crate) fn read(folder: &Path, port: u16) -> Option<Secret> {
    let text = std::fs::read_to_string(path(folder, port)).ok()?;
    Some(Secret::new(text.trim()))
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
        assert_eq!(read(folder.path(), 3000), Some(token.clone()));
        assert_eq!((token.reveal().len(), read(folder.path(), 3001)), (43, None));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(path(folder.path(), 3000)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        remove(folder.path(), 3000);
        assert_eq!(read(folder.path(), 3000), None);
    }
}
