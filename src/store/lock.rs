//! The advisory lock that a command's edit and the hub's edit share: a side file beside the
//! settings, `.mcp_settings.json.lock`. It holds the process id of who has it, and stays when it
//! is given back: a lock file that is removed can be held twice.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Error, ErrorKind, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// How long to wait between two looks at a lock that another has.
const PAUSE: Duration = Duration::from_millis(10);

/// Held until dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
    beside: bool,
}

/// Why there is no lock.
#[derive(Debug)]
pub(crate) enum LockError {
    /// Another process has it; its id, or `?`.
    Held(String),
    /// The system refused.
    System(Error),
}

impl Lock {
    /// Takes the lock of `target`, which exists or whose folder does.
    pub(crate) fn take(target: &Path, wait: Duration) -> Result<Self, LockError> {
        let beside = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(side_file(target));
        let (mut file, beside) = match beside {
            Ok(file) => (file, true),
            // A settings file that is mounted alone stands in a folder that takes no other file.
            // Then it is written in place as well, so it can carry the lock itself.
            Err(error) if is_denied(&error) => {
                let own = OpenOptions::new().read(true).append(true).open(target);
                (own.map_err(|_| LockError::System(error))?, false)
            }
            Err(error) => return Err(LockError::System(error)),
        };
        let end = Instant::now() + wait;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if Instant::now() < end => thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => {
                    return Err(LockError::Held(if beside {
                        holder(&mut file)
                    } else {
                        "?".into()
                    }));
                }
                Err(TryLockError::Error(error)) => return Err(LockError::System(error)),
            }
        }
        if beside {
            // The id is a courtesy to whoever waits; without it the lock holds as well.
            let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
        }
        Ok(Self { _file: file, beside })
    }

    /// Whether the folder takes files beside the settings.
    pub(crate) fn is_beside(&self) -> bool {
        self.beside
    }
}

/// Where the lock of `target` is.
pub(crate) fn side_file(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.lock"))
}

/// Whether the system does not let us write there, whatever we write.
pub(crate) fn is_denied(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
}

fn holder(file: &mut File) -> String {
    let mut text = String::new();
    let read = file.rewind().and_then(|()| file.read_to_string(&mut text));
    let is_id = read.is_ok() && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if is_id { text } else { "?".to_owned() }
}
