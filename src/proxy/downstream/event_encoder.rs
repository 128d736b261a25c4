//! Encodes the events of an exchange for its client: for a legacy session, or for one modern
//! request.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;

use crate::protocol::log_level::rank;
use crate::protocol::message::Message;
use crate::protocol::request::Request;
use crate::protocol::{error, json, meta};
use crate::proxy::Gateway;
use crate::proxy::downstream::session::session::Session;
use crate::proxy::exchange::exchange::{Caller, Event, EventQueue, ServerRequest};
use crate::proxy::exchange::response::{PendingResponse, RpcResponse};

/// The encoded form of an event.
#[derive(Debug)]
pub(crate) enum Encoded {
    /// Send this message.
    Message(Bytes),
    /// Drop the event: this client must not receive it.
    Skip,
    /// Put the call aside and send the server's request inside the response.
    Suspend(ServerRequest),
}

/// Encodes the events of one exchange for its client.
pub(crate) trait EventEncoder: Send + 'static {
    fn encode(&mut self, event: Event) -> Encoded;
    /// Suspends the call and returns the response that contains `asks`. Returns `None` if the
    /// client takes server requests on a stream.
    fn suspend(
        &mut self,
        asks: Vec<ServerRequest>,
        call: PendingResponse,
        events: Arc<EventQueue>,
    ) -> Option<RpcResponse>;
    /// Whether a dropped connection cancels the request.
    fn hangup_cancels(&self) -> bool;
}

/// Returns the `level` of a log message.
fn log_level(message: &Message) -> Option<Cow<'_, str>> {
    let text = message.text();
    json::string(text, &json::get(text, message.params_span()?, "level")?)
}

/// Encodes events for the client of a session.
pub(crate) struct LegacyEncoder {
    pub(crate) session: Arc<Session>,
}

impl EventEncoder for LegacyEncoder {
    fn encode(&mut self, event: Event) -> Encoded {
        match event {
            Event::Notification(message) if message.method() == "notifications/message" => {
                if self.session.accepts_level(&log_level(&message).unwrap_or_default()) {
                    Encoded::Message(message.bytes().clone())
                } else {
                    Encoded::Skip
                }
            }
            Event::Notification(message) => Encoded::Message(message.bytes().clone()),
            // Dropping the request reports to its server that the client does not support it.
            Event::ServerRequest(ask) if !self.session.caller.can_answer(&ask.request.method()) => {
                Encoded::Skip
            }
            Event::ServerRequest(ask) => {
                self.session.register_request(ask).map_or(Encoded::Skip, Encoded::Message)
            }
        }
    }

    fn suspend(
        &mut self,
        _: Vec<ServerRequest>,
        _: PendingResponse,
        _: Arc<EventQueue>,
    ) -> Option<RpcResponse> {
        None
    }

    fn hangup_cancels(&self) -> bool {
        false
    }
}

/// Encodes events for the client of one modern request.
pub(crate) struct ModernEncoder {
    gateway: Arc<Gateway>,
    caller: Arc<Caller>,
    request: Request,
    /// Rank of the lowest log level to send; if `None`, no log message may be sent.
    level: Option<u8>,
}

impl ModernEncoder {
    /// Reads the log level from the `_meta` of `request`.
    pub(crate) fn new(gateway: &Arc<Gateway>, caller: &Arc<Caller>, request: &Request) -> Self {
        let level = request.meta_string(meta::LOG_LEVEL);
        let level = level.and_then(|level| rank(&level));
        Self {
            gateway: Arc::clone(gateway),
            caller: Arc::clone(caller),
            request: request.clone(),
            level,
        }
    }

    /// Whether the client asked for log messages of this level.
    fn accepts_level(&self, message: &Message) -> bool {
        let level = log_level(message).and_then(|level| rank(&level));
        self.level.is_some() && level >= self.level
    }
}

impl EventEncoder for ModernEncoder {
    fn encode(&mut self, event: Event) -> Encoded {
        match event {
            Event::Notification(message) => {
                if message.method() != "notifications/message" || self.accepts_level(&message) {
                    Encoded::Message(message.bytes().clone())
                } else {
                    Encoded::Skip
                }
            }
            // Dropping the request reports to its server that the client does not support it.
            Event::ServerRequest(ask) if !self.caller.can_answer(&ask.request.method()) => {
                Encoded::Skip
            }
            Event::ServerRequest(ask) => Encoded::Suspend(ask),
        }
    }

    fn suspend(
        &mut self,
        asks: Vec<ServerRequest>,
        call: PendingResponse,
        events: Arc<EventQueue>,
    ) -> Option<RpcResponse> {
        let id = self.request.message.id().unwrap_or("null");
        let principal = &self.caller.identity.principal;
        Some(match self.gateway.suspended.suspend(principal, &self.request, asks, call, events) {
            Ok(result) => RpcResponse::new(error::success(id, &result)),
            Err(e) => RpcResponse::from_error(&e, Some(id)),
        })
    }

    fn hangup_cancels(&self) -> bool {
        true
    }
}
