//! Remembers the values that were given out, so that a change of a store reconnects the servers that
//! use it. Keeps digests only.

use std::collections::BTreeMap;

use ring::digest;

use crate::secret_store::limits;
use crate::settings::model::secret::Secret;

/// A value that was given out: the user, and the text of the reference.
pub(super) type Given<K> = (Option<String>, K);

/// The digests of the values that were given out; `None` for a value that was missing.
#[derive(Debug)]
pub(super) struct Memory<K>(BTreeMap<Given<K>, Option<[u8; 32]>>);

impl<K> Default for Memory<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord + Clone> Memory<K> {
    /// Remembers a value.
    pub(super) fn note(&mut self, user: Option<&str>, key: &K, value: Option<&Secret>) {
        let digest = value.map(|value| {
            let digest = digest::digest(&digest::SHA256, value.reveal().as_bytes());
            let mut bytes = [0; 32];
            bytes.copy_from_slice(digest.as_ref());
            bytes
        });
        if self.0.len() >= limits::WATCHED {
            self.0.clear();
        }
        self.0.insert((user.map(str::to_owned), key.clone()), digest);
    }

    /// Returns the digest of the value that was given out last.
    pub(super) fn digest(&self, user: Option<&str>, key: &K) -> Option<[u8; 32]> {
        *self.0.get(&(user.map(str::to_owned), key.clone()))?
    }

    /// Returns what was given out.
    pub(super) fn all(&self) -> Vec<Given<K>> {
        self.0.keys().cloned().collect()
    }
}
