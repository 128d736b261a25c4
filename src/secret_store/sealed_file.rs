//! The sealed file of secrets in the state folder. It is replaced as a whole, under a lock, and only
//! after it could be opened: a wrong key or a damaged file loses nothing.

use std::fs::{File, TryLockError};
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use serde::{Deserialize, Serialize};

use crate::files::private;
use crate::files::stamp::FileStamp;
use crate::secret_store::content::{Content, Key};
use crate::secret_store::key::{KeyKind, KeyNote, KeyPlaces};
use crate::secret_store::key_file::continued;
use crate::secret_store::limits;
use crate::secret_store::store::SecretStore;
use crate::settings::model::secret::Secret;
use crate::state::seal::{Seal, Sealed};

/// Relative to the state folder.
const FOLDER: &str = "secrets";
/// The name of the file, which its seal is bound to.
const NAME: &str = "secrets.json";
/// The version of the format.
const VERSION: u32 = 1;
/// The pause between two attempts to take the lock.
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// The file as written.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: u32,
    key: KeyNote,
    sealed: Sealed,
}

/// The file as read.
#[derive(Clone)]
struct Opened {
    content: Content,
    note: KeyNote,
}

/// The sealed file.
pub(super) struct SealedFile {
    state: PathBuf,
    places: KeyPlaces,
    /// The file as last read, with its stamp: a passphrase takes long, and a keyring may ask.
    last: Mutex<Option<(FileStamp, Opened)>>,
}

impl SealedFile {
    /// Returns the file in a state folder. It need not exist.
    pub(super) fn of(state: &Path, places: KeyPlaces) -> Self {
        Self { state: state.to_owned(), places, last: Mutex::default() }
    }

    pub(super) fn path(&self) -> PathBuf {
        self.state.join(FOLDER).join(NAME)
    }

    /// Returns the kind of key of the file, or `None` without a file.
    pub(super) fn key_kind(&self) -> Result<Option<KeyKind>, String> {
        Ok(self.read()?.map(|(written, _)| written.key.kind))
    }

    /// Returns the file, or `None` if it does not exist.
    fn read(&self) -> Result<Option<(Written, Option<FileStamp>)>, String> {
        let path = self.path();
        // Before the content, so that a write in between is noticed.
        let stamp = std::fs::symlink_metadata(&path).ok().and_then(|found| FileStamp::of(&found));
        let text = match private::read_text(&path, limits::FILE_BYTES) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(self.fault(&continued(&error))),
        };
        let written = serde_json::from_str::<Written>(&text).ok();
        match written.filter(|written| written.version == VERSION) {
            Some(written) => Ok(Some((written, stamp))),
            None => Err(self.fault("is damaged, or of another version")),
        }
    }

    /// Opens the file with its key. Returns `None` if it does not exist.
    fn open(&self) -> Result<Option<(Opened, Seal)>, String> {
        let Some((written, stamp)) = self.read()? else { return Ok(None) };
        let seal = self.places.find(&self.state, &written.key);
        let seal = seal.map_err(|why| self.fault(&format!("cannot be opened: {why}")))?;
        if !seal.has_sealed(&written.sealed) {
            let key = match written.key.kind {
                KeyKind::Keyring => "key; the one in the keyring does not open it",
                KeyKind::KeyFile => "key; the one in the key file does not open it",
                KeyKind::Passphrase => "passphrase",
            };
            return Err(self.fault(&format!("was sealed with another {key}")));
        }
        let content = seal.open(NAME, &written.sealed).as_ref().and_then(Content::of_text);
        let content = content.ok_or_else(|| self.fault("is damaged"))?;
        let opened = Opened { content, note: written.key };
        *self.last.lock() = stamp.map(|stamp| (stamp, opened.clone()));
        Ok(Some((opened, seal)))
    }

    /// Returns the content, which may be that of the last read.
    fn content(&self) -> Result<Content, String> {
        let stamp = std::fs::symlink_metadata(self.path()).ok();
        let stamp = stamp.and_then(|found| FileStamp::of(&found));
        if let (Some(now), Some((then, opened))) = (stamp, &*self.last.lock())
            && now == *then
        {
            return Ok(opened.content.clone());
        }
        Ok(self.open()?.map_or_else(Content::empty, |(opened, _)| opened.content))
    }

    fn write(&self, content: &Content, seal: &Seal, note: KeyNote) -> Result<(), String> {
        let sealed = seal.seal(NAME, &content.text()?).map_err(|error| error.to_string())?;
        let written = Written { version: VERSION, key: note, sealed };
        let text = serde_json::to_string_pretty(&written).map_err(|error| error.to_string())?;
        private::write(&self.path(), format!("{text}\n").as_bytes())
            .map_err(|error| self.fault(&format!("cannot be written: {error}")))
    }

    /// Takes the lock that edits hold; waits for a limited time.
    fn lock(&self) -> Result<File, String> {
        let folder = self.state.join(FOLDER);
        let failed = |error: Error| format!("cannot write to {}: {error}", folder.display());
        private::folder(&self.state).and_then(|()| private::folder(&folder)).map_err(failed)?;
        let file = private::append(&folder.join("lock")).map_err(failed)?;
        let since = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) if since.elapsed() < limits::LOCK => {
                    std::thread::sleep(LOCK_PAUSE);
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(self.fault("is being edited by another process"));
                }
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            }
        }
    }

    fn fault(&self, why: &str) -> String {
        format!("the file of secrets {} {why}", self.path().display())
    }
}

impl SecretStore for SealedFile {
    fn kind(&self) -> Result<&'static str, String> {
        Ok(self.key_kind()?.map_or("none", KeyKind::word))
    }

    fn get(&self, key: &Key) -> Result<Option<Secret>, String> {
        Ok(self.content()?.get(key))
    }

    fn keys(&self) -> Result<Vec<(Key, Option<String>)>, String> {
        let content = self.content()?;
        let with_time = |key: Key| {
            let time = content.updated_at(&key);
            (key, time)
        };
        Ok(content.keys().into_iter().map(with_time).collect())
    }

    fn put(&self, changes: &[(Key, Option<Secret>)]) -> Result<usize, String> {
        // A removal from nothing creates no file.
        let stores = changes.iter().any(|(_, value)| value.is_some());
        if !stores && self.read()?.is_none() {
            return Ok(0);
        }
        let _lock = self.lock()?;
        let (mut content, seal, note) = if let Some((opened, seal)) = self.open()? {
            (opened.content, seal, opened.note)
        } else {
            let (seal, note) = self.places.create(&self.state)?;
            (Content::empty(), seal, note)
        };
        let mut count = 0;
        for (key, value) in changes {
            count += usize::from(content.put(key, value.as_ref())?);
        }
        if count > 0 {
            self.write(&content, &seal, note)?;
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    struct Place(tempfile::TempDir);

    impl Place {
        fn new() -> Self {
            Self(tempfile::tempdir().unwrap())
        }

        fn places(&self, passphrase: Option<&str>) -> KeyPlaces {
            KeyPlaces {
                chosen: None,
                passphrase: passphrase.map(Secret::new),
                passphrase_file: None,
                key_file: self.0.path().join("config/secrets.key"),
                is_key_file_named: true,
            }
        }

        fn file(&self, passphrase: Option<&str>) -> SealedFile {
            SealedFile::of(&self.0.path().join("state"), self.places(passphrase))
        }
    }

    fn set(file: &SealedFile, name: &str, value: &str) -> Result<usize, String> {
        file.put(&[(Key::shared(name), Some(Secret::new(value)))])
    }

    fn get(file: &SealedFile, name: &str) -> Result<Option<String>, String> {
        Ok(file.get(&Key::shared(name))?.map(|value| value.reveal().to_owned()))
    }

    #[test]
    fn a_key_file_is_created_once_and_both_files_are_private() {
        let place = Place::new();
        assert_eq!((place.file(None).kind(), get(&place.file(None), "A")), (Ok("none"), Ok(None)));
        assert!(!place.0.path().join("state").exists(), "reading creates nothing");
        assert_eq!(set(&place.file(None), "A", "canary-a"), Ok(1));
        assert_eq!(set(&place.file(None), "A", "canary-a"), Ok(0));
        assert_eq!(get(&place.file(None), "A"), Ok(Some("canary-a".into())));
        // The file names its key, whatever the environment says later.
        assert_eq!(set(&place.file(Some("later")), "B", "b"), Ok(1));
        assert_eq!(place.file(Some("later")).kind(), Ok("key-file"));
        let text = fs::read_to_string(place.file(None).path()).unwrap();
        assert!(!text.contains("canary"));
        #[cfg(unix)]
        for path in [place.file(None).path(), place.places(None).key_file] {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_wrong_passphrase_opens_nothing_and_changes_nothing() {
        let place = Place::new();
        assert_eq!(set(&place.file(Some("right")), "A", "a"), Ok(1));
        let path = place.file(None).path();
        let before = fs::read(&path).unwrap();
        let shown = path.display();
        let other = format!("the file of secrets {shown} was sealed with another passphrase");
        assert_eq!(get(&place.file(Some("wrong")), "A"), Err(other.clone()));
        assert_eq!(set(&place.file(Some("wrong")), "A", "b"), Err(other));
        let none = set(&place.file(None), "A", "b").unwrap_err();
        assert!(
            none.ends_with(
                "set MCPHUB_SECRETS_PASSPHRASE, or MCPHUB_SECRETS_PASSPHRASE_FILE \
                                to the path of a file"
            ),
            "{none}"
        );
        assert_eq!(fs::read(&path).unwrap(), before);
        let from_file = KeyPlaces {
            passphrase_file: Some(place.0.path().join("passphrase")),
            ..place.places(None)
        };
        private::write(&place.0.path().join("passphrase"), b"right\n").unwrap();
        let file = SealedFile::of(&place.0.path().join("state"), from_file);
        assert_eq!((get(&file, "A"), file.kind()), (Ok(Some("a".into())), Ok("passphrase")));
    }

    #[test]
    fn a_damaged_file_is_not_replaced() {
        let place = Place::new();
        set(&place.file(None), "A", "a").unwrap();
        let path = place.file(None).path();
        let whole = fs::read_to_string(&path).unwrap();
        let flipped = whole.replacen("\"data\": \"", "\"data\": \"AAAA", 1);
        for (text, why) in [
            ("", "is damaged, or of another version"),
            (&whole[..whole.len() / 2], "is damaged, or of another version"),
            (&flipped, "is damaged"),
        ] {
            private::write(&path, text.as_bytes()).unwrap();
            let fault = format!("the file of secrets {} {why}", path.display());
            assert_eq!(get(&place.file(None), "A"), Err(fault.clone()));
            assert_eq!(set(&place.file(None), "B", "b"), Err(fault));
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        private::write(&path, whole.as_bytes()).unwrap();
        let key = place.places(None).key_file;
        fs::remove_file(&key).unwrap();
        let gone = get(&place.file(None), "A").unwrap_err();
        assert!(
            gone.contains("cannot be opened: the key file ") && gone.ends_with("does not exist")
        );
        assert!(set(&place.file(None), "B", "b").is_err() && !key.exists());
        key_file_with(&key, "not a key");
        assert!(get(&place.file(None), "A").unwrap_err().ends_with("32 bytes in Base64"));
        let other = Place::new();
        set(&other.file(None), "A", "a").unwrap();
        fs::copy(other.places(None).key_file, &key).unwrap();
        assert!(get(&place.file(None), "A").unwrap_err().contains("sealed with another key"));
    }

    fn key_file_with(path: &Path, text: &str) {
        private::write(path, text.as_bytes()).unwrap();
    }

    #[test]
    fn no_writer_loses_the_secret_of_another() {
        let place = Place::new();
        let all: Vec<String> = (0..16).map(|number| format!("N{number}")).collect();
        std::thread::scope(|scope| {
            for name in &all {
                let file = place.file(None);
                scope.spawn(move || set(&file, name, name).unwrap());
            }
        });
        let file = place.file(None);
        assert_eq!(file.keys().unwrap().len(), all.len());
        assert!(all.iter().all(|name| get(&file, name) == Ok(Some(name.clone()))));
    }

    #[test]
    fn all_changes_are_written_or_none() {
        let place = Place::new();
        let file = place.file(None);
        let long = Secret::new("x".repeat(limits::VALUE_BYTES + 1));
        let changes = [(Key::shared("A"), Some(Secret::new("a"))), (Key::shared("B"), Some(long))];
        assert_eq!(file.put(&changes), Err("the value of B has more than 64 KiB".into()));
        assert_eq!((get(&file, "A"), file.put(&[(Key::shared("A"), None)])), (Ok(None), Ok(0)));
    }
}
