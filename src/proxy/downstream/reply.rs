//! From an exchange to a reply: JSON where nothing comes before the answer, else a stream of events.

use std::sync::Arc;

use bytes::Bytes;
use http::{Response, StatusCode};
use tokio::sync::mpsc;

use crate::protocol::sse;
use crate::proxy::answer::{Answer, Call};
use crate::proxy::downstream::body::{self, Body};
use crate::proxy::exchange::{Ask, Event, Outbox};
use crate::proxy::limits;

/// What becomes of an event.
#[derive(Debug)]
pub(crate) enum Said {
    /// This message is sent.
    Message(Bytes),
    /// This client is not to have it.
    Nothing,
    /// The client is asked by the answer.
    Park(Ask),
}

/// How the events of one exchange are put to its client.
pub(crate) trait Voice: Send + 'static {
    /// What becomes of an event.
    fn say(&mut self, event: Event) -> Said;
    /// The answer to a client that can be asked only by an answer: the call is put aside.
    fn park(&mut self, asks: Vec<Ask>, call: Call, outbox: Arc<Outbox>) -> Option<Answer>;
    /// The HTTP status of a JSON answer with this error code.
    fn status(&self, code: i64) -> StatusCode;
    /// Whether a client that hangs up means "cancel".
    fn hangup_cancels(&self) -> bool;
}

/// Waits for the first thing to say, and answers in the form that fits it.
pub(crate) async fn reply(outbox: Arc<Outbox>, call: Call, voice: impl Voice) -> Response<Body> {
    let detach = !voice.hangup_cancels();
    let mut speech = Speech { call: Some(call), detach, outbox, voice, end: None };
    let first = match speech.next().await {
        Step::Message(first) => first,
        Step::End(None) => return body::empty(StatusCode::ACCEPTED),
        Step::End(Some(answer)) => {
            let code = answer.code.map(|code| speech.voice.status(code));
            let parts = answer.parts.into_iter().collect();
            return body::json(code.unwrap_or(StatusCode::OK), Body::Parts(parts));
        }
    };
    let (pieces, receiver) = mpsc::channel(16);
    tokio::spawn(stream(first, speech, pieces));
    body::events(receiver)
}

/// What comes next on the way to an answer.
enum Step {
    /// A message before the answer.
    Message(Bytes),
    /// The answer; `None` where the request was cancelled.
    End(Option<Answer>),
}

/// How a call ended: with an answer, or cancelled.
struct End(Option<Answer>);

/// An exchange being put to its client.
struct Speech<V: Voice> {
    call: Option<Call>,
    /// The call goes on without its client: hanging up does not mean "cancel".
    detach: bool,
    outbox: Arc<Outbox>,
    voice: V,
    /// The end, while what came before it is still being said.
    end: Option<End>,
}

impl<V: Voice> Speech<V> {
    /// What came before the answer comes first. Can be dropped at any point without a loss.
    async fn next(&mut self) -> Step {
        loop {
            while let Some(event) = self.outbox.try_next() {
                match self.voice.say(event) {
                    Said::Message(message) => return Step::Message(message),
                    Said::Nothing => {}
                    Said::Park(ask) => return Step::End(self.park(ask).await),
                }
            }
            if let Some(end) = self.end.take() {
                return Step::End(end.0);
            }
            let Some(call) = self.call.as_mut() else { return Step::End(None) };
            tokio::select! {
                biased;
                answer = call => {
                    self.call = None;
                    self.end = Some(End(answer));
                }
                () = self.outbox.stirred() => {}
            }
        }
    }

    /// Puts the call aside, with whatever else its server asks at almost the same time.
    async fn park(&mut self, first: Ask) -> Option<Answer> {
        let mut asks = vec![first];
        let together = tokio::time::sleep(limits::ASK_TOGETHER);
        tokio::pin!(together);
        let mut call = self.call.take()?;
        loop {
            tokio::select! {
                () = &mut together => break,
                // The call reads what its server says: it must go on.
                answer = &mut call => return answer,
                event = self.outbox.next() => if let Said::Park(ask) = self.voice.say(event) {
                    asks.push(ask);
                },
            }
        }
        self.voice.park(asks, call, Arc::clone(&self.outbox))
    }
}

impl<V: Voice> Drop for Speech<V> {
    fn drop(&mut self) {
        if let (Some(call), true, Ok(runtime)) =
            (self.call.take(), self.detach, tokio::runtime::Handle::try_current())
        {
            runtime.spawn(call);
        }
    }
}

/// Sends events until the answer has been sent, or the client has hung up and that means "cancel".
async fn stream<V: Voice>(first: Bytes, mut speech: Speech<V>, pieces: mpsc::Sender<Bytes>) {
    let cancels = speech.voice.hangup_cancels();
    let mut gone = pieces.send(sse::encode(None, &first)).await.is_err();
    let mut pulse = tokio::time::interval(limits::KEEP_ALIVE);
    pulse.reset();
    while !(gone && cancels) {
        let said = tokio::select! {
            biased;
            step = speech.next() => match step {
                Step::Message(message) => sse::encode(None, &message),
                Step::End(answer) => {
                    if let Some(answer) = answer {
                        let _ = pieces.send(sse::encode(None, &answer.into_bytes())).await;
                    }
                    return;
                }
            },
            _ = pulse.tick() => sse::KEEP_ALIVE,
            () = pieces.closed(), if !gone => {
                gone = true;
                continue;
            }
        };
        gone = gone || pieces.send(said).await.is_err();
    }
}
