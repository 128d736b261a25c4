//! One live connection to a server: its transport and the result of the handshake.

use std::borrow::Cow;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use tokio::time::Instant;

use crate::protocol::json;
use crate::protocol::log_level::rank;
use crate::protocol::message::Message;
use crate::protocol::meta;
use crate::protocol::request::Request;
use crate::protocol::{Era, era};
use crate::proxy::exchange::exchange::{EventQueue, Exchange};
use crate::proxy::inventory::items::ServerInfo;
use crate::proxy::limits;
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::connection::initialize_params::InitializeParams;
use crate::proxy::upstream::connection::log_level::LogLevel;
use crate::proxy::upstream::connection::outgoing::{CallOptions, Outgoing};
use crate::proxy::upstream::connection::transport::Transport;
use crate::proxy::upstream::process::default_timeouts::Limit;
use crate::settings::model::server::Timeouts;

#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) transport: Transport,
    /// The result of `initialize` or `server/discover`.
    pub(crate) server_info: ServerInfo,
    /// The client that the handshake announced, if the server is legacy.
    pub(crate) told: InitializeParams,
    /// Whether it is a legacy server that sends log messages.
    pub(in crate::proxy::upstream) logs: bool,
    /// The log level that was requested from it.
    pub(in crate::proxy::upstream) level: LogLevel,
}

impl Connection {
    pub(in crate::proxy::upstream) fn new(
        transport: Transport,
        server_info: ServerInfo,
        told: InitializeParams,
    ) -> Self {
        let logs = server_info.era == Era::Legacy && server_info.can("logging");
        Self { transport, server_info, told, logs, level: LogLevel::default() }
    }

    /// Sends `logging/setLevel` if needed: a connection dedicated to the client gets exactly this
    /// level, a shared one at least this level.
    pub(in crate::proxy::upstream) async fn tell_level(&self, level: &str) {
        let Some(wanted) = rank(level).filter(|_| self.logs) else { return };
        if !self.level.is_needed(wanted, self.told.is_own) {
            return;
        }
        // Boxed: it is rare.
        Box::pin(self.change_level(level, wanted)).await;
    }

    async fn change_level(&self, level: &str, wanted: u8) {
        let _turn = self.level.turn.lock().await;
        if !self.level.is_needed(wanted, self.told.is_own) {
            return;
        }
        let params = format!(r#"{{"level":{}}}"#, json::quote(level));
        let asked = self.request("logging/setLevel", &params, limits::PROBE);
        // Stored even after an error, so that a server that rejects it does not get it with every
        // call.
        match asked.await.map(|answer| answer.error_code()) {
            Ok(None) => {}
            Ok(Some(code)) => {
                tracing::debug!("logging/setLevel failed with error {code}");
            }
            Err(e) => tracing::debug!("logging/setLevel: {}", e.kind()),
        }
        self.level.store(wanted);
    }

    /// Sends a client's notification in the background.
    pub(in crate::proxy::upstream) fn tell(&self, message: Bytes) {
        match &self.transport {
            Transport::Duplex(transport) => transport.send_soon(message),
            Transport::Http(transport) => {
                transport.notify_soon(message, self.server_info.era, &self.server_info.version);
            }
            Transport::OpenApi(_) => {}
        }
    }

    /// Sends a request of the hub itself, with a time limit.
    pub(in crate::proxy::upstream) async fn request(
        &self,
        method: &str,
        params: &str,
        limit: Duration,
    ) -> Result<Message, CallError> {
        self.transport
            .ask(self.server_info.era, &self.server_info.version, method, params, limit)
            .await
    }

    /// Requests the notifications of `filter` (raw JSON) from a modern server until the stream of
    /// responses ends.
    pub(in crate::proxy::upstream) async fn listen(&self, filter: &str) {
        let params = format!(r#"{{"notifications":{filter}}}"#);
        let _ = self.transport.ask_unlimited("subscriptions/listen", &params).await;
    }

    /// Forwards a caller's request and waits for the response, within the server's time limits.
    pub(crate) async fn call(
        &self,
        exchange: &Exchange,
        request: &Request,
        options: &CallOptions,
        timeouts: Timeouts,
    ) -> Result<Message, CallError> {
        if let Some(level) = &exchange.log_level {
            self.tell_level(level).await;
        }
        let outgoing = Outgoing {
            request,
            options,
            meta: self.meta_for(exchange),
            era: self.server_info.era,
            version: &self.server_info.version,
            exchange: Some(exchange),
        };
        // Pinned here, because `select!` would move it, and it is large.
        let call = pin!(self.transport.call(outgoing));
        let limit = timeouts.request.unwrap_or(limits::REQUEST);
        tokio::select! {
            biased;
            answer = call => answer,
            over = silence(&exchange.events, limit, timeouts) => Err(CallError::Timeout(over)),
        }
    }

    /// Returns the `_meta` of this hop if client and server are of different eras.
    fn meta_for<'a>(&self, exchange: &'a Exchange) -> Option<Vec<(&'static str, Cow<'a, str>)>> {
        match (exchange.caller.era, self.server_info.era) {
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
