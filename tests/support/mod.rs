//! Test infrastructure: the hub as a process, scripted upstreams, clients.

pub(crate) mod api;
pub(crate) mod browser;
pub(crate) mod client;
pub(crate) mod coded;
pub(crate) mod counting;
pub(crate) mod http;
pub(crate) mod oauth;
pub(crate) mod odd_http;
pub(crate) mod odd_json;
pub(crate) mod pipe;
pub(crate) mod process;
pub(crate) mod provider;
pub(crate) mod proxy;
pub(crate) mod raw;
pub(crate) mod sandbox;
pub(crate) mod server;
pub(crate) mod sources;
pub(crate) mod tls;
pub(crate) mod upstream;
pub(crate) mod ways;
