//! Decides which users' files are trusted: those of the process's user, of root, and under `sudo`
//! of its caller. The same rule as git's `safe.directory`.

use std::fs::Metadata;
use std::io::Error;
use std::path::Path;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Trusted {
    /// The effective user of the process; `None` if the system has no user ids.
    user: Option<u32>,
    /// The caller of `sudo`. Only set if the process runs as root.
    sudo: Option<u32>,
}

impl Trusted {
    /// Returns the users that this process trusts.
    pub(crate) fn current() -> Self {
        Self::of(current_user(), None)
    }

    /// Like [`Self::current`], with the value of the variable `SUDO_UID`.
    pub(crate) fn current_under(sudo: Option<&str>) -> Self {
        Self::of(current_user(), sudo.and_then(|text| text.parse().ok()))
    }

    /// Returns the users that a process of `user`, called with `sudo` by the user `sudo`, trusts.
    pub(crate) fn of(user: Option<u32>, sudo: Option<u32>) -> Self {
        Self { user, sudo: sudo.filter(|_| user == Some(0)) }
    }

    /// Returns whether files of the user `owner` are trusted.
    pub(crate) fn trusts(self, owner: u32) -> bool {
        self.user.is_none_or(|user| owner == user) || owner == 0 || self.sudo == Some(owner)
    }

    /// Returns whether the process runs as `owner`.
    pub(crate) fn is_user(self, owner: u32) -> bool {
        self.user == Some(owner)
    }

    /// # Errors
    /// Returns `PermissionDenied` if `found` belongs to an untrusted user; the text is a predicate
    /// for the path: "belongs to …".
    pub(crate) fn check(self, found: &Metadata) -> Result<(), Error> {
        match owner_of(found).filter(|owner| !self.trusts(*owner)) {
            Some(owner) => Err(permission_denied(format!("belongs to {}", shown(owner)))),
            None => Ok(()),
        }
    }

    /// Like [`check`](Self::check); also fails if users other than the owner can write.
    ///
    /// # Errors
    /// Returns `PermissionDenied` with "belongs to …" or "can be written by other users".
    pub(crate) fn check_private(self, found: &Metadata) -> Result<(), Error> {
        self.check(found)?;
        match mode_of(found) & 0o022 {
            0 => Ok(()),
            _ => Err(permission_denied("can be written by other users".to_owned())),
        }
    }
}

/// Creates an error with a predicate for the path.
pub(super) fn permission_denied(why: String) -> Error {
    Error::new(std::io::ErrorKind::PermissionDenied, why)
}

/// Returns the user id of the owner; `None` if the system has none.
#[cfg_attr(unix, expect(clippy::unnecessary_wraps, reason = "not every system has user ids"))]
pub(crate) fn owner_of(found: &Metadata) -> Option<u32> {
    #[cfg(unix)]
    return Some(std::os::unix::fs::MetadataExt::uid(found));
    #[cfg(not(unix))]
    {
        let _ = found;
        None
    }
}

/// Returns the permission bits; 0 if the system has none.
pub(crate) fn mode_of(found: &Metadata) -> u32 {
    #[cfg(unix)]
    return std::os::unix::fs::MetadataExt::mode(found) & 0o7777;
    #[cfg(not(unix))]
    {
        let _ = found;
        0
    }
}

/// Returns whether users other than the owner can read the file at `path`.
pub(crate) fn is_readable_by_others(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|found| found.is_file() && mode_of(&found) & 0o044 != 0)
}

/// Formats a user for messages: "user 1000 (ann)".
pub(crate) fn shown(user: u32) -> String {
    match name_of(user) {
        Some(name) => format!("user {user} ({name})"),
        None => format!("user {user}"),
    }
}

fn name_of(user: u32) -> Option<String> {
    let passwd = super::regular::read(Path::new("/etc/passwd"), 1 << 20).ok()?;
    let passwd = String::from_utf8_lossy(&passwd).into_owned();
    let line = passwd.lines().find(|line| line.split(':').nth(2) == Some(&user.to_string()))?;
    Some(line.split(':').next()?.to_owned())
}

#[cfg_attr(unix, expect(clippy::unnecessary_wraps, reason = "not every system has user ids"))]
fn current_user() -> Option<u32> {
    #[cfg(unix)]
    return Some(rustix::process::geteuid().as_raw());
    #[cfg(not(unix))]
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_the_user_of_root_and_of_the_sudo_caller_are_trusted() {
        let check = |user, sudo, trusted: [bool; 3]| {
            let who = Trusted::of(user, sudo);
            assert_eq!([0, 1000, 1001].map(|owner| who.trusts(owner)), trusted, "{who:?}");
        };
        check(Some(1000), None, [true, true, false]);
        check(Some(0), None, [true, false, false]);
        check(Some(0), Some(1000), [true, true, false]);
        // Anyone can set the variable, so it only counts for root.
        check(Some(1000), Some(1001), [true, true, false]);
        check(None, None, [true, true, true]);
    }

    #[test]
    fn the_error_names_the_owner() {
        let folder = tempfile::tempdir().unwrap();
        let found = folder.path().metadata().unwrap();
        assert!(Trusted::current().check(&found).is_ok());
        #[cfg(unix)]
        {
            let stranger = Trusted::of(Some(owner_of(&found).unwrap() + 4_000_000), None);
            let refused = stranger.check(&found);
            match owner_of(&found) {
                // Root's files are always trusted.
                Some(0) => assert!(refused.is_ok()),
                owner => assert_eq!(
                    refused.unwrap_err().to_string(),
                    format!("belongs to {}", shown(owner.unwrap()))
                ),
            }
            assert_eq!(shown(4_000_000_001), "user 4000000001");
            assert!(shown(0).starts_with("user 0"));
        }
    }
}
