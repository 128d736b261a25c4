//! MCP on both sides: connections that we open to servers, sessions that clients open to us, and
//! the routing between them. Depends on settings as values, but neither on the settings file nor on
//! a web framework.

pub(crate) mod audience;
pub(crate) mod catalog;
pub(crate) mod downstream;
pub(crate) mod exchange;
mod forward;
pub(crate) mod gateway;
pub(crate) mod hops;
pub(crate) mod hub;
pub(crate) mod hub_address;
pub(crate) mod hub_config;
mod hub_logins;
mod hub_references;
pub(crate) mod identity;
pub(crate) mod in_process_client;
pub(crate) mod inventory;
pub(crate) mod limits;
pub(crate) mod login_answer;
pub(crate) mod login_requests;
pub(crate) mod lookup;
pub(crate) mod mrtr;
pub(crate) mod observe;
pub(crate) mod probe;
pub(crate) mod references;
pub(crate) mod repeatable;
mod result_compression;
pub(crate) mod router;
mod running_upstreams;
mod stored_logins;
pub(crate) mod token_scope;
pub(crate) mod upstream;
mod user_upstreams;
pub(crate) mod viewer;

pub(crate) use gateway::Gateway;
pub(crate) use hub::Hub;
