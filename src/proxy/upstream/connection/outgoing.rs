//! A request as a transport sends it: the client's, forwarded with edits, or the hub's own.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;

use crate::protocol::json::Span;
use crate::protocol::message::Message;
use crate::protocol::meta;
use crate::protocol::request::{Forward, MetaEdit, Request};
use crate::protocol::{Era, era};
use crate::proxy::exchange::exchange::Exchange;
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::connection::pending::Listening;

/// How a request is forwarded to a server.
#[derive(Clone, Debug, Default)]
pub(crate) struct CallOptions {
    /// Values in the message to replace.
    pub(crate) values: Vec<(Span, String)>,
    /// The value of the `Mcp-Name` header.
    pub(crate) name: Option<String>,
    /// `Mcp-Param-*` headers with their decoded values.
    pub(crate) headers: Vec<(String, String)>,
    /// Whether the request may be sent a second time although the server may have run it.
    pub(crate) repeatable: bool,
}

impl CallOptions {
    /// The options of the hub's own requests, none of which has side effects.
    pub(crate) const NONE: Self =
        Self { values: Vec::new(), name: None, headers: Vec::new(), repeatable: true };
}

/// A request as the transport sends it.
#[derive(Debug)]
pub(crate) struct Outgoing<'a> {
    pub(crate) request: &'a Request,
    pub(crate) options: &'a CallOptions,
    /// `_meta` keys for this hop; `None` leaves `_meta` unchanged.
    pub(crate) meta: Option<Vec<(&'static str, Cow<'a, str>)>>,
    /// The server's protocol era.
    pub(crate) era: Era,
    /// The protocol version in use.
    pub(crate) version: &'a str,
    /// The client's exchange; `None` for requests of the hub itself.
    pub(crate) exchange: Option<&'a Exchange>,
}

impl Outgoing<'_> {
    /// Serializes the message under our own id, which is also the progress token.
    pub(crate) fn bytes(&self, id: u64) -> Bytes {
        let id = id.to_string();
        let fresh: Option<Vec<(&str, &str)>> =
            self.meta.as_ref().map(|m| m.iter().map(|(k, v)| (*k, v.as_ref())).collect());
        self.request.forward(&Forward {
            id: Some(&id),
            progress_token: self.request.progress_token().map(|_| id.as_str()),
            values: &self.options.values,
            meta: fresh.as_deref().map_or(MetaEdit::Keep, MetaEdit::Rebuild),
        })
    }

    /// Returns the receiver of messages that belong to this request.
    pub(crate) fn listening(&self) -> Option<Listening> {
        let exchange = self.exchange?;
        let token = self.request.progress_token().map(Arc::from);
        // Legacy clients receive log messages without asking for them.
        let hears_logs = self.era == Era::Legacy
            || exchange.log_level.is_some()
            || exchange.caller.session.is_some();
        Some(Listening {
            events: Arc::clone(&exchange.events),
            token,
            caller: Arc::clone(&exchange.caller),
            hears_logs,
        })
    }
}

/// Parses a request that the hub itself sends.
pub(crate) fn hub_request(text: String) -> Result<Request, CallError> {
    let nonsense = |e: &dyn std::fmt::Display| CallError::InvalidResponse(e.to_string());
    let message = Message::parse(Bytes::from(text)).map_err(|e| nonsense(&e))?;
    Request::read(message).map_err(|e| nonsense(&e))
}

/// The hub's `clientInfo`, as raw JSON.
pub(crate) fn hub_client_info() -> String {
    format!(r#"{{"name":"mcphub","version":"{}"}}"#, env!("CARGO_PKG_VERSION"))
}

/// Returns the `_meta` of a modern request that the hub itself sends.
pub(crate) fn hub_request_meta(capabilities: &str) -> Vec<(&'static str, Cow<'static, str>)> {
    vec![
        (meta::PROTOCOL_VERSION, Cow::Borrowed(era::MODERN_RAW)),
        (meta::CLIENT_CAPABILITIES, format!("{{{capabilities}}}").into()),
        (meta::CLIENT_INFO, hub_client_info().into()),
    ]
}
