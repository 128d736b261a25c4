//! In-flight state of one connection: our requests, and the server's requests to clients. Routes
//! messages that name no request.

use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::broadcast;

use crate::protocol::error::{self, RpcError};
use crate::protocol::message::Message;
use crate::proxy::exchange::exchange::{Caller, Event, EventQueue};
use crate::proxy::limits;
use crate::proxy::upstream::connection::listener::Listener;
use crate::proxy::upstream::connection::pending::{Listening, Pending};
use crate::proxy::upstream::connection::server_requests::{Asks, cannot_respond};

/// The in-flight state of one connection, and the handler of all other messages.
pub(in crate::proxy::upstream) struct InFlight {
    /// Our requests to the server.
    pub(in crate::proxy::upstream) pending: Pending,
    /// Requests of the server.
    pub(in crate::proxy::upstream) asks: Asks,
    /// Receives the messages that belong to neither.
    pub(in crate::proxy::upstream) listener: Arc<dyn Listener>,
    /// Whether messages of a request arrive on that request's own stream.
    apart: bool,
    /// Publishes the server's acknowledgments of subscriptions.
    acknowledgments: broadcast::Sender<Message>,
}

impl InFlight {
    /// Creates an empty state. `apart`: messages of a request arrive on its own stream.
    pub(in crate::proxy::upstream) fn new(listener: Arc<dyn Listener>, apart: bool) -> Self {
        let acknowledgments = broadcast::Sender::new(limits::ACKNOWLEDGMENTS);
        let (pending, asks) = Default::default();
        Self { pending, asks, listener, apart, acknowledgments }
    }

    /// Returns the acknowledgments of subscriptions that arrive from now on.
    pub(in crate::proxy::upstream) fn acknowledgments(&self) -> broadcast::Receiver<Message> {
        self.acknowledgments.subscribe()
    }

    /// Handles a notification that arrived outside of any request's stream. Progress names its
    /// request; a log message goes to the only waiting client, if there is exactly one.
    pub(in crate::proxy::upstream) fn handle_notification(&self, notification: Message) {
        match notification.method().as_ref() {
            "notifications/progress" => return self.pending.progress(&notification),
            "notifications/cancelled" => return self.asks.handle_cancellation(&notification),
            "notifications/subscriptions/acknowledged" => {
                // Fails if nobody waits for one.
                let _ = self.acknowledgments.send(notification.clone());
                return;
            }
            "notifications/message" => {
                if let Some(client) = self.client().or_else(|| self.reader_of_logs()) {
                    return client.events.push(Event::Notification(notification.clone()));
                }
            }
            _ => {}
        }
        self.listener.on_notification(notification);
    }

    /// Returns the receiver of a server request that arrived outside of any request's stream: the
    /// only waiting client, or the session that owns the connection.
    ///
    /// # Errors
    /// Returns the error response for the server.
    pub(in crate::proxy::upstream) fn recipient_of(
        &self,
        request: &Message,
    ) -> Result<Arc<EventQueue>, Bytes> {
        match (self.client(), self.listener.inbox()) {
            (Some(client), _) => self.checked_recipient(request, &client.caller, &client.events),
            (None, Some(inbox)) => Ok(Arc::clone(inbox)),
            (None, None) => {
                let text =
                    "this connection is shared, and it is unknown which client the request is for";
                Err(RpcError::new(error::INTERNAL, text).response(request.id()))
            }
        }
    }

    /// Returns the only waiting client. If one session owns the connection and the server uses each
    /// request's own stream, messages on other streams belong to no request.
    fn client(&self) -> Option<Listening> {
        let shared = self.listener.inbox().is_none();
        if self.apart && !shared { None } else { self.pending.only_client(shared) }
    }

    /// Returns the only waiting caller that can receive log messages.
    fn reader_of_logs(&self) -> Option<Listening> {
        if self.apart { None } else { self.pending.only_reader_of_logs() }
    }

    /// Returns the events if the caller declared the capability that the server request needs.
    ///
    /// # Errors
    /// Returns the error response for the server.
    pub(in crate::proxy::upstream) fn checked_recipient(
        &self,
        request: &Message,
        caller: &Caller,
        events: &Arc<EventQueue>,
    ) -> Result<Arc<EventQueue>, Bytes> {
        if !caller.can_answer(&request.method()) {
            return Err(cannot_respond(request.id()));
        }
        self.listener.on_server_request(request, caller);
        Ok(Arc::clone(events))
    }
}
