//! From an exchange to a reply: JSON where nothing comes before the answer, else a stream of events.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http::{Response, StatusCode};
use tokio::sync::mpsc;

use crate::protocol::sse;
use crate::proxy::downstream::body::{self, Body};
use crate::proxy::exchange::{Event, Outbox};
use crate::proxy::limits;
use crate::proxy::router::Answer;

/// A request being answered; `None` when it was cancelled and gets no answer.
pub(crate) type Call = Pin<Box<dyn Future<Output = Option<Answer>> + Send>>;

/// How the events of one exchange are put to its client.
pub(crate) trait Voice: Send + 'static {
    /// The message to send, or `None` where this client is not to have it.
    fn say(&mut self, event: Event) -> Option<Bytes>;
    /// The HTTP status of a JSON answer with this error code.
    fn status(&self, code: i64) -> StatusCode;
    /// Whether a client that hangs up means "cancel".
    fn hangup_cancels(&self) -> bool;
}

/// Waits for the first thing to say, and answers in the form that fits it.
pub(crate) async fn reply(
    outbox: Arc<Outbox>,
    call: Call,
    mut voice: impl Voice,
) -> Response<Body> {
    let mut call = Detached { call: Some(call), detach: !voice.hangup_cancels() };
    let first = loop {
        tokio::select! {
            biased;
            answer = call.next() => match answer {
                // What was said before the answer goes first, and on a stream.
                Some(answer) => match next_said(&outbox, &mut voice) {
                    None => return json(&answer, &voice),
                    Some(said) => {
                        call = Detached { call: Some(Box::pin(std::future::ready(Some(answer)))), detach: false };
                        break said;
                    }
                },
                None => return body::empty(StatusCode::ACCEPTED),
            },
            event = outbox.next() => if let Some(said) = voice.say(event) {
                break said;
            },
        }
    };
    let (pieces, receiver) = mpsc::channel(16);
    tokio::spawn(stream(first, outbox, call, voice, pieces));
    body::events(receiver)
}

fn json(answer: &Answer, voice: &impl Voice) -> Response<Body> {
    let status = answer.code.map_or(StatusCode::OK, |code| voice.status(code));
    body::json(status, Body::Parts(answer.parts.iter().cloned().collect()))
}

fn next_said(outbox: &Outbox, voice: &mut impl Voice) -> Option<Bytes> {
    while let Some(event) = outbox.try_next() {
        if let Some(said) = voice.say(event) {
            return Some(said);
        }
    }
    None
}

/// Sends events until the answer has been sent, or the client has hung up and that means "cancel".
async fn stream(
    first: Bytes,
    outbox: Arc<Outbox>,
    mut call: Detached,
    mut voice: impl Voice,
    pieces: mpsc::Sender<Bytes>,
) {
    let cancels = voice.hangup_cancels();
    let mut gone = pieces.send(sse::encode(None, &first)).await.is_err();
    let mut pulse = tokio::time::interval(limits::KEEP_ALIVE);
    pulse.reset();
    while !(gone && cancels) {
        let said = tokio::select! {
            biased;
            event = outbox.next() => voice.say(event).map(|said| sse::encode(None, &said)),
            answer = call.next() => {
                while let Some(said) = next_said(&outbox, &mut voice) {
                    let _ = pieces.send(sse::encode(None, &said)).await;
                }
                if let Some(answer) = answer {
                    let _ = pieces.send(sse::encode(None, &answer.into_bytes())).await;
                }
                return;
            }
            _ = pulse.tick() => Some(sse::KEEP_ALIVE),
            () = pieces.closed(), if !gone => {
                gone = true;
                None
            }
        };
        if let Some(said) = said
            && !gone
        {
            gone = pieces.send(said).await.is_err();
        }
    }
}

/// A call that goes on without its client where hanging up does not mean "cancel".
struct Detached {
    call: Option<Call>,
    detach: bool,
}

impl Detached {
    async fn next(&mut self) -> Option<Answer> {
        let answer = match self.call.as_mut() {
            Some(call) => call.await,
            None => None,
        };
        self.call = None;
        answer
    }
}

impl Drop for Detached {
    fn drop(&mut self) {
        if let (Some(call), true, Ok(runtime)) =
            (self.call.take(), self.detach, tokio::runtime::Handle::try_current())
        {
            runtime.spawn(call);
        }
    }
}
