//! Outgoing HTTP: client, proxies, TLS roots, address policy, cookies.

pub(crate) mod address_policy;
pub(crate) mod cookies;
pub(crate) mod eager_poll;
pub(crate) mod endpoint;
pub(crate) mod http_client;
pub(crate) mod http_date;
pub(crate) mod http_proxy;
mod kept_connection;
pub(crate) mod limits;
pub(crate) mod proxy_env;
pub(crate) mod response_body;
pub(crate) mod tls_roots;
mod watched;
pub(crate) mod web_client;
