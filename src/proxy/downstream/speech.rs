//! Drives an exchange to its response: first the messages before the response, then the response.
//! The caller writes them to an HTTP reply, a stream or a connection.

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

/// Result of handling one message from a client.
pub(crate) enum Heard<V: Voice> {
    /// Accepted; no response follows.
    Taken,
    /// The response is complete.
    Answer(Answer),
    /// Rejected; the status is for HTTP.
    Refused(StatusCode, RpcError),
    /// The response is in progress.
    Speech(Speech<V>),
    /// A stream of messages that lasts until the client disconnects.
    Stream(mpsc::Receiver<Piece>),
}

/// The next step of an exchange.
pub(crate) enum Step {
    /// A message before the response.
    Message(Bytes),
    /// The response; `None` if the request was cancelled.
    End(Option<Answer>),
}

/// The end of a call: its response, or `None` if it was cancelled.
struct End(Option<Answer>);

/// An exchange in progress, encoded for its client.
pub(crate) struct Speech<V: Voice> {
    call: Option<Call>,
    outbox: Arc<Outbox>,
    voice: V,
    /// Set while messages from before the response are still pending.
    end: Option<End>,
}

impl<V: Voice> Speech<V> {
    /// Drives `call` and encodes the events in `outbox` by `voice`.
    pub(crate) fn new(outbox: Arc<Outbox>, call: Call, voice: V) -> Self {
        Self { call: Some(call), outbox, voice, end: None }
    }

    /// Whether a dropped connection cancels the request; if not, the call continues without the
    /// client.
    pub(crate) fn hangup_cancels(&self) -> bool {
        self.voice.hangup_cancels()
    }

    /// Returns the next message, or the response once all messages before it are sent. Cancel safe.
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

    /// Suspends the call. Collects further server requests for [`limits::ASK_TOGETHER`], to send
    /// them to the client together.
    async fn park(&mut self, first: Ask) -> Option<Answer> {
        let mut asks = vec![first];
        let together = tokio::time::sleep(limits::ASK_TOGETHER);
        tokio::pin!(together);
        let mut call = self.call.take()?;
        loop {
            tokio::select! {
                () = &mut together => break,
                // The call reads the server's messages, so it must be polled meanwhile.
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
