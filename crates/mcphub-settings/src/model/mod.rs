//! The parts of the settings as typed values, as written; references are not expanded.

pub mod bearer;
pub mod built_in;
pub mod client;
pub mod compression;
pub mod credential;
pub mod dialect;
pub mod filter;
pub mod group;
pub mod identity_provider;
pub mod key;
pub mod oauth_server;
pub mod plan;
pub mod program_proxy;
pub mod secret;
pub mod self_reference;
pub mod server;
pub mod slot;
pub mod system;
pub mod user;
