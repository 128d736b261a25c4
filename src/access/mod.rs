//! Who is asking: credentials, logins, the origin guard and rate limits, for the MCP endpoints and the admin API.

pub(crate) mod auth;
pub(crate) mod browser_sessions;
pub(crate) mod external;
pub(crate) mod hs256;
pub(crate) mod jwt;
pub(crate) mod oauth_tokens;
pub(crate) mod origin_guard;
pub(crate) mod passwords;
pub(crate) mod protected_resource;
pub(crate) mod public_url;
pub(crate) mod rate_limit;
pub(crate) mod refusal;
pub(crate) mod tokens;
