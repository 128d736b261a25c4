//! Password checks: bcrypt as MCPHub writes it, on blocking threads, with a limit of attempts per
//! user and address.

use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::access::rate_limit::{Peer, RateLimiter, WINDOW, limit_for};
use crate::settings::model::secret::Secret;
use crate::settings::model::user::{FIRST_USER, HASH_COST, User};

/// Failed attempts per user, address and window.
const WRONG: u32 = 10;
/// Concurrent checks; each uses a CPU core for a while.
const AT_ONCE: usize = 2;
/// How long a check waits for the others.
const TURN: Duration = Duration::from_secs(10);

/// Characters of a username that count; a longer name is cut off.
const USERNAME_CHARS: usize = 64;

/// Key of the attempt counter: the address and the claimed username.
type Subject = (IpAddr, String);

pub(crate) struct Passwords {
    wrong: RateLimiter<Subject>,
    turns: Arc<Semaphore>,
    /// The password of `admin` while the file has no users; the first login stores it.
    first: Secret,
    /// Whether the first password was set by the user; else it is random.
    chosen: bool,
}

/// A password that was not checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PasswordError {
    /// Too many attempts, or too many at once; the client may retry after this time.
    TooMany {
        /// When to retry.
        after: Duration,
        /// A sentence for the user.
        text: String,
    },
    /// A bug, in one line.
    Internal(String),
}

/// A password attempt, counted as failed until it succeeds.
#[must_use]
pub(crate) struct Attempt<'a> {
    counter: Option<(&'a RateLimiter<Subject>, Subject)>,
}

impl Attempt<'_> {
    /// Takes the attempt off the counter.
    pub(crate) fn succeed(self) {
        if let Some((wrong, subject)) = self.counter {
            wrong.undo(&subject);
        }
    }
}

impl Passwords {
    /// `first` is the password of `admin` while there are no users; `chosen` is false if it is
    /// random.
    pub(crate) fn new(first: Secret, chosen: bool) -> Self {
        Self {
            wrong: RateLimiter::new(WINDOW),
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            first,
            chosen,
        }
    }

    /// Returns whether the user set the first password, so that a login is possible without users.
    pub(crate) fn is_chosen(&self) -> bool {
        self.chosen
    }

    /// Returns whether this is the password of the first admin.
    pub(crate) fn is_first_password(&self, username: &str, password: &Secret) -> bool {
        username == FIRST_USER && self.first == *password && !password.reveal().is_empty()
    }

    /// Starts a password attempt for `username`, which counts as failed until [`Attempt::succeed`].
    /// `limit` is the limit in the settings.
    ///
    /// # Errors
    /// Fails if this address had too many failed attempts for this user. Does not lock out other
    /// users, or this user at other addresses.
    pub(crate) fn begin_attempt(
        &self,
        from: IpAddr,
        username: &str,
        limit: Option<u32>,
    ) -> Result<Attempt<'_>, PasswordError> {
        let subject = (network_of(from), username.chars().take(USERNAME_CHARS).collect::<String>());
        let Some(limit) = limit_for(Peer(from), limit.or(Some(WRONG)), WRONG) else {
            return Ok(Attempt { counter: None });
        };
        let status = self.wrong.take(subject.clone(), limit);
        if status.exceeded {
            let minutes = status.reset.as_secs().div_ceil(60);
            let text = format!(
                "too many wrong passwords for this user from this address; wait {minutes} min, or \
                 use the token in admin-token-PORT of the hub's state folder"
            );
            return Err(PasswordError::TooMany { after: status.reset, text });
        }
        Ok(Attempt { counter: Some((&self.wrong, subject)) })
    }

    /// Verifies a user's password. Takes the same time for an unknown user.
    pub(crate) async fn verify(
        &self,
        user: Option<&User>,
        password: Secret,
    ) -> Result<bool, PasswordError> {
        let known = user.is_some();
        let hash = user.map_or_else(|| Secret::new(DUMMY_HASH), |user| user.password.clone());
        let check = move || {
            // Bcrypt uses the first 72 bytes only.
            bcrypt::verify(password.reveal(), hash.reveal()).unwrap_or(false)
        };
        Ok(self.run_blocking(check).await? && known)
    }

    /// Hashes a new password.
    pub(crate) async fn hash(&self, password: Secret) -> Result<Secret, PasswordError> {
        let hash = self.run_blocking(move || bcrypt::hash(password.reveal(), HASH_COST)).await?;
        hash.map(Secret::new)
            .map_err(|e| PasswordError::Internal(format!("cannot hash a password: {e}")))
    }

    async fn run_blocking<T: Send + 'static>(
        &self,
        task: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PasswordError> {
        let turn = tokio::time::timeout(TURN, Arc::clone(&self.turns).acquire_owned()).await;
        let busy =
            || PasswordError::TooMany { after: TURN, text: "too many logins at once".into() };
        let turn = turn.map_err(|_| busy())?.map_err(|_| busy())?;
        let task = move || {
            let _turn = turn;
            task()
        };
        tokio::task::spawn_blocking(task)
            .await
            .map_err(|_| PasswordError::Internal("the password check was aborted".into()))
    }
}

/// Groups addresses that count as one: those of this machine, and those of one IPv6 /64 network.
fn network_of(from: IpAddr) -> IpAddr {
    let from = from.to_canonical();
    if from.is_loopback() {
        return IpAddr::from([127, 0, 0, 1]);
    }
    match from {
        IpAddr::V6(from) => Ipv6Addr::from_bits(from.to_bits() >> 64 << 64).into(),
        IpAddr::V4(_) => from,
    }
}

/// A hash without a known password.
const DUMMY_HASH: &str = "$2b$10$CwTycUXWue0Thq9StjUM0uJ8eQ0JkS1n2RkQz1r3fNQh0k3p8t2yS";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_addresses_of_a_machine_share_one_attempt_limit() {
        let network = |from: &str| network_of(from.parse().unwrap()).to_string();
        for own in ["127.0.0.1", "127.9.8.7", "::1", "::ffff:127.0.0.2"] {
            assert_eq!(network(own), "127.0.0.1", "{own}");
        }
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(network("192.0.2.7"), "192.0.2.7");
    }
}
