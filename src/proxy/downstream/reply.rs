//! From an exchange to what is written: an HTTP reply (JSON where nothing comes before the answer,
//! else a stream of events), or messages on a stream that is there already.

use std::sync::Arc;

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

/// The reply to the message of raw id `id`. What is streamed in a session is kept for a client
/// that comes back.
pub(crate) async fn reply<V: Voice>(
    heard: Heard<V>,
    id: Option<&str>,
    session: Option<&Arc<Session>>,
) -> Response<Body> {
    let era = if session.is_some() { Era::Legacy } else { Era::Modern };
    match heard {
        Heard::Taken => body::empty(StatusCode::ACCEPTED),
        Heard::Answer(answer) => whole(answer, era),
        Heard::Refused(status, error) => refuse(status, &error, id),
        Heard::Stream(pieces) => body::events(pieces),
        Heard::Speech(mut speech) => match speech.next().await {
            Step::End(None) => body::empty(StatusCode::ACCEPTED),
            Step::End(Some(answer)) => whole(answer, era),
            Step::Message(first) => {
                let (outlet, pieces) = outlet(session);
                tokio::spawn(async move {
                    if outlet.say(first).await.is_ok() {
                        speak(speech, &outlet).await;
                    }
                    outlet.end();
                });
                body::events(pieces)
            }
        },
    }
}

/// A new stream: taped in a session, whose client may come back for it.
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

/// Says to a client what becomes of its message of raw id `id`.
pub(crate) async fn deliver<V: Voice>(heard: Heard<V>, id: Option<String>, outlet: &Outlet) {
    // A client that is gone has no use for the rest.
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

/// Says everything up to the answer, unless the client hangs up and that means "cancel".
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
