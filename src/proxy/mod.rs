//! MCP on both sides: connections that we open to servers, sessions that clients open to us, and
//! the routing between them. Knows settings as values; neither the settings file nor a web framework.

pub(crate) mod about;
pub(crate) mod absent;
pub(crate) mod activity;
pub(crate) mod answer;
pub(crate) mod audience;
pub(crate) mod built_in;
pub(crate) mod capabilities;
pub(crate) mod catalog;
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
pub(crate) mod lists;
pub(crate) mod lookup;
pub(crate) mod mend;
pub(crate) mod metrics;
pub(crate) mod naming;
pub(crate) mod own;
pub(crate) mod param_headers;
pub(crate) mod parked;
mod paths;
pub(crate) mod probe;
pub(crate) mod projection;
pub(crate) mod references;
pub(crate) mod remembered;
pub(crate) mod repeatable;
pub(crate) mod resting;
mod result_compression;
pub(crate) mod rounds;
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
