//! Why a request to a server has no response, and what its client receives instead.

use std::time::Duration;

use crate::protocol::RpcError;
use crate::protocol::error::OUTCOME_UNKNOWN;
use crate::protocol::json;
use crate::protocol::message::Message;
use crate::proxy::upstream::process::default_timeouts::Limit;

/// Why a request has no response from the server.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(crate) enum CallError {
    /// The connection could not be opened, or it closed before the request was sent.
    #[error("{0}")]
    Disconnected(String),
    /// The connection closed after the request was sent.
    #[error("{0}")]
    Lost(String),
    /// The server sent nothing within the time limit after the request was sent.
    #[error("no answer within {0}")]
    Timeout(Limit),
    /// No connection was available within the time limit.
    #[error("{0}")]
    NotReady(String),
    /// The server requires a credential, or a different one.
    #[error("{0}")]
    NeedsLogin(String),
    /// A server on this connection sends requests, and another caller's call is in flight: calls
    /// run one at a time.
    #[error("another call is in flight")]
    Busy,
    /// The server does not know the HTTP session.
    #[error("the server has lost our session")]
    SessionLost,
    /// The server rejected the HTTP request.
    #[error("{text}")]
    Refused {
        status: u16,
        /// The value of `Retry-After`.
        retry_after: Option<Duration>,
        /// The reason, in one line.
        text: String,
    },
    /// The settings of the server are invalid, or it violates the protocol.
    #[error("{0}")]
    InvalidResponse(String),
    /// The configuration or document cannot work, so it is not retried.
    #[error("{0}")]
    Unusable(String),
    /// The response to the request is invalid.
    #[error("{0}")]
    BadAnswer(String),
    /// The server is this hub, directly or through other hubs.
    #[error("{0}")]
    Loop(String),
}

impl CallError {
    /// No connection was available within `limit`; `why` is the current state.
    pub(in crate::proxy::upstream) fn not_ready(limit: Duration, why: &str) -> Self {
        Self::NotReady(format!("not ready within {} ms: {why}", limit.as_millis()))
    }

    /// Returns true if the server may have run the request without a response. A 4xx status means
    /// that it did not; 5xx means nothing, because a gateway also returns it if it loses the
    /// server.
    pub(in crate::proxy::upstream) fn may_have_run(&self) -> bool {
        match self {
            Self::Lost(_) | Self::Timeout(_) | Self::BadAnswer(_) => true,
            Self::Refused { status, .. } => *status >= 500,
            _ => false,
        }
    }

    /// Returns true if the server is reachable but rejected the request or sent an invalid
    /// response.
    pub(in crate::proxy::upstream) fn is_an_answer(&self) -> bool {
        matches!(
            self,
            Self::Refused { .. }
                | Self::InvalidResponse(_)
                | Self::BadAnswer(_)
                | Self::SessionLost
        )
    }

    /// Converts the error of a preliminary request, for example of the handshake: the caller's own
    /// request was not sent.
    pub(in crate::proxy::upstream) fn before_sending(self) -> Self {
        match self {
            Self::Lost(why) => Self::Disconnected(why),
            Self::Timeout(limit) => Self::NotReady(format!("not ready within {limit}")),
            Self::BadAnswer(why) => Self::InvalidResponse(why),
            Self::Refused { status: 500.., text, .. } => Self::InvalidResponse(text),
            other => other,
        }
    }

    /// Converts to the JSON-RPC error for the client. `acts` means that the request may have side
    /// effects.
    pub(crate) fn to_rpc_error(&self, server: &str, acts: bool) -> RpcError {
        let text = match self {
            Self::Disconnected(_) | Self::NotReady(_) | Self::NeedsLogin(_) | Self::Loop(_) => {
                not_connected(server, &self.to_string())
            }
            _ => format!("server `{server}`: {self}"),
        };
        if acts && self.may_have_run() {
            let kind = if matches!(self, Self::Timeout(_)) { "timeout" } else { OUTCOME_UNKNOWN };
            return RpcError::outcome_unknown(kind, Some(server), &text);
        }
        RpcError::hub(self.kind(), server, text)
    }

    /// Returns the kind of failure as one word without text from the server.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Disconnected(_) | Self::Lost(_) | Self::SessionLost => "upstream_down",
            Self::Timeout(_) | Self::NotReady(_) | Self::Busy => "timeout",
            Self::NeedsLogin(_) => "needs_login",
            Self::InvalidResponse(_)
            | Self::Unusable(_)
            | Self::BadAnswer(_)
            | Self::Refused { .. } => "upstream_invalid",
            Self::Loop(_) => "loop",
        }
    }
}

/// Returns the text that callers of a server that is not connected receive.
pub(crate) fn not_connected(server: &str, reason: &str) -> String {
    format!("server `{server}` is not connected: {reason}")
}

/// Formats an error of the server: `no key (error -32000)`.
pub(in crate::proxy::upstream) fn refusal(answer: &Message) -> String {
    let text = answer.text();
    let member = |name| json::get(text, answer.error_span()?, name);
    let message = member("message").and_then(|span| json::string(text, &span));
    let code =
        answer.error_code().map_or("an error without a code".to_owned(), |c| format!("error {c}"));
    match message.filter(|message| !message.trim().is_empty()) {
        Some(message) => format!("{} ({code})", message.trim()),
        None => code,
    }
}
