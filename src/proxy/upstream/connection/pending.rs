//! Requests in flight on one connection. Each gets an id of ours, which is its progress token too,
//! so that ids chosen by different clients cannot collide.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use bytes::Bytes;
use foldhash::fast::RandomState;
use parking_lot::Mutex;
use tokio::sync::oneshot;

use crate::protocol::Message;
use crate::protocol::json;
use crate::protocol::malformed;
use crate::protocol::splice::Splice;
use crate::proxy::exchange::exchange::{Caller, Event, EventQueue};
use crate::proxy::limits;
use crate::proxy::upstream::pool::call_serialization::{Turn, Turns};

/// The response to a request, or a description of its flaw.
pub(crate) type Answer = Result<Message, String>;

/// Requests that wait for a response.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    next: AtomicU64,
    calls: Mutex<Calls>,
}

#[derive(Debug, Default)]
struct Calls {
    /// By id. Nobody else chooses the ids, so that a fast hash is safe.
    waiting: HashMap<u64, Waiting, RandomState>,
    /// Canceled requests that are still unanswered, in order.
    given_up: VecDeque<GivenUp>,
}

/// A canceled request about which the server may still send messages.
#[derive(Debug)]
struct GivenUp {
    id: u64,
    /// The time until which late messages are expected.
    over: Instant,
    /// Whether log messages may belong to it.
    hears_logs: bool,
}

#[derive(Debug)]
struct Waiting {
    answer: oneshot::Sender<Answer>,
    caller: Option<Listening>,
    /// Set while calls on this connection are serialized. Released with the response even if the
    /// caller has not read it yet: its client may be disconnected.
    _turn: Option<Turn>,
}

/// The caller of a request, which receives the messages that precede the response.
#[derive(Clone, Debug)]
pub(crate) struct Listening {
    pub(crate) events: Arc<EventQueue>,
    /// The caller's own progress token, as raw JSON.
    pub(crate) token: Option<Arc<str>>,
    pub(crate) caller: Arc<Caller>,
    /// Whether the server may send log messages for this request. A modern server does so only if the
    /// request names a level.
    pub(crate) hears_logs: bool,
}

impl Pending {
    /// Returns an id without registering it, for a request whose response arrives on its own
    /// stream.
    pub(crate) fn next_id(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Registers a request, before it is sent.
    pub(crate) fn register(&self, caller: Option<Listening>) -> (u64, oneshot::Receiver<Answer>) {
        self.enter(&mut self.calls.lock(), caller, None)
    }

    /// Registers a call that must be the only one in flight; returns `None` if there is another.
    pub(crate) fn register_exclusive(
        &self,
        caller: Listening,
        turns: &Arc<Turns>,
    ) -> Option<(u64, oneshot::Receiver<Answer>)> {
        let mut calls = self.calls.lock();
        calls.are_free().then(|| self.enter(&mut calls, Some(caller), Some(turns.permit())))
    }

    fn enter(
        &self,
        calls: &mut Calls,
        caller: Option<Listening>,
        turn: Option<Turn>,
    ) -> (u64, oneshot::Receiver<Answer>) {
        let id = self.next_id();
        let (answer, receiver) = oneshot::channel();
        calls.waiting.insert(id, Waiting { answer, caller, _turn: turn });
        (id, receiver)
    }

    /// Removes a request that the server has not received or has finished.
    pub(crate) fn forget(&self, id: u64) {
        self.calls.lock().waiting.remove(&id);
    }

    /// Removes a request that the server may still be running. Returns true if it was still
    /// waiting.
    pub(crate) fn give_up(&self, id: u64) -> bool {
        let mut calls = self.calls.lock();
        let Some(waiting) = calls.waiting.remove(&id) else { return false };
        if let Some(Listening { hears_logs, .. }) = waiting.caller {
            if calls.given_up.len() >= limits::CANCELLED_REQUESTS {
                calls.given_up.pop_front();
            }
            let over = Instant::now() + limits::LATE_MESSAGE_WINDOW;
            calls.given_up.push_back(GivenUp { id, over, hears_logs });
        }
        true
    }

    /// Delivers a response to its request. Returns false if no request has its id.
    pub(crate) fn answer(&self, response: Message) -> bool {
        let id = response.id().and_then(malformed::number);
        id.is_some_and(|id| self.end(id, Ok(response)))
    }

    /// Fails the request with this raw id because its response is malformed. Returns false if no
    /// request has the id.
    pub(crate) fn answer_flawed(&self, id: &str, flaw: String) -> bool {
        malformed::number(id).is_some_and(|id| self.end(id, Err(flaw)))
    }

    fn end(&self, id: u64, answer: Answer) -> bool {
        let mut calls = self.calls.lock();
        calls.given_up.retain(|given_up| given_up.id != id);
        let Some(waiting) = calls.waiting.remove(&id) else { return false };
        drop(calls);
        waiting.answer.send(answer).is_ok()
    }

    /// Forwards a progress notification to its caller, with the caller's own token.
    pub(crate) fn progress(&self, notification: &Message) {
        let text = notification.text();
        let token = notification.params_span().and_then(|p| json::get(text, p, "progressToken"));
        let Some(span) = token else { return };
        let id = text[span.clone()].trim_matches('"').parse::<u64>().ok();
        let caller =
            id.and_then(|id| self.calls.lock().waiting.get(&id).and_then(|w| w.caller.clone()));
        if let Some(Listening { events, token: Some(token), .. }) = caller
            && let Some(progress) = with_value(notification, span, &token)
        {
            events.push(Event::Notification(progress));
        }
    }

    /// Returns the longest-waiting caller if all waiting callers are the same client: any of its
    /// streams will do, and this one is the least likely to be about to end. Each modern request
    /// counts as a client of its own. On a `shared` connection it returns `None` while messages may
    /// still belong to a cancelled request.
    pub(crate) fn only_client(&self, shared: bool) -> Option<Listening> {
        self.calls.lock().only_client(shared, |_| true)
    }

    /// Returns the only caller among those that can receive log messages, as [`Self::only_client`] does
    /// on a shared connection.
    pub(crate) fn only_reader_of_logs(&self) -> Option<Listening> {
        self.calls.lock().only_client(true, |hears_logs| hears_logs)
    }

    /// Returns the number of requests registered so far.
    pub(crate) fn count(&self) -> u64 {
        self.next.load(Ordering::Relaxed)
    }

    /// Returns the number of waiting requests, without those of the hub itself.
    pub(crate) fn busy(&self) -> usize {
        self.calls.lock().busy()
    }

    /// Returns true if a call that must be the only one could start.
    pub(crate) fn is_free(&self) -> bool {
        self.calls.lock().are_free()
    }

    /// Fails all waiting requests because the connection is lost.
    pub(crate) fn abandon(&self) {
        self.calls.lock().waiting.clear();
    }
}

impl Calls {
    fn busy(&self) -> usize {
        self.waiting.values().filter(|waiting| waiting.caller.is_some()).count()
    }

    fn are_free(&mut self) -> bool {
        self.busy() == 0 && !self.have_aftermath()
    }

    /// Returns the oldest caller if all callers that count are the same client; `counts` receives
    /// whether a caller can receive log messages.
    fn only_client(&mut self, shared: bool, counts: impl Fn(bool) -> bool) -> Option<Listening> {
        let is_meant = |given_up: &GivenUp| counts(given_up.hears_logs);
        if shared && self.have_aftermath() && self.given_up.iter().any(is_meant) {
            return None;
        }
        let callers = || {
            let all = self.waiting.iter().filter_map(|(id, w)| Some((id, w.caller.as_ref()?)));
            all.filter(|(_, caller)| counts(caller.hears_logs))
        };
        let (_, oldest) = callers().min_by_key(|(id, _)| **id)?;
        let same = |(_, other): (_, &Listening)| Arc::ptr_eq(&other.caller, &oldest.caller);
        callers().all(same).then(|| oldest.clone())
    }

    fn have_aftermath(&mut self) -> bool {
        let now = Instant::now();
        while self.given_up.front().is_some_and(|given_up| given_up.over <= now) {
            self.given_up.pop_front();
        }
        !self.given_up.is_empty()
    }
}

/// Returns the message with the value at `span` replaced by raw JSON.
pub(crate) fn with_value(message: &Message, span: json::Span, raw: &str) -> Option<Message> {
    let mut splice = Splice::new();
    splice.replace(&span, raw);
    Message::parse(Bytes::from(splice.apply(message.text()))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::protocol::Era;
    use crate::proxy::catalog::scope::Target;
    use crate::proxy::exchange::capabilities::Capabilities;
    use crate::proxy::identity::Identity;

    fn listening() -> Listening {
        let caller = Caller {
            era: Era::Modern,
            version: String::new(),
            capabilities: Capabilities::new(None),
            client_info: None,
            target: Target::All,
            identity: Identity::default(),
            peer: None,
            session: None,
        };
        let caller = Arc::new(caller);
        Listening { events: Arc::default(), token: None, caller, hears_logs: false }
    }

    #[test]
    fn a_permit_is_released_with_the_response_even_if_unread() {
        let (pending, turns) = (Pending::default(), Arc::default());
        let alone = || pending.register_exclusive(listening(), &turns);
        let (first, _unread) = alone().unwrap();
        assert!(alone().is_none());
        let response = format!(r#"{{"id":{first},"result":{{}}}}"#);
        assert!(pending.answer(Message::parse(Bytes::from(response)).unwrap()));
        let (second, _given_up) = alone().unwrap();
        assert!(alone().is_none());
        pending.forget(second);
        assert!(alone().is_some());
    }

    #[test]
    fn late_messages_of_a_cancelled_request_go_to_no_client() {
        let (pending, turns) = (Pending::default(), Arc::default());
        let (id, _answer) = pending.register(Some(listening()));
        assert!(pending.give_up(id) && !pending.give_up(id));
        let (_other, _answer) = pending.register(Some(listening()));
        assert!(pending.only_client(true).is_none() && pending.only_client(false).is_some());
        assert!(pending.register_exclusive(listening(), &turns).is_none() && !pending.is_free());
        // The late response clears the cancelled request.
        let late = format!(r#"{{"id":{id},"result":{{}}}}"#);
        assert!(!pending.answer(Message::parse(Bytes::from(late)).unwrap()));
        assert!(pending.only_client(true).is_some());
    }

    #[test]
    fn a_log_message_is_not_for_those_who_asked_for_none() {
        let pending = Pending::default();
        let (id, _answer) = pending.register(Some(listening()));
        assert!(pending.give_up(id));
        let (_silent, _answer) = pending.register(Some(listening()));
        assert!(pending.only_reader_of_logs().is_none());
        let reader = Listening { hears_logs: true, ..listening() };
        let (id, _answer) = pending.register(Some(reader.clone()));
        let found = pending.only_reader_of_logs().unwrap();
        assert!(Arc::ptr_eq(&found.caller, &reader.caller));
        assert!(pending.only_client(true).is_none());
        // The message may belong to the canceled request.
        assert!(pending.give_up(id));
        let (_other, _answer) = pending.register(Some(reader));
        assert!(pending.only_reader_of_logs().is_none());
    }
}
