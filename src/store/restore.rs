//! Restores an earlier content of a file, for `undo`.

use std::path::Path;

use crate::files::regular;
use crate::store::SettingsFile;
use crate::store::file::EditError;
use crate::store::lock::Lock;
use crate::store::write::{create, remove, replace};

/// Limit for the size of a file that is compared; at least that of a text in the journal.
const FILE_BYTES_MAX: u64 = 64 << 20;

impl SettingsFile {
    /// Replaces the content `known` by `wanted`, to the byte; `None` stands for no file. Returns
    /// `false`, and leaves the file, if its content is another one. A file that is created again
    /// has mode 0600.
    pub(crate) fn restore(
        &self,
        known: Option<&[u8]>,
        wanted: Option<&[u8]>,
    ) -> Result<bool, EditError> {
        let target = self.target()?;
        let failed = |source| self.write_error(source);
        let is_known = |path: &Path| content(path).is_ok_and(|now| now.as_deref() == known);
        let is_restored = match wanted {
            Some(wanted) if known.is_none() => {
                if !is_known(&target) {
                    return Ok(false);
                }
                create(&target, wanted).map(|()| true).map_err(failed)?
            }
            _ if target.parent().is_none_or(|folder| !folder.exists()) => false,
            wanted => {
                let lock = Lock::take(&target, self.lock_wait());
                let lock = lock.map_err(|error| self.lock_error(error))?;
                match wanted {
                    Some(wanted) => replace(&target, wanted, lock.is_beside(), is_known),
                    None => remove(&target, is_known),
                }
                .map_err(failed)?
            }
        };
        if is_restored {
            self.record_bytes(&target, known, wanted);
        }
        Ok(is_restored)
    }
}

/// Returns the content of the file at `path`; `None` if there is none.
pub(crate) fn content(path: &Path) -> Result<Option<Vec<u8>>, std::io::Error> {
    match regular::read(path, FILE_BYTES_MAX) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
