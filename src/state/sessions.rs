//! Renewable logins. A login yields an access token for some minutes, and a refresh token that can
//! be exchanged once for the next pair. If a refresh token is used twice, it was stolen, so all
//! logins end. Only digests are kept, in one file per settings file, so that logins survive a
//! restart. Source: Pandora's sessions.

use std::collections::HashSet;
use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use parking_lot::{Mutex, MutexGuard};
use ring::digest;
use serde::{Deserialize, Serialize};

use crate::files::private;
use crate::settings::model::secret::Secret;
use crate::state::{catalog_cache, random};

/// Lifetime of an access token, in milliseconds.
const ACCESS_MS: i64 = 15 * 60 * 1000;
/// Lifetime of a refresh token, in milliseconds.
const REFRESH_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// How long an expired session is remembered, in milliseconds.
const REMEMBERED_MS: i64 = 24 * 60 * 60 * 1000;
/// Limit for sessions; the oldest are dropped.
const SESSIONS_MAX: usize = 1000;
/// Limit for spent refresh tokens of all sessions; the oldest are dropped.
const SPENT_MAX: usize = 5000;
/// A larger file is rejected as foreign.
const FILE_BYTES: u64 = 4 << 20;

/// The logins for one settings file.
#[derive(Debug)]
pub(crate) struct Sessions {
    file: PathBuf,
    /// Held while the file is written, so that an older state cannot overwrite a newer one.
    write_lock: Mutex<()>,
    state: Mutex<State>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Session {
    /// A UUID (version 4).
    pub(crate) id: String,
    pub(crate) holder: Holder,
    /// Time of the login, in milliseconds since 1970.
    pub(crate) created_ms: i64,
    /// Expiry unless renewed, in milliseconds since 1970.
    pub(crate) ends_ms: i64,
    access: String,
    access_ends_ms: i64,
    refresh: String,
}

/// The user and client of a login.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Holder {
    pub(crate) user: String,
    /// Identifies the password that was used, so that a change of it ends the session.
    pub(crate) fingerprint: String,
    pub(crate) user_agent: Option<String>,
    pub(crate) ip: Option<String>,
}

/// The tokens of a session. Only the client knows them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pair {
    /// Authorizes API requests.
    pub(crate) access: Secret,
    /// Milliseconds since 1970.
    pub(crate) access_ends_ms: i64,
    /// Exchanged for the next pair.
    pub(crate) refresh: Secret,
    /// Milliseconds since 1970.
    pub(crate) refresh_ends_ms: i64,
}

/// The reason why a session was not renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotRenewed {
    /// No session has this token.
    Unknown,
    Expired,
    /// The token was used before, so all sessions were ended.
    Reused,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct State {
    /// Oldest first.
    sessions: Vec<Session>,
    spent: Vec<Spent>,
}

/// A refresh token that was exchanged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Spent {
    refresh: String,
    session: String,
}

impl Sessions {
    /// Reads the sessions for the settings at that path from the state folder.
    pub(crate) fn of(folder: &Path, settings: &Path) -> Self {
        let settings = std::path::absolute(settings).unwrap_or_else(|_| settings.to_owned());
        let name = format!("sessions-{}.json", catalog_cache::name_of(&settings));
        let file = folder.join(name);
        let state = read(&file).unwrap_or_default();
        Self { file, write_lock: Mutex::default(), state: Mutex::new(state) }
    }

    /// Starts a session.
    ///
    /// # Errors
    /// Fails if the file cannot be written or the system provides no randomness.
    pub(crate) fn open(&self, holder: Holder, now_ms: i64) -> Result<Pair> {
        let (pair, id) = (new_pair(now_ms)?, random::id()?);
        let session = Session {
            id,
            holder,
            created_ms: now_ms,
            ends_ms: pair.refresh_ends_ms,
            access: digest_of(pair.access.reveal()),
            access_ends_ms: pair.access_ends_ms,
            refresh: digest_of(pair.refresh.reveal()),
        };
        self.change(now_ms, |state| state.sessions.push(session))?;
        Ok(pair)
    }

    /// Returns the session with this unexpired access token.
    pub(crate) fn find(&self, access: &str, now_ms: i64) -> Option<Session> {
        let digest = digest_of(access);
        let state = lock(&self.state);
        let fits = |s: &&Session| s.access == digest && now_ms < s.access_ends_ms;
        state.sessions.iter().find(fits).cloned()
    }

    /// Exchanges a refresh token for the next pair. Ends the session if `holds` returns false for
    /// it.
    ///
    /// # Errors
    /// Fails if the file cannot be written or the system provides no randomness.
    pub(crate) fn renew(
        &self,
        refresh: &str,
        holds: impl Fn(&Session) -> bool,
        now_ms: i64,
    ) -> Result<std::result::Result<Pair, NotRenewed>> {
        let (digest, pair) = (digest_of(refresh), new_pair(now_ms)?);
        self.change(now_ms, |state| {
            let Some(at) = state.sessions.iter().position(|s| s.refresh == digest) else {
                let reused = state.spent.iter().any(|spent| spent.refresh == digest);
                if reused {
                    *state = State::default();
                }
                return Err(if reused { NotRenewed::Reused } else { NotRenewed::Unknown });
            };
            let session = &mut state.sessions[at];
            if session.ends_ms <= now_ms {
                return Err(NotRenewed::Expired);
            }
            if !holds(session) {
                state.sessions.remove(at);
                return Err(NotRenewed::Unknown);
            }
            session.access = digest_of(pair.access.reveal());
            session.access_ends_ms = pair.access_ends_ms;
            session.refresh = digest_of(pair.refresh.reveal());
            session.ends_ms = pair.refresh_ends_ms;
            state.spent.push(Spent { refresh: digest, session: session.id.clone() });
            Ok(pair)
        })
    }

    /// Returns all unexpired sessions, oldest first.
    pub(crate) fn all(&self, now_ms: i64) -> Vec<Session> {
        let state = lock(&self.state);
        state.sessions.iter().filter(|session| now_ms < session.ends_ms).cloned().collect()
    }

    /// Ends a session. Returns whether it existed.
    ///
    /// # Errors
    /// Fails if the file cannot be written; in memory the session has ended.
    pub(crate) fn end(&self, id: &str, now_ms: i64) -> Result<bool> {
        self.change(now_ms, |state| {
            let before = state.sessions.len();
            state.sessions.retain(|session| session.id != id);
            state.sessions.len() < before
        })
    }

    /// Ends all sessions.
    ///
    /// # Errors
    /// Fails if the file cannot be written; in memory the sessions have ended.
    pub(crate) fn end_all(&self, now_ms: i64) -> Result<()> {
        self.change(now_ms, |state| *state = State::default())
    }

    fn change<T>(&self, now_ms: i64, change: impl FnOnce(&mut State) -> T) -> Result<T> {
        let _write_lock = lock(&self.write_lock);
        let mut state = lock(&self.state);
        let before = state.clone();
        let result = change(&mut state);
        state.tidy(now_ms);
        let text = (*state != before).then(|| serde_json::to_vec(&*state)).transpose()?;
        drop(state);
        if let Some(text) = text {
            self.write(&text)?;
        }
        Ok(result)
    }

    /// Replaces the file, readable only by its owner.
    fn write(&self, text: &[u8]) -> Result<()> {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        private::folder(folder)?;
        private::write(&self.file, text)
    }
}

impl State {
    /// Drops long expired sessions, and the oldest entries over the limits.
    fn tidy(&mut self, now_ms: i64) {
        self.sessions.retain(|session| now_ms < session.ends_ms + REMEMBERED_MS);
        let sessions = self.sessions.len().saturating_sub(SESSIONS_MAX);
        self.sessions.drain(..sessions);
        let known: HashSet<&str> = self.sessions.iter().map(|session| &*session.id).collect();
        self.spent.retain(|spent| known.contains(&*spent.session));
        let spent = self.spent.len().saturating_sub(SPENT_MAX);
        self.spent.drain(..spent);
    }
}

fn read(file: &Path) -> Option<State> {
    let text = private::read(file, FILE_BYTES);
    let text = text.inspect_err(|error| {
        if error.kind() != ErrorKind::NotFound {
            tracing::warn!("ignoring saved logins: {} {error}", file.display());
        }
    });
    serde_json::from_slice(&text.ok()?)
        .inspect_err(|error| tracing::debug!("ignoring {}: {error}", file.display()))
        .ok()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock()
}

fn new_pair(now_ms: i64) -> Result<Pair> {
    Ok(Pair {
        access: random::secret()?,
        access_ends_ms: now_ms + ACCESS_MS,
        refresh: random::secret()?,
        refresh_ends_ms: now_ms + REFRESH_MS,
    })
}

fn digest_of(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, token.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ann() -> Holder {
        let (user, fingerprint) = ("ann".to_owned(), "f".to_owned());
        Holder { user, fingerprint, user_agent: None, ip: None }
    }

    fn renew(
        sessions: &Sessions,
        refresh: &Secret,
        now: i64,
    ) -> std::result::Result<Pair, NotRenewed> {
        sessions.renew(refresh.reveal(), |_| true, now).unwrap()
    }

    #[test]
    fn a_pair_is_renewed_once_and_survives_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let settings = folder.path().join("mcp_settings.json");
        let sessions = Sessions::of(folder.path(), &settings);
        let first = sessions.open(ann(), 0).unwrap();
        assert_eq!(first.access.reveal().len(), 43);
        assert!(sessions.find(first.access.reveal(), ACCESS_MS - 1).is_some());
        assert!(sessions.find(first.access.reveal(), ACCESS_MS).is_none());
        let second = renew(&sessions, &first.refresh, ACCESS_MS).unwrap();
        assert!(sessions.find(first.access.reveal(), 1).is_none());

        let sessions = Sessions::of(folder.path(), &settings);
        assert!(sessions.find(second.access.reveal(), ACCESS_MS).is_some());
        assert!(Sessions::of(folder.path(), &folder.path().join("other")).all(0).is_empty());
        let ended = ACCESS_MS + REFRESH_MS;
        assert_eq!(sessions.all(ended - 1).len(), 1);
        assert_eq!(renew(&sessions, &second.refresh, ended), Err(NotRenewed::Expired));
        let forgotten = ended + REMEMBERED_MS;
        assert_eq!(renew(&sessions, &second.refresh, forgotten), Err(NotRenewed::Expired));
        assert_eq!(renew(&sessions, &second.refresh, forgotten), Err(NotRenewed::Unknown));
    }

    #[test]
    fn a_reused_refresh_token_ends_all_sessions() {
        let folder = tempfile::tempdir().unwrap();
        let sessions = Sessions::of(folder.path(), Path::new("s"));
        let (one, other) = (sessions.open(ann(), 0).unwrap(), sessions.open(ann(), 0).unwrap());
        renew(&sessions, &one.refresh, 1).unwrap();
        assert_eq!(sessions.all(1).len(), 2);
        assert_eq!(renew(&sessions, &one.refresh, 2), Err(NotRenewed::Reused));
        assert_eq!(sessions.all(2), []);
        assert_eq!(renew(&sessions, &one.refresh, 3), Err(NotRenewed::Unknown));
        assert_eq!(renew(&sessions, &other.refresh, 3), Err(NotRenewed::Unknown));
        assert_eq!(Sessions::of(folder.path(), Path::new("s")).all(3), []);
    }

    #[test]
    fn a_session_ends_on_request_or_if_its_holder_is_no_longer_valid() {
        let folder = tempfile::tempdir().unwrap();
        let sessions = Sessions::of(folder.path(), Path::new("s"));
        let (one, other) = (sessions.open(ann(), 0).unwrap(), sessions.open(ann(), 0).unwrap());
        let id = sessions.find(one.access.reveal(), 0).unwrap().id;
        assert_eq!([sessions.end(&id, 0).unwrap(), sessions.end(&id, 0).unwrap()], [true, false]);
        assert!(sessions.find(one.access.reveal(), 0).is_none());
        let renewed = sessions.renew(other.refresh.reveal(), |_| false, 0).unwrap();
        assert_eq!((renewed, sessions.all(0)), (Err(NotRenewed::Unknown), vec![]));
    }

    #[test]
    fn the_file_is_bounded_and_contains_no_token() {
        let folder = tempfile::tempdir().unwrap();
        let sessions = Sessions::of(folder.path(), Path::new("s"));
        let pair = sessions.open(ann(), 0).unwrap();
        let text = std::fs::read_to_string(&sessions.file).unwrap();
        assert!(!text.contains(pair.access.reveal()) && !text.contains(pair.refresh.reveal()));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(&sessions.file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let one = sessions.all(0).remove(0);
        let mut state = State { sessions: vec![one.clone(); SESSIONS_MAX + 5], spent: Vec::new() };
        let spent = Spent { refresh: String::new(), session: one.id };
        state.spent = vec![spent; SPENT_MAX + 5];
        state.tidy(0);
        assert_eq!((state.sessions.len(), state.spent.len()), (SESSIONS_MAX, SPENT_MAX));
    }
}
