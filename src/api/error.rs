//! A refusal's status, decided once from its kind; each dialect only dresses it.

use http::StatusCode;

use crate::settings::edit::Refused;
use crate::store::file::{EditError, ReadError};

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ApiError {
    /// Decides the status.
    pub(crate) kind: Kind,
    /// A sentence for people.
    pub(crate) message: String,
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
    /// The body is of a kind that is not read.
    MediaType,
    /// No credential, or one that opens nothing here.
    Unauthorized,
    /// Our own mistake, or a file system that refuses.
    Bug,
}

impl ApiError {
    /// A refusal.
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }

    /// What was sent cannot be used.
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(Kind::Invalid, message)
    }

    /// Our own mistake.
    pub(crate) fn bug(message: impl Into<String>) -> Self {
        Self::new(Kind::Bug, message)
    }

    /// The HTTP status.
    pub(crate) fn status(&self) -> StatusCode {
        match self.kind {
            Kind::Absent => StatusCode::NOT_FOUND,
            Kind::Exists | Kind::Conflict => StatusCode::CONFLICT,
            Kind::Invalid => StatusCode::BAD_REQUEST,
            Kind::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Kind::Unauthorized => StatusCode::UNAUTHORIZED,
            Kind::Bug => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        let kind = match refused {
            Refused::Absent { .. } => Kind::Absent,
            Refused::Exists { .. } => Kind::Exists,
            Refused::Invalid { .. } => Kind::Invalid,
        };
        Self::new(kind, refused.to_string())
    }
}

impl From<ReadError> for ApiError {
    fn from(error: ReadError) -> Self {
        Self::new(Kind::Conflict, format!("the settings file cannot be used now: {error}"))
    }
}

impl From<EditError> for ApiError {
    fn from(error: EditError) -> Self {
        match error {
            EditError::Read(error) => error.into(),
            EditError::Refused(refused) => refused.into(),
            EditError::Locked { .. } | EditError::Moving { .. } => {
                Self::new(Kind::Conflict, error.to_string())
            }
            EditError::Unwritable { .. } => Self::bug(error.to_string()),
        }
    }
}
