//! A legacy session: one client from `initialize` to DELETE or to the idle timeout.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use bytes::Bytes;
use foldhash::fast::RandomState;
use parking_lot::Mutex;
use tokio_util::sync::CancellationToken;

use crate::protocol::Message;
use crate::protocol::log_level::{LEVELS, rank};
use crate::protocol::request::with_id;
use crate::proxy::downstream::session::replay_buffer::{ReplayBuffer, ReplayBuffers};
use crate::proxy::exchange::exchange::{Caller, Event, EventQueue, ServerRequest, SessionRef};
use crate::proxy::exchange::subscription::Subscription;
use crate::proxy::limits;

/// Value of `Session::level` before the client has set one.
const UNSET: u8 = u8::MAX;

#[derive(Debug)]
pub(crate) struct Session {
    /// 128 random bits, in hex.
    pub(crate) id: String,
    /// The client, as it identified itself in `initialize`.
    pub(crate) caller: Arc<Caller>,
    /// Cancelled when the session ends, by [`Self::end`].
    pub(crate) ended: CancellationToken,
    /// Cancelled to end the standing stream.
    pub(crate) standing_ended: CancellationToken,
    /// Digests of the lists last sent to the client.
    known_lists: Mutex<Option<[u64; 4]>>,
    /// The client's subscriptions, by URI.
    pub(crate) subscriptions: Mutex<HashMap<String, Subscription>>,
    /// Index into [`LEVELS`]: lower levels are not sent. [`UNSET`] sends all levels.
    level: AtomicU8,
    /// The session's streams, kept for a client that reconnects.
    pub(crate) replay_buffers: ReplayBuffers,
    standing_stream: OnceLock<Arc<ReplayBuffer>>,
    /// The session has one two-way connection and ends with it.
    is_duplex: bool,
    running: Mutex<Running>,
    pending_requests: Mutex<HashMap<String, ServerRequest>>,
    next_request: AtomicU64,
    last_used: Mutex<Instant>,
}

/// The requests in flight.
#[derive(Debug, Default)]
struct Running {
    next: u64,
    /// By numbers of ours, so that a fast hash is safe, and a request is removed without a search.
    by_number: HashMap<u64, InFlight, RandomState>,
}

#[derive(Debug)]
struct InFlight {
    /// The raw id.
    id: Box<str>,
    cancel: CancellationToken,
    events: Arc<EventQueue>,
}

/// Returns 128 random bits in hex, or `None` if the system provides none.
pub(crate) fn random_id() -> Option<String> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).ok()?;
    Some(format!("{:032x}", u128::from_le_bytes(random)))
}

impl Session {
    /// Creates a session with that id. If it `is_duplex`, it lives as long as its connection.
    pub(in crate::proxy::downstream) fn new(
        id: String,
        mut caller: Caller,
        is_duplex: bool,
    ) -> Self {
        let ended = CancellationToken::new();
        caller.session =
            Some(SessionRef { id: id.clone(), ended: ended.clone(), inbox: Arc::default() });
        Self {
            id,
            caller: Arc::new(caller),
            standing_ended: ended.child_token(),
            ended,
            known_lists: Mutex::new(None),
            subscriptions: Mutex::default(),
            level: AtomicU8::new(UNSET),
            replay_buffers: ReplayBuffers::default(),
            standing_stream: OnceLock::new(),
            is_duplex,
            running: Mutex::default(),
            pending_requests: Mutex::default(),
            next_request: AtomicU64::new(1),
            last_used: Mutex::new(Instant::now()),
        }
    }

    /// Whether the caller uses the credential and the route of this session.
    pub(in crate::proxy::downstream) fn belongs_to(&self, caller: &Caller) -> bool {
        self.caller.target == caller.target && self.caller.identity == caller.identity
    }

    /// Returns the standing stream, and whether this call created it.
    pub(crate) fn standing_stream(&self) -> (Arc<ReplayBuffer>, bool) {
        let mut is_new = false;
        let stream = self.standing_stream.get_or_init(|| {
            is_new = true;
            self.replay_buffers.start()
        });
        (Arc::clone(stream), is_new)
    }

    /// Marks the session as used now.
    pub(crate) fn mark_used(&self) {
        *self.last_used.lock() = Instant::now();
    }

    /// Returns when the client last sent a request.
    pub(in crate::proxy::downstream) fn last_used(&self) -> Instant {
        *self.last_used.lock()
    }

    /// Returns when the session was last used. Returns `None` while a request is in flight, a
    /// client reads one of its streams, or its two-way connection is open.
    pub(in crate::proxy::downstream) fn idle_since(&self) -> Option<Instant> {
        let is_running = !self.running.lock().by_number.is_empty();
        if is_running || self.is_duplex || self.replay_buffers.have_reader() {
            return None;
        }
        Some(self.last_used())
    }

    /// Bytes of client-declared data that the session keeps.
    pub(in crate::proxy::downstream) fn declared_bytes(&self) -> usize {
        let info = self.caller.client_info.as_ref().map_or(0, String::len);
        self.caller.capabilities.stored_bytes() + info
    }

    /// Registers a request under its raw id for cancellation. Returns `None` if too many are in
    /// flight.
    pub(crate) fn register(
        self: &Arc<Self>,
        id: &str,
        events: &Arc<EventQueue>,
    ) -> Option<RunningRequest> {
        let mut running = self.running.lock();
        if running.by_number.len() >= limits::SESSION_EXCHANGES {
            return None;
        }
        // Not a child of `ended`, which all requests of the session would lock.
        let cancel = CancellationToken::new();
        if self.ended.is_cancelled() {
            cancel.cancel();
        }
        running.next += 1;
        let number = running.next;
        let request =
            InFlight { id: id.into(), cancel: cancel.clone(), events: Arc::clone(events) };
        running.by_number.insert(number, request);
        Some(RunningRequest { session: Arc::clone(self), number, cancel })
    }

    /// Ends the session and cancels its requests.
    pub(in crate::proxy::downstream) fn end(&self) {
        let running = self.running.lock();
        self.ended.cancel();
        for request in running.by_number.values() {
            request.cancel.cancel();
        }
    }

    /// Cancels the requests with that raw id; the reason is sent to their server.
    pub(crate) fn cancel(&self, id: &str, reason: Option<&str>) {
        let running = self.running.lock();
        for request in running.by_number.values().filter(|request| *request.id == *id) {
            if let Some(reason) = reason {
                request.events.give_up(reason);
            }
            request.cancel.cancel();
        }
    }

    /// Delivers a server's notification that names no request: on the standing stream, else on the
    /// stream of any request in flight.
    pub(crate) fn send_unattributed(&self, notification: &Message) {
        let has_standing_stream = self.is_duplex || self.standing_stream.get().is_some();
        let inbox = self.caller.session.as_ref().map(|own| &own.inbox);
        let running = self.running.lock();
        let events = match inbox.filter(|_| has_standing_stream) {
            Some(inbox) => Some(inbox),
            None => running.by_number.values().map(|request| &request.events).next(),
        };
        if let Some(events) = events {
            events.push(Event::Notification(notification.clone()));
        }
    }

    /// Assigns an id of ours to a server's request and returns its bytes. Returns `None` if too
    /// many are pending; dropping the request reports to its server that the client is unavailable.
    pub(crate) fn register_request(&self, ask: ServerRequest) -> Option<Bytes> {
        let n = self.next_request.fetch_add(1, Ordering::Relaxed);
        let id = format!("\"mcphub-{n}\"");
        let bytes = with_id(&ask.request, &id);
        let mut pending = self.pending_requests.lock();
        pending.retain(|_, waiting| !waiting.reply.is_closed());
        if pending.len() >= limits::SESSION_REQUESTS {
            return None;
        }
        pending.insert(id, ask);
        Some(bytes)
    }

    /// Sends the client's response to the server that made the request.
    pub(crate) fn handle_response(&self, response: &Message) {
        let Some(id) = response.id() else { return };
        let ask = self.pending_requests.lock().remove(id);
        let Some(ServerRequest { request, reply }) = ask else { return };
        let original = request.id().unwrap_or("null");
        if let Ok(message) = Message::parse(with_id(response, original)) {
            let _ = reply.send(message);
        }
    }

    /// Locks the digests of the lists last sent to the client.
    pub(crate) fn known_lists(&self) -> parking_lot::MutexGuard<'_, Option<[u64; 4]>> {
        self.known_lists.lock()
    }

    /// Returns the subscribed URI that equals `uri` or is a prefix of it.
    pub(crate) fn subscribed_uri(&self, uri: &str) -> Option<String> {
        let subscriptions = self.subscriptions.lock();
        subscriptions.keys().find(|subscribed| uri.starts_with(subscribed.as_str())).cloned()
    }

    /// Sets the lowest log level to send. Returns `false` if the level is unknown.
    pub(crate) fn set_level(&self, level: &str) -> bool {
        let Some(rank) = rank(level) else { return false };
        self.level.store(rank, Ordering::Relaxed);
        true
    }

    /// Returns the lowest log level to send, if the client has set one.
    pub(crate) fn level(&self) -> Option<&'static str> {
        LEVELS.get(usize::from(self.level.load(Ordering::Relaxed))).copied()
    }

    /// Whether log messages of this level are sent.
    pub(crate) fn accepts_level(&self, level: &str) -> bool {
        let least = self.level.load(Ordering::Relaxed);
        least == UNSET || rank(level).is_none_or(|rank| rank >= least)
    }
}

/// A request in flight in a session.
#[derive(Debug)]
pub(crate) struct RunningRequest {
    session: Arc<Session>,
    number: u64,
    /// Cancelled by the client or with the session.
    pub(crate) cancel: CancellationToken,
}

impl Drop for RunningRequest {
    fn drop(&mut self) {
        self.session.running.lock().by_number.remove(&self.number);
    }
}
