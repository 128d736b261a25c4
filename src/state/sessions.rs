//! Logins that are renewed: who has shown a password carries an access token for some minutes, and a
//! refresh token that buys the next pair, once. A refresh token that comes a second time was stolen,
//! now or before: then all logins end. Only digests are kept, in a file of the settings that the users
//! are of, so that logins outlive a restart. Source: Pandora's sessions.

use std::collections::HashSet;
use std::io::{ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest;
use serde::{Deserialize, Serialize};

use crate::files::private;
use crate::settings::secret::Secret;
use crate::state::{catalog_cache, random};

/// How long an access token holds, in milliseconds.
const ACCESS_MS: i64 = 15 * 60 * 1000;
/// How long a refresh token does.
const REFRESH_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// How long it is still known that one has ended.
const REMEMBERED_MS: i64 = 24 * 60 * 60 * 1000;
/// Sessions that are kept; the oldest make room.
const SESSIONS_MAX: usize = 1000;
/// Spent refresh tokens that are kept, of all sessions; the oldest make room.
const SPENT_MAX: usize = 5000;
/// A larger file is none of ours.
const FILE_BYTES: u64 = 4 << 20;

/// The logins of one settings file.
#[derive(Debug)]
pub(crate) struct Sessions {
    file: PathBuf,
    /// Held while the file is written, so that no older text comes after a newer one.
    turn: Mutex<()>,
    kept: Mutex<Kept>,
}

/// One login.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Session {
    /// A UUID.
    pub(crate) id: String,
    /// Whose it is.
    pub(crate) holder: Holder,
    /// When the password was shown, in milliseconds since 1970.
    pub(crate) created_ms: i64,
    /// When it ends, unless it is renewed before.
    pub(crate) ends_ms: i64,
    access: String,
    access_ends_ms: i64,
    refresh: String,
}

/// Who logs in, and from where.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Holder {
    /// The username.
    pub(crate) user: String,
    /// Tells the password that was shown from later ones.
    pub(crate) fingerprint: String,
    /// What the client calls itself.
    pub(crate) user_agent: Option<String>,
    /// Its address.
    pub(crate) ip: Option<String>,
}

/// The tokens of a session; nobody else knows them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pair {
    /// Opens the API.
    pub(crate) access: Secret,
    /// When it no longer does, in milliseconds since 1970.
    pub(crate) access_ends_ms: i64,
    /// Buys the next pair.
    pub(crate) refresh: Secret,
    /// When it no longer does.
    pub(crate) refresh_ends_ms: i64,
}

/// Why a session is not renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotRenewed {
    /// No session has this token.
    Unknown,
    /// It has ended.
    Expired,
    /// It was used before. All sessions have ended.
    Reused,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Kept {
    /// The oldest first.
    sessions: Vec<Session>,
    spent: Vec<Spent>,
}

/// A refresh token that bought a pair.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Spent {
    refresh: String,
    session: String,
}

impl Sessions {
    /// Those of the settings at that path, as they are kept under the state folder.
    pub(crate) fn of(folder: &Path, settings: &Path) -> Self {
        let settings = std::path::absolute(settings).unwrap_or_else(|_| settings.to_owned());
        let name = format!("sessions-{}.json", catalog_cache::name_of(&settings));
        let file = folder.join(name);
        let kept = read(&file).unwrap_or_default();
        Self { file, turn: Mutex::default(), kept: Mutex::new(kept) }
    }

    /// Begins a session.
    ///
    /// # Errors
    /// It cannot be written down, or there is no randomness.
    pub(crate) fn open(&self, holder: Holder, now_ms: i64) -> Result<Pair> {
        let (pair, id) = (pair(now_ms)?, random::id()?);
        let session = Session {
            id,
            holder,
            created_ms: now_ms,
            ends_ms: pair.refresh_ends_ms,
            access: digest_of(pair.access.reveal()),
            access_ends_ms: pair.access_ends_ms,
            refresh: digest_of(pair.refresh.reveal()),
        };
        self.change(now_ms, |kept| kept.sessions.push(session))?;
        Ok(pair)
    }

    /// The session that an access token opens now.
    pub(crate) fn find(&self, access: &str, now_ms: i64) -> Option<Session> {
        let digest = digest_of(access);
        let kept = held(&self.kept);
        let fits = |s: &&Session| s.access == digest && now_ms < s.access_ends_ms;
        kept.sessions.iter().find(fits).cloned()
    }

    /// The next pair for a refresh token. A session that no longer `holds` is no more.
    ///
    /// # Errors
    /// It cannot be written down, or there is no randomness.
    pub(crate) fn renew(
        &self,
        refresh: &str,
        holds: impl Fn(&Session) -> bool,
        now_ms: i64,
    ) -> Result<std::result::Result<Pair, NotRenewed>> {
        let (digest, pair) = (digest_of(refresh), pair(now_ms)?);
        self.change(now_ms, |kept| {
            let Some(at) = kept.sessions.iter().position(|s| s.refresh == digest) else {
                let reused = kept.spent.iter().any(|spent| spent.refresh == digest);
                if reused {
                    *kept = Kept::default();
                }
                return Err(if reused { NotRenewed::Reused } else { NotRenewed::Unknown });
            };
            let session = &mut kept.sessions[at];
            if session.ends_ms <= now_ms {
                return Err(NotRenewed::Expired);
            }
            if !holds(session) {
                kept.sessions.remove(at);
                return Err(NotRenewed::Unknown);
            }
            session.access = digest_of(pair.access.reveal());
            session.access_ends_ms = pair.access_ends_ms;
            session.refresh = digest_of(pair.refresh.reveal());
            session.ends_ms = pair.refresh_ends_ms;
            kept.spent.push(Spent { refresh: digest, session: session.id.clone() });
            Ok(pair)
        })
    }

    /// All that have not ended, the oldest first.
    pub(crate) fn all(&self, now_ms: i64) -> Vec<Session> {
        let kept = held(&self.kept);
        kept.sessions.iter().filter(|session| now_ms < session.ends_ms).cloned().collect()
    }

    /// Ends a session; says whether there was one.
    ///
    /// # Errors
    /// It cannot be written down; here it has ended.
    pub(crate) fn end(&self, id: &str, now_ms: i64) -> Result<bool> {
        self.change(now_ms, |kept| {
            let before = kept.sessions.len();
            kept.sessions.retain(|session| session.id != id);
            kept.sessions.len() < before
        })
    }

    /// Ends all sessions.
    ///
    /// # Errors
    /// It cannot be written down; here they have ended.
    pub(crate) fn end_all(&self, now_ms: i64) -> Result<()> {
        self.change(now_ms, |kept| *kept = Kept::default())
    }

    fn change<T>(&self, now_ms: i64, change: impl FnOnce(&mut Kept) -> T) -> Result<T> {
        let _turn = held(&self.turn);
        let mut kept = held(&self.kept);
        let before = kept.clone();
        let answer = change(&mut kept);
        kept.tidy(now_ms);
        let text = (*kept != before).then(|| serde_json::to_vec(&*kept)).transpose()?;
        drop(kept);
        if let Some(text) = text {
            self.write(&text)?;
        }
        Ok(answer)
    }

    /// Puts the text in the place of the file, readable by its owner alone.
    fn write(&self, text: &[u8]) -> Result<()> {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        private::folder(folder)?;
        private::write(&self.file, text)
    }
}

impl Kept {
    /// Drops what nobody needs, and the oldest of what is too much.
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

fn read(file: &Path) -> Option<Kept> {
    let text = private::read(file, FILE_BYTES);
    let text = text.inspect_err(|error| {
        if error.kind() != ErrorKind::NotFound {
            tracing::warn!("no login from before counts: {} {error}", file.display());
        }
    });
    serde_json::from_slice(&text.ok()?)
        .inspect_err(|error| tracing::debug!("passed over {}: {error}", file.display()))
        .ok()
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn pair(now_ms: i64) -> Result<Pair> {
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
    fn a_pair_is_renewed_once_and_outlives_a_restart() {
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
    fn a_refresh_token_that_comes_twice_ends_all_sessions() {
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
    fn a_session_ends_when_it_is_ended_or_no_longer_holds() {
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
    fn what_is_kept_is_bounded_and_says_no_token() {
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
        let mut kept = Kept { sessions: vec![one.clone(); SESSIONS_MAX + 5], spent: Vec::new() };
        let spent = Spent { refresh: String::new(), session: one.id };
        kept.spent = vec![spent; SPENT_MAX + 5];
        kept.tidy(0);
        assert_eq!((kept.sessions.len(), kept.spent.len()), (SESSIONS_MAX, SPENT_MAX));
    }
}
