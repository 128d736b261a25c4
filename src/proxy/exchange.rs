//! One request under way: who asked, and what comes back to them before the final answer.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Instant;

use http::HeaderMap;
use tokio::sync::{Notify, oneshot};
use tokio_util::sync::CancellationToken;

use crate::protocol::{Era, Message};
use crate::proxy::capabilities::Capabilities;
use crate::proxy::identity::Identity;
use crate::proxy::limits;
use crate::proxy::scope::Target;

/// Who asks, for as long as that does not change: a session, or one modern request.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// How the client speaks.
    pub(crate) era: Era,
    /// The revision it speaks.
    pub(crate) version: String,
    /// What it declared.
    pub(crate) capabilities: Capabilities,
    /// Who it says it is, raw JSON.
    pub(crate) client_info: Option<String>,
    /// Where it came in.
    pub(crate) target: Target,
    /// Whose credential it showed; sessions are bound to it.
    pub(crate) identity: Identity,
    /// From which address it came, or its session did; `None` where it is no client of ours.
    pub(crate) peer: Option<IpAddr>,
    /// The legacy session it belongs to.
    pub(crate) session: Option<SessionRef>,
}

/// A legacy session, as far as an upstream needs to know it.
#[derive(Clone, Debug)]
pub(crate) struct SessionRef {
    /// Its id.
    pub(crate) id: String,
    /// Cancelled when it ends.
    pub(crate) ended: CancellationToken,
    /// What a server that this session has for itself says outside of any request.
    pub(crate) inbox: Arc<Outbox>,
}

impl Caller {
    /// What of its capabilities makes a difference to servers; empty where there is nothing.
    pub(crate) fn declared(&self) -> &str {
        self.capabilities.telling()
    }

    /// Whether the client declared what a server's request needs.
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

/// One request under way.
#[derive(Clone, Debug)]
pub(crate) struct Exchange {
    /// Who asks.
    pub(crate) caller: Arc<Caller>,
    /// The request's own HTTP headers, for those that a server wants passed on.
    pub(crate) headers: Arc<HeaderMap>,
    /// What comes back before the final answer.
    pub(crate) outbox: Arc<Outbox>,
    /// From which level on the client wants log messages of this request.
    pub(crate) log_level: Option<String>,
}

/// Something for the caller of one exchange.
#[derive(Debug)]
pub(crate) enum Event {
    /// A notification, already in the caller's words.
    Notification(Message),
    /// A question of the server to the client.
    Ask(Ask),
}

/// A server's request to the client.
#[derive(Debug)]
pub(crate) struct Ask {
    /// As the server sent it, but for the token of its progress, which is ours.
    pub(crate) request: Message,
    /// Where the client's response goes; dropped: nobody can answer.
    pub(crate) reply: oneshot::Sender<Message>,
}

/// A bounded queue of events. Nothing is taken or locked for an exchange that has none.
#[derive(Debug, Default)]
pub(crate) struct Outbox {
    queue: Mutex<VecDeque<Event>>,
    pushed: AtomicU64,
    wake: Notify,
    /// Questions that the client has not answered yet.
    asked: AtomicUsize,
    /// Why the client no longer wants the answer, a raw JSON string.
    reason: OnceLock<String>,
    /// Where the exchange waits for a client that is away.
    seat: Mutex<Option<Seat>>,
}

/// The place of an exchange whose client has gone to find an answer.
pub(crate) struct Seat {
    /// Since when.
    pub(crate) since: Instant,
    /// Gives the exchange up.
    pub(crate) leave: Box<dyn FnOnce() + Send>,
}

impl std::fmt::Debug for Seat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Seat").field("since", &self.since).finish_non_exhaustive()
    }
}

/// A question that waits for its answer, as long as this is kept.
#[derive(Debug)]
pub(crate) struct Asked<'a> {
    outbox: &'a Outbox,
}

impl Outbox {
    /// Adds an event. Where the queue is full the oldest notification makes room; where it is full
    /// of questions the event is dropped, and if it is a question, its server is told so.
    pub(crate) fn push(&self, event: Event) {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.len() >= limits::OUTBOX {
            let oldest = queue.iter().position(|e| matches!(e, Event::Notification(_)));
            let Some(oldest) = oldest else { return };
            queue.remove(oldest);
        }
        queue.push_back(event);
        self.pushed.fetch_add(1, Ordering::Release);
        drop(queue);
        self.wake.notify_one();
    }

    /// Adds a question; the client is being waited for as long as the answer is kept.
    pub(crate) fn ask(&self, ask: Ask) -> Asked<'_> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        self.push(Event::Ask(ask));
        Asked { outbox: self }
    }

    /// Notes why the client gives up, for the server: a raw JSON string.
    pub(crate) fn give_up(&self, reason: &str) {
        if reason.starts_with('"') {
            let _ = self.reason.set(reason.to_owned());
        }
    }

    /// Why the client gave up, where it said so.
    pub(crate) fn reason(&self) -> Option<&str> {
        self.reason.get().map(String::as_str)
    }

    /// Whether the client is being waited for, and not the server.
    pub(crate) fn is_asking(&self) -> bool {
        self.asked.load(Ordering::Relaxed) > 0
    }

    /// The client is away from now on, or is back.
    pub(crate) fn sit(&self, seat: Option<Seat>) {
        *self.seat.lock().unwrap_or_else(PoisonError::into_inner) = seat;
    }

    /// Since when the client has been away.
    pub(crate) fn away_since(&self) -> Option<Instant> {
        self.seat.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(|seat| seat.since)
    }

    /// Gives the exchange up, where its client is away.
    pub(crate) fn make_room(&self) {
        let seat = self.seat.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(seat) = seat {
            (seat.leave)();
        }
    }

    /// The next event, if there is one.
    pub(crate) fn try_next(&self) -> Option<Event> {
        if self.pushed.load(Ordering::Acquire) == 0 {
            return None;
        }
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
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

    /// Waits until an event may have come.
    pub(crate) async fn stirred(&self) {
        self.wake.notified().await;
    }

    /// How many events there have been; grows with every sign of life of the server.
    pub(crate) fn pushed(&self) -> u64 {
        self.pushed.load(Ordering::Relaxed)
    }
}

impl Drop for Asked<'_> {
    fn drop(&mut self) {
        self.outbox.asked.fetch_sub(1, Ordering::Relaxed);
    }
}
