//! Logins of browsers: a random cookie for each, kept in memory. A login ends with the password that
//! was used for it.

use std::collections::HashMap;

use http::header::COOKIE;
use http::{HeaderMap, HeaderValue};
use parking_lot::Mutex;

use crate::access::jwt::password_fingerprint;
use crate::settings::Settings;
use crate::settings::model::secret::Secret;
use crate::settings::model::user::User;
use crate::state::oauth_server::digest_of;
use crate::state::random;

/// Lifetime of a login, in milliseconds.
const LIFETIME_MS: i64 = 12 * 60 * 60 * 1000;
/// Limit for logins; the oldest are dropped.
const SESSIONS_MAX: usize = 1000;
/// The cookie over https, which no other host can set, and over http on this machine.
const NAMES: (&str, &str) = ("__Host-mcphub-sid", "mcphub-sid");

/// The logins, by digest of their cookie.
#[derive(Debug, Default)]
pub(crate) struct BrowserSessions(Mutex<HashMap<String, BrowserSession>>);

#[derive(Clone, Debug)]
struct BrowserSession {
    user: String,
    fingerprint: String,
    ends_ms: i64,
}

impl BrowserSessions {
    /// Starts a login; returns the `Set-Cookie` header.
    ///
    /// # Errors
    /// Fails if the system provides no randomness.
    pub(crate) fn open(
        &self,
        user: &User,
        is_https: bool,
        now_ms: i64,
    ) -> std::io::Result<HeaderValue> {
        let id = random::secret()?;
        let session = BrowserSession {
            user: user.username.clone(),
            fingerprint: password_fingerprint(user),
            ends_ms: now_ms + LIFETIME_MS,
        };
        let mut sessions = self.0.lock();
        sessions.retain(|_, session| now_ms < session.ends_ms);
        if sessions.len() >= SESSIONS_MAX {
            let oldest = sessions.iter().min_by_key(|(_, session)| session.ends_ms);
            let oldest = oldest.map(|(digest, _)| digest.clone());
            sessions.retain(|digest, _| Some(digest) != oldest.as_ref());
        }
        sessions.insert(digest_of(id.reveal()), session);
        cookie(id.reveal(), LIFETIME_MS / 1000, is_https)
    }

    /// Ends the login of a request; returns the `Set-Cookie` header that removes the cookie.
    ///
    /// # Errors
    /// Never, as the header has no other characters than those of [`Self::open`].
    pub(crate) fn close(
        &self,
        headers: &HeaderMap,
        is_https: bool,
    ) -> std::io::Result<HeaderValue> {
        if let Some(id) = id_in(headers, is_https) {
            self.0.lock().remove(&digest_of(id.reveal()));
        }
        cookie("", 0, is_https)
    }

    /// Returns the logged-in user of a request, and a name for the login that reveals nothing.
    pub(crate) fn user<'a>(
        &self,
        settings: &'a Settings,
        headers: &HeaderMap,
        is_https: bool,
        now_ms: i64,
    ) -> Option<(&'a User, String)> {
        let digest = digest_of(id_in(headers, is_https)?.reveal());
        let session = self.0.lock().get(&digest).cloned()?;
        let user = settings.user(&session.user)?;
        let holds = now_ms < session.ends_ms && password_fingerprint(user) == session.fingerprint;
        holds.then_some((user, digest))
    }
}

fn cookie(id: &str, seconds: i64, is_https: bool) -> std::io::Result<HeaderValue> {
    let (name, secure) = if is_https { (NAMES.0, "; Secure") } else { (NAMES.1, "") };
    let text = format!("{name}={id}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    let mut value = HeaderValue::from_str(&text).map_err(std::io::Error::other)?;
    value.set_sensitive(true);
    Ok(value)
}

fn id_in(headers: &HeaderMap, is_https: bool) -> Option<Secret> {
    let name = if is_https { NAMES.0 } else { NAMES.1 };
    let lines = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.split_once('='));
    pairs.find(|(known, _)| known.trim() == name).map(|(_, id)| Secret::new(id.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ann(password: &str) -> Settings {
        let user = User {
            username: "ann".into(),
            password: Secret::new(password),
            is_admin: false,
            email: None,
        };
        Settings { users: vec![user], ..Settings::default() }
    }

    #[test]
    fn a_login_lasts_until_its_end_or_that_of_its_password() {
        let sessions = BrowserSessions::default();
        let settings = ann("hash");
        let set = sessions.open(&settings.users[0], true, 0).unwrap();
        let set = set.to_str().unwrap();
        assert!(
            set.starts_with("__Host-mcphub-sid=") && set.ends_with("SameSite=Lax; Secure"),
            "{set}"
        );
        let mut headers = HeaderMap::new();
        let shown = format!("a=b; {}", set.split(';').next().unwrap());
        headers.insert(COOKIE, shown.parse().unwrap());
        let knows =
            |settings: &Settings, now| sessions.user(settings, &headers, true, now).is_some();
        assert!(knows(&settings, LIFETIME_MS - 1) && !knows(&settings, LIFETIME_MS));
        assert!(!knows(&ann("other"), 0) && !knows(&Settings::default(), 0));
        assert!(sessions.user(&settings, &headers, false, 0).is_none());
        sessions.close(&headers, true).unwrap();
        assert!(!knows(&settings, 0));
        for now in 0..=1000 {
            sessions.open(&settings.users[0], false, now).unwrap();
        }
        assert_eq!(sessions.0.lock().len(), SESSIONS_MAX);
    }
}
