//! The receiver of a server's messages that are not responses.

use std::sync::Arc;

use crate::protocol::message::Message;
use crate::proxy::exchange::exchange::{Caller, EventQueue};
use crate::proxy::upstream::pool::call_serialization::Turns;

/// Handles server messages that are not responses.
pub(crate) trait Listener: Send + Sync {
    /// Handles a notification that belongs to no request.
    fn on_notification(&self, notification: Message);
    /// Messages may have been lost: the lists may be out of date.
    fn on_messages_lost(&self);
    /// Handles a line that is not a message.
    fn on_noise(&self, line: &[u8]);
    /// The event queue of the session that owns this connection.
    fn inbox(&self) -> Option<&Arc<EventQueue>>;
    /// Serializes calls on this connection and on those of the same pool.
    fn turns(&self) -> &Arc<Turns>;
    /// Called when a server request is sent to a client, so that later messages about it go there
    /// too.
    fn on_server_request(&self, request: &Message, caller: &Caller);
}
