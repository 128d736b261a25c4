//! MCP on both sides: connections that we open to servers, sessions that clients open to us, and
//! the routing between them. Depends on settings as values, but neither on the settings file nor on
//! a web framework.

pub(crate) mod absent;
pub(crate) mod audience;
pub(crate) mod built_in;
pub(crate) mod call_recorder;
pub(crate) mod capabilities;
pub(crate) mod catalog;
pub(crate) mod disabled_inventories;
pub(crate) mod discovery;
pub(crate) mod downstream;
pub(crate) mod exchange;
pub(crate) mod extensions;
pub(crate) mod hops;
pub(crate) mod hub;
pub(crate) mod identity;
pub(crate) mod inventory;
pub(crate) mod item_rules;
pub(crate) mod json_schema;
pub(crate) mod limits;
pub(crate) mod lookup;
pub(crate) mod mend;
pub(crate) mod metrics;
pub(crate) mod mrtr;
pub(crate) mod naming;
pub(crate) mod own;
pub(crate) mod pagination;
pub(crate) mod param_headers;
mod paths;
pub(crate) mod probe;
pub(crate) mod projection;
pub(crate) mod references;
pub(crate) mod remembered;
pub(crate) mod repeatable;
pub(crate) mod response;
mod result_compression;
pub(crate) mod router;
pub(crate) mod schemas;
pub(crate) mod scope;
pub(crate) mod subscription;
pub(crate) mod tasks;
pub(crate) mod told;
pub(crate) mod upstream;
pub(crate) mod view;
pub(crate) mod viewer;

pub(crate) use hub::Hub;
