//! One live connection to a server: a wire, and what the server said of itself over it.

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
use crate::proxy::exchange::{Caller, Exchange, Outbox};
use crate::proxy::inventory::Facts;
use crate::proxy::limits;
use crate::proxy::upstream::duplex::Duplex;
use crate::proxy::upstream::handshake::Told;
use crate::proxy::upstream::http::HttpWire;
use crate::proxy::upstream::openapi::wire::OpenApiWire;
use crate::proxy::upstream::tell::LogLevel;
use crate::proxy::upstream::times::Limit;
use crate::proxy::upstream::turns::Turns;
use crate::settings::server::Timeouts;

/// Why a request has no answer from the server.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(crate) enum CallError {
    /// The connection ended before the request was sent, or could not be opened.
    #[error("{0}")]
    Gone(String),
    /// The connection ended after the request was sent.
    #[error("{0}")]
    Lost(String),
    /// The server said nothing for too long after the request was sent.
    #[error("no answer within {0}")]
    Timeout(Limit),
    /// There was no connection to send the request on for too long.
    #[error("{0}")]
    NotReady(String),
    /// It wants a credential, or another one.
    #[error("{0}")]
    NeedsLogin(String),
    /// Another call is under way on this connection, and its server asks.
    #[error("another call is under way")]
    Taken,
    /// The HTTP session is unknown to the server.
    #[error("the server has lost our session")]
    SessionLost,
    /// It refused the HTTP request.
    #[error("{text}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// How long the server wants to be left alone.
        retry_after: Option<Duration>,
        /// One line.
        text: String,
    },
    /// It cannot be spoken to: its settings or its own words make no sense.
    #[error("{0}")]
    Nonsense(String),
    /// It will not do as it is, and is not tried again.
    #[error("{0}")]
    Unfit(String),
    /// It answered the request with something that is no answer.
    #[error("{0}")]
    BadAnswer(String),
    /// It is this hub itself, behind others or not.
    #[error("{0}")]
    Loop(String),
}

impl CallError {
    /// There was no connection within this time; `why` says what is being done about it.
    pub(super) fn not_ready(limit: Duration, why: &str) -> Self {
        Self::NotReady(format!("not ready within {} ms: {why}", limit.as_millis()))
    }

    /// Whether the server may have run the request although there is no answer. A refusal with a
    /// status of 4xx says that it did not; one of 5xx says nothing: a gateway sends it too when it
    /// has lost the server.
    pub(super) fn may_have_run(&self) -> bool {
        match self {
            Self::Lost(_) | Self::Timeout(_) | Self::BadAnswer(_) => true,
            Self::Refused { status, .. } => *status >= 500,
            _ => false,
        }
    }

    /// Whether the server is there and said no, or something that makes no sense.
    pub(super) fn is_an_answer(&self) -> bool {
        matches!(
            self,
            Self::Refused { .. } | Self::Nonsense(_) | Self::BadAnswer(_) | Self::SessionLost
        )
    }

    /// The error of a request that had to be answered before another one could be sent: that other
    /// one was not sent.
    pub(super) fn before_sending(self) -> Self {
        match self {
            Self::Lost(why) => Self::Gone(why),
            Self::Timeout(limit) => Self::NotReady(format!("not ready within {limit}")),
            Self::BadAnswer(why) => Self::Nonsense(why),
            Self::Refused { status: 500.., text, .. } => Self::Nonsense(text),
            other => other,
        }
    }

    /// What the caller of a request to that server receives; `acts` says that the request may change
    /// something.
    pub(crate) fn told(&self, server: &str, acts: bool) -> RpcError {
        let text = match self {
            Self::Gone(_) | Self::NotReady(_) | Self::NeedsLogin(_) | Self::Loop(_) => {
                format!("server `{server}` is not connected: {self}")
            }
            _ => format!("server `{server}`: {self}"),
        };
        if acts && self.may_have_run() {
            let kind = if matches!(self, Self::Timeout(_)) { "timeout" } else { OUTCOME_UNKNOWN };
            return RpcError::outcome_unknown(kind, Some(server), &text);
        }
        RpcError::hub(self.kind(), server, text)
    }

    /// The kind of failure in one word, without what the server said.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Gone(_) | Self::Lost(_) | Self::SessionLost => "upstream_down",
            Self::Timeout(_) | Self::NotReady(_) | Self::Taken => "timeout",
            Self::NeedsLogin(_) => "needs_login",
            Self::Nonsense(_) | Self::Unfit(_) | Self::BadAnswer(_) | Self::Refused { .. } => {
                "upstream_invalid"
            }
            Self::Loop(_) => "loop",
        }
    }
}

/// What else a request needs on its way to a server.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    /// Values of the message to be replaced.
    pub(crate) values: Vec<(Span, String)>,
    /// What `Mcp-Name` says.
    pub(crate) name: Option<String>,
    /// `Mcp-Param-*` headers and their plain values.
    pub(crate) headers: Vec<(String, String)>,
    /// The connection that has to be used, while it is there.
    pub(crate) link: Option<Arc<Link>>,
    /// The request may be sent once more although the server may have run it.
    pub(crate) repeatable: bool,
}

impl Plan {
    /// Nothing else, for the requests of the hub itself: none of them acts.
    pub(crate) const NONE: Self =
        Self { values: Vec::new(), name: None, headers: Vec::new(), link: None, repeatable: true };
}

/// Hears what a server says without being asked.
pub(crate) trait Listener: Send + Sync {
    /// A notification that belongs to no request.
    fn heard(&self, notification: Message);
    /// Something may have been said that nobody heard.
    fn missed(&self);
    /// A line that is no message.
    fn noise(&self, line: &[u8]);
    /// Where things go that are for the session that has this connection for itself.
    fn inbox(&self) -> Option<&Arc<Outbox>>;
    /// Whether calls take turns on this connection, and on those like it.
    fn turns(&self) -> &Arc<Turns>;
    /// This question goes to that caller: so will what the server says of it later.
    fn asked(&self, question: &Message, caller: &Caller);
}

/// The transport under a link.
#[derive(Debug)]
pub(crate) enum Wire {
    /// A child's pipes, or HTTP with SSE.
    Duplex(Box<Duplex>),
    /// Streamable HTTP.
    Http(Box<HttpWire>),
    /// An API that an OpenAPI document describes.
    OpenApi(Box<OpenApiWire>),
}

/// A request as a wire sends it.
#[derive(Debug)]
pub(crate) struct Outgoing<'a> {
    /// The message.
    pub(crate) request: &'a Request,
    /// What else it needs.
    pub(crate) plan: &'a Plan,
    /// Keys of `_meta` for this hop; `None` leaves `_meta` alone.
    pub(crate) meta: Option<Vec<(&'static str, Cow<'a, str>)>>,
    /// How the server speaks.
    pub(crate) era: Era,
    /// The revision in use.
    pub(crate) version: &'a str,
    /// The exchange it belongs to; `None` for requests of the hub itself.
    pub(crate) exchange: Option<&'a Exchange>,
}

impl Outgoing<'_> {
    /// The bytes, under an id of ours that is the progress token too.
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

    /// The outbox and token of the exchange.
    pub(crate) fn listening(&self) -> Option<crate::proxy::upstream::pending::Listening> {
        let exchange = self.exchange?;
        let token = self.request.progress_token().map(Arc::from);
        Some(crate::proxy::upstream::pending::Listening {
            outbox: Arc::clone(&exchange.outbox),
            token,
            caller: Arc::clone(&exchange.caller),
        })
    }
}

/// A live connection.
#[derive(Debug)]
pub(crate) struct Link {
    /// The transport.
    pub(crate) wire: Wire,
    /// What the server said of itself.
    pub(crate) facts: Facts,
    /// What the server was told of its client, where it is of the legacy era.
    pub(crate) told: Told,
    /// It is of the legacy era and sends log messages.
    pub(super) logs: bool,
    /// From which level on.
    pub(super) level: LogLevel,
}

impl Wire {
    /// Sends a request and waits for its response, without a time limit.
    pub(crate) async fn call(&self, outgoing: Outgoing<'_>) -> Result<Message, CallError> {
        match self {
            Self::Duplex(wire) => wire.call(outgoing).await,
            Self::Http(wire) => wire.call(outgoing).await,
            // Boxed, so that calls on other wires are no larger for it.
            Self::OpenApi(wire) => Box::pin(wire.call(outgoing)).await,
        }
    }

    /// Sends a notification.
    pub(crate) async fn notify(
        &self,
        message: Bytes,
        era: Era,
        version: &str,
    ) -> Result<(), CallError> {
        match self {
            Self::Duplex(wire) => wire.send(message).await,
            Self::Http(wire) => wire.notify(message, era, version).await,
            // It has nothing to be told.
            Self::OpenApi(_) => Ok(()),
        }
    }

    /// A request of the hub itself, with a time limit.
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

    /// The same for clients that declare these capabilities, raw members: a modern server learns of
    /// them with each request, a legacy one has been told when the connection began.
    pub(super) async fn ask_for(
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
        let request = own_request(text)?;
        let meta = (era == Era::Modern).then(|| own_meta(capabilities));
        let outgoing =
            Outgoing { request: &request, plan: &Plan::NONE, meta, era, version, exchange: None };
        tokio::time::timeout(limit, self.call(outgoing))
            .await
            .map_err(|_| CallError::Timeout(limit.into()))?
    }

    /// A client's progress on a question that came over this connection, in the server's words.
    pub(super) fn progress(&self, progress: &Message) -> Option<Bytes> {
        match self {
            Self::Duplex(wire) => wire.progress(progress),
            Self::Http(wire) => wire.shared.underway.asks.progress(progress),
            Self::OpenApi(_) => None,
        }
    }

    /// Completes when the connection has ended.
    pub(crate) async fn closed(&self) -> String {
        match self {
            Self::Duplex(wire) => wire.closed().await,
            Self::Http(wire) => wire.closed().await,
            Self::OpenApi(wire) => wire.closed().await,
        }
    }

    /// Completes when the server is known to have lost the session, which is to be renewed.
    pub(super) async fn session_lost(&self) -> Arc<http::HeaderValue> {
        match self {
            Self::Http(wire) => wire.session_lost().await,
            Self::Duplex(_) | Self::OpenApi(_) => std::future::pending().await,
        }
    }

    /// Whether the connection has ended.
    pub(crate) fn is_ended(&self) -> bool {
        match self {
            Self::Duplex(wire) => wire.is_ended(),
            Self::Http(wire) => wire.is_ended(),
            Self::OpenApi(wire) => wire.is_ended(),
        }
    }

    /// How many requests there have been.
    pub(crate) fn calls(&self) -> u64 {
        match self {
            Self::Duplex(wire) => wire.calls(),
            Self::Http(wire) => wire.calls(),
            Self::OpenApi(wire) => wire.calls(),
        }
    }

    /// Requests under way.
    pub(crate) fn busy(&self) -> usize {
        match self {
            Self::Duplex(wire) => wire.busy(),
            Self::Http(wire) => wire.busy(),
            Self::OpenApi(wire) => wire.busy(),
        }
    }

    /// Ends the connection.
    pub(crate) async fn close(&self) {
        match self {
            Self::Duplex(wire) => wire.close().await,
            Self::Http(wire) => wire.close().await,
            Self::OpenApi(wire) => wire.close(),
        }
    }
}

impl Link {
    /// A connection over `wire` to a server that said these `facts`.
    pub(super) fn new(wire: Wire, facts: Facts, told: Told) -> Self {
        let logs = facts.era == Era::Legacy && facts.can("logging");
        Self { wire, facts, told, logs, level: LogLevel::default() }
    }

    /// Sends a client's notification, without waiting for it.
    pub(super) fn tell(&self, message: Bytes) {
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
        plan: &Plan,
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
            over = silence(&exchange.outbox, limit, timeouts) => Err(CallError::Timeout(over)),
        }
    }

    /// What `_meta` says on this hop, where the eras differ.
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
                // A legacy client hears log messages without asking for them.
                let unasked = exchange.caller.session.as_ref().map(|_| "info");
                let level = exchange.log_level.as_deref().or(unasked);
                fresh.extend(level.map(|level| (meta::LOG_LEVEL, json::quote(level).into())));
                Some(fresh)
            }
        }
    }
}

/// A request that the hub itself makes.
pub(crate) fn own_request(text: String) -> Result<Request, CallError> {
    let nonsense = |e: &dyn std::fmt::Display| CallError::Nonsense(e.to_string());
    let message = Message::parse(Bytes::from(text)).map_err(|e| nonsense(&e))?;
    Request::read(message).map_err(|e| nonsense(&e))
}

/// Who we are, raw JSON.
pub(crate) fn own_info() -> String {
    format!(r#"{{"name":"mcphub","version":"{}"}}"#, env!("CARGO_PKG_VERSION"))
}

/// What a modern request of the hub itself says of its sender.
pub(crate) fn own_meta(capabilities: &str) -> Vec<(&'static str, Cow<'static, str>)> {
    vec![
        (meta::PROTOCOL_VERSION, Cow::Borrowed(era::MODERN_RAW)),
        (meta::CLIENT_CAPABILITIES, format!("{{{capabilities}}}").into()),
        (meta::CLIENT_INFO, own_info().into()),
    ]
}

/// Completes when the server has been silent for `limit`, or the hard cap is reached; says which.
async fn silence(outbox: &Outbox, limit: Duration, timeouts: Timeouts) -> Limit {
    let cap = timeouts.total.map(|total| Instant::now() + total);
    let mut seen = outbox.pushed();
    let mut deadline = Instant::now() + limit;
    loop {
        tokio::time::sleep_until(cap.map_or(deadline, |cap| cap.min(deadline))).await;
        let now = outbox.pushed();
        let progress = now != seen && timeouts.reset_on_progress;
        // While its own question waits for the client, the server is not the one that is slow.
        let goes_on = progress || outbox.is_asking();
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
