//! The secret that signs logins. It is kept in a file so that logins survive a restart of the hub.

use std::io::{ErrorKind, Write as _};
use std::path::Path;

use crate::files::private;
use crate::settings::model::secret::Secret;
use crate::state::random;

const NAME: &str = "login-secret";
/// A larger file is rejected as foreign.
const FILE_BYTES_MAX: u64 = 1 << 10;

/// Returns the secret in `folder`. Creates one, readable only by its owner, if there is none or if
/// another user may have written it: that user could sign logins.
///
/// # Errors
/// Fails if the folder or file cannot be written.
pub(crate) fn keep(folder: &Path) -> std::io::Result<Secret> {
    let path = folder.join(NAME);
    private::folder(folder)?;
    let known = || match private::read_text(&path, FILE_BYTES_MAX) {
        Ok(text) => Some(text).filter(|text| text.len() >= 32),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => {
            tracing::warn!("replacing the login secret: {} {error}", path.display());
            None
        }
    };
    if let Some(text) = known() {
        return Ok(Secret::new(text));
    }
    let secret = random::secret()?;
    let mut file = tempfile::Builder::new().prefix(".secret").tempfile_in(folder)?;
    file.write_all(secret.reveal().as_bytes())?;
    match file.persist_noclobber(&path) {
        Ok(_) => Ok(secret),
        // Another hub created the file first, or its content is not a secret.
        Err(lost) => {
            if let Some(text) = known() {
                return Ok(Secret::new(text));
            }
            lost.file.persist(&path).map_err(|e| e.error)?;
            Ok(secret)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_created_once_and_is_private_to_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let secret = keep(folder.path()).unwrap();
        assert_eq!((secret.reveal().len(), keep(folder.path()).unwrap()), (43, secret));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(folder.path().join(NAME)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_secret_that_another_may_have_written_is_replaced() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, other) = (folder.path().join(NAME), folder.path().join("other"));
        let planted = "planted-planted-planted-planted-planted";
        std::fs::write(&path, planted).unwrap();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o666)).unwrap();
        let secret = keep(folder.path()).unwrap();
        assert_ne!(secret.reveal(), planted);
        assert_eq!(keep(folder.path()).unwrap(), secret);
        std::fs::write(&other, planted).unwrap();
        std::fs::remove_file(&path).unwrap();
        symlink(&other, &path).unwrap();
        assert_ne!(keep(folder.path()).unwrap().reveal(), planted);
        assert_eq!(std::fs::read_to_string(&other).unwrap(), planted);
        if rustix::process::geteuid().is_root() {
            std::fs::remove_file(&path).unwrap();
            std::fs::write(&path, planted).unwrap();
            std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
            std::os::unix::fs::chown(&path, Some(61_502), None).unwrap();
            assert_ne!(keep(folder.path()).unwrap().reveal(), planted);
        } else {
            eprintln!("skipped: the part that gives a file to another user needs root");
        }
    }
}
