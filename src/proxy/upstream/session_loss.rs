//! Recognizes responses that mean that the server does not know our session. The specification
//! defines only HTTP 404; servers and gateways use many others.

use http::StatusCode;

use crate::protocol::error::METHOD_NOT_FOUND;
use crate::protocol::message::Message;
use crate::proxy::upstream::link::CallError;

/// How certain it is that the session is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Sure,
    /// Possibly lost: another request in the session must confirm it.
    Perhaps,
}

/// Phrases about a session that mean that it does not exist.
const ABSENT: [&str; 18] = [
    "not found",
    "no valid",
    "invalid",
    "not valid",
    "missing",
    "expired",
    "unknown",
    "terminated",
    "does not exist",
    "doesn't exist",
    "not exist",
    "no such",
    "no active",
    "required",
    "closed",
    "lost",
    "unrecognized",
    "no session",
];
/// Phrases of a server that has not received `initialize`.
const UNGREETED: [&str; 7] = [
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
pub(super) fn sign(
    status: StatusCode,
    is_challenge: bool,
    answer: &Result<Message, CallError>,
) -> Option<Sign> {
    let code = answer.as_ref().ok().and_then(Message::error_code);
    let said = match answer {
        Ok(message) => message.error().unwrap_or_default(),
        Err(CallError::Refused { text, .. } | CallError::NeedsLogin(text)) => text,
        Err(_) => "",
    };
    let speaks_of_it = speaks_of_a_lost_session(said);
    match status.as_u16() {
        // The session exists, but not the method.
        404 if code == Some(METHOD_NOT_FOUND) => None,
        404 | 410 => Some(Sign::Sure),
        // The credential was accepted when the session began.
        401 if is_challenge => None,
        401 => Some(Sign::Perhaps),
        // With a JSON-RPC code, it is an error of the request itself.
        400..500 if speaks_of_it && code.is_none() => Some(Sign::Sure),
        // The words may also describe an error of the tool.
        200..300 | 400..600 if speaks_of_it => Some(Sign::Perhaps),
        400 | 422 if code.is_none() => Some(Sign::Perhaps),
        _ => None,
    }
}

fn speaks_of_a_lost_session(said: &str) -> bool {
    let said = said.to_ascii_lowercase();
    let is_absent = || ABSENT.iter().any(|words| said.contains(words));
    (said.contains("session") && is_absent()) || UNGREETED.iter().any(|words| said.contains(words))
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
    fn a_server_says_in_many_ways_that_it_does_not_know_a_session() {
        use Sign::{Perhaps, Sure};
        for (status, body, wanted) in [
            (404, "", Some(Sure)),
            (404, "<html>", Some(Sure)),
            (410, "gone", Some(Sure)),
            (404, &*error(-32001, "Session not found"), Some(Sure)),
            (404, &*error(-32601, "Method not found"), None),
            (400, "Invalid session ID\n", Some(Sure)),
            (400, &*error(-32000, "Bad Request: No valid session ID provided"), Some(Perhaps)),
            (400, &*error(-32000, "Bad Request: Server not initialized"), Some(Perhaps)),
            (400, "bad request", Some(Perhaps)),
            (400, &*error(-32602, "Invalid params"), None),
            (422, "Unexpected message, expect initialize request", Some(Sure)),
            (403, "session expired", Some(Sure)),
            (403, "forbidden", None),
            (401, "session expired", Some(Perhaps)),
            (500, &*error(-32603, "session not found"), Some(Perhaps)),
            (500, "oops", None),
            (200, &*error(-32001, "Session not found"), Some(Perhaps)),
            (200, &*error(-32602, "Session expired: Invalid session"), Some(Perhaps)),
            (200, &*error(-32002, "Server not initialized"), Some(Perhaps)),
            (200, &*error(-32602, "Unknown tool"), None),
            (200, r#"{"jsonrpc":"2.0","id":7,"result":{"text":"session not found"}}"#, None),
        ] {
            assert_eq!(sign_of(status, body), wanted, "{status} {body}");
        }
    }

    #[test]
    fn a_challenge_is_about_the_credential() {
        let refused = Err(CallError::NeedsLogin("it wants a credential: session expired".into()));
        assert_eq!(sign(StatusCode::UNAUTHORIZED, true, &refused), None);
        assert_eq!(sign(StatusCode::UNAUTHORIZED, false, &refused), Some(Sign::Perhaps));
    }
}
