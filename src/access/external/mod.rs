//! Access tokens of external identity providers (`systemConfig.oauth`): signed ones (RFC 9068) and
//! opaque ones (RFC 7662).

pub(crate) mod claims;
pub(crate) mod introspection;
pub(crate) mod key_set;
pub(crate) mod keys;
pub(crate) mod limits;
pub(crate) mod person;
pub(crate) mod provider_web;
pub(crate) mod signed_token;
pub(crate) mod verifier;
