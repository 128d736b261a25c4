//! Files of variables. Variables of `.env` fill in `${NAME}` in servers, and can be read again
//! while the hub runs. A server can name another file for itself.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arc_swap::ArcSwap;

/// Variables by name.
pub(crate) type Variables = BTreeMap<OsString, OsString>;

/// Reads a file. Returns `None` if it does not exist. The error continues a sentence after the
/// path: "cannot be read: …".
pub(crate) type Read = Arc<dyn Fn(&Path) -> Result<Option<Variables>, String> + Send + Sync>;

/// The variables as last read. Clones share them.
#[derive(Clone, Default)]
pub(crate) struct References {
    now: Arc<ArcSwap<Variables>>,
    path: Option<PathBuf>,
    /// `None` if no files are read.
    read: Option<Read>,
}

/// Omits the values, which may be secrets.
impl fmt::Debug for References {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("References").field("path", &self.path()).finish_non_exhaustive()
    }
}

impl References {
    /// Creates variables that never change; `read` is for files that servers name.
    pub(crate) fn fixed(variables: Variables, read: Read) -> Self {
        let now = Arc::new(ArcSwap::from_pointee(variables));
        Self { now, path: None, read: Some(read) }
    }

    /// Creates variables that were read from the file at `path` by `read`.
    pub(crate) fn in_file(variables: Variables, path: PathBuf, read: Read) -> Self {
        Self { path: Some(path), ..Self::fixed(variables, read) }
    }

    /// The file, if any.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Reads another file. Blocks.
    ///
    /// # Errors
    /// Fails if the file exists and cannot be used.
    pub(crate) fn read_file(&self, path: &Path) -> Result<Option<Variables>, String> {
        self.read.as_ref().map_or(Ok(None), |read| read(path))
    }

    /// Returns the value of a variable.
    pub(crate) fn get(&self, name: &OsStr) -> Option<OsString> {
        self.now.load().get(name).cloned()
    }

    /// Reads the file again and returns the names of the changed variables. If the file cannot be
    /// used, changes nothing. Blocks.
    pub(crate) fn read_again(&self) -> Vec<String> {
        let Some(path) = &self.path else { return Vec::new() };
        let new = match self.read_file(path) {
            Ok(new) => new.unwrap_or_default(),
            Err(why) => {
                tracing::warn!("{} is not read: it {why}", path.display());
                return Vec::new();
            }
        };
        let old = self.now.load_full();
        let names = old.keys().chain(new.keys().filter(|name| !old.contains_key(*name)));
        let differs = names.filter(|name| old.get(*name) != new.get(*name));
        let differing = differs.map(|name| name.to_string_lossy().into_owned()).collect();
        self.now.store(Arc::new(new));
        differing
    }
}

#[cfg(test)]
mod tests {
    use parking_lot::Mutex;

    use super::*;

    #[test]
    fn changed_names_are_returned_and_a_broken_file_changes_nothing() {
        let of = |pairs: &[(&str, &str)]| -> Variables {
            pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect()
        };
        let file = Arc::new(Mutex::new(Ok(of(&[("A", "1"), ("B", "2"), ("D", "4")]))));
        let there = Arc::clone(&file);
        let read: Read = Arc::new(move |_| there.lock().clone().map(Some));
        let references = References::in_file(
            of(&[("A", "1"), ("B", "1"), ("C", "3")]),
            "x".into(),
            read.clone(),
        );
        let get = |name: &str| references.clone().get(OsStr::new(name));
        assert_eq!(references.read_again(), ["B", "C", "D"]);
        assert_eq!((get("B"), get("C")), (Some("2".into()), None));
        assert_eq!(references.read_again(), [""; 0]);
        *file.lock() = Err("is a folder".into());
        assert_eq!(references.read_again(), [""; 0]);
        assert_eq!(get("B"), Some("2".into()));
        assert!(References::fixed(of(&[("A", "1")]), read).read_again().is_empty());
    }
}
