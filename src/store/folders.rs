//! Shared by all watches of files: the set of watched folders, the events that are changes, and the
//! stamps that polling compares.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// Metadata that changes if a file is written.
#[derive(Debug, PartialEq)]
pub(crate) struct Stamp {
    modified: Option<SystemTime>,
    bytes: u64,
}

impl Stamp {
    /// Returns the stamp of a file or folder; `None` if it cannot be read.
    pub(crate) fn read(path: &Path) -> Option<Self> {
        let found = fs::metadata(path).ok()?;
        Some(Self { modified: found.modified().ok(), bytes: found.len() })
    }
}

/// Folders whose changes the system reports, without the folders below them.
pub(crate) struct Folders {
    /// `None` if the system reports no changes.
    watcher: Option<RecommendedWatcher>,
    watched: HashSet<PathBuf>,
}

impl Folders {
    /// Creates the set without folders; `report` receives the events.
    pub(crate) fn new(report: impl FnMut(notify::Result<Event>) + Send + 'static) -> Self {
        Self { watcher: notify::recommended_watcher(report).ok(), watched: HashSet::new() }
    }

    /// Replaces the watched folders. Those that cannot be watched are left out.
    pub(crate) fn replace(&mut self, folders: HashSet<PathBuf>) {
        let Some(watcher) = &mut self.watcher else { return };
        for gone in self.watched.difference(&folders) {
            let _ = watcher.unwatch(gone);
        }
        // A folder that was removed and created again has no watch, so set all of them again.
        let watch = |folder: &PathBuf| watcher.watch(folder, RecursiveMode::NonRecursive).is_ok();
        self.watched = folders.into_iter().filter(watch).collect();
    }

    /// Returns whether no folder is watched.
    pub(crate) fn is_empty(&self) -> bool {
        self.watched.is_empty()
    }
}

/// Returns whether an event of this kind is a change; a read, which the hub itself does, is not.
pub(crate) fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}
