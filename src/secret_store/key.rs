//! Where the key of the sealed file is. The file itself names the kind of its key, so that a new
//! environment does not change which key opens it. For a new file, the first of these counts:
//! `MCPHUB_SECRETS`, a passphrase, a key file that is named, the keyring, a key file.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::{Deserialize, Serialize};

use crate::files::private;
use crate::secret_store::key_file;
use crate::secret_store::limits;
use crate::settings::model::secret::Secret;
use crate::state::seal::{KEY_BYTES, Seal};
use crate::state::{keyring, random};

/// The cost of a passphrase: 2^15 blocks of 1 KiB, about a tenth of a second.
const LOG_N: u8 = 15;
/// A higher cost in a file is not paid.
const LOG_N_MAX: u8 = 20;
const SALT_BYTES: usize = 16;

/// What the environment says about keys.
#[derive(Clone, Debug)]
pub(crate) struct KeyPlaces {
    /// The kind for a new file, if it is chosen: `MCPHUB_SECRETS`.
    pub(crate) chosen: Option<KeyKind>,
    pub(crate) passphrase: Option<Secret>,
    pub(crate) passphrase_file: Option<PathBuf>,
    /// The file with the key.
    pub(crate) key_file: PathBuf,
    /// Whether the environment names the key file.
    pub(crate) is_key_file_named: bool,
}

/// A kind of key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum KeyKind {
    Keyring,
    KeyFile,
    Passphrase,
}

/// What a file says about its key.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct KeyNote {
    pub(super) kind: KeyKind,
    /// For a passphrase, in Base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    salt: Option<String>,
    /// For a passphrase: the cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    log_n: Option<u8>,
}

impl KeyKind {
    const ALL: [Self; 3] = [Self::Keyring, Self::KeyFile, Self::Passphrase];

    /// Returns the word of `MCPHUB_SECRETS` and of outputs.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Keyring => "keyring",
            Self::KeyFile => "key-file",
            Self::Passphrase => "passphrase",
        }
    }

    /// Parses the word.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl KeyPlaces {
    /// Returns the seal for a new file, and the note that finds it again. Creates the key. `state` is
    /// the state folder.
    ///
    /// # Errors
    /// Returns the reason in one line if the chosen key is not available.
    pub(super) fn create(&self, state: &Path) -> Result<(Seal, KeyNote), String> {
        let note = |kind| KeyNote { kind, salt: None, log_n: None };
        let has_passphrase = self.passphrase.is_some() || self.passphrase_file.is_some();
        match self.chosen {
            Some(KeyKind::Keyring) => Ok((keyring::secrets_seal(state)?, note(KeyKind::Keyring))),
            Some(KeyKind::Passphrase) => self.create_from_passphrase(),
            None if has_passphrase => self.create_from_passphrase(),
            None if !self.is_key_file_named
                && let Ok(seal) = keyring::secrets_seal(state) =>
            {
                Ok((seal, note(KeyKind::Keyring)))
            }
            Some(KeyKind::KeyFile) | None => {
                Ok((key_file::read_or_create(&self.key_file)?, note(KeyKind::KeyFile)))
            }
        }
    }

    /// Returns the seal of an existing file.
    ///
    /// # Errors
    /// Returns the reason in one line if its key is not available.
    pub(super) fn find(&self, state: &Path, note: &KeyNote) -> Result<Seal, String> {
        match note.kind {
            KeyKind::Keyring => keyring::secrets_seal(state),
            KeyKind::KeyFile => key_file::read(&self.key_file),
            KeyKind::Passphrase => {
                let salt = note.salt.as_deref().and_then(|salt| BASE64_STANDARD.decode(salt).ok());
                let cost = note.log_n.filter(|cost| *cost <= LOG_N_MAX);
                match (salt, cost) {
                    (Some(salt), Some(cost)) => seal_of(&self.passphrase()?, &salt, cost),
                    _ => Err("it does not tell how its key is made".to_owned()),
                }
            }
        }
    }

    fn create_from_passphrase(&self) -> Result<(Seal, KeyNote), String> {
        let salt = random::bytes::<SALT_BYTES>().map_err(|error| error.to_string())?;
        let seal = seal_of(&self.passphrase()?, &salt, LOG_N)?;
        let salt = Some(BASE64_STANDARD.encode(salt));
        Ok((seal, KeyNote { kind: KeyKind::Passphrase, salt, log_n: Some(LOG_N) }))
    }

    fn passphrase(&self) -> Result<Secret, String> {
        if let Some(passphrase) = &self.passphrase {
            return Ok(passphrase.clone());
        }
        let Some(path) = &self.passphrase_file else {
            return Err("it needs its passphrase: set MCPHUB_SECRETS_PASSPHRASE, or \
                        MCPHUB_SECRETS_PASSPHRASE_FILE to the path of a file"
                .to_owned());
        };
        let text = private::read_text(path, limits::KEY_FILE_BYTES);
        let text = text.map_err(|error| {
            format!("the passphrase file {} {}", path.display(), key_file::continued(&error))
        })?;
        let passphrase = text.trim_end_matches(['\r', '\n']);
        if passphrase.is_empty() {
            return Err(format!("the passphrase file {} is empty", path.display()));
        }
        Ok(Secret::new(passphrase))
    }
}

fn seal_of(passphrase: &Secret, salt: &[u8], log_n: u8) -> Result<Seal, String> {
    let params = scrypt::Params::new(log_n, 8, 1).map_err(|error| error.to_string())?;
    let mut key = [0; KEY_BYTES];
    scrypt::scrypt(passphrase.reveal().as_bytes(), salt, &params, &mut key)
        .map_err(|error| error.to_string())?;
    Seal::of(&key).ok_or_else(|| "the key of the passphrase has another length".to_owned())
}
