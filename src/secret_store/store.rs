//! What a store of secrets can do.

use crate::secret_store::content::Key;
use crate::settings::model::secret::Secret;

/// A place that keeps secrets by name. Errors are the reason in one line. Calls block.
pub(super) trait SecretStore: Send + Sync {
    /// Returns the kind of the store, as people name it.
    ///
    /// # Errors
    /// Fails if the store cannot be opened.
    fn kind(&self) -> Result<&'static str, String>;

    /// Returns a secret, or `None` if the store does not have it.
    ///
    /// # Errors
    /// Fails if the store cannot be opened.
    fn get(&self, key: &Key) -> Result<Option<Secret>, String>;

    /// Returns the names of all secrets with the times at which they were stored, if those are known.
    ///
    /// # Errors
    /// Fails if the store cannot be opened.
    fn keys(&self) -> Result<Vec<(Key, Option<String>)>, String>;

    /// Stores secrets, or removes those without a value, all of them or none. Returns how many have
    /// changed.
    ///
    /// # Errors
    /// Fails if the store is read only, is full, or cannot be opened or written.
    fn put(&self, changes: &[(Key, Option<Secret>)]) -> Result<usize, String>;
}
