//! Legacy sessions: one client's conversation, from `initialize` to DELETE or long silence.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Instant;

use bytes::Bytes;
use tokio_util::sync::CancellationToken;

use crate::protocol::Message;
use crate::protocol::log_level::{LEVELS, rank};
use crate::protocol::request::with_id;
use crate::proxy::downstream::tape::{Tape, Tapes};
use crate::proxy::exchange::{Ask, Caller, Event, Outbox, SessionRef};
use crate::proxy::limits;
use crate::proxy::subscription::Subscription;

/// The client has said nothing of levels.
const UNSET: u8 = u8::MAX;

/// One client's conversation.
#[derive(Debug)]
pub(crate) struct Session {
    /// Random, 128 bits.
    pub(crate) id: String,
    /// Who the client is.
    pub(crate) caller: Arc<Caller>,
    /// Cancelled when the session ends.
    pub(crate) ended: CancellationToken,
    /// Cancelled when its standing stream is to end.
    pub(crate) standing: CancellationToken,
    /// The digests of the lists that the client has last been told of.
    seen: Mutex<Option<[u64; 4]>>,
    /// By URI, what the client wants to hear of.
    pub(crate) subscriptions: Mutex<HashMap<String, Subscription>>,
    /// Index into [`LEVELS`]: what is below is not sent. [`UNSET`] lets everything pass.
    level: AtomicU8,
    /// What its streams have said, for a client that comes back.
    pub(crate) tapes: Tapes,
    standing_tape: OnceLock<Arc<Tape>>,
    /// Its client is at the other end of a pipe: it ends with that, and not before.
    is_piped: bool,
    running: Mutex<HashMap<String, (CancellationToken, Arc<Outbox>)>>,
    asked: Mutex<HashMap<String, Ask>>,
    next_ask: AtomicU64,
    used: Mutex<Instant>,
}

/// 128 random bits in hex.
pub(crate) fn random_id() -> Option<String> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).ok()?;
    Some(format!("{:032x}", u128::from_le_bytes(random)))
}

impl Session {
    /// A session under that id, one that lives as long as the pipe to its client if it `is_piped`.
    pub(super) fn new(id: String, mut caller: Caller, is_piped: bool) -> Self {
        let ended = CancellationToken::new();
        caller.session =
            Some(SessionRef { id: id.clone(), ended: ended.clone(), inbox: Arc::default() });
        Self {
            id,
            caller: Arc::new(caller),
            standing: ended.child_token(),
            ended,
            seen: Mutex::new(None),
            subscriptions: Mutex::default(),
            level: AtomicU8::new(UNSET),
            tapes: Tapes::default(),
            standing_tape: OnceLock::new(),
            is_piped,
            running: Mutex::default(),
            asked: Mutex::default(),
            next_ask: AtomicU64::new(1),
            used: Mutex::new(Instant::now()),
        }
    }

    /// Whether the caller shows the credential that the session began with, on the same route.
    pub(super) fn belongs_to(&self, caller: &Caller) -> bool {
        self.caller.target == caller.target && self.caller.identity == caller.identity
    }

    /// The tape of its standing stream, and whether that was only now begun.
    pub(crate) fn standing_tape(&self) -> (Arc<Tape>, bool) {
        let mut is_new = false;
        let tape = self.standing_tape.get_or_init(|| {
            is_new = true;
            self.tapes.begin()
        });
        (Arc::clone(tape), is_new)
    }

    /// Notes that the client is alive.
    pub(crate) fn touch(&self) {
        *self.used.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// When the client was last heard.
    pub(super) fn heard(&self) -> Instant {
        *self.used.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns when the session was last used; `None` while a request runs in it, a client reads one
    /// of its streams, or the pipe to its client is open.
    pub(super) fn unused_since(&self) -> Option<Instant> {
        let is_running = !self.running.lock().unwrap_or_else(PoisonError::into_inner).is_empty();
        if is_running || self.is_piped || self.tapes.are_heard() {
            return None;
        }
        Some(self.heard())
    }

    /// Bytes of the client's own words that the session keeps.
    pub(super) fn declared_bytes(&self) -> usize {
        let info = self.caller.client_info.as_ref().map_or(0, String::len);
        self.caller.capabilities.kept_bytes() + info
    }

    /// Registers a request under its raw id, so that it can be cancelled; `None` where too many run.
    pub(crate) fn begin(self: &Arc<Self>, id: &str, outbox: &Arc<Outbox>) -> Option<Running> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if running.len() >= limits::SESSION_EXCHANGES {
            return None;
        }
        let cancel = self.ended.child_token();
        running.insert(id.to_owned(), (cancel.clone(), Arc::clone(outbox)));
        Some(Running { session: Arc::clone(self), id: id.to_owned(), cancel })
    }

    /// Cancels the request of that raw id, for a reason that its server may want to know.
    pub(crate) fn cancel(&self, id: &str, reason: Option<&str>) {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((cancel, outbox)) = running.get(id) {
            if let Some(reason) = reason {
                outbox.give_up(reason);
            }
            cancel.cancel();
        }
    }

    /// Takes what a server said of which it is not known to which request it belongs: for the standing
    /// stream, else for a request under way.
    pub(crate) fn overhear(&self, notification: &Message) {
        let is_standing = self.is_piped || self.standing_tape.get().is_some();
        let inbox = self.caller.session.as_ref().map(|own| &own.inbox);
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let outbox = match inbox.filter(|_| is_standing) {
            Some(inbox) => Some(inbox),
            None => running.values().map(|(_, outbox)| outbox).next(),
        };
        if let Some(outbox) = outbox {
            outbox.push(Event::Notification(notification.clone()));
        }
    }

    /// Puts a server's question into this session's words: an id that is ours. `None` where too many
    /// wait already; dropped, its server is told that the client cannot be asked.
    pub(crate) fn ask(&self, ask: Ask) -> Option<Bytes> {
        let n = self.next_ask.fetch_add(1, Ordering::Relaxed);
        let id = format!("\"mcphub-{n}\"");
        let bytes = with_id(&ask.request, &id);
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.retain(|_, waiting| !waiting.reply.is_closed());
        if asked.len() >= limits::SESSION_ASKS {
            return None;
        }
        asked.insert(id, ask);
        Some(bytes)
    }

    /// Gives the client's response to the server that asked.
    pub(crate) fn answered(&self, response: &Message) {
        let Some(id) = response.id() else { return };
        let ask = self.asked.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
        let Some(Ask { request, reply }) = ask else { return };
        let original = request.id().unwrap_or("null");
        if let Ok(message) = Message::parse(with_id(response, original)) {
            let _ = reply.send(message);
        }
    }

    /// What the client has been told of the lists.
    pub(crate) fn seen(&self) -> std::sync::MutexGuard<'_, Option<[u64; 4]>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the client subscribed to that `uri` is, or is a part of.
    pub(crate) fn follows(&self, uri: &str) -> Option<String> {
        let wanted = self.subscriptions.lock().unwrap_or_else(PoisonError::into_inner);
        wanted.keys().find(|known| uri.starts_with(known.as_str())).cloned()
    }

    /// Sets the least level of log messages; `false` where there is no such level.
    pub(crate) fn set_level(&self, level: &str) -> bool {
        let Some(rank) = rank(level) else { return false };
        self.level.store(rank, Ordering::Relaxed);
        true
    }

    /// The least level of log messages, where the client has said one.
    pub(crate) fn level(&self) -> Option<&'static str> {
        LEVELS.get(usize::from(self.level.load(Ordering::Relaxed))).copied()
    }

    /// Whether the client wants log messages of this level.
    pub(crate) fn wants(&self, level: &str) -> bool {
        let least = self.level.load(Ordering::Relaxed);
        least == UNSET || rank(level).is_none_or(|rank| rank >= least)
    }
}

/// A request under way in a session.
#[derive(Debug)]
pub(crate) struct Running {
    session: Arc<Session>,
    id: String,
    /// Cancelled by the client, or with the session.
    pub(crate) cancel: CancellationToken,
}

impl Drop for Running {
    fn drop(&mut self) {
        let mut running = self.session.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.remove(&self.id);
    }
}
