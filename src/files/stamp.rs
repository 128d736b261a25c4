//! The version of a file on disk, which any write changes.

use std::fs::Metadata;
use std::time::SystemTime;

/// Metadata that differs if a file was written or replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FileStamp {
    modified: SystemTime,
    length: u64,
    /// The inode number; 0 where there is none.
    number: u64,
}

impl FileStamp {
    /// Returns the stamp of a file, or `None` if the system does not say when it was written.
    pub(crate) fn of(metadata: &Metadata) -> Option<Self> {
        #[cfg(unix)]
        let number = std::os::unix::fs::MetadataExt::ino(metadata);
        #[cfg(not(unix))]
        let number = 0;
        Some(Self { modified: metadata.modified().ok()?, length: metadata.len(), number })
    }
}
