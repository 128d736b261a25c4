//! Resolves paths of the settings.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::proxy::Hub;
use crate::proxy::upstream::process::child::Surroundings;

impl Hub {
    /// Resolves a path of the settings.
    pub(crate) fn resolve_path(&self, written: &str) -> PathBuf {
        resolve_path(written, &self.shared.around)
    }
}

/// Resolves a path of the settings: a relative path is below the folder of the settings file, and
/// `~` is the home folder.
pub(super) fn resolve_path(written: &str, around: &Surroundings) -> PathBuf {
    let home = around.environment.get(OsStr::new("HOME")).map(Path::new);
    let in_home = written.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/'));
    match (in_home, home, &around.folder) {
        (Some(rest), Some(home), _) => home.join(rest.trim_start_matches('/')),
        (_, _, Some(folder)) => folder.join(written),
        _ => PathBuf::from(written),
    }
}
