//! What the hub keeps as an authorization server: registered clients, the grants of users with
//! their tokens, and remembered approvals. One file per settings file. Only digests of secrets are
//! kept. The file is locked while it is changed, since a command may revoke grants while the hub
//! runs.

use std::collections::HashMap;
use std::fs::{File, TryLockError};
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use ring::digest;
use serde::{Deserialize, Serialize};

use crate::files::private;
use crate::files::stamp::FileStamp;
use crate::state::{catalog_cache, random};

/// Version of the file format; a file of another version is set aside.
const VERSION: u32 = 1;
/// A larger file is rejected as foreign.
const FILE_BYTES_MAX: u64 = 64 << 20;
/// How long a change waits for one by another process.
const LOCK: Duration = Duration::from_secs(5);
/// Interval of attempts to take the lock.
const LOCK_POLL: Duration = Duration::from_millis(10);

/// The file, and its content as last read.
#[derive(Debug)]
pub(crate) struct OauthServerFile {
    path: PathBuf,
    /// Held while the file is changed, so that changes of this process follow one another.
    turn: Mutex<()>,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    stamp: Option<FileStamp>,
    state: Arc<OauthState>,
    /// By digest of an access token: the index of its grant.
    by_access: HashMap<String, usize>,
    /// By id of a grant in use: set once it has ended.
    ends: HashMap<String, Arc<AtomicBool>>,
    /// Whether a grant in use has ended since the last question.
    has_ended: bool,
}

/// The content of the file.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OauthState {
    version: u32,
    /// Clients that registered themselves, oldest first.
    pub(crate) clients: Vec<RegisteredClient>,
    /// Oldest first.
    pub(crate) grants: Vec<Grant>,
    /// Oldest first.
    pub(crate) approvals: Vec<Approval>,
}

/// A client of dynamic registration (RFC 7591).
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RegisteredClient {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) redirect_uris: Vec<String>,
    pub(crate) grants: Vec<String>,
    /// The scopes that it may request; `None` means all allowed ones.
    pub(crate) scopes: Option<Vec<String>>,
    /// The method of authentication at the token endpoint.
    pub(crate) auth_method: String,
    /// The digest of its secret; `None` for a public client.
    pub(crate) secret: Option<String>,
    /// The digest of the token that manages the registration.
    pub(crate) registration_token: String,
    pub(crate) application_type: String,
    pub(crate) created_ms: i64,
    /// The last time that it got a token, in milliseconds since 1970.
    pub(crate) used_ms: Option<i64>,
}

/// The access that a user gave to a client: one consent, with the tokens that follow from it.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Grant {
    pub(crate) id: String,
    pub(crate) client: String,
    pub(crate) client_name: String,
    pub(crate) user: String,
    /// Identifies the password at the time of consent, so that a change of it ends the grant.
    pub(crate) fingerprint: String,
    /// The resource that the tokens are for.
    pub(crate) resource: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) created_ms: i64,
    /// The end of all refresh tokens, whatever their use.
    pub(crate) ends_ms: i64,
    /// The last time that a token was issued.
    pub(crate) used_ms: i64,
    /// Oldest first.
    pub(crate) access: Vec<AccessToken>,
    pub(crate) refresh: Option<RefreshToken>,
    /// Digests of exchanged refresh tokens, oldest first.
    pub(crate) spent: Vec<String>,
    /// Why the grant ended early, if it is remembered for display.
    pub(crate) ended: Option<String>,
}

/// An access token by its digest.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AccessToken {
    pub(crate) digest: String,
    pub(crate) ends_ms: i64,
    /// The scopes, if they are fewer than those of the grant.
    pub(crate) scopes: Option<Vec<String>>,
    /// The resource, if it is a part of that of the grant.
    pub(crate) resource: Option<String>,
}

/// The valid refresh token of a grant by its digest.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RefreshToken {
    pub(crate) digest: String,
    pub(crate) ends_ms: i64,
}

/// A consent that is not asked for again.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Approval {
    pub(crate) user: String,
    pub(crate) fingerprint: String,
    pub(crate) client: String,
    pub(crate) redirect_uri: String,
    pub(crate) resource: String,
    pub(crate) scopes: Vec<String>,
}

/// A grant as found by one of its access tokens.
#[derive(Clone, Debug)]
pub(crate) struct FoundGrant {
    pub(crate) grant: String,
    pub(crate) client: String,
    pub(crate) user: String,
    pub(crate) fingerprint: String,
    pub(crate) resource: String,
    pub(crate) scopes: Vec<String>,
    /// Set once the grant has ended.
    pub(crate) ended: Arc<AtomicBool>,
}

impl Default for OauthState {
    fn default() -> Self {
        let (clients, grants, approvals) = (Vec::new(), Vec::new(), Vec::new());
        Self { version: VERSION, clients, grants, approvals }
    }
}

impl OauthServerFile {
    /// Returns the file in the state folder for the settings at that path.
    pub(crate) fn of(folder: &Path, settings: &Path) -> Self {
        let whole = settings.canonicalize().or_else(|_| std::path::absolute(settings));
        let settings = whole.unwrap_or_else(|_| settings.to_owned());
        let path = folder.join(format!("oauth-server-{}.json", catalog_cache::name_of(&settings)));
        Self { path, turn: Mutex::default(), kept: Mutex::default() }
    }

    /// Returns the current state.
    pub(crate) fn state(&self) -> Arc<OauthState> {
        let mut kept = self.kept.lock();
        self.refresh(&mut kept);
        Arc::clone(&kept.state)
    }

    /// Returns the grant with this unexpired access token.
    pub(crate) fn find(&self, token: &str, now_ms: i64) -> Option<FoundGrant> {
        let digest = digest_of(token);
        let mut kept = self.kept.lock();
        self.refresh(&mut kept);
        let at = *kept.by_access.get(&digest)?;
        let state = Arc::clone(&kept.state);
        let grant = state.grants.get(at).filter(|grant| grant.ended.is_none())?;
        let access = grant.access.iter().find(|access| access.digest == digest)?;
        if access.ends_ms <= now_ms {
            return None;
        }
        let ended = Arc::clone(kept.ends.entry(grant.id.clone()).or_default());
        Some(FoundGrant {
            grant: grant.id.clone(),
            client: grant.client.clone(),
            user: grant.user.clone(),
            fingerprint: grant.fingerprint.clone(),
            resource: access.resource.clone().unwrap_or_else(|| grant.resource.clone()),
            scopes: access.scopes.clone().unwrap_or_else(|| grant.scopes.clone()),
            ended,
        })
    }

    /// Returns whether a grant that was in use has ended since the last call.
    pub(crate) fn take_ended(&self) -> bool {
        let mut kept = self.kept.lock();
        self.refresh(&mut kept);
        std::mem::take(&mut kept.has_ended)
    }

    /// Changes the state. Blocks on the disk.
    ///
    /// # Errors
    /// Fails if another process holds the lock for too long, or the file cannot be written.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut OauthState) -> T) -> Result<T> {
        let _turn = self.turn.lock();
        let folder = self.path.parent().unwrap_or(Path::new("."));
        private::folder(folder)?;
        let _lock = self.lock()?;
        let mut state = (*self.state()).clone();
        let before = state.clone();
        let result = change(&mut state);
        if state != before {
            private::write(&self.path, &serde_json::to_vec(&state)?)?;
            let mut kept = self.kept.lock();
            kept.stamp = stamp(&self.path);
            kept.put(state);
        }
        Ok(result)
    }

    /// Reads the file again if it was written.
    fn refresh(&self, kept: &mut Kept) {
        let now = stamp(&self.path);
        if now == kept.stamp {
            return;
        }
        kept.stamp = now;
        kept.put(self.read());
    }

    /// Returns the content of the file; the default if there is none. A file that cannot be parsed
    /// is set aside, and one that another user may have written is ignored; both are logged.
    fn read(&self) -> OauthState {
        let path = self.path.display();
        let text = match private::read_text(&self.path, FILE_BYTES_MAX) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return OauthState::default(),
            Err(error) => {
                tracing::warn!("the tokens of the hub are ignored: {path} {error}");
                return OauthState::default();
            }
        };
        match serde_json::from_str::<OauthState>(&text) {
            Ok(state) if state.version == VERSION => state,
            _ => {
                let aside = self.path.with_extension("bad");
                let _ = std::fs::rename(&self.path, &aside);
                tracing::warn!(
                    "the tokens of the hub cannot be read; moved to {}",
                    aside.display()
                );
                OauthState::default()
            }
        }
    }

    /// Takes the lock that other processes respect.
    fn lock(&self) -> Result<File> {
        let file = private::append(&self.path.with_extension("lock"))?;
        let began = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) if began.elapsed() < LOCK => {
                    std::thread::sleep(LOCK_POLL);
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(Error::other("another process holds the lock of the tokens"));
                }
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }
}

impl Kept {
    fn put(&mut self, state: OauthState) {
        self.by_access.clear();
        for (at, grant) in state.grants.iter().enumerate().filter(|(_, g)| g.ended.is_none()) {
            self.by_access.extend(grant.access.iter().map(|access| (access.digest.clone(), at)));
        }
        let lives = |id: &String| state.grants.iter().any(|g| g.id == *id && g.ended.is_none());
        self.ends.retain(|id, ended| {
            let lives = lives(id);
            ended.store(!lives, Ordering::Relaxed);
            self.has_ended |= !lives;
            lives
        });
        self.state = Arc::new(state);
    }
}

fn stamp(path: &Path) -> Option<FileStamp> {
    FileStamp::of(&std::fs::symlink_metadata(path).ok()?)
}

/// Returns the form in which a secret is kept.
pub(crate) fn digest_of(secret: &str) -> String {
    random::hex(digest::digest(&digest::SHA256, secret.as_bytes()).as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn grant(id: &str, access: &str) -> Grant {
        Grant {
            id: id.into(),
            client: "c".into(),
            client_name: "C".into(),
            user: "ann".into(),
            fingerprint: "f".into(),
            resource: "https://hub.test/mcp".into(),
            scopes: vec!["read".into()],
            created_ms: 0,
            ends_ms: 1000,
            used_ms: 0,
            access: vec![AccessToken {
                digest: digest_of(access),
                ends_ms: 100,
                scopes: None,
                resource: None,
            }],
            refresh: None,
            spent: Vec::new(),
            ended: None,
        }
    }

    #[test]
    fn a_grant_is_found_until_it_ends_here_or_in_another_process() {
        let folder = tempfile::tempdir().unwrap();
        let (here, there) = (
            OauthServerFile::of(folder.path(), Path::new("s")),
            OauthServerFile::of(folder.path(), Path::new("s")),
        );
        assert!(here.find("token", 0).is_none());
        here.change(|state| state.grants.push(grant("g", "token"))).unwrap();
        let found = there.find("token", 99).unwrap();
        assert_eq!((found.user.as_str(), found.grant.as_str()), ("ann", "g"));
        assert!(there.find("token", 100).is_none() && there.find("other", 0).is_none());
        assert!(!found.ended.load(Ordering::Relaxed));
        here.change(|state| state.grants.clear()).unwrap();
        assert!(there.find("token", 0).is_none());
        assert!(found.ended.load(Ordering::Relaxed));
        assert_eq!([there.take_ended(), there.take_ended()], [true, false]);
        let other = OauthServerFile::of(folder.path(), Path::new("other"));
        assert_eq!(*other.state(), OauthState::default());
    }

    #[test]
    fn the_file_is_private_and_contains_no_token() {
        let folder = tempfile::tempdir().unwrap();
        let file = OauthServerFile::of(folder.path(), Path::new("s"));
        file.change(|state| state.grants.push(grant("g", "canary-token"))).unwrap();
        let text = std::fs::read_to_string(&file.path).unwrap();
        assert!(!text.contains("canary"), "{text}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(&file.path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        std::fs::write(&file.path, "{").unwrap();
        assert_eq!(*file.state(), OauthState::default());
        assert!(file.path.with_extension("bad").exists());
    }
}
