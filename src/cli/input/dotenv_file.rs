//! The `.env` file beside the settings: read only if no other user can have written it. Also finds
//! the names that have no effect there.

use std::io::{Error, ErrorKind};
use std::path::Path;
use std::sync::Arc;

use crate::files::owner::Trusted;
use crate::files::regular;
use crate::formats::dotenv;
use crate::proxy::references::Read;

/// A larger file is an error.
const FILE_BYTES_MAX: u64 = 1 << 20;

/// Variables that the hub reads from its own environment only.
const HUB_VARIABLES: [&str; 20] = [
    "ADMIN_PASSWORD",
    "ALLOWED_HOSTS",
    "ALLOWED_ORIGINS",
    "ALL_PROXY",
    "BASE_PATH",
    "HOST",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "INSTALL_BASE_URL",
    "JWT_SECRET",
    "NODE_EXTRA_CA_CERTS",
    "NO_PROXY",
    "PATH",
    "PORT",
    "READONLY",
    "REQUEST_TIMEOUT",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "TRUST_PROXY",
    "INIT_TIMEOUT",
];

/// Returns the text of the file at `path`, or `None` if it does not exist.
///
/// # Errors
///
/// Returns system errors, and `PermissionDenied` if the file, or the target of the link, belongs to
/// an untrusted user. The message continues a sentence that begins with the path: "belongs to …".
pub(crate) fn read(path: &Path, trusted: Trusted) -> Result<Option<String>, Error> {
    let found = match path.symlink_metadata() {
        Ok(found) => found,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(unreadable(&error)),
    };
    trusted.check(&found)?;
    let file = match regular::open(path) {
        Err(error) if error.kind() == ErrorKind::InvalidInput => return Err(error),
        opened => opened.map_err(|error| unreadable(&error))?,
    };
    trusted.check(&file.metadata().map_err(|error| unreadable(&error))?)?;
    let bytes = regular::read_rest(file, FILE_BYTES_MAX)?;
    let text = String::from_utf8(bytes);
    text.map(Some).map_err(|_| Error::new(ErrorKind::InvalidData, "is not written in UTF-8"))
}

/// Returns a function that reads files of variables: `.env` beside the settings, and files of servers.
pub(crate) fn make_reader(trusted: Trusted) -> Read {
    Arc::new(move |path| {
        let Some(text) = read(path, trusted).map_err(|error| error.to_string())? else {
            return Ok(None);
        };
        let found = dotenv::read(&text);
        for bad in found.bad {
            tracing::warn!("{}:{}: the line {}, and is skipped", path.display(), bad.line, bad.why);
        }
        let pairs = found.pairs.into_iter();
        Ok(Some(pairs.map(|(name, value)| (name.into(), value.into())).collect()))
    })
}

fn unreadable(error: &Error) -> Error {
    Error::new(error.kind(), format!("cannot be read: {error}"))
}

/// Returns those of `names` that the hub reads for itself: in the file they have no effect.
pub(crate) fn without_effect(names: &[String]) -> Vec<&str> {
    let is_read = |name: &&str| {
        let upper = name.to_ascii_uppercase();
        upper.starts_with("MCPHUB_") || HUB_VARIABLES.contains(&upper.as_str())
    };
    names.iter().map(String::as_str).filter(is_read).collect()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_another_user_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".env");
        let us = Trusted::current();
        assert_eq!(read(&path, us).unwrap(), None);
        std::fs::write(&path, "A=1").unwrap();
        assert_eq!(read(&path, us).unwrap().as_deref(), Some("A=1"));
        std::os::unix::fs::symlink(&path, folder.path().join("link")).unwrap();
        assert!(read(&folder.path().join("link"), us).is_ok());
        assert_eq!(read(folder.path(), us).unwrap_err().to_string(), "is a folder, not a file");
        std::fs::write(&path, b"A=\xff").unwrap();
        assert_eq!(read(&path, us).unwrap_err().to_string(), "is not written in UTF-8");
        if !rustix::process::geteuid().is_root() {
            return eprintln!("skipped: the part that gives the file away needs root");
        }
        std::os::unix::fs::chown(&path, Some(61_502), None).unwrap();
        for path in [path.clone(), folder.path().join("link")] {
            let refused = read(&path, us).unwrap_err().to_string();
            assert_eq!(refused, "belongs to user 61502");
        }
    }

    #[test]
    fn names_of_the_hubs_own_variables_are_reported() {
        let names = ["TOKEN", "ADMIN_PASSWORD", "https_proxy", "MCPHUB_STATE_DIR", "HOSTS"]
            .map(str::to_owned);
        assert_eq!(without_effect(&names), ["ADMIN_PASSWORD", "https_proxy", "MCPHUB_STATE_DIR"]);
    }
}
