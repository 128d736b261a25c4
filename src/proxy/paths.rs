//! Which files and folders the words of the settings mean.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::proxy::Hub;
use crate::proxy::upstream::child::Surroundings;

impl Hub {
    /// The place that a path in the settings means.
    pub(crate) fn path_of(&self, written: &str) -> PathBuf {
        path_of(written, &self.shared.around)
    }
}

/// The place that a path in the settings means: a relative one is below the folder of the settings file,
/// and `~` is the home folder.
pub(super) fn path_of(written: &str, around: &Surroundings) -> PathBuf {
    let home = around.environment.get(OsStr::new("HOME")).map(Path::new);
    let in_home = written.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/'));
    match (in_home, home, &around.folder) {
        (Some(rest), Some(home), _) => home.join(rest.trim_start_matches('/')),
        (_, _, Some(folder)) => folder.join(written),
        _ => PathBuf::from(written),
    }
}
