//! The system's keyring, which keeps two keys: that of the sealed logins, and that of the sealed
//! secrets. Whole logins do not fit into the keyrings of some systems.

use std::path::Path;

use crate::state::seal::{KEY_BYTES, Seal};

#[cfg(feature = "keyring")]
use with_keyring::key;
#[cfg(not(feature = "keyring"))]
use without_keyring::key;

/// The names of the keys.
const CREDENTIALS_KEY: &str = "credentials-key";
const SECRETS_KEY: &str = "secrets-key";

/// Returns the seal of logins; creates its key in the keyring if there is none. `folder` is the state
/// folder.
///
/// # Errors
/// Returns one line with the reason if the keyring is missing, locked, or does not return what was
/// stored.
pub(crate) fn seal(folder: &Path) -> Result<Seal, String> {
    seal_named(folder, CREDENTIALS_KEY)
}

/// Returns the seal of secrets, like [`seal`].
///
/// # Errors
/// Fails as [`seal`] does.
pub(crate) fn secrets_seal(folder: &Path) -> Result<Seal, String> {
    seal_named(folder, SECRETS_KEY)
}

fn seal_named(folder: &Path, name: &'static str) -> Result<Seal, String> {
    let key = key(folder, name)?;
    Seal::of(&key).ok_or_else(|| format!("the key in the keyring is not {KEY_BYTES} bytes long"))
}

#[cfg(not(feature = "keyring"))]
mod without_keyring {
    use std::path::Path;

    pub(super) fn key(_folder: &Path, _name: &str) -> Result<Vec<u8>, String> {
        Err("this mcphub was built without the keyring (feature `keyring`)".to_owned())
    }
}

#[cfg(feature = "keyring")]
mod with_keyring {
    use std::path::Path;
    use std::sync::mpsc;
    use std::time::Duration;

    use keyring_core::{Entry, Error};

    use crate::files::private;
    use crate::state::random;
    use crate::state::seal::KEY_BYTES;

    const SERVICE: &str = "mcphub";
    /// How long a person may take to unlock the keyring.
    const PATIENCE: Duration = Duration::from_secs(60);

    pub(super) fn key(folder: &Path, name: &'static str) -> Result<Vec<u8>, String> {
        let (sender, key) = mpsc::channel();
        let folder = folder.to_owned();
        // The calls block, and some of them run an event loop of their own.
        std::thread::spawn(move || sender.send(read_or_create(&folder, name)));
        let key = key.recv_timeout(PATIENCE);
        key.map_err(|_| "the keyring does not respond; it may be locked".to_owned())?
    }

    fn read_or_create(folder: &Path, name: &str) -> Result<Vec<u8>, String> {
        let failed = |error: Error| format!("the keyring cannot be used: {error}");
        open_store().map_err(failed)?;
        let entry = Entry::new(SERVICE, name).map_err(failed)?;
        // Two processes must not create two keys.
        private::folder(folder).map_err(|error| error.to_string())?;
        let lock = private::append(&folder.join("keyring.lock"));
        let lock = lock.and_then(|file| file.lock().map(|()| file));
        let _lock = lock.map_err(|error| format!("cannot lock the keyring: {error}"))?;
        match entry.get_secret() {
            Ok(key) => Ok(key),
            Err(Error::NoEntry) => {
                let key = random::bytes::<KEY_BYTES>().map_err(|error| error.to_string())?;
                entry.set_secret(&key).map_err(failed)?;
                let kept = entry.get_secret().map_err(failed)?;
                if kept != key {
                    return Err("the keyring does not return what was stored".to_owned());
                }
                Ok(kept)
            }
            Err(error) => Err(failed(error)),
        }
    }

    fn open_store() -> Result<(), Error> {
        #[cfg(target_os = "macos")]
        keyring_core::set_default_store(apple_native_keyring_store::keychain::Store::new()?);
        #[cfg(windows)]
        keyring_core::set_default_store(windows_native_keyring_store::Store::new()?);
        #[cfg(all(unix, not(target_os = "macos")))]
        keyring_core::set_default_store(zbus_secret_service_keyring_store::Store::new()?);
        Ok(())
    }
}
