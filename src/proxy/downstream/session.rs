//! Legacy sessions: one client's conversation, from `initialize` to DELETE or long silence.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::Instant;

use bytes::Bytes;
use tokio_util::sync::CancellationToken;

use crate::protocol::Message;
use crate::protocol::log_level::{LEVELS, rank};
use crate::protocol::request::with_id;
use crate::proxy::downstream::tape::{Tape, Tapes};
use crate::proxy::exchange::{Ask, Caller, Outbox, SessionRef};
use crate::proxy::identity::Identity;
use crate::proxy::limits;
use crate::proxy::scope::Target;
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

/// All sessions.
#[derive(Debug, Default)]
pub(crate) struct Sessions {
    by_id: RwLock<HashMap<String, Arc<Session>>>,
}

impl Sessions {
    /// Opens a session, one that lives as long as the pipe to its client where it `is_piped`;
    /// `None` where there are too many.
    pub(crate) fn open(&self, caller: Caller, is_piped: bool) -> Option<Arc<Session>> {
        self.insert(Session::new(random_id()?, caller, is_piped))
    }

    /// Makes a session anew of which only the id is left; `None` where the id is another's, or
    /// cannot be one of ours.
    pub(crate) fn rebuild(&self, id: &str, caller: Caller) -> Option<Arc<Session>> {
        let hex = id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit());
        hex.then(|| self.insert(Session::new(id.to_owned(), caller, false))).flatten()
    }

    /// Whoever comes second to the same id with the same rights gets the first one's session.
    fn insert(&self, session: Session) -> Option<Arc<Session>> {
        let mut sessions = self.by_id.write().unwrap_or_else(PoisonError::into_inner);
        if sessions.len() >= limits::SESSIONS {
            sessions.retain(|_, session| session.stays());
        }
        if let Some(known) = sessions.get(&session.id) {
            return known.belongs_to(&session.caller).then(|| Arc::clone(known));
        }
        if sessions.len() >= limits::SESSIONS {
            return None;
        }
        let session = Arc::new(session);
        sessions.insert(session.id.clone(), Arc::clone(&session));
        Some(session)
    }

    /// The session of that id, for the same credential on the same route only.
    pub(crate) fn get(
        &self,
        id: &str,
        target: &Target,
        identity: &Identity,
    ) -> Option<Arc<Session>> {
        let sessions = self.by_id.read().unwrap_or_else(PoisonError::into_inner);
        let session = sessions.get(id)?;
        let own = session.caller.target == *target && session.caller.identity == *identity;
        own.then(|| Arc::clone(session))
    }

    /// Ends a session.
    pub(crate) fn close(&self, session: &Session) {
        session.ended.cancel();
        self.by_id.write().unwrap_or_else(PoisonError::into_inner).remove(&session.id);
    }

    /// Ends the sessions that nobody used for long.
    pub(crate) fn sweep(&self) {
        let mut sessions = self.by_id.write().unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|_, session| session.stays());
    }

    /// Ends the standing streams of all sessions; what runs in them goes on.
    pub(crate) fn close_standing(&self) {
        for session in self.by_id.read().unwrap_or_else(PoisonError::into_inner).values() {
            session.standing.cancel();
        }
    }
}

/// 128 random bits in hex.
pub(crate) fn random_id() -> Option<String> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).ok()?;
    Some(format!("{:032x}", u128::from_le_bytes(random)))
}

impl Session {
    fn new(id: String, mut caller: Caller, is_piped: bool) -> Self {
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

    fn belongs_to(&self, caller: &Caller) -> bool {
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

    /// Ends it where nobody used it for long, and says whether it goes on.
    fn stays(&self) -> bool {
        self.tapes.sweep();
        let idle = self.is_idle();
        if idle {
            self.ended.cancel();
        }
        !idle
    }

    fn is_idle(&self) -> bool {
        let used = *self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let unused = running.is_empty() && used.elapsed() > limits::SESSION_IDLE;
        unused && !self.is_piped && !self.tapes.are_heard()
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
