//! The reasons for which a request to an MCP endpoint is rejected.

use crate::access::auth::Denied;
use crate::access::protected_resource::TokenError;

/// Why a request to an MCP endpoint is rejected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// By a static credential, or none.
    Denied(Denied),
    /// The token is not valid here, or lacks a scope.
    Token(TokenError),
    /// The token is valid, and its owner may not use the endpoint.
    Forbidden(String),
    /// The token cannot be checked now: a client must not discard it.
    Unavailable(String),
}
