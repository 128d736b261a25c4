//! Logins at servers: the registration of the hub and its tokens, one file per settings file and
//! server. A file can be read only by its owner, is replaced as a whole, and is locked while its
//! tokens are renewed, since an authorization server may accept a refresh token only once.

use std::collections::BTreeMap;
use std::fs::{File, TryLockError};
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ring::digest;

use crate::files::private;
use crate::files::stamp::FileStamp;
use crate::settings::model::secret::Secret;
use crate::state::credential_record::Record;
use crate::state::random;
use crate::state::seal::{Seal, Sealed};

/// Relative to the state folder.
const FOLDER: &str = "credentials";
/// Version of the file format; a file of another version is set aside.
const VERSION: u32 = 1;
/// A larger file is rejected as foreign.
const FILE_BYTES_MAX: u64 = 1 << 20;

/// Where logins are kept.
#[derive(Clone, Debug)]
pub(crate) struct CredentialStore {
    folder: PathBuf,
    /// The key that files are sealed with; without one they are in clear.
    seal: Option<Arc<Seal>>,
}

/// The logins at the servers of one settings file.
#[derive(Clone, Debug)]
pub(crate) struct Credentials {
    store: CredentialStore,
    settings: PathBuf,
    /// The user whose logins these are; `None` for those of all users.
    user: Option<String>,
}

/// The login at one server.
#[derive(Clone, Debug)]
pub(crate) struct CredentialFile {
    path: PathBuf,
    settings: PathBuf,
    server: String,
    seal: Option<Arc<Seal>>,
}

/// What is wrong with a file.
enum Unusable {
    /// It has no meaning in this version.
    Foreign,
    /// It is of another kind of store, which this process does not use.
    OtherStore(&'static str),
}

/// A held lock; released on drop.
#[derive(Debug)]
pub(crate) struct Locked(#[expect(dead_code, reason = "its drop releases the lock")] File);

impl CredentialStore {
    /// Returns the store in a state folder.
    pub(crate) fn of(state: &Path, seal: Option<Arc<Seal>>) -> Self {
        Self { folder: state.join(FOLDER), seal }
    }

    /// Returns the logins for the settings at that path.
    pub(crate) fn for_settings(&self, settings: &Path) -> Credentials {
        let whole = settings.canonicalize().or_else(|_| std::path::absolute(settings));
        let settings = whole.unwrap_or_else(|_| settings.to_owned());
        Credentials { store: self.clone(), settings, user: None }
    }
}

impl Credentials {
    /// Returns the kind of the store, as people name it.
    pub(crate) fn backend(&self) -> &'static str {
        if self.store.seal.is_some() { "keyring" } else { "file" }
    }

    /// Returns the logins of one user.
    pub(crate) fn of_user(&self, user: &str) -> Self {
        Self { user: Some(user.to_owned()), ..self.clone() }
    }

    /// Returns whether these are the logins of one user.
    pub(crate) fn are_of_user(&self) -> bool {
        self.user.is_some()
    }

    /// Returns the login at a server.
    pub(crate) fn at(&self, server: &str) -> CredentialFile {
        let key = format!(
            "{}\n{server}\n{}",
            self.settings.display(),
            self.user.as_deref().unwrap_or_default()
        );
        let name = random::hex(digest::digest(&digest::SHA256, key.as_bytes()).as_ref());
        CredentialFile {
            path: self.store.folder.join(name).with_extension("json"),
            settings: self.settings.clone(),
            server: server.to_owned(),
            seal: self.store.seal.clone(),
        }
    }
}

impl CredentialFile {
    /// Returns an empty record for this file.
    pub(crate) fn new_record(&self, server_url: &str) -> Record {
        Record {
            version: VERSION,
            settings: self.settings.clone(),
            server: self.server.clone(),
            server_url: server_url.to_owned(),
            current: None,
            issuers: BTreeMap::new(),
            pending: None,
        }
    }

    /// Returns the version of the file, or `None` without a file.
    pub(crate) fn stamp(&self) -> Option<FileStamp> {
        FileStamp::of(&std::fs::symlink_metadata(&self.path).ok()?)
    }

    /// Returns the record, or `None` if there is none. A file that cannot be parsed is set aside; one
    /// that another user may have written, or of another store, is ignored; all are logged.
    pub(crate) fn read(&self) -> Option<Record> {
        let path = self.path.display();
        let text = match private::read_text(&self.path, FILE_BYTES_MAX) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return None,
            Err(error) => {
                tracing::warn!(server = self.server, "the login is ignored: {path} {error}");
                return None;
            }
        };
        match self.parse(&text) {
            Ok(record) => Some(record),
            Err(Unusable::OtherStore(why)) => {
                tracing::warn!(server = self.server, "the login is ignored: {path} {why}");
                None
            }
            Err(Unusable::Foreign) => {
                let aside = self.path.with_extension("bad");
                let _ = std::fs::rename(&self.path, &aside);
                let aside = aside.display();
                tracing::warn!(server = self.server, "the login cannot be read; moved to {aside}");
                None
            }
        }
    }

    /// Parses the text of a file, sealed or not, as this process keeps logins.
    fn parse(&self, text: &str) -> std::result::Result<Record, Unusable> {
        let plain = match (serde_json::from_str::<Sealed>(text), &self.seal) {
            (Ok(sealed), Some(seal)) => {
                let other = "was sealed with another key, or for another server";
                Some(seal.open(&self.name(), &sealed).ok_or(Unusable::OtherStore(other))?)
            }
            (Ok(_), None) => {
                return Err(Unusable::OtherStore("is sealed; set MCPHUB_CREDENTIALS=keyring"));
            }
            (Err(_), _) => None,
        };
        let text = plain.as_ref().map_or(text, Secret::reveal);
        let record = serde_json::from_str::<Record>(text).ok();
        let record = record.filter(|record| record.version == VERSION).ok_or(Unusable::Foreign)?;
        if plain.is_none() && self.seal.is_some() {
            return Err(Unusable::OtherStore("was stored without MCPHUB_CREDENTIALS=keyring"));
        }
        Ok(record)
    }

    /// Returns why the file is ignored, if it is of another store than that of this process.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        let text = private::read_text(&self.path, FILE_BYTES_MAX).ok()?;
        match self.parse(&text) {
            Err(Unusable::OtherStore(why)) => Some(why),
            _ => None,
        }
    }

    /// Replaces the record atomically.
    ///
    /// # Errors
    /// Fails if the folder or file cannot be written, or if the file is of another store.
    pub(crate) fn write(&self, record: &Record) -> Result<()> {
        self.create_folder()?;
        if let Some(why) = self.fault() {
            let path = self.path.display();
            let text = format!("{path} {why}; `mcphub logout {}` removes it", self.server);
            return Err(Error::new(ErrorKind::InvalidData, text));
        }
        let text = match &self.seal {
            None => serde_json::to_string_pretty(record)?,
            Some(seal) => {
                let text = Secret::new(serde_json::to_string(record)?);
                serde_json::to_string_pretty(&seal.seal(&self.name(), &text)?)?
            }
        };
        private::write(&self.path, format!("{text}\n").as_bytes())
    }

    /// Returns the name of the file, which seals are bound to.
    fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Removes the record. Returns whether there was one.
    ///
    /// # Errors
    /// Fails if the file cannot be removed.
    pub(crate) fn remove(&self) -> Result<bool> {
        match std::fs::remove_file(&self.path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Moves the record to another server, and replaces the one there. Returns whether it moved.
    ///
    /// # Errors
    /// Fails if a file cannot be written.
    pub(crate) fn move_to(&self, other: &Self) -> Result<bool> {
        if self.path == other.path {
            return Ok(false);
        }
        let Some(record) = self.read() else { return Ok(false) };
        other.write(&Record { server: other.server.clone(), ..record })?;
        self.remove()
    }

    /// Takes the lock of the record, which other processes respect. Returns `None` if it is held.
    ///
    /// # Errors
    /// Fails if the lock file cannot be opened.
    pub(crate) fn try_lock(&self) -> Result<Option<Locked>> {
        self.create_folder()?;
        let file = private::append(&self.path.with_extension("lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Locked(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    fn create_folder(&self) -> Result<()> {
        let folder = self.path.parent().ok_or_else(|| Error::other("no folder"))?;
        folder.parent().map_or(Ok(()), private::folder)?;
        private::folder(folder)
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::state::credential_record::{Issuer, Time, Tokens};

    fn file(folder: &Path) -> CredentialFile {
        file_of(folder, None)
    }

    fn file_of(folder: &Path, key: Option<u8>) -> CredentialFile {
        let seal = key.map(|byte| Arc::new(Seal::of(&[byte; 32]).unwrap()));
        let store = CredentialStore::of(&folder.join("state"), seal);
        store.for_settings(&folder.join("mcp_settings.json")).at("wiki")
    }

    fn record(file: &CredentialFile) -> Record {
        let mut record = file.new_record("https://wiki.test/mcp");
        let tokens = Tokens {
            access_token: Secret::new("access-1"),
            expires_at: Some(Time(Timestamp::UNIX_EPOCH)),
            refresh_token: Some(Secret::new("refresh-1")),
            scope: None,
            received_at: Time(Timestamp::UNIX_EPOCH),
        };
        let issuer = Issuer { tokens: Some(tokens), ..Issuer::default() };
        record.issuers.insert("https://id.test".into(), issuer);
        record.current = Some("https://id.test".into());
        record
    }

    #[test]
    fn a_login_is_read_back_and_is_private_to_its_owner() {
        let folder = tempfile::tempdir().unwrap();
        let file = file(folder.path());
        assert!(file.read().is_none() && file.stamp().is_none());
        let record = record(&file);
        file.write(&record).unwrap();
        let before = file.stamp();
        assert_eq!(file.read().unwrap().tokens(), record.tokens());
        file.write(&record).unwrap();
        assert_ne!(file.stamp(), before, "each write is noticed");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&file.path), mode(file.path.parent().unwrap())), (0o600, 0o700));
        }
        assert!(!format!("{record:?}").contains("access-1"));
        assert!(file.remove().unwrap() && !file.remove().unwrap());
    }

    #[test]
    fn a_file_that_cannot_be_parsed_is_set_aside() {
        let folder = tempfile::tempdir().unwrap();
        let file = file(folder.path());
        file.write(&record(&file)).unwrap();
        let text = std::fs::read_to_string(&file.path).unwrap();
        for bad in ["{", &text.replace("\"version\": 1", "\"version\": 2")] {
            private::write(&file.path, bad.as_bytes()).unwrap();
            assert!(file.read().is_none());
            assert_eq!(std::fs::read_to_string(file.path.with_extension("bad")).unwrap(), *bad);
        }
    }

    #[test]
    fn a_login_moves_to_another_name() {
        let folder = tempfile::tempdir().unwrap();
        let old = file(folder.path());
        let store = CredentialStore::of(&folder.path().join("state"), None);
        let new = store.for_settings(&old.settings).at("docs");
        assert!(!old.move_to(&new).unwrap());
        let record = record(&old);
        old.write(&record).unwrap();
        assert!(old.move_to(&new).unwrap());
        assert!(old.read().is_none());
        let moved = new.read().unwrap();
        assert_eq!((moved.tokens(), moved.server.as_str()), (record.tokens(), "docs"));
    }

    #[test]
    fn a_login_is_sealed_and_of_one_store() {
        let folder = tempfile::tempdir().unwrap();
        let stores = [None, Some(1), Some(2)].map(|key| file_of(folder.path(), key));
        for own in &stores {
            let record = record(own);
            own.write(&record).unwrap();
            let text = std::fs::read_to_string(&own.path).unwrap();
            assert_eq!(text.contains("access-1"), own.seal.is_none());
            assert_eq!(own.read().unwrap().tokens(), record.tokens());
            let id = |file: &CredentialFile| file.seal.as_ref().map(Arc::as_ptr);
            assert_eq!(own.fault(), None);
            for other in stores.iter().filter(|other| id(other) != id(own)) {
                assert!(other.read().is_none() && other.fault().is_some());
                let refused = other.write(&record).unwrap_err().to_string();
                assert!(refused.ends_with("`mcphub logout wiki` removes it"), "{refused}");
            }
            assert_eq!(std::fs::read_to_string(&own.path).unwrap(), text, "it is not touched");
            assert!(own.remove().unwrap());
        }
    }

    #[test]
    fn a_lock_is_held_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = file(folder.path());
        let held = file.try_lock().unwrap();
        assert!(held.is_some() && file.try_lock().unwrap().is_none());
        drop(held);
        assert!(file.try_lock().unwrap().is_some());
    }
}
