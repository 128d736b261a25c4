//! Many requests over one duplex stream: a child's pipes, or an SSE stream with its message URL.
//! Dispatches incoming messages independent of the transport.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use parking_lot::Mutex;
use tokio::sync::{broadcast, mpsc};
use tokio_util::sync::CancellationToken;

use crate::protocol::error::{self, RpcError};
use crate::protocol::malformed;
use crate::protocol::malformed::Flawed;
use crate::protocol::message::{Kind, Malformed, Message, amid_text, batch, several};
use crate::protocol::splice;
use crate::proxy::exchange::exchange::{EventQueue, Exchange};
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::connection::in_flight::InFlight;
use crate::proxy::upstream::connection::listener::Listener;
use crate::proxy::upstream::connection::outgoing::Outgoing;
use crate::proxy::upstream::process::child::Child;
use crate::proxy::upstream::transport::post::Poster;

/// An open duplex stream.
#[derive(Debug)]
pub(crate) struct Duplex {
    shared: Arc<Shared>,
    /// The process at the other end, if we started it.
    child: Arc<Mutex<Option<Child>>>,
}

/// The sending half.
#[derive(Debug)]
pub(in crate::proxy::upstream) enum Outlet {
    /// A queue of lines for a child's stdin.
    Lines(mpsc::Sender<Bytes>),
    /// HTTP requests, one per message.
    Posts(Arc<Poster>),
}

/// State that the stream's handle and its reader share.
pub(in crate::proxy::upstream) struct Shared {
    in_flight: InFlight,
    outlet: Outlet,
    /// Whether the server has sent a request.
    has_asked: AtomicBool,
    /// Whether the server has closed its output; the reason is still being determined.
    is_mute: AtomicBool,
    /// Cancelled when the stream has ended.
    pub(in crate::proxy::upstream) ended: CancellationToken,
    why: OnceLock<String>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Duplex").field("outlet", &self.outlet).finish_non_exhaustive()
    }
}

impl Duplex {
    /// Creates a stream over this outlet. The reader of the other direction passes its input to
    /// [`Shared::take`].
    pub(in crate::proxy::upstream) fn new(
        outlet: Outlet,
        listener: Arc<dyn Listener>,
        child: Option<Child>,
    ) -> Self {
        let shared = Shared {
            in_flight: InFlight::new(listener, false),
            outlet,
            has_asked: AtomicBool::new(false),
            is_mute: AtomicBool::new(false),
            ended: CancellationToken::new(),
            why: OnceLock::new(),
        };
        Self { shared: Arc::new(shared), child: Arc::new(Mutex::new(child)) }
    }

    pub(in crate::proxy::upstream) fn shared_state(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// Returns the process at the other end, until the stream is closed.
    pub(in crate::proxy::upstream) fn child(&self) -> &Arc<Mutex<Option<Child>>> {
        &self.child
    }

    /// Sends a request and waits for its response. Fails with [`CallError::Busy`] instead of
    /// waiting for another call to end: another connection may be free earlier.
    pub(crate) async fn call(&self, outgoing: Outgoing<'_>) -> Result<Message, CallError> {
        if self.shared.is_mute.load(Ordering::Relaxed) {
            self.shared.ended.cancelled().await;
            return Err(self.shared.gone());
        }
        let InFlight { pending, listener, .. } = &self.shared.in_flight;
        let registered = match outgoing.listening() {
            Some(caller) if self.shared.is_serialized() => {
                pending.register_exclusive(caller, listener.turns())
            }
            caller => Some(pending.register(caller)),
        };
        let (id, mut answer) = registered.ok_or(CallError::Busy)?;
        let events = outgoing.exchange.map(|exchange| exchange.events.as_ref());
        let guard = Unanswered { shared: &self.shared, id, events };
        let bytes = outgoing.bytes(id);
        let answered = tokio::select! {
            biased;
            sent = self.shared.send(bytes, outgoing.exchange, outgoing.options.repeatable) => match sent {
                Ok(()) => answer.await,
                Err(e) => {
                    if let Ok(answer) = answer.try_recv() {
                        return answer.map_err(CallError::BadAnswer);
                    }
                    // A server that may be running the request receives a cancellation instead.
                    if !e.may_have_run() {
                        pending.forget(id);
                    }
                    return Err(e);
                }
            },
            // The response may arrive before the receipt of the request.
            early = &mut answer => early,
        };
        drop(guard);
        let answer = answered.map_err(|_| CallError::Lost(self.shared.why()))?;
        answer.map_err(CallError::BadAnswer)
    }

    /// Sends a message unchanged.
    pub(crate) async fn send(&self, message: Bytes) -> Result<(), CallError> {
        self.shared.send(message, None, true).await
    }

    /// Queues a message without waiting.
    pub(in crate::proxy::upstream) fn send_soon(&self, message: Bytes) {
        self.shared.send_soon(message);
    }

    /// Rewrites a client's progress on a server request to the server's own token.
    pub(in crate::proxy::upstream) fn progress(&self, progress: &Message) -> Option<Bytes> {
        self.shared.in_flight.asks.progress(progress)
    }

    /// Waits until the stream has ended; returns the reason.
    pub(crate) async fn wait_closed(&self) -> String {
        self.shared.ended.cancelled().await;
        self.shared.why()
    }

    /// Returns true if the stream has ended.
    pub(crate) fn is_ended(&self) -> bool {
        self.shared.ended.is_cancelled()
    }

    /// Returns true if a call could not start now, because the server sends requests and another
    /// call is in flight.
    pub(crate) fn is_taken(&self) -> bool {
        self.shared.is_serialized() && !self.shared.in_flight.pending.is_free()
    }

    /// Returns the only waiting client, if there is exactly one.
    pub(in crate::proxy::upstream) fn client(&self) -> Option<Arc<EventQueue>> {
        self.shared.in_flight.pending.only_client(false).map(|client| client.events)
    }

    /// Returns the acknowledgments of subscriptions that arrive from now on.
    pub(crate) fn acknowledgments(&self) -> broadcast::Receiver<Message> {
        self.shared.in_flight.acknowledgments()
    }

    /// Returns the number of requests sent so far.
    pub(crate) fn calls(&self) -> u64 {
        self.shared.in_flight.pending.count()
    }

    /// Returns the number of requests in flight.
    pub(crate) fn busy(&self) -> usize {
        self.shared.in_flight.pending.busy()
    }

    /// Ends the stream and its child: closes stdin, waits, then kills.
    pub(crate) async fn close(&self) {
        self.shared.end("stopped");
        let child = self.child.lock().take();
        if let Some(child) = child {
            child.stop().await;
        }
    }
}

impl Shared {
    /// Returns true if calls on this connection run one at a time.
    fn is_serialized(&self) -> bool {
        let listener = &self.in_flight.listener;
        listener.turns().are_serialized() && listener.inbox().is_none()
    }

    /// Sends a message unchanged. Over HTTP, a `repeatable` one is sent a second time if a kept
    /// connection was reset.
    async fn send(
        &self,
        message: Bytes,
        exchange: Option<&Exchange>,
        repeatable: bool,
    ) -> Result<(), CallError> {
        if self.ended.is_cancelled() {
            return Err(self.gone());
        }
        let sending = async {
            match &self.outlet {
                Outlet::Lines(lines) => {
                    lines.send(splice::on_one_line(message)).await.map_err(|_| self.gone())
                }
                Outlet::Posts(poster) => poster.post(message, exchange, repeatable).await,
            }
        };
        let sent = tokio::select! {
            biased;
            () = self.ended.cancelled() => Err(match &self.outlet {
                // The message was still waiting for room in the queue.
                Outlet::Lines(_) => self.gone(),
                Outlet::Posts(_) => CallError::Lost(self.why()),
            }),
            sent = sending => sent,
        };
        if let Err(CallError::Disconnected(why)) = &sent {
            self.end(why);
        }
        sent
    }

    /// Queues a message; drops it if the queue is full.
    fn send_soon(&self, message: Bytes) {
        match &self.outlet {
            Outlet::Lines(lines) => drop(lines.try_send(splice::on_one_line(message))),
            Outlet::Posts(poster) => poster.post_soon(message),
        }
    }

    /// Handles input: one message, several, or noise.
    pub(in crate::proxy::upstream) fn take(self: &Arc<Self>, text: &Bytes) {
        if text.iter().all(u8::is_ascii_whitespace) {
            return;
        }
        match Message::parse(Bytes::clone(text)) {
            Ok(message) => self.take_message(message),
            Err(Malformed::Batch) => batch(text).iter().for_each(|one| self.take_one(one)),
            Err(malformed) => {
                let (whole, rest) = several(text);
                for one in &whole {
                    self.take_one(one);
                }
                let is_blank = rest.iter().all(u8::is_ascii_whitespace);
                if !is_blank && !self.take_amid_text(&rest) {
                    self.take_flawed(&rest, malformed);
                }
            }
        }
    }

    fn take_one(self: &Arc<Self>, text: &Bytes) {
        match Message::parse(Bytes::clone(text)) {
            Ok(message) => self.take_message(message),
            Err(malformed) => self.take_flawed(text, malformed),
        }
    }

    /// Takes responses that share a line with other text. Returns whether there was one. A server that has
    /// sent requests may log our responses, whose ids look like ids of our requests; its lines are not
    /// searched.
    fn take_amid_text(&self, text: &Bytes) -> bool {
        if self.has_asked.load(Ordering::Relaxed) {
            return false;
        }
        let read = amid_text(text).into_iter().filter_map(|one| Message::parse(one).ok());
        let answers = read.filter(|message| message.kind() == Kind::Response);
        answers.filter(|answer| self.in_flight.pending.answer(answer.clone())).count() > 0
    }

    fn take_message(self: &Arc<Self>, message: Message) {
        match message.kind() {
            Kind::Response => {
                self.in_flight.pending.answer(message);
            }
            Kind::Notification => self.in_flight.handle_notification(message),
            Kind::Request => self.take_request(message),
        }
    }

    /// A malformed message may still contain the id of a request of ours, or need an error
    /// response.
    fn take_flawed(&self, text: &Bytes, malformed: Malformed) {
        match malformed::look(text) {
            Some(Flawed::Response(id)) => {
                let flaw = format!("its response is malformed: {malformed}");
                if !self.in_flight.pending.answer_flawed(&id, flaw) {
                    self.in_flight.listener.on_noise(text);
                }
            }
            Some(Flawed::Request(id)) => {
                self.in_flight.listener.on_noise(text);
                self.send_soon(RpcError::from(malformed).response(Some(&id)));
            }
            None => self.in_flight.listener.on_noise(text),
        }
    }

    /// Forwards a server request to the client that caused it. On a shared stream, the client is
    /// known only if no other one waits.
    fn take_request(self: &Arc<Self>, request: Message) {
        self.has_asked.store(true, Ordering::Relaxed);
        let id = request.id().unwrap_or("null").to_owned();
        if request.method() == "ping" {
            self.send_soon(error::success(&id, "{}"));
            return;
        }
        self.in_flight.listener.turns().serialize_calls();
        let to = match self.in_flight.recipient_of(&request) {
            Ok(to) => to,
            Err(refusal) => return self.send_soon(refusal),
        };
        let shared = Arc::clone(self);
        tokio::spawn(async move {
            if let Some(response) = shared.in_flight.asks.send_to_client(request, &to).await {
                let _ = shared.send(response, None, true).await;
            }
        });
    }

    /// Notes that the server closed its output. No further request is sent.
    pub(in crate::proxy::upstream) fn falls_mute(&self) {
        self.is_mute.store(true, Ordering::Relaxed);
    }

    /// Ends the stream and fails all waiting requests with the reason.
    pub(in crate::proxy::upstream) fn end(&self, why: &str) {
        let _ = self.why.set(why.to_owned());
        self.ended.cancel();
        self.in_flight.pending.abandon();
    }

    fn gone(&self) -> CallError {
        CallError::Disconnected(self.why())
    }

    fn why(&self) -> String {
        self.why.get().cloned().unwrap_or_else(|| "the connection ended".into())
    }
}

/// Sends a cancellation to the server on drop, unless the response has arrived.
struct Unanswered<'a> {
    shared: &'a Shared,
    id: u64,
    events: Option<&'a EventQueue>,
}

impl Drop for Unanswered<'_> {
    fn drop(&mut self) {
        if self.shared.in_flight.pending.give_up(self.id) {
            let reason = self.events.and_then(EventQueue::reason);
            self.shared.send_soon(cancelled_notification(self.id, reason));
        }
    }
}

/// Builds `notifications/cancelled`; the reason is a raw JSON string.
pub(in crate::proxy::upstream) fn cancelled_notification(id: u64, reason: Option<&str>) -> Bytes {
    let reason = reason.map(|reason| format!(r#","reason":{reason}"#)).unwrap_or_default();
    Bytes::from(format!(
        r#"{{"jsonrpc":"2.0","method":"notifications/cancelled","params":{{"requestId":{id}{reason}}}}}"#
    ))
}
