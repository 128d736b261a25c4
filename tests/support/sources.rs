//! The source files that tests about the source itself look at.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns the Rust files below `folder`, sorted.
pub(crate) fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    // A check would pass on anything.
    let may_be_empty = folder == Path::new("examples");
    assert!(!files.is_empty() || may_be_empty, "no source in {}", folder.display());
    files
}
