//! The texts of the journal: compressed files named for the digest of their content, so that a text
//! that two entries share is kept once.

use std::collections::HashSet;
use std::fs;
use std::io::{Error, ErrorKind, Result, Write as _};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use ring::digest;

use crate::files::owner::Trusted;
use crate::files::{private, regular};
use crate::state::random;

/// Limit for one text. The change of a larger file is recorded without its texts.
pub(super) const TEXT_BYTES_MAX: u64 = 32 << 20;

/// The folder of the texts.
#[derive(Clone, Debug)]
pub(super) struct Texts {
    pub(super) folder: PathBuf,
    pub(super) trusted: Trusted,
}

/// Returns the digest that names a text.
pub(super) fn digest_of(text: &[u8]) -> String {
    random::hex(digest::digest(&digest::SHA256, text).as_ref())
}

impl Texts {
    /// Keeps a text. Returns its digest.
    ///
    /// # Errors
    /// Fails if the text is too large, or on an I/O error.
    pub(super) fn keep(&self, text: &[u8]) -> Result<String> {
        let name = digest_of(text);
        if text.len() as u64 > TEXT_BYTES_MAX {
            let why = format!("has more than {} MiB", TEXT_BYTES_MAX >> 20);
            return Err(Error::new(ErrorKind::FileTooLarge, why));
        }
        let path = self.path(&name);
        if self.read(&name).is_ok_and(|kept| kept.is_some()) {
            return Ok(name);
        }
        private::folder_for(&self.folder, self.trusted)?;
        private::give_to_owner_of(self.folder.parent(), &self.folder)?;
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text)?;
        private::write(&path, &encoder.finish()?)?;
        private::give_to_owner_of(Some(&self.folder), &path)?;
        Ok(name)
    }

    /// Returns a text; `None` if it is not kept.
    ///
    /// # Errors
    /// Returns `InvalidData` if the content is not the one that the name stands for; also fails on
    /// an I/O error, or if another user can have written the file.
    pub(super) fn read(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let file = match private::open_for(&self.path(name), self.trusted) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            file => file?,
        };
        // The limit also holds for a small file that decompresses to a large one.
        let text = regular::read_rest(GzDecoder::new(file), TEXT_BYTES_MAX)?;
        if digest_of(&text) != name {
            return Err(Error::new(ErrorKind::InvalidData, "is damaged"));
        }
        Ok(Some(text))
    }

    /// Returns the size of a kept text on disk.
    pub(super) fn size(&self, name: &str) -> u64 {
        fs::metadata(self.path(name)).map_or(0, |found| found.len())
    }

    /// Removes all texts but those in `wanted`. Errors are ignored: what stays is removed next time.
    pub(super) fn remove_all_but(&self, wanted: &HashSet<&str>) {
        for entry in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if !name.strip_suffix(".gz").is_some_and(|name| wanted.contains(name)) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// Names come from a file, so anything but a digest leads to a file that does not exist.
    fn path(&self, name: &str) -> PathBuf {
        let is_digest = name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        let name = if is_digest { name } else { "none" };
        self.folder.join(Path::new(name).with_extension("gz"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts() -> (tempfile::TempDir, Texts) {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("texts");
        (place, Texts { folder, trusted: Trusted::current() })
    }

    #[test]
    fn a_text_is_kept_once_and_returned_to_the_byte() {
        let (_place, texts) = texts();
        let text = b"\xef\xbb\xbf{}\r\n\xff\0";
        let name = texts.keep(text).unwrap();
        assert_eq!((texts.keep(text).unwrap(), name.len()), (name.clone(), 64));
        assert_eq!(texts.read(&name).unwrap().as_deref(), Some(text.as_slice()));
        assert_eq!(fs::read_dir(&texts.folder).unwrap().count(), 1);
        texts.remove_all_but(&HashSet::new());
        assert_eq!(texts.read(&name).unwrap(), None);
    }

    #[test]
    fn a_damaged_text_and_one_that_grows_too_large_are_errors() {
        let (_place, texts) = texts();
        let name = texts.keep(b"one").unwrap();
        let other = texts.keep(b"two").unwrap();
        fs::copy(texts.path(&other), texts.path(&name)).unwrap();
        assert_eq!(texts.read(&name).unwrap_err().kind(), ErrorKind::InvalidData);
        // It is written anew when it is next needed.
        texts.keep(b"one").unwrap();
        assert_eq!(texts.read(&name).unwrap().as_deref(), Some(b"one".as_slice()));
        let large = vec![0; usize::try_from(TEXT_BYTES_MAX).unwrap() + 1];
        assert_eq!(texts.keep(&large).unwrap_err().kind(), ErrorKind::FileTooLarge);
        assert_eq!(texts.read("../../etc/passwd").unwrap(), None);
    }
}
