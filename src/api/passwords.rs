//! Passwords: bcrypt as MCPHub writes it, checked away from the threads that serve, and not too often
//! for one address.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::api::error::{ApiError, Kind};
use crate::api::rate::{Peer, Rate, WINDOW, limit_for};
use crate::settings::secret::Secret;
use crate::settings::user::{HASH_COST, User};

/// Wrong passwords of one address in a window.
const WRONG: u32 = 10;
/// Passwords that are checked at once: each takes a processor for a while.
const AT_ONCE: usize = 2;
/// How long one waits for its turn.
const TURN: Duration = Duration::from_secs(10);

/// Checks passwords.
pub(crate) struct Passwords {
    wrong: Rate,
    turns: Arc<Semaphore>,
    /// Opens `admin` where the file has no users; it becomes that user's password then.
    first: Secret,
    /// Whether somebody chose it.
    chosen: bool,
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

    /// Counts a try; refuses an address that was wrong too often. `limit` is what the settings say.
    pub(crate) fn may_try(&self, from: IpAddr, limit: Option<u32>) -> Result<(), ApiError> {
        let Some(limit) = limited(from, limit) else { return Ok(()) };
        let standing = self.wrong.take(from, limit);
        if standing.exceeded {
            let text = "too many wrong passwords; try again later";
            return Err(ApiError::new(Kind::TooMany(standing.reset), text));
        }
        Ok(())
    }

    /// The try was not wrong.
    pub(crate) fn was_right(&self, from: IpAddr) {
        self.wrong.give_back(&from);
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

/// Everybody is limited here, this machine's own programs too, unless the settings say otherwise.
fn limited(from: IpAddr, set: Option<u32>) -> Option<u32> {
    limit_for(Peer(from), set.or(Some(WRONG)), WRONG)
}

/// A hash that no password is known for.
const NOBODYS: &str = "$2b$10$CwTycUXWue0Thq9StjUM0uJ8eQ0JkS1n2RkQz1r3fNQh0k3p8t2yS";
