//! A client on one two-way stream of messages: standard streams or the legacy HTTP+SSE transport.
//! Supports both eras; all its sessions and requests end with the stream.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::HeaderMap;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::protocol::era;
use crate::protocol::error::{self, RpcError};
use crate::protocol::message::{Kind, Malformed, Message};
use crate::protocol::request::Request;
use crate::proxy::Hub;
use crate::proxy::downstream::body::Piece;
use crate::proxy::downstream::door::Door;
use crate::proxy::downstream::reply::deliver;
use crate::proxy::downstream::session::Session;
use crate::proxy::downstream::speech::Heard;
use crate::proxy::downstream::tape::Outlet;
use crate::proxy::downstream::voice::Voice;
use crate::proxy::downstream::{batch, legacy, listen, modern};
use crate::proxy::limits;

/// A client on a two-way stream.
pub(crate) struct Pipe {
    hub: Arc<Hub>,
    /// The client's target and identity.
    pub(crate) door: Door,
    /// Destination of messages to the client; `None` once closed.
    outlet: Mutex<Option<Outlet>>,
    /// Set by `initialize`.
    session: Mutex<Option<Arc<Session>>>,
    /// Modern requests in flight, by raw id.
    running: Mutex<HashMap<String, CancellationToken>>,
    tasks: TaskTracker,
    ended: CancellationToken,
}

impl Pipe {
    /// Opens a connection whose outgoing messages are sent to `live`.
    pub(crate) fn open(hub: &Arc<Hub>, door: Door, live: mpsc::Sender<Piece>) -> Arc<Self> {
        Arc::new(Self {
            hub: Arc::clone(hub),
            door,
            outlet: Mutex::new(Some(Outlet::Live(live))),
            session: Mutex::default(),
            running: Mutex::default(),
            tasks: TaskTracker::new(),
            ended: CancellationToken::new(),
        })
    }

    /// Handles one message and its headers, if any. Waits only for `initialize`, because the
    /// messages after it need the session.
    pub(crate) async fn hear(self: &Arc<Self>, bytes: Bytes, headers: HeaderMap) {
        let message = match Message::parse(bytes.clone()) {
            Ok(message) => message,
            Err(Malformed::Batch) => return self.hear_batch(&bytes, &headers).await,
            Err(e) => return self.say(RpcError::from(e).response(None)).await,
        };
        let id = message.id().map(str::to_owned);
        let request = match Request::read(message) {
            Ok(request) => request,
            Err(e) => return self.say(e.response(id.as_deref())).await,
        };
        let kind = request.message.kind();
        if kind == Kind::Notification && request.message.method() == "notifications/cancelled" {
            self.cancel(request.raw("requestId").unwrap_or_default());
        }
        if modern::is_said(&request) {
            self.hear_modern(request, headers, id).await;
        } else if kind == Kind::Request && request.message.method() == "initialize" {
            self.initialize(&request, headers).await;
        } else if let Some(session) = self.session() {
            let heard = legacy::hear(&self.hub, &session, headers, request);
            self.deliver(heard, id, None);
        } else if kind == Kind::Request {
            let text = "say `initialize` first, or the protocol version in `_meta`";
            self.say(RpcError::new(error::INVALID_REQUEST, text).response(id.as_deref())).await;
        }
    }

    /// Completes when no request is in flight.
    pub(crate) async fn idle(&self) {
        self.tasks.close();
        self.tasks.wait().await;
        self.tasks.reopen();
    }

    /// Completes when the client stops reading or the connection is closed.
    pub(crate) async fn gone(&self) {
        if let Some(outlet) = self.outlet() {
            outlet.gone().await;
        }
    }

    /// Closes the connection and cancels the requests in flight.
    pub(crate) fn close(&self) {
        self.outlet.lock().unwrap_or_else(PoisonError::into_inner).take();
        self.ended.cancel();
        if let Some(session) = self.session() {
            self.hub.sessions.close(&session);
        }
    }

    async fn initialize(self: &Arc<Self>, request: &Request, headers: HeaderMap) {
        let id = request.message.id();
        if self.session().is_some() {
            let refusal = RpcError::new(error::INVALID_REQUEST, "the session has begun already");
            return self.say(refusal.response(id)).await;
        }
        let begun = legacy::initialize(&self.hub, self.door.clone(), headers, request, true).await;
        match (begun, self.outlet()) {
            (Err((_, e)), _) => self.say(e.response(id)).await,
            (Ok((session, _)), None) => self.hub.sessions.close(&session),
            (Ok((session, answer)), Some(outlet)) => {
                *self.session.lock().unwrap_or_else(PoisonError::into_inner) =
                    Some(Arc::clone(&session));
                if self.ended.is_cancelled() {
                    return self.hub.sessions.close(&session);
                }
                self.say(answer).await;
                tokio::spawn(listen::standing(Arc::clone(&self.hub), session, outlet));
            }
        }
    }

    async fn hear_modern(
        self: &Arc<Self>,
        request: Request,
        headers: HeaderMap,
        id: Option<String>,
    ) {
        // Notifications have no response.
        let Some(id) = id else { return };
        if let Err(e) = modern::check(&request, None) {
            return self.say(e.response(Some(&id))).await;
        }
        let Some(cancel) = self.begin(&id) else {
            let refusal = RpcError::new(error::SERVER_ERROR, "too many requests at once");
            return self.say(refusal.response(Some(&id))).await;
        };
        let heard = modern::hear(&self.hub, self.door.clone(), headers, request);
        self.deliver(heard, Some(id), Some(cancel));
    }

    async fn hear_batch(self: &Arc<Self>, bytes: &Bytes, headers: &HeaderMap) {
        let session = self.session().filter(|s| era::has_batches(&s.caller.version));
        match (session, self.outlet()) {
            (Some(session), Some(outlet)) => {
                batch::hear(&self.hub, &session, headers, bytes, outlet);
            }
            _ => self.say(RpcError::from(Malformed::Batch).response(None)).await,
        }
    }

    /// Registers a modern request for cancellation. Returns `None` if too many are in flight.
    fn begin(&self, id: &str) -> Option<CancellationToken> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if running.len() >= limits::SESSION_EXCHANGES {
            return None;
        }
        let cancel = self.ended.child_token();
        running.insert(id.to_owned(), cancel.clone());
        Some(cancel)
    }

    fn cancel(&self, id: &str) {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cancel) = running.get(id) {
            cancel.cancel();
        }
    }

    /// Sends the response from a task of its own, unless the request is cancelled first.
    fn deliver<V: Voice>(
        self: &Arc<Self>,
        heard: Heard<V>,
        id: Option<String>,
        cancel: Option<CancellationToken>,
    ) {
        if matches!(heard, Heard::Taken) {
            return;
        }
        let Some(outlet) = self.outlet() else { return };
        let pipe = Arc::clone(self);
        self.tasks.spawn(async move {
            let cancelled = async {
                match &cancel {
                    Some(cancel) => cancel.cancelled().await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                () = deliver(heard, id.clone(), &outlet) => {}
                () = cancelled => {}
            }
            if let (Some(id), Some(_)) = (id, cancel) {
                pipe.running.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
            }
        });
    }

    /// Sends a message created by the hub.
    pub(crate) async fn say(&self, message: Bytes) {
        if let Some(outlet) = self.outlet() {
            // `serve` and `open` detect a disconnected client by `gone`.
            let _ = outlet.say(message).await;
        }
    }

    fn outlet(&self) -> Option<Outlet> {
        self.outlet.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn session(&self) -> Option<Arc<Session>> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
