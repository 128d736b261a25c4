//! How the events of an exchange are put to its client: in a session, or as one modern request.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;

use crate::protocol::log_level::rank;
use crate::protocol::message::Message;
use crate::protocol::request::Request;
use crate::protocol::{error, json, meta};
use crate::proxy::Hub;
use crate::proxy::answer::{Answer, Call};
use crate::proxy::downstream::session::Session;
use crate::proxy::exchange::{Ask, Caller, Event, Outbox};

/// What becomes of an event.
#[derive(Debug)]
pub(crate) enum Said {
    /// This message is sent.
    Message(Bytes),
    /// This client is not to have it.
    Nothing,
    /// The client is asked by the answer.
    Park(Ask),
}

/// How the events of one exchange are put to its client.
pub(crate) trait Voice: Send + 'static {
    /// What becomes of an event.
    fn say(&mut self, event: Event) -> Said;
    /// The answer to a client that can be asked only by an answer: the call is put aside.
    fn park(&mut self, asks: Vec<Ask>, call: Call, outbox: Arc<Outbox>) -> Option<Answer>;
    /// Whether a client that hangs up means "cancel".
    fn hangup_cancels(&self) -> bool;
}

/// The level of a log message.
fn level_of(message: &Message) -> Option<Cow<'_, str>> {
    let text = message.text();
    json::string(text, &json::get(text, message.params_span()?, "level")?)
}

/// How things are put to the client of a session.
pub(crate) struct LegacyVoice {
    /// The session.
    pub(crate) session: Arc<Session>,
}

impl Voice for LegacyVoice {
    fn say(&mut self, event: Event) -> Said {
        match event {
            Event::Notification(message) if message.method() == "notifications/message" => {
                if self.session.wants(&level_of(&message).unwrap_or_default()) {
                    Said::Message(message.bytes().clone())
                } else {
                    Said::Nothing
                }
            }
            Event::Notification(message) => Said::Message(message.bytes().clone()),
            // Dropped, the server is told that nobody can be asked.
            Event::Ask(ask) if !self.session.caller.can_answer(&ask.request.method()) => {
                Said::Nothing
            }
            Event::Ask(ask) => self.session.ask(ask).map_or(Said::Nothing, Said::Message),
        }
    }

    fn park(&mut self, _: Vec<Ask>, _: Call, _: Arc<Outbox>) -> Option<Answer> {
        None
    }

    fn hangup_cancels(&self) -> bool {
        false
    }
}

/// How things are put to the client of one request.
pub(crate) struct ModernVoice {
    hub: Arc<Hub>,
    caller: Arc<Caller>,
    request: Request,
    /// The rank of the least level; without it no log message may be sent.
    level: Option<u8>,
}

impl ModernVoice {
    /// For the request of that caller.
    pub(crate) fn new(hub: &Arc<Hub>, caller: &Arc<Caller>, request: &Request) -> Self {
        let level = request.meta_string(meta::LOG_LEVEL);
        let level = level.and_then(|level| rank(&level));
        Self { hub: Arc::clone(hub), caller: Arc::clone(caller), request: request.clone(), level }
    }

    /// Whether a log message of this level may be sent.
    fn wants(&self, message: &Message) -> bool {
        let level = level_of(message).and_then(|level| rank(&level));
        self.level.is_some() && level >= self.level
    }
}

impl Voice for ModernVoice {
    fn say(&mut self, event: Event) -> Said {
        match event {
            Event::Notification(message) => {
                if message.method() != "notifications/message" || self.wants(&message) {
                    Said::Message(message.bytes().clone())
                } else {
                    Said::Nothing
                }
            }
            // Dropped, the server is told that nobody can be asked.
            Event::Ask(ask) if !self.caller.can_answer(&ask.request.method()) => Said::Nothing,
            Event::Ask(ask) => Said::Park(ask),
        }
    }

    fn park(&mut self, asks: Vec<Ask>, call: Call, outbox: Arc<Outbox>) -> Option<Answer> {
        let id = self.request.message.id().unwrap_or("null");
        let principal = &self.caller.identity.principal;
        Some(match self.hub.parking.park(principal, &self.request, asks, call, outbox) {
            Ok(result) => Answer::whole(error::success(id, &result)),
            Err(e) => Answer::error(&e, Some(id)),
        })
    }

    fn hangup_cancels(&self) -> bool {
        true
    }
}
