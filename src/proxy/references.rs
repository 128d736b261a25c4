//! What references in servers lead to: variables of `.env`, which can be read again while the hub runs,
//! variables of a file that a server names for itself, and values outside, such as secrets.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::secret_store::{Secrets, Wanted};
use crate::settings::expand::Fetched;
use crate::settings::model::secret::Secret;
use crate::settings::reference::Outside;

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
    /// `None` if there are no values outside the file and the environment.
    secrets: Option<Arc<Secrets>>,
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
        Self { now, path: None, read: Some(read), secrets: None }
    }

    /// Creates variables that were read from the file at `path` by `read`.
    pub(crate) fn in_file(variables: Variables, path: PathBuf, read: Read) -> Self {
        Self { path: Some(path), ..Self::fixed(variables, read) }
    }

    /// Adds the values outside the file and the environment.
    pub(crate) fn with_secrets(self, secrets: Arc<Secrets>) -> Self {
        Self { secrets: Some(secrets), ..self }
    }

    /// The values outside the file and the environment, if there are any.
    pub(crate) fn secrets(&self) -> Option<&Arc<Secrets>> {
        self.secrets.as_ref()
    }

    /// Fetches values outside the file and the environment, in the order of `wanted`.
    pub(crate) async fn fetch(
        &self,
        wanted: Vec<Wanted>,
        user: Option<&str>,
    ) -> Vec<Result<Secret, String>> {
        let none = wanted.len();
        if wanted.is_empty() {
            return Vec::new();
        }
        let Some(secrets) = self.secrets.clone() else {
            return vec![Err("there is no store of secrets here".to_owned()); none];
        };
        let user = user.map(str::to_owned);
        let fetch = move || wanted.iter().map(|one| secrets.fetch(one, user.as_deref())).collect();
        let fetched = tokio::task::spawn_blocking(fetch).await;
        fetched.unwrap_or_else(|_| vec![Err("the hub ends".to_owned()); none])
    }

    /// Fetches references to values outside.
    pub(crate) async fn fetch_references(
        &self,
        references: impl IntoIterator<Item = Outside>,
        user: Option<&str>,
    ) -> Fetched {
        let references: Vec<Outside> = references.into_iter().collect();
        let wanted = references.iter().cloned().map(Wanted::Reference).collect();
        references.into_iter().zip(self.fetch(wanted, user).await).collect()
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
