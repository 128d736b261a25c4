//! Why a login fails.

use crate::oauth::limits;

/// Why a login fails. The texts contain no secrets.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(crate) enum LoginError {
    /// An authorization server cannot be reached or is out of order.
    #[error("{0}")]
    Unreachable(String),
    /// The login cannot succeed, or a person or the authorization server rejected it.
    #[error("{0}")]
    Refused(String),
    /// The authorization server returned an error code of OAuth.
    #[error("{place} rejected the request: {text}")]
    Code { place: String, code: String, text: String },
    /// The login cannot be stored.
    #[error("{0}")]
    Store(String),
}

impl LoginError {
    /// Adds advice to an error code of OAuth.
    pub(super) fn with_advice(self, advice: &str) -> Self {
        match self {
            Self::Code { place, code, text } => {
                Self::Code { place, code, text: format!("{text}; {advice}") }
            }
            other => other,
        }
    }
}

/// Shortens a text from outside and removes its control characters.
pub(super) fn shorten(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(limits::TEXT_CHARS)
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
