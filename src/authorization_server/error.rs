//! Errors of the authorization server, with the codes of RFC 6749, 7591 and 8707.

/// An error for the client.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{description}")]
pub(crate) struct OauthError {
    pub(crate) code: Code,
    /// A sentence for the developer of the client.
    pub(crate) description: String,
}

/// The `error` of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    InvalidRequest,
    InvalidClient,
    InvalidGrant,
    UnauthorizedClient,
    UnsupportedGrantType,
    UnsupportedResponseType,
    InvalidScope,
    /// The resource is not one of this hub.
    InvalidTarget,
    InvalidClientMetadata,
    InvalidRedirectUri,
    AccessDenied,
    LoginRequired,
    ConsentRequired,
    TemporarilyUnavailable,
    ServerError,
}

impl Code {
    /// Returns the value of `error`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::InvalidClient => "invalid_client",
            Self::InvalidGrant => "invalid_grant",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::InvalidScope => "invalid_scope",
            Self::InvalidTarget => "invalid_target",
            Self::InvalidClientMetadata => "invalid_client_metadata",
            Self::InvalidRedirectUri => "invalid_redirect_uri",
            Self::AccessDenied => "access_denied",
            Self::LoginRequired => "login_required",
            Self::ConsentRequired => "consent_required",
            Self::TemporarilyUnavailable => "temporarily_unavailable",
            Self::ServerError => "server_error",
        }
    }
}

impl OauthError {
    pub(crate) fn new(code: Code, description: impl Into<String>) -> Self {
        Self { code, description: description.into() }
    }

    /// Creates the error for a request that is not valid.
    pub(crate) fn request(description: impl Into<String>) -> Self {
        Self::new(Code::InvalidRequest, description)
    }

    /// Creates the error for a code or refresh token that is not valid. Does not say why.
    pub(crate) fn grant() -> Self {
        Self::new(Code::InvalidGrant, "the code or refresh token is not valid; log in again")
    }

    /// Creates the error for an unknown client, or one that failed to authenticate.
    pub(crate) fn client(description: impl Into<String>) -> Self {
        Self::new(Code::InvalidClient, description)
    }
}

/// A failure of the disk or of the source of randomness.
impl From<std::io::Error> for OauthError {
    fn from(error: std::io::Error) -> Self {
        tracing::error!("the authorization server: {error}");
        Self::new(Code::ServerError, "the hub cannot store its tokens; see its log")
    }
}
