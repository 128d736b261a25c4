//! A refusal's status, decided once from its kind. The body is the dialect's: a refusal travels in the
//! response's extensions until the routes that it belongs to dress it.

use std::time::Duration;

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde_json::Value;

use crate::settings::edit::Refused;
use crate::store::file::{EditError, ReadError};

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ApiError {
    /// Decides the status.
    pub(crate) kind: Kind,
    /// A sentence for people.
    pub(crate) message: String,
    /// What is wrong in particular, where there can be several things.
    pub(crate) details: Vec<String>,
}

/// The kinds of refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// There is no such thing.
    Absent,
    /// It is there already.
    Exists,
    /// It changed meanwhile, or is locked.
    Conflict,
    /// What was sent cannot be used.
    Invalid,
    /// What was sent names a server that wants somebody to log in first.
    NeedsLogin,
    /// The body is of a kind that is not read.
    MediaType,
    /// The body is too large.
    TooLarge,
    /// The body takes too long to come.
    TooSlow,
    /// The path does not take this method.
    Method,
    /// No credential, or one that opens nothing here.
    Unauthorized,
    /// The credential is good, and not for this.
    Forbidden,
    /// Too many requests; again after this time.
    TooMany(Duration),
    /// It is not configured, or switched off.
    Unavailable,
    /// Another server, which this needs, does not do its part.
    Upstream,
    /// What was asked of a server failed, where MCPHub says 500.
    Failed,
    /// Our own mistake, or a file system that refuses.
    Bug,
}

/// The path at which there is nothing; travels with the refusal that says so.
#[derive(Clone, Debug)]
pub(crate) struct Nowhere(pub(crate) String);

impl ApiError {
    /// A refusal.
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), details: Vec::new() }
    }

    /// What was sent cannot be used.
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(Kind::Invalid, message)
    }

    /// The caller may not do this.
    pub(crate) fn forbidden(message: impl Into<String>) -> Self {
        Self::new(Kind::Forbidden, message)
    }

    /// There is no such thing.
    pub(crate) fn absent(message: impl Into<String>) -> Self {
        Self::new(Kind::Absent, message)
    }

    /// Our own mistake.
    pub(crate) fn bug(message: impl Into<String>) -> Self {
        Self::new(Kind::Bug, message)
    }

    /// The same, where MCPHub takes a name that is taken for something sent wrong.
    pub(crate) fn invalid_if_there(self) -> Self {
        if self.kind == Kind::Exists { Self { kind: Kind::Invalid, ..self } } else { self }
    }

    /// The HTTP status.
    pub(crate) fn status(&self) -> StatusCode {
        match self.kind {
            Kind::Absent => StatusCode::NOT_FOUND,
            Kind::Exists | Kind::Conflict => StatusCode::CONFLICT,
            Kind::Invalid | Kind::NeedsLogin => StatusCode::BAD_REQUEST,
            Kind::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Kind::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Kind::Method => StatusCode::METHOD_NOT_ALLOWED,
            Kind::Unauthorized => StatusCode::UNAUTHORIZED,
            Kind::Forbidden => StatusCode::FORBIDDEN,
            Kind::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Kind::Upstream => StatusCode::BAD_GATEWAY,
            Kind::Failed | Kind::Bug => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Kind::TooMany(wait) = self.kind {
            let seconds = wait.as_secs().max(1);
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.kind == Kind::Bug {
            tracing::error!("the admin API: {}", self.message);
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        let kind = match refused {
            Refused::Absent { .. } => Kind::Absent,
            Refused::Exists { .. } => Kind::Exists,
            Refused::Invalid { .. } => Kind::Invalid,
            Refused::Forbidden { .. } => Kind::Forbidden,
        };
        let text = match &refused {
            // A script that creates wants to know, be the content the same or not.
            Refused::Exists { thing, name } => format!("{} `{name}` already exists", thing.word()),
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
                format!("the settings file {path} is gone; nothing can be changed until it is back")
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
            EditError::Unwritable { ref source, .. } => Self::bug(format!("{error}: {source}")),
        }
    }
}

/// Gives a response that carries a refusal its body.
pub(crate) fn dressed(mut response: Response, body: impl Fn(&ApiError) -> Value) -> Response {
    let Some(error) = response.extensions_mut().remove::<ApiError>() else { return response };
    let mut dressed = (response.status(), Json(body(&error))).into_response();
    for (name, value) in response.headers() {
        if *name != header::CONTENT_LENGTH {
            dressed.headers_mut().insert(name, value.clone());
        }
    }
    dressed
}
