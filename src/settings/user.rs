//! People who may log in.

use crate::settings::secret::Secret;

/// One entry of `users`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct User {
    /// Unique.
    pub(crate) username: String,
    /// A bcrypt hash.
    pub(crate) password: Secret,
    /// May do everything.
    pub(crate) is_admin: bool,
    /// For people.
    pub(crate) email: Option<String>,
}
