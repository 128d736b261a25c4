//! Requests on one shared connection: each has an id of ours, which is its progress token too, so
//! that callers cannot collide whatever ids they chose.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use bytes::Bytes;
use tokio::sync::oneshot;

use crate::protocol::Message;
use crate::protocol::flawed;
use crate::protocol::json;
use crate::protocol::splice::Splice;
use crate::proxy::exchange::{Caller, Event, Outbox};
use crate::proxy::limits;
use crate::proxy::upstream::turns::{Turn, Turns};

/// What a request gets: a response, or what is wrong with it.
pub(crate) type Answer = Result<Message, String>;

/// The requests that wait for an answer.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    next: AtomicU64,
    calls: Mutex<Calls>,
}

#[derive(Debug, Default)]
struct Calls {
    waiting: HashMap<u64, Waiting>,
    /// Callers' requests that nobody waits for any more and that the server has not answered: for a
    /// moment it may still speak of them. With the time when that is over, in order.
    given_up: VecDeque<(u64, Instant)>,
}

#[derive(Debug)]
struct Waiting {
    answer: oneshot::Sender<Answer>,
    caller: Option<Listening>,
    /// Where only one call may be under way. It ends with the answer, even while nobody reads that:
    /// the client may be away.
    _turn: Option<Turn>,
}

/// The caller of a request, for what comes before the answer.
#[derive(Clone, Debug)]
pub(crate) struct Listening {
    /// Where it goes.
    pub(crate) outbox: Arc<Outbox>,
    /// The caller's own raw progress token.
    pub(crate) token: Option<Arc<str>>,
    /// Who it is.
    pub(crate) caller: Arc<Caller>,
}

impl Pending {
    /// The id of a request that need not be registered: its answer comes on a stream of its own.
    pub(crate) fn unregistered(&self) -> u64 {
        self.next.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Registers a request, before it is sent.
    pub(crate) fn register(&self, caller: Option<Listening>) -> (u64, oneshot::Receiver<Answer>) {
        self.enter(&mut self.lock(), caller, None)
    }

    /// The same for a call that must be the only one; `None` while another is under way.
    pub(crate) fn register_alone(
        &self,
        caller: Listening,
        turns: &Arc<Turns>,
    ) -> Option<(u64, oneshot::Receiver<Answer>)> {
        let mut calls = self.lock();
        calls.are_free().then(|| self.enter(&mut calls, Some(caller), Some(turns.begin())))
    }

    fn enter(
        &self,
        calls: &mut Calls,
        caller: Option<Listening>,
        turn: Option<Turn>,
    ) -> (u64, oneshot::Receiver<Answer>) {
        let id = self.unregistered();
        let (answer, receiver) = oneshot::channel();
        calls.waiting.insert(id, Waiting { answer, caller, _turn: turn });
        (id, receiver)
    }

    /// Forgets a request that the server does not know, or is done with.
    pub(crate) fn forget(&self, id: u64) {
        self.lock().waiting.remove(&id);
    }

    /// Gives a request up that the server may be busy with; says whether it was still waiting.
    pub(crate) fn give_up(&self, id: u64) -> bool {
        let mut calls = self.lock();
        let Some(waiting) = calls.waiting.remove(&id) else { return false };
        if waiting.caller.is_some() {
            if calls.given_up.len() >= limits::GIVEN_UP {
                calls.given_up.pop_front();
            }
            calls.given_up.push_back((id, Instant::now() + limits::AFTERMATH));
        }
        true
    }

    /// Gives a response to the request that waits for it; says whether there was one.
    pub(crate) fn answer(&self, response: Message) -> bool {
        let id = response.id().and_then(flawed::number);
        id.is_some_and(|id| self.end(id, Ok(response)))
    }

    /// Ends the request that a flawed response is for, by its raw id; says whether there was one.
    pub(crate) fn answer_flawed(&self, id: &str, flaw: String) -> bool {
        flawed::number(id).is_some_and(|id| self.end(id, Err(flaw)))
    }

    fn end(&self, id: u64, answer: Answer) -> bool {
        let mut calls = self.lock();
        calls.given_up.retain(|(given_up, _)| *given_up != id);
        let Some(waiting) = calls.waiting.remove(&id) else { return false };
        drop(calls);
        waiting.answer.send(answer).is_ok()
    }

    /// Passes progress on to the caller it is for, in the caller's own token.
    pub(crate) fn progress(&self, notification: &Message) {
        let text = notification.text();
        let token = notification.params_span().and_then(|p| json::get(text, p, "progressToken"));
        let Some(span) = token else { return };
        let id = text[span.clone()].trim_matches('"').parse::<u64>().ok();
        let caller = id.and_then(|id| self.lock().waiting.get(&id).and_then(|w| w.caller.clone()));
        if let Some(Listening { outbox, token: Some(token), .. }) = caller
            && let Some(progress) = with_value(notification, span, &token)
        {
            outbox.push(Event::Notification(progress));
        }
    }

    /// The caller that has waited longest, where all that wait are of one and the same client: each
    /// of its streams will do, and this one is least likely to be just ending. Requests of the modern
    /// era stand alone. Where the connection is `shared`, nobody as long as a request that was given
    /// up may be meant.
    pub(crate) fn only_client(&self, shared: bool) -> Option<Listening> {
        let mut calls = self.lock();
        if shared && calls.have_aftermath() {
            return None;
        }
        let callers = || calls.waiting.iter().filter_map(|(id, w)| Some((id, w.caller.as_ref()?)));
        let (_, oldest) = callers().min_by_key(|(id, _)| **id)?;
        let same = |(_, other): (_, &Listening)| Arc::ptr_eq(&other.caller, &oldest.caller);
        callers().all(same).then(|| oldest.clone())
    }

    /// How many requests there have been.
    pub(crate) fn count(&self) -> u64 {
        self.next.load(Ordering::Relaxed)
    }

    /// How many requests of callers wait; those of the hub itself do not count.
    pub(crate) fn busy(&self) -> usize {
        self.lock().busy()
    }

    /// Whether a call that must be the only one could begin.
    pub(crate) fn is_free(&self) -> bool {
        self.lock().are_free()
    }

    /// The connection is lost: every waiting request learns it.
    pub(crate) fn abandon(&self) {
        self.lock().waiting.clear();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Calls> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Calls {
    fn busy(&self) -> usize {
        self.waiting.values().filter(|waiting| waiting.caller.is_some()).count()
    }

    /// Whether a call that must be the only one could begin.
    fn are_free(&mut self) -> bool {
        self.busy() == 0 && !self.have_aftermath()
    }

    fn have_aftermath(&mut self) -> bool {
        let now = Instant::now();
        while self.given_up.front().is_some_and(|(_, over)| *over <= now) {
            self.given_up.pop_front();
        }
        !self.given_up.is_empty()
    }
}

/// The message with another raw value at `span`.
pub(crate) fn with_value(message: &Message, span: json::Span, raw: &str) -> Option<Message> {
    let mut splice = Splice::new();
    splice.replace(&span, raw);
    Message::parse(Bytes::from(splice.apply(message.text()))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::protocol::Era;
    use crate::proxy::capabilities::Capabilities;
    use crate::proxy::identity::Identity;
    use crate::proxy::scope::Target;

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
        Listening { outbox: Arc::default(), token: None, caller: Arc::new(caller) }
    }

    #[test]
    fn a_turn_ends_with_the_answer_whether_or_not_that_is_read() {
        let (pending, turns) = (Pending::default(), Arc::default());
        let alone = || pending.register_alone(listening(), &turns);
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
    fn what_may_be_meant_for_a_request_that_was_given_up_is_for_nobody() {
        let (pending, turns) = (Pending::default(), Arc::default());
        let (id, _answer) = pending.register(Some(listening()));
        assert!(pending.give_up(id) && !pending.give_up(id));
        let (_other, _answer) = pending.register(Some(listening()));
        assert!(pending.only_client(true).is_none() && pending.only_client(false).is_some());
        assert!(pending.register_alone(listening(), &turns).is_none() && !pending.is_free());
        // Until the server is done with it.
        let late = format!(r#"{{"id":{id},"result":{{}}}}"#);
        assert!(!pending.answer(Message::parse(Bytes::from(late)).unwrap()));
        assert!(pending.only_client(true).is_some());
    }
}
