//! The parts of the settings as typed values, as written; references are not expanded.

pub(crate) mod bearer;
pub(crate) mod built_in;
pub(crate) mod client;
pub(crate) mod compression;
pub(crate) mod credential;
pub(crate) mod dialect;
pub(crate) mod filter;
pub(crate) mod group;
pub(crate) mod key;
pub(crate) mod plan;
pub(crate) mod program_proxy;
pub(crate) mod secret;
pub(crate) mod self_reference;
pub(crate) mod server;
pub(crate) mod system;
pub(crate) mod user;
