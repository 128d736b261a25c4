//! Encrypts files with a key that is kept elsewhere. A sealed file names its key, and cannot be passed
//! off as another file.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::digest;
use serde::{Deserialize, Serialize};

use crate::settings::model::secret::Secret;
use crate::state::random;

/// The size of a key.
pub(crate) const KEY_BYTES: usize = 32;
/// The name of the only algorithm.
const ALGORITHM: &str = "chacha20-poly1305";
/// How many bytes of a digest identify a key.
const ID_BYTES: usize = 8;

/// A key that seals and opens files.
pub(crate) struct Seal {
    key: LessSafeKey,
    id: String,
}

/// A sealed file.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sealed {
    algorithm: String,
    /// The id of the key.
    pub(crate) key: String,
    nonce: String,
    data: String,
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Seal").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Seal {
    /// Creates the seal of a key. Returns `None` if the key is not [`KEY_BYTES`] long.
    pub(crate) fn of(key: &[u8]) -> Option<Self> {
        let mut named = b"mcphub credentials key\n".to_vec();
        named.extend_from_slice(key);
        let digest = digest::digest(&digest::SHA256, &named);
        let key = LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, key).ok()?);
        Some(Self { key, id: random::hex(digest.as_ref().get(..ID_BYTES)?) })
    }

    /// Seals a text for the file of that name.
    ///
    /// # Errors
    /// Fails if the system provides no randomness.
    pub(crate) fn seal(&self, file: &str, text: &Secret) -> std::io::Result<Sealed> {
        let nonce = random::bytes::<NONCE_LEN>()?;
        let mut data = text.reveal().as_bytes().to_vec();
        let place = Aad::from(file.as_bytes());
        let done = self.key.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            place,
            &mut data,
        );
        done.map_err(|_| std::io::Error::other("cannot be sealed"))?;
        Ok(Sealed {
            algorithm: ALGORITHM.to_owned(),
            key: self.id.clone(),
            nonce: BASE64_STANDARD.encode(nonce),
            data: BASE64_STANDARD.encode(data),
        })
    }

    /// Returns whether a file was sealed with this key.
    pub(crate) fn has_sealed(&self, sealed: &Sealed) -> bool {
        sealed.key == self.id
    }

    /// Opens a file of that name. Returns `None` if it was sealed with another key, for another file,
    /// or was changed.
    pub(crate) fn open(&self, file: &str, sealed: &Sealed) -> Option<Secret> {
        if sealed.algorithm != ALGORITHM || sealed.key != self.id {
            return None;
        }
        let nonce = BASE64_STANDARD.decode(&sealed.nonce).ok()?;
        let nonce = Nonce::try_assume_unique_for_key(&nonce).ok()?;
        let mut data = BASE64_STANDARD.decode(&sealed.data).ok()?;
        let text = self.key.open_in_place(nonce, Aad::from(file.as_bytes()), &mut data).ok()?;
        String::from_utf8(text.to_vec()).ok().map(Secret::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_key_opens_a_file_under_the_same_name() {
        let (one, two) = (Seal::of(&[1; 32]).unwrap(), Seal::of(&[2; 32]).unwrap());
        let text = Secret::new("canary");
        let mut sealed = one.seal("a.json", &text).unwrap();
        assert!(!serde_json::to_string(&sealed).unwrap().contains("canary"));
        assert_eq!(one.open("a.json", &sealed), Some(text.clone()));
        assert_eq!(two.open("a.json", &sealed), None);
        assert_eq!(one.open("b.json", &sealed), None);
        assert_ne!(one.seal("a.json", &text).unwrap().data, sealed.data, "each is different");
        sealed.data.replace_range(0..1, if sealed.data.starts_with('A') { "B" } else { "A" });
        assert_eq!(one.open("a.json", &sealed), None);
        assert!(Seal::of(&[0; 31]).is_none());
    }
}
