//! Users, logins and bearer keys.

pub(crate) mod keys;
pub(crate) mod login;
pub(crate) mod oauth_clients;
pub(crate) mod users;
