//! The logins of a server that a running hub has begun.

use std::time::Instant;

use crate::oauth::authorization::Pending;
use crate::oauth::error::LoginError;
use crate::settings::model::secret::Secret;

/// The logins of one server that wait for a browser, beside the stored one.
#[derive(Default)]
pub(super) struct Begun {
    /// Logins that connect pages have begun, each with the cookie of its page.
    pub(super) pages: Vec<(Pending, Secret)>,
    /// The last logins that were completed.
    pub(super) completed: Vec<(Pending, Instant)>,
    /// Why the last login could not be begun.
    pub(super) failure: Option<(Instant, LoginError)>,
}
