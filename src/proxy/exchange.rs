//! One request under way: who asked, and what comes back to them before the final answer.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use http::HeaderMap;
use tokio::sync::{Notify, oneshot};
use tokio_util::sync::CancellationToken;

use crate::protocol::{Era, Message, json};
use crate::proxy::limits;
use crate::proxy::scope::Target;

/// Who asks, for as long as that does not change: a session, or one modern request.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// How the client speaks.
    pub(crate) era: Era,
    /// The revision it speaks.
    pub(crate) version: String,
    /// What it declared, raw JSON.
    pub(crate) capabilities: String,
    /// Who it says it is, raw JSON.
    pub(crate) client_info: Option<String>,
    /// Where it came in.
    pub(crate) target: Target,
    /// Whose credential it showed; sessions are bound to it. Empty without one.
    pub(crate) principal: String,
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
    /// The interactive capabilities that the client declared, as raw JSON with keys in one order:
    /// what a server may ask of it. Empty where there are none.
    pub(crate) fn interactive(&self) -> String {
        let text = &self.capabilities;
        let mut listed = String::new();
        if text == "{}" {
            return listed;
        }
        let members = json::members(text, &(0..text.len()));
        for name in INTERACTIVE {
            if let Some(span) = json::find(text, &members, name).0 {
                let comma = if listed.is_empty() { "" } else { "," };
                listed.extend([comma, "\"", name, "\":", &text[span.clone()]]);
            }
        }
        listed
    }

    /// Whether the client declared what a server's request needs.
    pub(crate) fn can_answer(&self, method: &str) -> bool {
        let needed = match method {
            "sampling/createMessage" => "sampling",
            "elicitation/create" => "elicitation",
            "roots/list" => "roots",
            _ => return false,
        };
        json::get(&self.capabilities, &(0..self.capabilities.len()), needed).is_some()
    }
}

/// The capabilities that let a server ask its client.
const INTERACTIVE: [&str; 3] = ["sampling", "elicitation", "roots"];

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
    /// As the server sent it.
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
