//! The folders that are watched for the paths of servers: of a file the one that it is in, of a folder
//! itself and those below it.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::serve::watch_paths::Wanted;

/// Folders that are watched; the system has few places for more.
const FOLDERS_MAX: usize = 1_000;

/// What is not watched in a folder: files of other programs, and many.
const LEFT_OUT: [&str; 3] = [".git", "__pycache__", "node_modules"];

/// What is watched, and what it looked like.
pub(super) struct WatchedFolders {
    /// `None` where the system has none: the paths are looked at all the same.
    watcher: Option<RecommendedWatcher>,
    folders: HashSet<PathBuf>,
    looks: HashMap<PathBuf, Option<Look>>,
}

/// What a file or folder looks like from outside.
#[derive(Debug, PartialEq)]
struct Look {
    modified: Option<SystemTime>,
    bytes: u64,
}

impl WatchedFolders {
    /// Watches nothing yet; `report` is told what is changed.
    pub(super) fn new(report: impl Fn(PathBuf) + Send + 'static) -> Self {
        let report = move |event: notify::Result<Event>| {
            if let Ok(event) = event
                && is_change(&event)
            {
                event.paths.into_iter().for_each(&report);
            }
        };
        let watcher = notify::recommended_watcher(report).ok();
        Self { watcher, folders: HashSet::new(), looks: HashMap::new() }
    }

    /// Watches these, and nothing else.
    pub(super) fn watch(&mut self, wanted: &[Wanted]) {
        let mut looks = HashMap::new();
        let mut folders = HashSet::new();
        for Wanted { server, paths } in wanted {
            for path in paths {
                let look = look(path);
                if look.is_none() && self.looks.get(path) != Some(&None) {
                    let path = path.display();
                    tracing::warn!(server, "watchPaths: {path} is not there; it counts once it is");
                }
                looks.insert(path.clone(), look);
                let is_whole = add_folders(path, &mut folders);
                if !is_whole && !self.looks.contains_key(path) {
                    let path = path.display();
                    tracing::warn!(
                        server,
                        "watchPaths: {path} has too many folders; not all are watched"
                    );
                }
            }
        }
        self.looks = looks;
        let Some(watcher) = &mut self.watcher else { return };
        for gone in self.folders.difference(&folders) {
            let _ = watcher.unwatch(gone);
        }
        // One that was removed and made anew has the same name and no watch: watch again.
        let watch = |folder: &PathBuf| watcher.watch(folder, RecursiveMode::NonRecursive).is_ok();
        self.folders = folders.into_iter().filter(watch).collect();
    }

    /// The paths that look different from before.
    pub(super) fn differing(&mut self) -> Vec<PathBuf> {
        let mut differing = Vec::new();
        for (path, before) in &mut self.looks {
            let now = look(path);
            if now != *before {
                *before = now;
                differing.push(path.clone());
            }
        }
        differing
    }
}

/// Whether a change at `changed` is one of `path`: of it, in it, or of a folder that it was in.
pub(super) fn is_within(changed: &Path, path: &Path) -> bool {
    match changed.strip_prefix(path) {
        Ok(below) => !below.iter().any(is_left_out),
        Err(_) => path.starts_with(changed) && !changed.is_dir(),
    }
}

fn is_left_out(name: &OsStr) -> bool {
    LEFT_OUT.iter().any(|out| name == *out)
}

/// Adds the folders to watch for a path; `false` if there are too many.
fn add_folders(path: &Path, folders: &mut HashSet<PathBuf>) -> bool {
    let mut waiting = vec![path.to_owned()];
    if let Some(parent) = path.parent().filter(|parent| parent.is_dir()) {
        folders.insert(parent.to_owned());
    }
    while let Some(folder) = waiting.pop() {
        // Links may lead anywhere, in circles too.
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

fn look(path: &Path) -> Option<Look> {
    let found = fs::metadata(path).ok()?;
    Some(Look { modified: found.modified().ok(), bytes: found.len() })
}

/// Reading is no change.
fn is_change(event: &Event) -> bool {
    match event.kind {
        EventKind::Access(access) => access == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
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
