//! Passwords: bcrypt as MCPHub writes it, checked away from the threads that serve, and not too
//! often for one user from one address.

use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::api::error::{ApiError, Kind};
use crate::api::rate::{Peer, Rate, WINDOW, limit_for};
use crate::settings::secret::Secret;
use crate::settings::user::{HASH_COST, User};

/// Wrong passwords for one user from one address in a window.
const WRONG: u32 = 10;
/// Passwords that are checked at once: each takes a processor for a while.
const AT_ONCE: usize = 2;
/// How long one waits for its turn.
const TURN: Duration = Duration::from_secs(10);

/// So much of a name tells users apart when wrong passwords are counted, in characters.
const USERNAME_CHARS: usize = 64;

/// Whose wrong passwords are counted together: an address, and the user it tries to be.
type Subject = (IpAddr, String);

/// Checks passwords.
pub(crate) struct Passwords {
    wrong: Rate<Subject>,
    turns: Arc<Semaphore>,
    /// Opens `admin` where the file has no users; it becomes that user's password then.
    first: Secret,
    /// Whether somebody chose it.
    chosen: bool,
}

/// An attempt to show a password, counted as wrong until it succeeds.
#[must_use]
pub(crate) struct Attempt<'a> {
    counted: Option<(&'a Rate<Subject>, Subject)>,
}

impl Attempt<'_> {
    /// Takes the attempt off the count: the password was right.
    pub(crate) fn succeed(self) {
        if let Some((wrong, subject)) = self.counted {
            wrong.give_back(&subject);
        }
    }
}

impl Passwords {
    /// Nobody has tried yet. `first` is the password of `admin` while there are no users, `chosen`
    /// whether somebody chose it: else it was made up.
    pub(crate) fn new(first: Secret, chosen: bool) -> Self {
        Self { wrong: Rate::new(WINDOW), turns: Arc::new(Semaphore::new(AT_ONCE)), first, chosen }
    }

    /// Whether somebody chose the first password, so that there is one also without users.
    pub(crate) fn is_chosen(&self) -> bool {
        self.chosen
    }

    /// Whether this is the password of the first admin.
    pub(crate) fn is_first(&self, username: &str, password: &Secret) -> bool {
        username == "admin" && self.first == *password && !password.reveal().is_empty()
    }

    /// Begins an attempt to show the password of `username`, which counts as wrong until
    /// [`Attempt::succeed`]. `limit` is what the settings say.
    ///
    /// # Errors
    /// Too many if this address was wrong too often for this user. Other users, and the same user
    /// from other addresses, are not locked out by it.
    pub(crate) fn begin_attempt(
        &self,
        from: IpAddr,
        username: &str,
        limit: Option<u32>,
    ) -> Result<Attempt<'_>, ApiError> {
        let subject = (network_of(from), username.chars().take(USERNAME_CHARS).collect::<String>());
        let Some(limit) = limit_for(Peer(from), limit.or(Some(WRONG)), WRONG) else {
            return Ok(Attempt { counted: None });
        };
        let standing = self.wrong.take(subject.clone(), limit);
        if standing.exceeded {
            let minutes = standing.reset.as_secs().div_ceil(60);
            let text = format!(
                "too many wrong passwords for this user from this address; wait {minutes} min, or \
                 use the token in admin-token-PORT of the hub's state folder"
            );
            return Err(ApiError::new(Kind::TooMany(standing.reset), text));
        }
        Ok(Attempt { counted: Some((&self.wrong, subject)) })
    }

    /// Whether that is the user's password. Without a user it takes as long.
    pub(crate) async fn fits(
        &self,
        user: Option<&User>,
        password: Secret,
    ) -> Result<bool, ApiError> {
        let known = user.is_some();
        let hash = user.map_or_else(|| Secret::new(NOBODYS), |user| user.password.clone());
        let check = move || {
            // bcrypt looks at 72 bytes and no more.
            bcrypt::verify(password.reveal(), hash.reveal()).unwrap_or(false)
        };
        Ok(self.work(check).await? && known)
    }

    /// The hash of a new password.
    pub(crate) async fn hash(&self, password: Secret) -> Result<Secret, ApiError> {
        let hash = self.work(move || bcrypt::hash(password.reveal(), HASH_COST)).await?;
        hash.map(Secret::new).map_err(|e| ApiError::bug(format!("cannot hash a password: {e}")))
    }

    async fn work<T: Send + 'static>(
        &self,
        task: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let turn = tokio::time::timeout(TURN, Arc::clone(&self.turns).acquire_owned()).await;
        let busy = || ApiError::new(Kind::TooMany(TURN), "too many logins at once");
        let turn = turn.map_err(|_| busy())?.map_err(|_| busy())?;
        let task = move || {
            let _turn = turn;
            task()
        };
        tokio::task::spawn_blocking(task).await.map_err(|_| ApiError::bug("a check broke off"))
    }
}

/// The addresses that count as one: those of this machine, and of one IPv6 network.
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

/// A hash that no password is known for.
const NOBODYS: &str = "$2b$10$CwTycUXWue0Thq9StjUM0uJ8eQ0JkS1n2RkQz1r3fNQh0k3p8t2yS";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_does_not_get_more_attempts_by_using_more_of_its_addresses() {
        let network = |from: &str| network_of(from.parse().unwrap()).to_string();
        for own in ["127.0.0.1", "127.9.8.7", "::1", "::ffff:127.0.0.2"] {
            assert_eq!(network(own), "127.0.0.1", "{own}");
        }
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(network("192.0.2.7"), "192.0.2.7");
    }
}
