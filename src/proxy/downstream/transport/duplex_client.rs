//! A client on one two-way stream of messages: standard streams or the legacy HTTP+SSE transport.
//! Supports both eras; all its sessions and requests end with the stream.

use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;
use http::HeaderMap;
use parking_lot::Mutex;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::protocol::era;
use crate::protocol::error::{self, RpcError};
use crate::protocol::message::{Kind, Malformed, Message};
use crate::protocol::request::Request;
use crate::proxy::Gateway;
use crate::proxy::downstream::event_encoder::EventEncoder;
use crate::proxy::downstream::ingress::Ingress;
use crate::proxy::downstream::reply::deliver;
use crate::proxy::downstream::response_driver::Handled;
use crate::proxy::downstream::session::listen;
use crate::proxy::downstream::session::replay_buffer::MessageSink;
use crate::proxy::downstream::session::session::Session;
use crate::proxy::downstream::transport::batch;
use crate::proxy::downstream::transport::body::SseEvent;
use crate::proxy::downstream::{legacy, modern};
use crate::proxy::limits;

/// A client on a two-way stream.
pub(crate) struct DuplexClient {
    gateway: Arc<Gateway>,
    /// The client's target and identity.
    pub(crate) ingress: Ingress,
    /// Destination of messages to the client; `None` once closed.
    sink: Mutex<Option<MessageSink>>,
    /// Set by `initialize`.
    session: Mutex<Option<Arc<Session>>>,
    /// Modern requests in flight, by raw id.
    running: Mutex<HashMap<String, CancellationToken>>,
    tasks: TaskTracker,
    ended: CancellationToken,
}

impl DuplexClient {
    /// Opens a connection whose outgoing messages are sent to `events`.
    pub(crate) fn open(
        gateway: &Arc<Gateway>,
        ingress: Ingress,
        events: mpsc::Sender<SseEvent>,
    ) -> Arc<Self> {
        Arc::new(Self {
            gateway: Arc::clone(gateway),
            ingress,
            sink: Mutex::new(Some(MessageSink::Direct(events))),
            session: Mutex::default(),
            running: Mutex::default(),
            tasks: TaskTracker::new(),
            ended: CancellationToken::new(),
        })
    }

    /// Handles one message and its headers, if any. Waits only for `initialize`, because the
    /// messages after it need the session.
    pub(crate) async fn handle(self: &Arc<Self>, bytes: Bytes, headers: HeaderMap) {
        let message = match Message::parse(bytes.clone()) {
            Ok(message) => message,
            Err(Malformed::Batch) => return self.handle_batch(&bytes, &headers).await,
            Err(e) => return self.send(RpcError::from(e).response(None)).await,
        };
        let id = message.id().map(str::to_owned);
        let request = match Request::read(message) {
            Ok(request) => request,
            Err(e) => return self.send(e.response(id.as_deref())).await,
        };
        let kind = request.message.kind();
        if kind == Kind::Notification && request.message.method() == "notifications/cancelled" {
            self.cancel(request.raw("requestId").unwrap_or_default());
        }
        if modern::is_modern(&request) {
            self.handle_modern(request, headers, id).await;
        } else if kind == Kind::Request && request.message.method() == "initialize" {
            self.initialize(&request, headers).await;
        } else if let Some(session) = self.session() {
            let handled = legacy::handle(&self.gateway, &session, headers, request);
            self.deliver(handled, id, None);
        } else if kind == Kind::Request {
            let text = "send `initialize` first, or the protocol version in `_meta`";
            self.send(RpcError::new(error::INVALID_REQUEST, text).response(id.as_deref())).await;
        }
    }

    /// Completes when no request is in flight.
    pub(crate) async fn idle(&self) {
        self.tasks.close();
        self.tasks.wait().await;
        self.tasks.reopen();
    }

    /// Completes when the client stops reading or the connection is closed.
    pub(crate) async fn closed(&self) {
        if let Some(sink) = self.sink() {
            sink.closed().await;
        }
    }

    /// Closes the connection and cancels the requests in flight.
    pub(crate) fn close(&self) {
        self.sink.lock().take();
        self.ended.cancel();
        if let Some(session) = self.session() {
            self.gateway.sessions.close(&session);
        }
    }

    async fn initialize(self: &Arc<Self>, request: &Request, headers: HeaderMap) {
        let id = request.message.id();
        if self.session().is_some() {
            let refusal =
                RpcError::new(error::INVALID_REQUEST, "the session is already initialized");
            return self.send(refusal.response(id)).await;
        }
        let opened =
            legacy::initialize(&self.gateway, self.ingress.clone(), headers, request, true).await;
        match (opened, self.sink()) {
            (Err((_, e)), _) => self.send(e.response(id)).await,
            (Ok((session, _)), None) => self.gateway.sessions.close(&session),
            (Ok((session, answer)), Some(sink)) => {
                *self.session.lock() = Some(Arc::clone(&session));
                if self.ended.is_cancelled() {
                    return self.gateway.sessions.close(&session);
                }
                self.send(answer).await;
                tokio::spawn(listen::run_standing_stream(Arc::clone(&self.gateway), session, sink));
            }
        }
    }

    async fn handle_modern(
        self: &Arc<Self>,
        request: Request,
        headers: HeaderMap,
        id: Option<String>,
    ) {
        // Notifications have no response.
        let Some(id) = id else { return };
        if let Err(e) = modern::check(&request, None) {
            return self.send(e.response(Some(&id))).await;
        }
        let Some(cancel) = self.register(&id) else {
            let refusal = RpcError::new(error::SERVER_ERROR, "too many requests at once");
            return self.send(refusal.response(Some(&id))).await;
        };
        let handled = modern::handle(&self.gateway, self.ingress.clone(), headers, request);
        self.deliver(handled, Some(id), Some(cancel));
    }

    async fn handle_batch(self: &Arc<Self>, bytes: &Bytes, headers: &HeaderMap) {
        let session = self.session().filter(|s| era::has_batches(&s.caller.version));
        match (session, self.sink()) {
            (Some(session), Some(sink)) => {
                batch::handle(&self.gateway, &session, headers, bytes, sink);
            }
            _ => self.send(RpcError::from(Malformed::Batch).response(None)).await,
        }
    }

    /// Registers a modern request for cancellation. Returns `None` if too many are in flight.
    fn register(&self, id: &str) -> Option<CancellationToken> {
        let mut running = self.running.lock();
        if running.len() >= limits::SESSION_EXCHANGES {
            return None;
        }
        let cancel = self.ended.child_token();
        running.insert(id.to_owned(), cancel.clone());
        Some(cancel)
    }

    fn cancel(&self, id: &str) {
        let running = self.running.lock();
        if let Some(cancel) = running.get(id) {
            cancel.cancel();
        }
    }

    /// Sends the response from a task of its own, unless the request is cancelled first.
    fn deliver<V: EventEncoder>(
        self: &Arc<Self>,
        handled: Handled<V>,
        id: Option<String>,
        cancel: Option<CancellationToken>,
    ) {
        if matches!(handled, Handled::Accepted) {
            return;
        }
        let Some(sink) = self.sink() else { return };
        let client = Arc::clone(self);
        self.tasks.spawn(async move {
            let cancelled = async {
                match &cancel {
                    Some(cancel) => cancel.cancelled().await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = deliver(handled, id.clone(), &sink) => {}
                () = cancelled => {}
            }
            if let (Some(id), Some(_)) = (id, cancel) {
                client.running.lock().remove(&id);
            }
        });
    }

    /// Sends a message created by the hub.
    pub(crate) async fn send(&self, message: Bytes) {
        if let Some(sink) = self.sink() {
            // `serve` and `open` detect a disconnected client by `gone`.
            let _ = sink.send(message).await;
        }
    }

    fn sink(&self) -> Option<MessageSink> {
        self.sink.lock().clone()
    }

    fn session(&self) -> Option<Arc<Session>> {
        self.session.lock().clone()
    }
}
