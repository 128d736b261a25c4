//! An exchange as it is put to its client: what comes before the answer, then the answer. Where it
//! is written, to a reply, a stream or a pipe, is for others to say.

use std::sync::Arc;

use bytes::Bytes;
use http::StatusCode;
use tokio::sync::mpsc;

use crate::protocol::RpcError;
use crate::proxy::answer::{Answer, Call};
use crate::proxy::downstream::body::Piece;
use crate::proxy::downstream::voice::{Said, Voice};
use crate::proxy::exchange::{Ask, Outbox};
use crate::proxy::limits;

/// What becomes of a message of a client.
pub(crate) enum Heard<V: Voice> {
    /// It wants no answer.
    Taken,
    /// It is answered at once.
    Answer(Answer),
    /// It is refused; over HTTP with this status.
    Refused(StatusCode, RpcError),
    /// It is being answered.
    Speech(Speech<V>),
    /// It opens a stream of messages that ends with its client.
    Stream(mpsc::Receiver<Piece>),
}

/// What comes next on the way to an answer.
pub(crate) enum Step {
    /// A message before the answer.
    Message(Bytes),
    /// The answer; `None` where the request was cancelled.
    End(Option<Answer>),
}

/// How a call ended: with an answer, or cancelled.
struct End(Option<Answer>);

/// An exchange being put to its client.
pub(crate) struct Speech<V: Voice> {
    call: Option<Call>,
    outbox: Arc<Outbox>,
    voice: V,
    /// The end, while what came before it is still being said.
    end: Option<End>,
}

impl<V: Voice> Speech<V> {
    /// What `call` and its outbox say, in that voice.
    pub(crate) fn new(outbox: Arc<Outbox>, call: Call, voice: V) -> Self {
        Self { call: Some(call), outbox, voice, end: None }
    }

    /// Whether a client that hangs up means "cancel"; else the call goes on without it.
    pub(crate) fn hangup_cancels(&self) -> bool {
        self.voice.hangup_cancels()
    }

    /// What came before the answer comes first. Can be dropped at any point without a loss.
    pub(crate) async fn next(&mut self) -> Step {
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
        if let (Some(call), false, Ok(runtime)) =
            (self.call.take(), self.voice.hangup_cancels(), tokio::runtime::Handle::try_current())
        {
            runtime.spawn(call);
        }
    }
}
