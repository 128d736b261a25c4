//! Encodes the events of an exchange for its client: for a legacy session, or for one modern
//! request.

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

/// The encoded form of an event.
#[derive(Debug)]
pub(crate) enum Said {
    /// Send this message.
    Message(Bytes),
    /// Drop the event: this client must not receive it.
    Nothing,
    /// Put the call aside and send the server's request inside the response.
    Park(Ask),
}

/// Encodes the events of one exchange for its client.
pub(crate) trait Voice: Send + 'static {
    fn say(&mut self, event: Event) -> Said;
    /// Suspends the call and returns the response that contains `asks`. Returns `None` if the
    /// client takes server requests on a stream.
    fn park(&mut self, asks: Vec<Ask>, call: Call, outbox: Arc<Outbox>) -> Option<Answer>;
    /// Whether a dropped connection cancels the request.
    fn hangup_cancels(&self) -> bool;
}

/// Returns the `level` of a log message.
fn level_of(message: &Message) -> Option<Cow<'_, str>> {
    let text = message.text();
    json::string(text, &json::get(text, message.params_span()?, "level")?)
}

/// Encodes events for the client of a session.
pub(crate) struct LegacyVoice {
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
            // Dropping the request reports to its server that the client does not support it.
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

/// Encodes events for the client of one modern request.
pub(crate) struct ModernVoice {
    hub: Arc<Hub>,
    caller: Arc<Caller>,
    request: Request,
    /// Rank of the lowest log level to send; if `None`, no log message may be sent.
    level: Option<u8>,
}

impl ModernVoice {
    /// Reads the log level from the `_meta` of `request`.
    pub(crate) fn new(hub: &Arc<Hub>, caller: &Arc<Caller>, request: &Request) -> Self {
        let level = request.meta_string(meta::LOG_LEVEL);
        let level = level.and_then(|level| rank(&level));
        Self { hub: Arc::clone(hub), caller: Arc::clone(caller), request: request.clone(), level }
    }

    /// Whether the client asked for log messages of this level.
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
            // Dropping the request reports to its server that the client does not support it.
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
