//! What is under way on one connection: requests that wait for the server, questions that wait for
//! clients. By it is told whom something concerns that came with no one request.

use std::sync::Arc;

use bytes::Bytes;

use crate::protocol::error::{self, RpcError};
use crate::protocol::message::Message;
use crate::proxy::exchange::{Caller, Event, Outbox};
use crate::proxy::upstream::asks::{Asks, cannot};
use crate::proxy::upstream::link::Listener;
use crate::proxy::upstream::pending::{Listening, Pending};

/// One connection's requests and questions, and who hears the rest.
pub(super) struct Underway {
    /// Requests of ours.
    pub(super) pending: Pending,
    /// Questions of the server.
    pub(super) asks: Asks,
    /// Hears what belongs to neither.
    pub(super) listener: Arc<dyn Listener>,
    /// Each request has a stream of its own for what belongs to it.
    apart: bool,
}

impl Underway {
    /// Nothing yet. `apart`: what belongs to a request comes on a stream of its own.
    pub(super) fn new(listener: Arc<dyn Listener>, apart: bool) -> Self {
        Self { pending: Pending::default(), asks: Asks::default(), listener, apart }
    }

    /// Takes a notification that came with no one request. Progress names its request; a log message
    /// is for the one client that waits, where there is one.
    pub(super) fn notified(&self, notification: Message) {
        match notification.method().as_ref() {
            "notifications/progress" => return self.pending.progress(&notification),
            "notifications/cancelled" => return self.asks.take_back(&notification),
            "notifications/message" => {
                if let Some(client) = self.client() {
                    return client.outbox.push(Event::Notification(notification.clone()));
                }
            }
            _ => {}
        }
        self.listener.heard(notification);
    }

    /// Whom a question is for that came with no one request: the one client that waits for an answer,
    /// else the session that has the connection for itself.
    ///
    /// # Errors
    /// The response that refuses.
    pub(super) fn addressee(&self, question: &Message) -> Result<Arc<Outbox>, Bytes> {
        match (self.client(), self.listener.inbox()) {
            (Some(client), _) => self.addressed(question, &client.caller, &client.outbox),
            (None, Some(inbox)) => Ok(Arc::clone(inbox)),
            (None, None) => {
                let text = "this connection is shared: it cannot be told which client is meant";
                Err(RpcError::new(error::INTERNAL, text).response(question.id()))
            }
        }
    }

    /// The one client that waits. Where a server that one session has for itself says on which stream
    /// what belongs to a request, nothing else does.
    fn client(&self) -> Option<Listening> {
        let shared = self.listener.inbox().is_none();
        if self.apart && !shared { None } else { self.pending.only_client(shared) }
    }

    /// A question for this caller, where it declared what that needs.
    ///
    /// # Errors
    /// The response that refuses.
    pub(super) fn addressed(
        &self,
        question: &Message,
        caller: &Caller,
        outbox: &Arc<Outbox>,
    ) -> Result<Arc<Outbox>, Bytes> {
        if !caller.can_answer(&question.method()) {
            return Err(cannot(question.id()));
        }
        self.listener.asked(question, caller);
        Ok(Arc::clone(outbox))
    }
}
