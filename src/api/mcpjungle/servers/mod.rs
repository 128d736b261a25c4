//! Servers: registered, listed, switched.

pub(crate) mod authorize;
pub(crate) mod configs;
pub(crate) mod enabling;
pub(crate) mod list;
pub(crate) mod register;
pub(crate) mod store;
