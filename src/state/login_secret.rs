//! The secret that signs logins, so that they outlive a restart of the hub.

use std::io::Write as _;
use std::path::Path;

use crate::settings::secret::Secret;
use crate::state::random;

const NAME: &str = "login-secret";

/// The secret kept in `folder`; made, readable by its owner alone, where there is none yet.
///
/// # Errors
/// The folder or file cannot be written.
pub(crate) fn keep(folder: &Path) -> std::io::Result<Secret> {
    let path = folder.join(NAME);
    let known = || std::fs::read_to_string(&path).ok().filter(|text| text.len() >= 32);
    if let Some(text) = known() {
        return Ok(Secret::new(text));
    }
    let secret = random::secret()?;
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".secret").tempfile_in(folder)?;
    file.write_all(secret.reveal().as_bytes())?;
    match file.persist_noclobber(&path) {
        Ok(_) => Ok(secret),
        // Another hub was faster, or what is there is no secret.
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
    fn the_secret_is_made_once_and_is_for_its_owner_alone() {
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
}
