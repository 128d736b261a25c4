//! Watches the folders of `watchPaths`: for a file its parent folder, for a folder itself and all folders
//! below it.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use notify::Event;

use crate::store::folders::{Folders, Stamp, is_change};

/// The maximum number of watched folders; systems limit them too.
const FOLDERS_MAX: usize = 1_000;

/// Folders that are not watched inside a folder: they are large, and written by other programs.
const LEFT_OUT: [&str; 3] = [".git", "__pycache__", "node_modules"];

/// The watched paths of one server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::serve) struct WatchedServer {
    /// The name of the server.
    pub(in crate::serve) server: String,
    /// Absolute and, if they exist, canonical.
    pub(in crate::serve) paths: Vec<PathBuf>,
}

/// The watched folders, and the last state of the watched paths.
pub(in crate::serve) struct WatchedFolders {
    folders: Folders,
    stamps: HashMap<PathBuf, Option<Stamp>>,
}

impl WatchedFolders {
    /// Creates a watcher without folders; `report` receives each changed path.
    pub(in crate::serve) fn new(report: impl Fn(PathBuf) + Send + 'static) -> Self {
        let report = move |event: notify::Result<Event>| {
            if let Ok(event) = event
                && is_change(event.kind)
            {
                event.paths.into_iter().for_each(&report);
            }
        };
        Self { folders: Folders::new(report), stamps: HashMap::new() }
    }

    /// Replaces the watched paths.
    pub(in crate::serve) fn watch(&mut self, wanted: &[WatchedServer]) {
        let mut stamps = HashMap::new();
        let mut folders = HashSet::new();
        for WatchedServer { server, paths } in wanted {
            for path in paths {
                let stamp = Stamp::read(path);
                if stamp.is_none() && self.stamps.get(path) != Some(&None) {
                    let path = path.display();
                    tracing::warn!(
                        server,
                        "watchPaths: {path} does not exist; it is watched once it does"
                    );
                }
                stamps.insert(path.clone(), stamp);
                let is_whole = add_folders(path, &mut folders);
                if !is_whole && !self.stamps.contains_key(path) {
                    let path = path.display();
                    tracing::warn!(
                        server,
                        "watchPaths: {path} has too many folders; not all are watched"
                    );
                }
            }
        }
        self.stamps = stamps;
        self.folders.replace(folders);
    }

    /// Returns the paths that have changed since the last look, and remembers their new state.
    pub(in crate::serve) fn take_changed(&mut self) -> Vec<PathBuf> {
        let mut differing = Vec::new();
        for (path, before) in &mut self.stamps {
            let now = Stamp::read(path);
            if now != *before {
                *before = now;
                differing.push(path.clone());
            }
        }
        differing
    }
}

/// Returns whether a change at `changed` concerns `path`: the path itself, something inside it, or a
/// removed parent folder.
pub(in crate::serve) fn is_within(changed: &Path, path: &Path) -> bool {
    match changed.strip_prefix(path) {
        Ok(below) => !below.iter().any(is_left_out),
        Err(_) => path.starts_with(changed) && !changed.is_dir(),
    }
}

fn is_left_out(name: &OsStr) -> bool {
    LEFT_OUT.iter().any(|out| name == *out)
}

/// Adds the folders to watch for a path. Returns `false` if there are too many.
fn add_folders(path: &Path, folders: &mut HashSet<PathBuf>) -> bool {
    let mut waiting = vec![path.to_owned()];
    if let Some(parent) = path.parent().filter(|parent| parent.is_dir()) {
        folders.insert(parent.to_owned());
    }
    while let Some(folder) = waiting.pop() {
        // Symbolic links are not followed: they can form cycles.
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        if folders.len() >= FOLDERS_MAX {
            return false;
        }
        folders.insert(folder);
        let below = entries.flatten().filter(|entry| {
            !is_left_out(&entry.file_name()) && entry.file_type().is_ok_and(|kind| kind.is_dir())
        });
        waiting.extend(below.take(FOLDERS_MAX).map(|entry| entry.path()));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_counts_for_the_path_that_it_is_in() {
        for (changed, path, within) in [
            ("/a/b.js", "/a/b.js", true),
            ("/a/b.js", "/a", true),
            ("/a/node_modules/b.js", "/a", false),
            ("/a/node_modules/b.js", "/a/node_modules", true),
            ("/a/c.js", "/a/b.js", false),
            ("/a/bc", "/a/b", false),
            ("/no/such/folder", "/no/such/folder/x.js", true),
            ("/", "/no/such/folder/x.js", false),
        ] {
            assert_eq!(is_within(Path::new(changed), Path::new(path)), within, "{changed} {path}");
        }
    }

    #[test]
    fn folders_below_are_watched_but_not_those_of_others_and_not_without_end() {
        let root = tempfile::tempdir().unwrap();
        let made = ["src", "src/deep", "src/node_modules", ".git"];
        for folder in made {
            fs::create_dir(root.path().join(folder)).unwrap();
        }
        let mut folders = HashSet::new();
        assert!(add_folders(&root.path().join("src"), &mut folders));
        let wanted = ["", "src", "src/deep"].map(|folder| root.path().join(folder));
        assert_eq!(folders, wanted.map(|path| path.components().collect()).into());
        for n in 0..FOLDERS_MAX {
            fs::create_dir(root.path().join("src").join(n.to_string())).unwrap();
        }
        assert!(!add_folders(root.path(), &mut folders));
        assert!(folders.len() <= FOLDERS_MAX + 1);
    }
}
