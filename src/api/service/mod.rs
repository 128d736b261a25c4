//! What all dialects do: policies, rate limits, accounts, and external registries, and HTML.

pub(crate) mod accounts;
pub(crate) mod entry;
pub(crate) mod html;
pub(crate) mod name_policy;
pub(crate) mod protected;
pub(crate) mod rate_limit;
pub(crate) mod registries;
pub(crate) mod server_policy;
pub(crate) mod servers;
