//! Errors of the admin API. The kind decides the status; the body is the dialect's: an error
//! travels in the response's extensions until the dialect's router renders it.

use std::io;
use std::time::Duration;

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde_json::Value;

use crate::access::passwords::PasswordError;
use crate::settings::edit::Refused;
use crate::store::file::EditError;
use crate::store::read::ReadError;

/// Why a request failed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ApiError {
    pub(crate) kind: Kind,
    /// A sentence for the user.
    pub(crate) message: String,
    /// The single problems, if a request can have several.
    pub(crate) details: Vec<String>,
}

/// Kinds of errors; each has one HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The item does not exist.
    NotFound,
    /// The item exists already.
    Exists,
    /// The item changed meanwhile, or is locked.
    Conflict,
    /// The request is not valid.
    Invalid,
    /// The request names a server that requires a login first.
    NeedsLogin,
    /// The `Content-Type` is not supported.
    MediaType,
    TooLarge,
    /// The client sends the body too slowly.
    TooSlow,
    /// The path does not support this method.
    MethodNotAllowed,
    /// The credential is missing or not valid.
    Unauthorized,
    /// The credential is valid but grants no access to this.
    Forbidden,
    /// Too many requests; the client may retry after this time.
    TooManyRequests(Duration),
    /// The feature is not configured, or is turned off.
    Unavailable,
    /// Another server, on which this depends, failed.
    Upstream,
    /// A request to an upstream server failed; MCPHub returns 500.
    Failed,
    /// A bug, or an I/O error.
    Internal,
}

/// The path of a request without a route; travels with the error.
#[derive(Clone, Debug)]
pub(crate) struct UnknownPath(pub(crate) String);

impl ApiError {
    /// Creates an error without details.
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), details: Vec::new() }
    }

    /// Creates the error for a request that is not valid.
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(Kind::Invalid, message)
    }

    /// Creates the error for a caller without permission.
    pub(crate) fn forbidden(message: impl Into<String>) -> Self {
        Self::new(Kind::Forbidden, message)
    }

    /// Creates the error for a server that does not exist or that the caller does not see.
    pub(crate) fn unknown_server(name: &str) -> Self {
        Self::not_found(format!("no server `{name}`"))
    }

    /// Creates the error for an item that does not exist.
    pub(crate) fn not_found(message: impl Into<String>) -> Self {
        Self::new(Kind::NotFound, message)
    }

    /// Creates the error for a bug or an I/O error.
    pub(crate) fn internal(message: impl Into<String>) -> Self {
        Self::new(Kind::Internal, message)
    }

    /// Converts `Exists` to `Invalid`: MCPHub returns 400 for a name in use.
    pub(crate) fn invalid_if_exists(self) -> Self {
        if self.kind == Kind::Exists { Self { kind: Kind::Invalid, ..self } } else { self }
    }

    /// Returns the HTTP status.
    pub(crate) fn status(&self) -> StatusCode {
        match self.kind {
            Kind::NotFound => StatusCode::NOT_FOUND,
            Kind::Exists | Kind::Conflict => StatusCode::CONFLICT,
            Kind::Invalid | Kind::NeedsLogin => StatusCode::BAD_REQUEST,
            Kind::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Kind::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Kind::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Kind::Unauthorized => StatusCode::UNAUTHORIZED,
            Kind::Forbidden => StatusCode::FORBIDDEN,
            Kind::TooManyRequests(_) => StatusCode::TOO_MANY_REQUESTS,
            Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Kind::Upstream => StatusCode::BAD_GATEWAY,
            Kind::Failed | Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Kind::TooManyRequests(wait) = self.kind {
            let seconds = wait.as_secs().max(1);
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.kind == Kind::Internal {
            tracing::error!("the admin API: {}", self.message);
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// A failure of the system, for instance of its source of randomness.
impl From<io::Error> for ApiError {
    fn from(error: io::Error) -> Self {
        Self::internal(error.to_string())
    }
}

impl From<PasswordError> for ApiError {
    fn from(error: PasswordError) -> Self {
        match error {
            PasswordError::TooMany { after, text } => Self::new(Kind::TooManyRequests(after), text),
            PasswordError::Internal(text) => Self::internal(text),
        }
    }
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        let kind = match refused {
            Refused::Absent { .. } => Kind::NotFound,
            Refused::Exists { .. } => Kind::Exists,
            Refused::Invalid { .. } => Kind::Invalid,
            Refused::Forbidden { .. } => Kind::Forbidden,
        };
        let text = match &refused {
            // An identical item is a conflict too: a script that creates it depends on that.
            Refused::Exists { kind, name } => format!("{} `{name}` already exists", kind.word()),
            refused => refused.to_string(),
        };
        Self::new(kind, text)
    }
}

impl From<ReadError> for ApiError {
    fn from(error: ReadError) -> Self {
        let text = match &error {
            ReadError::Missing { path } => {
                let path = path.display();
                format!("the settings file {path} is missing; restore it before you make changes")
            }
            other => format!("the settings file cannot be used now: {}", other.reason()),
        };
        Self::new(Kind::Conflict, text)
    }
}

impl From<EditError> for ApiError {
    fn from(error: EditError) -> Self {
        match error {
            EditError::Read(error) => error.into(),
            EditError::Refused(refused) => refused.into(),
            EditError::Locked { .. }
            | EditError::ForeignLock { .. }
            | EditError::Dangling { .. }
            | EditError::Moving { .. } => Self::new(Kind::Conflict, error.to_string()),
            EditError::Unwritable { ref source, .. } => {
                Self::internal(format!("{error}: {source}"))
            }
        }
    }
}

/// Gives a response that carries an error its body.
pub(crate) fn with_body(mut response: Response, body: impl Fn(&ApiError) -> Value) -> Response {
    let Some(error) = response.extensions_mut().remove::<ApiError>() else { return response };
    let mut rendered = (response.status(), Json(body(&error))).into_response();
    for (name, value) in response.headers() {
        if *name != header::CONTENT_LENGTH {
            rendered.headers_mut().insert(name, value.clone());
        }
    }
    rendered
}
