//! Reads regular files. A pipe, device, socket or folder is an error, so that a reader neither
//! blocks nor reads forever.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{Error, ErrorKind, Read};
use std::path::Path;

/// Opens the file at `path` for reading. Follows symbolic links.
///
/// # Errors
/// Fails on I/O errors. Returns `InvalidInput` if it is not a regular file; the text is a predicate
/// for the path: "is a pipe, not a file".
pub(crate) fn open(path: &Path) -> Result<File, Error> {
    // Checked before the open as well, because opening a device can have side effects.
    check(&std::fs::metadata(path)?)?;
    let mut options = OpenOptions::new();
    options.read(true);
    without_waiting(&mut options);
    let file = options.open(path)?;
    check(&file.metadata()?)?;
    Ok(file)
}

/// Returns the content of the file at `path`.
///
/// # Errors
/// Fails as [`open`] does; returns `FileTooLarge` if there are more than `bytes_max` bytes.
pub(crate) fn read(path: &Path, bytes_max: u64) -> Result<Vec<u8>, Error> {
    read_rest(open(path)?, bytes_max)
}

/// Returns the rest of an open file.
///
/// # Errors
/// Fails on I/O errors; returns `FileTooLarge` if there are more than `bytes_max` bytes.
pub(crate) fn read_rest(file: impl Read, bytes_max: u64) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    file.take(bytes_max.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > bytes_max {
        let most = bytes_max >> 20;
        return Err(Error::new(ErrorKind::FileTooLarge, format!("is larger than {most} MiB")));
    }
    Ok(bytes)
}

/// # Errors
/// Returns `InvalidInput` if `found` does not describe a regular file.
pub(crate) fn check(found: &Metadata) -> Result<(), Error> {
    match kind_of(found) {
        None => Ok(()),
        Some(kind) => Err(Error::new(ErrorKind::InvalidInput, format!("is {kind}, not a file"))),
    }
}

/// Sets flags so that the open never blocks.
fn without_waiting(options: &mut OpenOptions) {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags((OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed());
    }
    #[cfg(not(unix))]
    let _ = options;
}

/// Sets the same flags, and one that makes the open fail on a symbolic link.
pub(crate) fn without_following(options: &mut OpenOptions) {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::NOFOLLOW;
        options.custom_flags(flags.bits().cast_signed());
    }
    #[cfg(not(unix))]
    let _ = options;
}

/// Returns whether an open failed because of a symbolic link.
pub(crate) fn is_link(error: &Error) -> bool {
    #[cfg(unix)]
    return error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error());
    #[cfg(not(unix))]
    {
        let _ = error;
        false
    }
}

/// Returns the kind of file for messages; `None` for a regular file.
fn kind_of(found: &Metadata) -> Option<&'static str> {
    let kind = found.file_type();
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if kind.is_fifo() {
            return Some("a pipe");
        }
        if kind.is_socket() {
            return Some("a socket");
        }
        if kind.is_char_device() || kind.is_block_device() {
            return Some("a device");
        }
    }
    if kind.is_dir() {
        return Some("a folder");
    }
    if kind.is_symlink() {
        return Some("a symbolic link");
    }
    (!kind.is_file()).then_some("something else")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, "four").unwrap();
        assert_eq!(read(&path, 4).unwrap(), b"four");
        let error = read(&path, 3).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::FileTooLarge);
        let missing = read(&folder.path().join("b"), 4).unwrap_err();
        assert_eq!(missing.kind(), ErrorKind::NotFound);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn other_file_types_are_rejected_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let mode = rustix::fs::Mode::from_raw_mode(0o600);
        rustix::fs::mknodat(rustix::fs::CWD, at("fifo"), rustix::fs::FileType::Fifo, mode, 0)
            .unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
        std::os::unix::fs::symlink("fifo", at("link")).unwrap();
        let why = |path: &Path| read(path, 1 << 20).unwrap_err().to_string();
        assert_eq!(why(&at("fifo")), "is a pipe, not a file");
        assert_eq!(why(&at("link")), "is a pipe, not a file");
        assert_eq!(why(&at("socket")), "is a socket, not a file");
        assert_eq!(why(folder.path()), "is a folder, not a file");
        assert_eq!(why(Path::new("/dev/zero")), "is a device, not a file");
    }
}
