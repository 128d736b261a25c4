//! Recognizes responses that mean that the server does not know our session. The specification
//! defines only HTTP 404; servers and gateways use many others.

use std::sync::Arc;
use std::time::Instant;

use arc_swap::ArcSwapOption;
use http::{HeaderValue, StatusCode};
use tokio::sync::Notify;

use crate::protocol::error::METHOD_NOT_FOUND;
use crate::protocol::message::Message;
use crate::proxy::upstream::call_error::CallError;

pub(super) type Session = Arc<HeaderValue>;

/// Sessions that may be lost.
#[derive(Default)]
pub(in crate::proxy::upstream) struct SuspectedLosses {
    /// The last session that was checked, the time, and whether it was lost. Locked during a check,
    /// so that concurrent requests share its result.
    pub(super) last_check: tokio::sync::Mutex<Option<(Session, Instant, bool)>>,
    /// The last session that is known to be lost.
    lost: ArcSwapOption<HeaderValue>,
    notify: Notify,
}

impl SuspectedLosses {
    /// Waits until a session is known to be lost; returns each one once.
    pub(in crate::proxy::upstream) async fn lost(&self) -> Session {
        loop {
            self.notify.notified().await;
            if let Some(lost) = self.lost.load_full() {
                return lost;
            }
        }
    }

    /// Returns true if that session is known to be lost.
    pub(in crate::proxy::upstream) fn is_known_lost(&self, session: &Session) -> bool {
        self.lost.load().as_ref().is_some_and(|lost| Arc::ptr_eq(lost, session))
    }

    pub(super) fn report(&self, session: &Session) {
        if !self.is_known_lost(session) {
            self.lost.store(Some(Arc::clone(session)));
            self.notify.notify_one();
        }
    }
}

/// How certain it is that the session is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::proxy::upstream) enum Sign {
    Certain,
    /// Possibly lost: another request in the session must confirm it.
    Possible,
}

/// Phrases about a session that mean that it does not exist.
const ABSENT_PHRASES: [&str; 15] = [
    "not found",
    "no valid",
    "invalid",
    "not valid",
    "missing",
    "expired",
    "unknown",
    "does not exist",
    "doesn't exist",
    "not exist",
    "no such",
    "no active",
    "required",
    "unrecognized",
    "no session",
];
/// Phrases about a session that mean that it has ended, possibly during a request.
const ENDED: [&str; 3] = ["terminated", "closed", "lost"];
/// Phrases of a server that has not received `initialize`.
const UNINITIALIZED_PHRASES: [&str; 7] = [
    "not initialized",
    "not been initialized",
    "uninitialized",
    "expect initialize",
    "must initialize",
    "before initialization",
    "initialize first",
];

/// Returns whether the response to a request means that its session is lost. `status` is the HTTP
/// status; `is_challenge` means that the response has a `WWW-Authenticate` header.
pub(in crate::proxy::upstream) fn sign(
    status: StatusCode,
    is_challenge: bool,
    answer: &Result<Message, CallError>,
) -> Option<Sign> {
    let code = answer.as_ref().ok().and_then(Message::error_code);
    let text = match answer {
        Ok(message) => message.error().unwrap_or_default(),
        Err(CallError::Refused { text, .. } | CallError::NeedsLogin(text)) => text,
        Err(_) => "",
    };
    let mentions_loss = mentions_lost_session(text);
    match status.as_u16() {
        // The session exists, but not the method.
        404 if code == Some(METHOD_NOT_FOUND) => None,
        404 | 410 => Some(Sign::Certain),
        // The credential was accepted when the session began.
        401 if is_challenge => None,
        401 => Some(Sign::Possible),
        // With a JSON-RPC code, it is an error of the request itself.
        400..500 if mentions_loss && code.is_none() => Some(Sign::Certain),
        // The words may also describe an error of the tool.
        200..300 | 400..600 if mentions_loss => Some(Sign::Possible),
        400 | 422 if code.is_none() => Some(Sign::Possible),
        _ => None,
    }
}

/// Returns whether a server that has lost the session may have executed the request: a 5xx may come
/// after the execution, from the server or from a gateway, and a session may end during a request.
pub(in crate::proxy::upstream) fn may_have_run(
    status: StatusCode,
    answer: &Result<Message, CallError>,
) -> bool {
    let text = answer.as_ref().ok().and_then(Message::error).unwrap_or_default();
    status.is_server_error() || (status.is_success() && !mentions_absence(text))
}

fn mentions_lost_session(text: &str) -> bool {
    mentions_absence(text) || mentions_session(text, &ENDED)
}

fn mentions_absence(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    mentions_session(text, &ABSENT_PHRASES)
        || UNINITIALIZED_PHRASES.iter().any(|words| lower.contains(words))
}

fn mentions_session(text: &str, words: &[&str]) -> bool {
    let text = text.to_ascii_lowercase();
    text.contains("session") && words.iter().any(|words| text.contains(words))
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;

    /// Parses the body as JSON-RPC, or treats it as an HTTP error.
    fn sign_of(status: u16, body: &str) -> Option<Sign> {
        let message = Message::parse(Bytes::from(body.to_owned()));
        let answer = message.map_err(|_| CallError::Refused {
            status,
            retry_after: None,
            text: format!("HTTP {status}: {body}"),
        });
        sign(StatusCode::from_u16(status).unwrap(), false, &answer)
    }

    fn error(code: i64, message: &str) -> String {
        format!(r#"{{"jsonrpc":"2.0","id":7,"error":{{"code":{code},"message":"{message}"}}}}"#)
    }

    #[test]
    fn a_lost_session_is_recognized_in_many_responses() {
        use Sign::{Certain, Possible};
        for (status, body, wanted) in [
            (404, "", Some(Certain)),
            (404, "<html>", Some(Certain)),
            (410, "gone", Some(Certain)),
            (404, &*error(-32001, "Session not found"), Some(Certain)),
            (404, &*error(-32601, "Method not found"), None),
            (400, "Invalid session ID\n", Some(Certain)),
            (400, &*error(-32000, "Bad Request: No valid session ID provided"), Some(Possible)),
            (400, &*error(-32000, "Bad Request: Server not initialized"), Some(Possible)),
            (400, "bad request", Some(Possible)),
            (400, &*error(-32602, "Invalid params"), None),
            (422, "Unexpected message, expect initialize request", Some(Certain)),
            (403, "session expired", Some(Certain)),
            (403, "forbidden", None),
            (401, "session expired", Some(Possible)),
            (500, &*error(-32603, "session not found"), Some(Possible)),
            (500, "oops", None),
            (200, &*error(-32001, "Session not found"), Some(Possible)),
            (200, &*error(-32602, "Session expired: Invalid session"), Some(Possible)),
            (200, &*error(-32002, "Server not initialized"), Some(Possible)),
            (200, &*error(-32602, "Unknown tool"), None),
            (200, r#"{"jsonrpc":"2.0","id":7,"result":{"text":"session not found"}}"#, None),
        ] {
            assert_eq!(sign_of(status, body), wanted, "{status} {body}");
        }
    }

    #[test]
    fn a_request_that_met_the_end_of_its_session_may_have_run() {
        let run = |status: u16, text: &str| {
            let message = Message::parse(Bytes::from(error(-32000, text)));
            let message = message.map_err(|_| CallError::SessionLost);
            may_have_run(StatusCode::from_u16(status).unwrap(), &message)
        };
        assert!(!run(200, "Session not found") && !run(200, "not initialized"));
        assert!(!run(400, "session closed") && !run(404, ""));
        assert!(run(200, "Session terminated") && run(200, "the session was closed"));
        assert!(run(500, "session not found") && run(502, "session not found"));
    }

    #[test]
    fn a_challenge_is_about_the_credential() {
        let refused =
            Err(CallError::NeedsLogin("it requires a credential: session expired".into()));
        assert_eq!(sign(StatusCode::UNAUTHORIZED, true, &refused), None);
        assert_eq!(sign(StatusCode::UNAUTHORIZED, false, &refused), Some(Sign::Possible));
    }
}
