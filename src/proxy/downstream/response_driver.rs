//! Drives an exchange to its response: first the messages before the response, then the response.
//! The caller writes them to an HTTP reply, a stream or a connection.

use std::sync::Arc;

use bytes::Bytes;
use http::StatusCode;
use tokio::sync::mpsc;

use crate::protocol::RpcError;
use crate::proxy::downstream::event_encoder::{Encoded, EventEncoder};
use crate::proxy::downstream::transport::body::SseEvent;
use crate::proxy::exchange::exchange::{EventQueue, ServerRequest};
use crate::proxy::exchange::response::{PendingResponse, RpcResponse};
use crate::proxy::limits;

/// Result of handling one message from a client.
pub(crate) enum Handled<V: EventEncoder> {
    /// Accepted; no response follows.
    Accepted,
    /// The response is complete.
    Response(RpcResponse),
    /// Rejected; the status is for HTTP.
    Rejected(StatusCode, RpcError),
    /// The response is in progress.
    InProgress(Box<ResponseDriver<V>>),
    /// A stream of messages that lasts until the client disconnects.
    Subscribed(mpsc::Receiver<SseEvent>),
}

/// The next step of an exchange.
pub(crate) enum Step {
    /// A message before the response.
    Message(Bytes),
    /// The response; `None` if the request was cancelled.
    End(Option<RpcResponse>),
}

/// The end of a call: its response, or `None` if it was cancelled.
struct End(Option<RpcResponse>);

/// An exchange in progress, encoded for its client.
pub(crate) struct ResponseDriver<V: EventEncoder> {
    call: Option<PendingResponse>,
    events: Arc<EventQueue>,
    encoder: V,
    /// Set while messages from before the response are still pending.
    end: Option<End>,
}

impl<V: EventEncoder> ResponseDriver<V> {
    /// Drives `call` and encodes the events in `events` by `encoder`.
    pub(crate) fn new(events: Arc<EventQueue>, call: PendingResponse, encoder: V) -> Self {
        Self { call: Some(call), events, encoder, end: None }
    }

    /// Whether a dropped connection cancels the request; if not, the call continues without the
    /// client.
    pub(crate) fn hangup_cancels(&self) -> bool {
        self.encoder.hangup_cancels()
    }

    /// Returns the next message, or the response once all messages before it are sent. Cancel safe.
    pub(crate) async fn next(&mut self) -> Step {
        loop {
            while let Some(event) = self.events.try_next() {
                match self.encoder.encode(event) {
                    Encoded::Message(message) => return Step::Message(message),
                    Encoded::Skip => {}
                    Encoded::Suspend(ask) => {
                        // Boxed: it is rare.
                        return Step::End(Box::pin(self.suspend(ask)).await);
                    }
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
                () = self.events.wait_for_event() => {}
            }
        }
    }

    /// Suspends the call. Collects further server requests for [`limits::ASK_TOGETHER`], to send
    /// them to the client together.
    async fn suspend(&mut self, first: ServerRequest) -> Option<RpcResponse> {
        let mut asks = vec![first];
        let window = tokio::time::sleep(limits::ASK_TOGETHER);
        tokio::pin!(window);
        let mut call = self.call.take()?;
        loop {
            tokio::select! {
                () = &mut window => break,
                // The call reads the server's messages, so it must be polled meanwhile.
                answer = &mut call => return answer,
                event = self.events.next() => if let Encoded::Suspend(ask) = self.encoder.encode(event) {
                    asks.push(ask);
                },
            }
        }
        self.encoder.suspend(asks, call, Arc::clone(&self.events))
    }
}

impl<V: EventEncoder> Drop for ResponseDriver<V> {
    fn drop(&mut self) {
        if let (Some(call), false, Ok(runtime)) =
            (self.call.take(), self.encoder.hangup_cancels(), tokio::runtime::Handle::try_current())
        {
            runtime.spawn(call);
        }
    }
}
