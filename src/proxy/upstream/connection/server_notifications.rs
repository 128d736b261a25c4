//! Handles server messages that belong to no request: list changes here, everything else to the
//! session that owns the connection or that received the related message.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arc_swap::ArcSwap;
use tokio::sync::Notify;

use crate::protocol::message::Message;
use crate::proxy::exchange::exchange::{Caller, Event, EventQueue, SessionRef};
use crate::proxy::exchange::subscription::Update;
use crate::proxy::limits;
use crate::proxy::upstream::attempt::Attempt;
use crate::proxy::upstream::connection::follow_ups::{FollowUps, Principals};
use crate::proxy::upstream::connection::listener::Listener;
use crate::proxy::upstream::pool::call_serialization::Turns;
use crate::proxy::upstream::server_text::ServerText;

/// The receivers of a server's messages, the same for all its connections.
pub(in crate::proxy::upstream) struct ServerEvents {
    /// The server's key in the settings.
    pub(in crate::proxy::upstream) server: String,
    /// Called on `notifications/resources/updated`.
    pub(in crate::proxy::upstream) on_update: Arc<dyn Fn(Update) + Send + Sync>,
    /// Called for a log message that belongs to no request.
    pub(in crate::proxy::upstream) on_log: Arc<dyn Fn(Log) + Send + Sync>,
    pub(in crate::proxy::upstream) follow_ups: FollowUps,
    pub(in crate::proxy::upstream) principals: Principals,
    /// Notified if the lists of the main connection may have changed.
    pub(in crate::proxy::upstream) relist: Arc<Notify>,
    /// How many lines on stdout were not messages.
    pub(in crate::proxy::upstream) noise: AtomicU64,
    /// Removes secrets from text of the server.
    pub(in crate::proxy::upstream) filter: Arc<ServerText>,
    /// The current attempt to connect, or the last one.
    pub(in crate::proxy::upstream) attempt: ArcSwap<Attempt>,
}

/// A log message that belongs to no known request.
pub(crate) struct Log {
    /// The server that sent it.
    pub(crate) server: String,
    /// The only principal that has called the server: sessions of others must not receive the
    /// message.
    pub(crate) principal: String,
    pub(crate) message: Message,
}

/// Handles the messages of one connection.
pub(in crate::proxy::upstream) struct UpstreamListener {
    pub(in crate::proxy::upstream) events: Arc<ServerEvents>,
    /// Notified if the lists of this connection may have changed; `None` if nothing reads them
    /// again.
    pub(in crate::proxy::upstream) relist: Option<Arc<Notify>>,
    /// Whether it is the main connection.
    pub(in crate::proxy::upstream) is_main: bool,
    /// The session that owns the connection.
    pub(in crate::proxy::upstream) owner: Option<SessionRef>,
    /// Serializes calls.
    pub(in crate::proxy::upstream) turns: Arc<Turns>,
}

impl Listener for UpstreamListener {
    fn on_notification(&self, notification: Message) {
        let events = &self.events;
        let method = notification.method();
        if method.ends_with("/list_changed") {
            self.on_messages_lost();
        } else if method == "notifications/resources/updated" {
            drop(method);
            let server = Some(events.server.clone());
            (events.on_update)(Update { server, message: notification });
        } else if let Some(inbox) =
            self.inbox().cloned().or_else(|| events.follow_ups.inbox(&notification))
        {
            drop(method);
            inbox.push(Event::Notification(notification));
        } else if method == "notifications/message"
            && let Some(principal) = events.principals.only()
        {
            drop(method);
            let (server, principal) = (events.server.clone(), principal.to_owned());
            (events.on_log)(Log { server, principal, message: notification });
        } else {
            tracing::debug!(server = events.server, "no receiver for {method}");
        }
    }

    fn on_messages_lost(&self) {
        if let Some(relist) = &self.relist {
            relist.notify_one();
        }
    }

    fn on_noise(&self, line: &[u8]) {
        let events = &self.events;
        events.noise.fetch_add(1, Ordering::Relaxed);
        let cut = &line[..line.len().min(limits::STDERR_LINE_BYTES)];
        let line = events.filter.line(&String::from_utf8_lossy(cut));
        if self.is_main && events.attempt.load().record_noise(&line) {
            tracing::warn!(server = events.server, "a line on stdout that is not JSON: {line}");
        } else {
            tracing::debug!(server = events.server, "noise: {line}");
        }
    }

    fn inbox(&self) -> Option<&Arc<EventQueue>> {
        self.owner.as_ref().map(|owner| &owner.inbox)
    }

    fn turns(&self) -> &Arc<Turns> {
        &self.turns
    }

    fn on_server_request(&self, request: &Message, caller: &Caller) {
        if let Some(session) = &caller.session {
            self.events.follow_ups.remember_elicitation(request, session);
        }
    }
}
