//! Persistent data that is not settings: files in the platform's state folder, and the last lines
//! of the log in memory.

pub(crate) mod activity;
mod addresses;
pub(crate) mod admin_token;
pub(crate) mod audit;
pub(crate) mod bundles;
pub(crate) mod catalog_cache;
pub(crate) mod credential_record;
pub(crate) mod credentials;
pub(crate) mod installs;
pub(crate) mod journal;
pub(crate) mod keyring;
pub(crate) mod log_file;
pub(crate) mod log_ring;
pub(crate) mod login_secret;
pub(crate) mod oauth_server;
pub(crate) mod random;
pub(crate) mod request_id;
pub(crate) mod seal;
pub(crate) mod sessions;
