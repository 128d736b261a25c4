//! The key of the sealed file in a file of its own, for machines without a keyring.

use std::io::ErrorKind;
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use crate::files::private;
use crate::secret_store::limits;
use crate::settings::model::secret::Secret;
use crate::state::random;
use crate::state::seal::{KEY_BYTES, Seal};

/// Reads the key.
///
/// # Errors
/// Returns the reason in one line if the file does not exist, may have been written by others, or
/// contains no key.
pub(super) fn read(path: &Path) -> Result<Seal, String> {
    find(path)?.ok_or_else(|| format!("the key file {} does not exist", path.display()))
}

/// Reads the key; creates the file if it does not exist.
///
/// # Errors
/// Fails as [`read`] does, or if the file cannot be written.
pub(super) fn read_or_create(path: &Path) -> Result<Seal, String> {
    if let Some(seal) = find(path)? {
        return Ok(seal);
    }
    let key = random::bytes::<KEY_BYTES>().map_err(|error| error.to_string())?;
    let failed =
        |error: std::io::Error| format!("cannot write the key file {}: {error}", path.display());
    if let Some(folder) = path.parent().filter(|folder| !folder.exists()) {
        private::folder(folder).map_err(failed)?;
    }
    private::write(path, format!("{}\n", BASE64_STANDARD.encode(key)).as_bytes())
        .map_err(failed)?;
    // What was written counts, not what was meant.
    read(path)
}

fn find(path: &Path) -> Result<Option<Seal>, String> {
    let shown = path.display();
    let text = match private::read_text(path, limits::KEY_FILE_BYTES) {
        Ok(text) => Secret::new(text),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(format!("the key file {shown} {}", continued(&error))),
    };
    let key = BASE64_STANDARD.decode(text.reveal().trim()).ok();
    match key.as_deref().and_then(Seal::of) {
        Some(seal) => Ok(Some(seal)),
        None => Err(format!("the key file {shown} has no key: {KEY_BYTES} bytes in Base64")),
    }
}

/// Returns the text of an error after a path.
pub(super) fn continued(error: &std::io::Error) -> String {
    // Our own errors continue a sentence, those of the system do not.
    if error.raw_os_error().is_some() {
        format!("cannot be read: {error}")
    } else {
        error.to_string()
    }
}
