//! Users, logins and bearer keys.

pub(crate) mod keys;
pub(crate) mod login;
pub(crate) mod users;
