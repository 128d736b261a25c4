//! One live connection to a server: its transport and the result of the handshake.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::time::Instant;

use crate::protocol::error::OUTCOME_UNKNOWN;
use crate::protocol::json::{self, Span};
use crate::protocol::message::Message;
use crate::protocol::meta;
use crate::protocol::request::{Forward, MetaEdit, Request};
use crate::protocol::{Era, RpcError, era};
use crate::proxy::exchange::exchange::{Caller, EventQueue, Exchange};
use crate::proxy::inventory::items::ServerInfo;
use crate::proxy::limits;
use crate::proxy::upstream::connection::client_notifications::LogLevel;
use crate::proxy::upstream::handshake::InitializeParams;
use crate::proxy::upstream::pool::call_serialization::Turns;
use crate::proxy::upstream::process::default_timeouts::Limit;
use crate::proxy::upstream::transport::duplex::Duplex;
use crate::proxy::upstream::transport::openapi::wire::OpenApiWire;
use crate::proxy::upstream::transport::streamable_http::HttpWire;
use crate::settings::model::server::Timeouts;

/// Why a request has no response from the server.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(crate) enum CallError {
    /// The connection could not be opened, or it closed before the request was sent.
    #[error("{0}")]
    Disconnected(String),
    /// The connection closed after the request was sent.
    #[error("{0}")]
    Lost(String),
    /// The server sent nothing within the time limit after the request was sent.
    #[error("no answer within {0}")]
    Timeout(Limit),
    /// No connection was available within the time limit.
    #[error("{0}")]
    NotReady(String),
    /// The server requires a credential, or a different one.
    #[error("{0}")]
    NeedsLogin(String),
    /// A server on this connection sends requests, and another caller's call is in flight: calls
    /// run one at a time.
    #[error("another call is in flight")]
    Busy,
    /// The server does not know the HTTP session.
    #[error("the server has lost our session")]
    SessionLost,
    /// The server rejected the HTTP request.
    #[error("{text}")]
    Refused {
        status: u16,
        /// The value of `Retry-After`.
        retry_after: Option<Duration>,
        /// The reason, in one line.
        text: String,
    },
    /// The settings of the server are invalid, or it violates the protocol.
    #[error("{0}")]
    InvalidResponse(String),
    /// The configuration or document cannot work, so it is not retried.
    #[error("{0}")]
    Unusable(String),
    /// The response to the request is invalid.
    #[error("{0}")]
    BadAnswer(String),
    /// The server is this hub, directly or through other hubs.
    #[error("{0}")]
    Loop(String),
}

impl CallError {
    /// No connection was available within `limit`; `why` is the current state.
    pub(in crate::proxy::upstream) fn not_ready(limit: Duration, why: &str) -> Self {
        Self::NotReady(format!("not ready within {} ms: {why}", limit.as_millis()))
    }

    /// Returns true if the server may have run the request without a response. A 4xx status means
    /// that it did not; 5xx means nothing, because a gateway also returns it if it loses the
    /// server.
    pub(in crate::proxy::upstream) fn may_have_run(&self) -> bool {
        match self {
            Self::Lost(_) | Self::Timeout(_) | Self::BadAnswer(_) => true,
            Self::Refused { status, .. } => *status >= 500,
            _ => false,
        }
    }

    /// Returns true if the server is reachable but rejected the request or sent an invalid
    /// response.
    pub(in crate::proxy::upstream) fn is_an_answer(&self) -> bool {
        matches!(
            self,
            Self::Refused { .. }
                | Self::InvalidResponse(_)
                | Self::BadAnswer(_)
                | Self::SessionLost
        )
    }

    /// Converts the error of a preliminary request, for example of the handshake: the caller's own
    /// request was not sent.
    pub(in crate::proxy::upstream) fn before_sending(self) -> Self {
        match self {
            Self::Lost(why) => Self::Disconnected(why),
            Self::Timeout(limit) => Self::NotReady(format!("not ready within {limit}")),
            Self::BadAnswer(why) => Self::InvalidResponse(why),
            Self::Refused { status: 500.., text, .. } => Self::InvalidResponse(text),
            other => other,
        }
    }

    /// Converts to the JSON-RPC error for the client. `acts` means that the request may have side
    /// effects.
    pub(crate) fn to_rpc_error(&self, server: &str, acts: bool) -> RpcError {
        let text = match self {
            Self::Disconnected(_) | Self::NotReady(_) | Self::NeedsLogin(_) | Self::Loop(_) => {
                not_connected(server, &self.to_string())
            }
            _ => format!("server `{server}`: {self}"),
        };
        if acts && self.may_have_run() {
            let kind = if matches!(self, Self::Timeout(_)) { "timeout" } else { OUTCOME_UNKNOWN };
            return RpcError::outcome_unknown(kind, Some(server), &text);
        }
        RpcError::hub(self.kind(), server, text)
    }

    /// Returns the kind of failure as one word without text from the server.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Disconnected(_) | Self::Lost(_) | Self::SessionLost => "upstream_down",
            Self::Timeout(_) | Self::NotReady(_) | Self::Busy => "timeout",
            Self::NeedsLogin(_) => "needs_login",
            Self::InvalidResponse(_)
            | Self::Unusable(_)
            | Self::BadAnswer(_)
            | Self::Refused { .. } => "upstream_invalid",
            Self::Loop(_) => "loop",
        }
    }
}

/// Returns the text that callers of a server that is not connected receive.
pub(crate) fn not_connected(server: &str, reason: &str) -> String {
    format!("server `{server}` is not connected: {reason}")
}

/// How a request is forwarded to a server.
#[derive(Clone, Debug, Default)]
pub(crate) struct CallOptions {
    /// Values in the message to replace.
    pub(crate) values: Vec<(Span, String)>,
    /// The value of the `Mcp-Name` header.
    pub(crate) name: Option<String>,
    /// `Mcp-Param-*` headers with their decoded values.
    pub(crate) headers: Vec<(String, String)>,
    /// The connection to use, as long as it is alive.
    pub(crate) link: Option<Arc<Link>>,
    /// Whether the request may be sent a second time although the server may have run it.
    pub(crate) repeatable: bool,
}

impl CallOptions {
    /// The options of the hub's own requests, none of which has side effects.
    pub(crate) const NONE: Self =
        Self { values: Vec::new(), name: None, headers: Vec::new(), link: None, repeatable: true };
}

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

#[derive(Debug)]
pub(crate) enum Wire {
    /// A child's pipes, or the legacy HTTP with SSE transport.
    Duplex(Box<Duplex>),
    Http(Box<HttpWire>),
    /// An HTTP API that an OpenAPI document describes.
    OpenApi(Box<OpenApiWire>),
}

/// A request as the transport sends it.
#[derive(Debug)]
pub(crate) struct Outgoing<'a> {
    pub(crate) request: &'a Request,
    pub(crate) plan: &'a CallOptions,
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
            values: &self.plan.values,
            meta: fresh.as_deref().map_or(MetaEdit::Keep, MetaEdit::Rebuild),
        })
    }

    /// Returns the receiver of messages that belong to this request.
    pub(crate) fn listening(
        &self,
    ) -> Option<crate::proxy::upstream::connection::pending::Listening> {
        let exchange = self.exchange?;
        let token = self.request.progress_token().map(Arc::from);
        // Legacy clients receive log messages without asking for them.
        let hears_logs = self.era == Era::Legacy
            || exchange.log_level.is_some()
            || exchange.caller.session.is_some();
        Some(crate::proxy::upstream::connection::pending::Listening {
            events: Arc::clone(&exchange.events),
            token,
            caller: Arc::clone(&exchange.caller),
            hears_logs,
        })
    }
}

#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) wire: Wire,
    /// The result of `initialize` or `server/discover`.
    pub(crate) facts: ServerInfo,
    /// The client that the handshake announced, if the server is legacy.
    pub(crate) told: InitializeParams,
    /// Whether it is a legacy server that sends log messages.
    pub(in crate::proxy::upstream) logs: bool,
    /// The log level that was requested from it.
    pub(in crate::proxy::upstream) level: LogLevel,
}

impl Wire {
    /// Sends a request and waits for its response, without a time limit.
    pub(crate) async fn call(&self, outgoing: Outgoing<'_>) -> Result<Message, CallError> {
        match self {
            Self::Duplex(wire) => wire.call(outgoing).await,
            Self::Http(wire) => wire.call(outgoing).await,
            // Boxed, so that the futures of the other transports stay small.
            Self::OpenApi(wire) => Box::pin(wire.call(outgoing)).await,
        }
    }

    pub(crate) async fn notify(
        &self,
        message: Bytes,
        era: Era,
        version: &str,
    ) -> Result<(), CallError> {
        match self {
            Self::Duplex(wire) => wire.send(message).await,
            Self::Http(wire) => wire.notify(message, era, version).await,
            // An HTTP API receives no notifications.
            Self::OpenApi(_) => Ok(()),
        }
    }

    /// Sends a request of the hub itself, with a time limit.
    pub(crate) async fn ask(
        &self,
        era: Era,
        version: &str,
        method: &str,
        params: &str,
        limit: Duration,
    ) -> Result<Message, CallError> {
        self.ask_for("", era, version, method, params, limit).await
    }

    /// Like [`Self::ask`], for clients with these capabilities (raw JSON members). Only modern
    /// servers receive them; a legacy server received them in `initialize`.
    pub(in crate::proxy::upstream) async fn ask_for(
        &self,
        capabilities: &str,
        era: Era,
        version: &str,
        method: &str,
        params: &str,
        limit: Duration,
    ) -> Result<Message, CallError> {
        let text = format!(
            r#"{{"jsonrpc":"2.0","id":0,"method":{},"params":{params}}}"#,
            json::quote(method)
        );
        let request = hub_request(text)?;
        let meta = (era == Era::Modern).then(|| hub_request_meta(capabilities));
        let outgoing = Outgoing {
            request: &request,
            plan: &CallOptions::NONE,
            meta,
            era,
            version,
            exchange: None,
        };
        tokio::time::timeout(limit, self.call(outgoing))
            .await
            .map_err(|_| CallError::Timeout(limit.into()))?
    }

    /// Rewrites a client's progress on a server request to the server's own token.
    pub(in crate::proxy::upstream) fn progress(&self, progress: &Message) -> Option<Bytes> {
        match self {
            Self::Duplex(wire) => wire.progress(progress),
            Self::Http(wire) => wire.shared.underway.asks.progress(progress),
            Self::OpenApi(_) => None,
        }
    }

    /// Waits until the connection has closed; returns the reason.
    pub(crate) async fn wait_closed(&self) -> String {
        match self {
            Self::Duplex(wire) => wire.wait_closed().await,
            Self::Http(wire) => wire.wait_closed().await,
            Self::OpenApi(wire) => wire.wait_closed().await,
        }
    }

    /// Waits until the server is known to have lost the session, which must be renewed.
    pub(in crate::proxy::upstream) async fn session_lost(&self) -> Arc<http::HeaderValue> {
        match self {
            Self::Http(wire) => wire.session_lost().await,
            Self::Duplex(_) | Self::OpenApi(_) => std::future::pending().await,
        }
    }

    /// Returns true if the connection has closed.
    pub(crate) fn is_ended(&self) -> bool {
        match self {
            Self::Duplex(wire) => wire.is_ended(),
            Self::Http(wire) => wire.is_ended(),
            Self::OpenApi(wire) => wire.is_ended(),
        }
    }

    /// Returns the number of requests sent so far.
    pub(crate) fn calls(&self) -> u64 {
        match self {
            Self::Duplex(wire) => wire.calls(),
            Self::Http(wire) => wire.calls(),
            Self::OpenApi(wire) => wire.calls(),
        }
    }

    /// Returns the number of requests in flight.
    pub(crate) fn busy(&self) -> usize {
        match self {
            Self::Duplex(wire) => wire.busy(),
            Self::Http(wire) => wire.busy(),
            Self::OpenApi(wire) => wire.busy(),
        }
    }

    /// Closes the connection.
    pub(crate) async fn close(&self) {
        match self {
            Self::Duplex(wire) => wire.close().await,
            Self::Http(wire) => wire.close().await,
            Self::OpenApi(wire) => wire.close(),
        }
    }
}

impl Link {
    pub(in crate::proxy::upstream) fn new(
        wire: Wire,
        facts: ServerInfo,
        told: InitializeParams,
    ) -> Self {
        let logs = facts.era == Era::Legacy && facts.can("logging");
        Self { wire, facts, told, logs, level: LogLevel::default() }
    }

    /// Sends a client's notification in the background.
    pub(in crate::proxy::upstream) fn tell(&self, message: Bytes) {
        match &self.wire {
            Wire::Duplex(wire) => wire.send_soon(message),
            Wire::Http(wire) => wire.notify_soon(message, self.facts.era, &self.facts.version),
            Wire::OpenApi(_) => {}
        }
    }

    /// Forwards a caller's request and waits for the response, within the server's time limits.
    pub(crate) async fn call(
        &self,
        exchange: &Exchange,
        request: &Request,
        plan: &CallOptions,
        timeouts: Timeouts,
    ) -> Result<Message, CallError> {
        if let Some(level) = &exchange.log_level {
            self.tell_level(level).await;
        }
        let outgoing = Outgoing {
            request,
            plan,
            meta: self.meta_for(exchange),
            era: self.facts.era,
            version: &self.facts.version,
            exchange: Some(exchange),
        };
        let call = self.wire.call(outgoing);
        let limit = timeouts.request.unwrap_or(limits::REQUEST);
        tokio::select! {
            biased;
            answer = call => answer,
            over = silence(&exchange.events, limit, timeouts) => Err(CallError::Timeout(over)),
        }
    }

    /// Returns the `_meta` of this hop if client and server are of different eras.
    fn meta_for<'a>(&self, exchange: &'a Exchange) -> Option<Vec<(&'static str, Cow<'a, str>)>> {
        match (exchange.caller.era, self.facts.era) {
            (Era::Legacy, Era::Legacy) | (Era::Modern, Era::Modern) => None,
            (Era::Modern, Era::Legacy) => Some(Vec::new()),
            (Era::Legacy, Era::Modern) => {
                let caller = &exchange.caller;
                let mut fresh = Vec::with_capacity(4);
                fresh.push((meta::PROTOCOL_VERSION, Cow::Borrowed(era::MODERN_RAW)));
                fresh.push((meta::CLIENT_CAPABILITIES, caller.capabilities.raw().into()));
                fresh.extend(caller.client_info.as_deref().map(|i| (meta::CLIENT_INFO, i.into())));
                // Legacy clients receive log messages without a request for them.
                let unasked = exchange.caller.session.as_ref().map(|_| "info");
                let level = exchange.log_level.as_deref().or(unasked);
                fresh.extend(level.map(|level| (meta::LOG_LEVEL, json::quote(level).into())));
                Some(fresh)
            }
        }
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

/// Waits until the server has been silent for `limit` or the total limit is reached, and returns
/// which of them expired.
async fn silence(events: &EventQueue, limit: Duration, timeouts: Timeouts) -> Limit {
    let cap = timeouts.total.map(|total| Instant::now() + total);
    let mut seen = events.pushed();
    let mut deadline = Instant::now() + limit;
    loop {
        let due = cap.map_or(deadline, |cap| cap.min(deadline));
        tokio::time::sleep_until(due).await;
        if due.elapsed() > limits::SUSPEND_DETECTION {
            // The process was suspended; answers that arrived meanwhile are read first.
            tokio::time::sleep(limits::SUSPEND_DETECTION).await;
        }
        let now = events.pushed();
        let progress = now != seen && timeouts.reset_on_progress;
        // While the client still has to answer a server request, the server is not at fault.
        let goes_on = progress || events.is_asking();
        if let (Some(total), true) = (timeouts.total, cap.is_some_and(|cap| cap <= Instant::now()))
        {
            return Limit::of_whole_call(total);
        }
        if !goes_on {
            return Limit::of_call(limit);
        }
        seen = now;
        deadline = Instant::now() + limit;
    }
}
