//! Legacy sessions: one client's conversation, from `initialize` to DELETE or long silence.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Instant;

use bytes::Bytes;
use tokio_util::sync::CancellationToken;

use crate::protocol::Message;
use crate::protocol::request::with_id;
use crate::proxy::exchange::{Ask, Caller, SessionRef};
use crate::proxy::limits;
use crate::proxy::scope::Target;
use crate::proxy::subscription::Subscription;

/// The levels of log messages, least first (RFC 5424).
pub(crate) const LEVELS: [&str; 8] =
    ["debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"];

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
    running: Mutex<HashMap<String, CancellationToken>>,
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
    /// Opens a session; `None` where there are too many.
    pub(crate) fn open(&self, mut caller: Caller) -> Option<Arc<Session>> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).ok()?;
        let id = format!("{:032x}", u128::from_le_bytes(random));
        let ended = CancellationToken::new();
        caller.session =
            Some(SessionRef { id: id.clone(), ended: ended.clone(), inbox: Arc::default() });
        let session = Arc::new(Session {
            id: id.clone(),
            caller: Arc::new(caller),
            standing: ended.child_token(),
            ended,
            seen: Mutex::new(None),
            subscriptions: Mutex::default(),
            level: AtomicU8::new(UNSET),
            running: Mutex::default(),
            asked: Mutex::default(),
            next_ask: AtomicU64::new(1),
            used: Mutex::new(Instant::now()),
        });
        let mut sessions = self.by_id.write().unwrap_or_else(PoisonError::into_inner);
        if sessions.len() >= limits::SESSIONS {
            sessions.retain(|_, session| !session.is_idle());
        }
        if sessions.len() >= limits::SESSIONS {
            return None;
        }
        sessions.insert(id, Arc::clone(&session));
        Some(session)
    }

    /// The session of that id, for the same credential on the same route only.
    pub(crate) fn get(&self, id: &str, target: &Target, principal: &str) -> Option<Arc<Session>> {
        let sessions = self.by_id.read().unwrap_or_else(PoisonError::into_inner);
        let session = sessions.get(id)?;
        let own = session.caller.target == *target && session.caller.principal == principal;
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
        sessions.retain(|_, session| {
            let stays = !session.is_idle();
            if !stays {
                session.ended.cancel();
            }
            stays
        });
    }

    /// Ends the standing streams of all sessions; what runs in them goes on.
    pub(crate) fn close_standing(&self) {
        for session in self.by_id.read().unwrap_or_else(PoisonError::into_inner).values() {
            session.standing.cancel();
        }
    }
}

impl Session {
    /// Notes that the client is alive.
    pub(crate) fn touch(&self) {
        *self.used.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    fn is_idle(&self) -> bool {
        let used = *self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.is_empty() && used.elapsed() > limits::SESSION_IDLE
    }

    /// Registers a request under its raw id, so that it can be cancelled; `None` where too many run.
    pub(crate) fn begin(self: &Arc<Self>, id: &str) -> Option<Running> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if running.len() >= limits::SESSION_EXCHANGES {
            return None;
        }
        let cancel = self.ended.child_token();
        running.insert(id.to_owned(), cancel.clone());
        Some(Running { session: Arc::clone(self), id: id.to_owned(), cancel })
    }

    /// Cancels the request of that raw id.
    pub(crate) fn cancel(&self, id: &str) {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cancel) = running.get(id) {
            cancel.cancel();
        }
    }

    /// Puts a server's question into this session's words: an id that is ours.
    pub(crate) fn ask(&self, ask: Ask) -> Bytes {
        let n = self.next_ask.fetch_add(1, Ordering::Relaxed);
        let id = format!("\"mcphub-{n}\"");
        let bytes = with_id(&ask.request, &id);
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.retain(|_, waiting| !waiting.reply.is_closed());
        asked.insert(id, ask);
        bytes
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

    /// Whether the client wants to hear of `uri`, by itself or as a part of what it subscribed to.
    pub(crate) fn follows(&self, uri: &str) -> bool {
        let wanted = self.subscriptions.lock().unwrap_or_else(PoisonError::into_inner);
        wanted.keys().any(|known| uri.starts_with(known.as_str()))
    }

    /// Sets the least level of log messages; `false` where there is no such level.
    pub(crate) fn set_level(&self, level: &str) -> bool {
        let Some(index) = LEVELS.iter().position(|l| *l == level) else { return false };
        self.level.store(u8::try_from(index).unwrap_or(0), Ordering::Relaxed);
        true
    }

    /// The least level of log messages; `info` until the client says otherwise.
    pub(crate) fn level(&self) -> &'static str {
        LEVELS.get(usize::from(self.level.load(Ordering::Relaxed))).copied().unwrap_or("info")
    }

    /// Whether the client wants log messages of this level.
    pub(crate) fn wants(&self, level: &str) -> bool {
        let index = LEVELS.iter().position(|l| *l == level).unwrap_or(LEVELS.len());
        let least = self.level.load(Ordering::Relaxed);
        least == UNSET || index >= usize::from(least)
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
