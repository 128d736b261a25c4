//! One request in flight: its caller, and the events that precede the final response.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use http::HeaderMap;
use parking_lot::Mutex;
use tokio::sync::{Notify, oneshot};
use tokio_util::sync::CancellationToken;

use crate::protocol::{Era, Message};
use crate::proxy::catalog::scope::Target;
use crate::proxy::exchange::capabilities::Capabilities;
use crate::proxy::identity::Identity;
use crate::proxy::limits;

/// The sender of requests: a legacy session, or one modern request.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// The client's protocol era.
    pub(crate) era: Era,
    /// The MCP revision in use.
    pub(crate) version: String,
    pub(crate) capabilities: Capabilities,
    /// The client's `clientInfo`, raw JSON.
    pub(crate) client_info: Option<String>,
    /// The endpoint it uses.
    pub(crate) target: Target,
    /// The credential it presented; sessions are bound to it.
    pub(crate) identity: Identity,
    /// The client's address, or that of its session; `None` for requests of the hub itself.
    pub(crate) peer: Option<IpAddr>,
    /// The legacy session, if any.
    pub(crate) session: Option<SessionRef>,
}

/// The part of a legacy session that upstream connections need.
#[derive(Clone, Debug)]
pub(crate) struct SessionRef {
    pub(crate) id: String,
    /// Cancelled when the session ends.
    pub(crate) ended: CancellationToken,
    /// Receives messages that belong to no request, from servers with a connection for this session
    /// alone.
    pub(crate) inbox: Arc<EventQueue>,
}

impl Caller {
    /// Returns the capabilities that change how servers behave; empty if none.
    pub(crate) fn capability_key(&self) -> &str {
        self.capabilities.significant()
    }

    /// Whether the client declared the capability that a server's request needs.
    pub(crate) fn can_answer(&self, method: &str) -> bool {
        let needed = match method {
            "sampling/createMessage" => "sampling",
            "elicitation/create" => "elicitation",
            "roots/list" => "roots",
            _ if method.starts_with("tasks/") => "tasks",
            _ => return false,
        };
        self.capabilities.has(needed)
    }
}

/// One request in flight.
#[derive(Clone, Debug)]
pub(crate) struct Exchange {
    /// The sender of the request.
    pub(crate) caller: Arc<Caller>,
    /// HTTP headers of the request, to pass on those that a server is configured for.
    pub(crate) headers: Arc<HeaderMap>,
    /// Receives the events that precede the final response.
    pub(crate) events: Arc<EventQueue>,
    /// Lowest log level to send for this request.
    pub(crate) log_level: Option<String>,
}

/// An event for the caller of one exchange.
#[derive(Debug)]
pub(crate) enum Event {
    /// A notification, already translated for the caller.
    Notification(Message),
    /// A request of the server to the client.
    ServerRequest(ServerRequest),
}

/// A server's request to the client.
#[derive(Debug)]
pub(crate) struct ServerRequest {
    /// The request as received, except that its progress token is ours.
    pub(crate) request: Message,
    /// Receives the client's response. Dropping it reports that the client is unavailable.
    pub(crate) reply: oneshot::Sender<Message>,
}

/// A bounded queue of events. An exchange without events takes no lock.
#[derive(Debug, Default)]
pub(crate) struct EventQueue {
    queue: Mutex<VecDeque<Event>>,
    pushed: AtomicU64,
    wake: Notify,
    /// Server requests without a response from the client.
    asked: AtomicUsize,
    /// Why the client cancelled the request, a raw JSON string.
    reason: OnceLock<String>,
    /// Set while the exchange is suspended.
    suspension: Mutex<Option<Suspension>>,
}

/// A suspended exchange: its client has yet to return with the requested input.
pub(crate) struct Suspension {
    /// When the exchange was suspended.
    pub(crate) since: Instant,
    /// Cancels the exchange.
    pub(crate) cancel: Box<dyn FnOnce() + Send>,
}

impl std::fmt::Debug for Suspension {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Suspension").field("since", &self.since).finish_non_exhaustive()
    }
}

/// Marks a server request as pending until dropped.
#[derive(Debug)]
pub(crate) struct PendingServerRequest<'a> {
    events: &'a EventQueue,
}

impl EventQueue {
    /// Adds an event. If the queue is full, the oldest notification is dropped. If it contains only
    /// server requests, the new event is dropped; dropping a server request reports this to its
    /// server.
    pub(crate) fn push(&self, event: Event) {
        let mut queue = self.queue.lock();
        if queue.len() >= limits::EVENT_QUEUE {
            let oldest = queue.iter().position(|e| matches!(e, Event::Notification(_)));
            let Some(oldest) = oldest else { return };
            queue.remove(oldest);
        }
        queue.push_back(event);
        self.pushed.fetch_add(1, Ordering::Release);
        drop(queue);
        self.wake.notify_one();
    }

    /// Adds a server request; it counts as pending until the returned guard is dropped.
    pub(crate) fn ask(&self, ask: ServerRequest) -> PendingServerRequest<'_> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.push(Event::ServerRequest(ask));
        PendingServerRequest { events: self }
    }

    /// Records why the client cancelled, a raw JSON string for the server.
    pub(crate) fn give_up(&self, reason: &str) {
        if reason.starts_with('"') {
            let _ = self.reason.set(reason.to_owned());
        }
    }

    /// Returns why the client cancelled, if it gave a reason.
    pub(crate) fn reason(&self) -> Option<&str> {
        self.reason.get().map(String::as_str)
    }

    /// Whether a server request waits for the client, so that the server need not be timed.
    pub(crate) fn is_asking(&self) -> bool {
        self.asked.load(Ordering::Relaxed) > 0
    }

    /// Suspends the exchange, or with `None` resumes it.
    pub(crate) fn set_suspended(&self, suspension: Option<Suspension>) {
        *self.suspension.lock() = suspension;
    }

    /// Returns when the exchange was suspended.
    pub(crate) fn away_since(&self) -> Option<Instant> {
        self.suspension.lock().as_ref().map(|suspension| suspension.since)
    }

    /// Cancels the exchange if it is suspended.
    pub(crate) fn make_room(&self) {
        let suspension = self.suspension.lock().take();
        if let Some(suspension) = suspension {
            (suspension.cancel)();
        }
    }

    /// Returns the next event, if any.
    pub(crate) fn try_next(&self) -> Option<Event> {
        if self.pushed.load(Ordering::Acquire) == 0 {
            return None;
        }
        self.queue.lock().pop_front()
    }

    /// Waits for the next event.
    pub(crate) async fn next(&self) -> Event {
        loop {
            if let Some(event) = self.try_next() {
                return event;
            }
            self.wake.notified().await;
        }
    }

    /// Waits until a new event may be available.
    pub(crate) async fn wait_for_event(&self) {
        self.wake.notified().await;
    }

    /// Returns the number of events so far; it grows with every sign of life of the server.
    pub(crate) fn pushed(&self) -> u64 {
        self.pushed.load(Ordering::Relaxed)
    }
}

impl Drop for PendingServerRequest<'_> {
    fn drop(&mut self) {
        self.events.asked.fetch_sub(1, Ordering::Relaxed);
    }
}
