//! Writes an exchange to its client: as an HTTP response (JSON, or an event stream if messages
//! precede the response), or as messages on an existing stream.

use std::sync::Arc;

use bytes::Bytes;
use http::{Response, StatusCode};
use tokio::sync::mpsc;

use crate::protocol::{Era, error};
use crate::proxy::answer::Answer;
use crate::proxy::downstream::body::{self, Body, Piece};
use crate::proxy::downstream::door::refuse;
use crate::proxy::downstream::session::Session;
use crate::proxy::downstream::speech::{Heard, Speech, Step};
use crate::proxy::downstream::tape::Outlet;
use crate::proxy::downstream::voice::Voice;
use crate::proxy::limits;

/// Returns the HTTP response to the message with raw id `id`. Streams in a session are kept for
/// replay. If the call is still silent when `silence` completes, switches to a stream with
/// keep-alive comments.
pub(crate) async fn reply<V: Voice>(
    heard: Heard<V>,
    id: Option<&str>,
    session: Option<&Arc<Session>>,
    silence: impl Future<Output = ()>,
) -> Response<Body> {
    let era = if session.is_some() { Era::Legacy } else { Era::Modern };
    match heard {
        Heard::Taken => body::empty(StatusCode::ACCEPTED),
        Heard::Answer(answer) => whole(answer, era),
        Heard::Refused(status, error) => refuse(status, &error, id),
        Heard::Stream(pieces) => body::events(pieces),
        Heard::Speech(mut speech) => {
            let first = tokio::select! {
                biased;
                step = speech.next() => Some(step),
                () = silence => None,
            };
            match first {
                Some(Step::End(None)) => body::empty(StatusCode::ACCEPTED),
                Some(Step::End(Some(answer))) => whole(answer, era),
                Some(Step::Message(first)) => stream(speech, Some(first), session),
                None => stream(speech, None, session),
            }
        }
    }
}

/// Streams an exchange, starting with its first message, if already known.
fn stream<V: Voice>(
    speech: Speech<V>,
    first: Option<Bytes>,
    session: Option<&Arc<Session>>,
) -> Response<Body> {
    let is_silent = first.is_none();
    let (outlet, pieces) = outlet(session);
    tokio::spawn(async move {
        let begun = match first {
            Some(first) => outlet.say(first).await,
            None => Ok(()),
        };
        if begun.is_ok() {
            speak(speech, &outlet).await;
        }
        outlet.end();
    });
    if is_silent { body::events_after_silence(pieces) } else { body::events(pieces) }
}

/// Opens a stream, with replay if there is a session.
fn outlet(session: Option<&Arc<Session>>) -> (Outlet, mpsc::Receiver<Piece>) {
    if let Some(session) = session {
        let tape = session.tapes.begin();
        let pieces = tape.attach(None, false);
        (Outlet::Taped(tape), pieces)
    } else {
        let (live, pieces) = mpsc::channel(limits::STREAM_QUEUE);
        (Outlet::Live(live), pieces)
    }
}

/// Sends the result of the message with raw id `id` to the client.
pub(crate) async fn deliver<V: Voice>(heard: Heard<V>, id: Option<String>, outlet: &Outlet) {
    // If the client has disconnected, the rest is of no use.
    let _ = match heard {
        Heard::Taken => Ok(()),
        Heard::Answer(answer) => outlet.say(answer.into_bytes()).await,
        Heard::Refused(_, e) => outlet.say(e.response(id.as_deref())).await,
        Heard::Speech(speech) => {
            speak(speech, outlet).await;
            Ok(())
        }
        Heard::Stream(mut pieces) => {
            while let Some(piece) = pieces.recv().await {
                if outlet.say(piece.data).await.is_err() {
                    break;
                }
            }
            Ok(())
        }
    };
}

/// Sends all messages and the response. If a dropped connection cancels the request, stops as soon
/// as the client disconnects.
pub(crate) async fn speak<V: Voice>(mut speech: Speech<V>, outlet: &Outlet) {
    let cancels = speech.hangup_cancels();
    loop {
        let step = tokio::select! {
            biased;
            step = speech.next() => step,
            () = outlet.gone(), if cancels => return,
        };
        match step {
            Step::Message(message) => {
                if outlet.say(message).await.is_err() && cancels {
                    return;
                }
            }
            Step::End(answer) => {
                if let Some(answer) = answer {
                    let _ = outlet.say(answer.into_bytes()).await;
                }
                return;
            }
        }
    }
}

fn whole(answer: Answer, era: Era) -> Response<Body> {
    let status = match (era, answer.code) {
        (Era::Modern, Some(code)) => StatusCode::from_u16(error::modern_status(code)).ok(),
        _ => None,
    };
    body::json(status.unwrap_or(StatusCode::OK), Body::Parts(answer.parts.into()))
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;
    use std::time::Duration;

    use super::*;
    use crate::proxy::downstream::voice::Said;
    use crate::proxy::exchange::{Ask, Event, Outbox};

    /// Encoder of a client without notifications and without capabilities.
    struct Plain;

    impl Voice for Plain {
        fn say(&mut self, _: Event) -> Said {
            Said::Nothing
        }

        fn hangup_cancels(&self) -> bool {
            true
        }

        fn park(
            &mut self,
            _: Vec<Ask>,
            _: crate::proxy::answer::Call,
            _: Arc<Outbox>,
        ) -> Option<Answer> {
            None
        }
    }

    /// Returns the reply to a call that takes this long.
    async fn after(time: Duration, silence: Duration) -> (String, Bytes) {
        let call = async move {
            tokio::time::sleep(time).await;
            Some(Answer::whole(Bytes::from_static(b"{}")))
        };
        let speech = Speech::new(Arc::default(), Box::pin(call), Plain);
        let response = reply(Heard::Speech(speech), None, None, tokio::time::sleep(silence)).await;
        let kind = response.headers()[http::header::CONTENT_TYPE].to_str().unwrap().to_owned();
        (kind, response.into_body().collect().await.unwrap().to_bytes())
    }

    #[tokio::test(start_paused = true)]
    async fn a_call_that_is_silent_for_long_shows_that_it_is_alive() {
        let (kind, body) = after(Duration::from_secs(70), Duration::from_secs(20)).await;
        let body = String::from_utf8(body.to_vec()).unwrap();
        assert_eq!(kind, "text/event-stream");
        // One comment at once, and one for each 15 s of the remaining 50 s.
        assert_eq!(body, format!("{}event: message\ndata: {{}}\n\n", ":\n\n".repeat(4)));
    }

    #[tokio::test(start_paused = true)]
    async fn a_short_call_is_answered_by_json() {
        let (kind, body) = after(Duration::from_secs(15), Duration::from_secs(20)).await;
        assert_eq!((kind.as_str(), &body[..]), ("application/json", &b"{}"[..]));
    }
}
