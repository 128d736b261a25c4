//! The transport of one connection, with what all transports have in common.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;

use crate::protocol::json;
use crate::protocol::message::Message;
use crate::protocol::{Era, era};
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::connection::outgoing::{
    CallOptions, Outgoing, hub_request, hub_request_meta,
};
use crate::proxy::upstream::transport::duplex::Duplex;
use crate::proxy::upstream::transport::openapi::transport::OpenApiTransport;
use crate::proxy::upstream::transport::streamable_http::HttpTransport;

#[derive(Debug)]
pub(crate) enum Transport {
    /// A child's pipes, or the legacy HTTP with SSE transport.
    Duplex(Box<Duplex>),
    Http(Box<HttpTransport>),
    /// An HTTP API that an OpenAPI document describes.
    OpenApi(Box<OpenApiTransport>),
}

impl Transport {
    /// Sends a request and waits for its response, without a time limit.
    pub(crate) async fn call(&self, outgoing: Outgoing<'_>) -> Result<Message, CallError> {
        match self {
            Self::Duplex(transport) => transport.call(outgoing).await,
            // Boxed, so that the future of a call is moved in two halves, and the others stay small.
            Self::Http(transport) => Box::pin(transport.call(outgoing)).await,
            // Boxed, so that the futures of the other transports stay small.
            Self::OpenApi(transport) => Box::pin(transport.call(outgoing)).await,
        }
    }

    pub(crate) async fn notify(
        &self,
        message: Bytes,
        era: Era,
        version: &str,
    ) -> Result<(), CallError> {
        match self {
            Self::Duplex(transport) => transport.send(message).await,
            Self::Http(transport) => transport.notify(message, era, version).await,
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
        let asked = self.ask_without_limit(capabilities, era, version, method, params);
        tokio::time::timeout(limit, asked).await.map_err(|_| CallError::Timeout(limit.into()))?
    }

    /// Sends a request of the hub itself to a modern server, and waits as long as the connection
    /// is open.
    pub(in crate::proxy::upstream) async fn ask_unlimited(
        &self,
        method: &str,
        params: &str,
    ) -> Result<Message, CallError> {
        self.ask_without_limit("", Era::Modern, era::MODERN, method, params).await
    }

    async fn ask_without_limit(
        &self,
        capabilities: &str,
        era: Era,
        version: &str,
        method: &str,
        params: &str,
    ) -> Result<Message, CallError> {
        let text = format!(
            r#"{{"jsonrpc":"2.0","id":0,"method":{},"params":{params}}}"#,
            json::quote(method)
        );
        let request = hub_request(text)?;
        let meta = (era == Era::Modern).then(|| hub_request_meta(capabilities));
        let outgoing = Outgoing {
            request: &request,
            options: &CallOptions::NONE,
            meta,
            era,
            version,
            exchange: None,
        };
        self.call(outgoing).await
    }

    /// Rewrites a client's progress on a server request to the server's own token.
    pub(in crate::proxy::upstream) fn progress(&self, progress: &Message) -> Option<Bytes> {
        match self {
            Self::Duplex(transport) => transport.progress(progress),
            Self::Http(transport) => transport.shared.in_flight.asks.progress(progress),
            Self::OpenApi(_) => None,
        }
    }

    /// Waits until the connection has closed; returns the reason.
    pub(crate) async fn wait_closed(&self) -> String {
        match self {
            Self::Duplex(transport) => transport.wait_closed().await,
            Self::Http(transport) => transport.wait_closed().await,
            Self::OpenApi(transport) => transport.wait_closed().await,
        }
    }

    /// Waits until the server is known to have lost the session, which must be renewed.
    pub(in crate::proxy::upstream) async fn session_lost(&self) -> Arc<http::HeaderValue> {
        match self {
            Self::Http(transport) => transport.session_lost().await,
            Self::Duplex(_) | Self::OpenApi(_) => std::future::pending().await,
        }
    }

    /// Returns true if the connection has closed.
    pub(crate) fn is_ended(&self) -> bool {
        match self {
            Self::Duplex(transport) => transport.is_ended(),
            Self::Http(transport) => transport.is_ended(),
            Self::OpenApi(transport) => transport.is_ended(),
        }
    }

    /// Returns the number of requests sent so far.
    pub(crate) fn calls(&self) -> u64 {
        match self {
            Self::Duplex(transport) => transport.calls(),
            Self::Http(transport) => transport.calls(),
            Self::OpenApi(transport) => transport.calls(),
        }
    }

    /// Returns the number of requests in flight.
    pub(crate) fn busy(&self) -> usize {
        match self {
            Self::Duplex(transport) => transport.busy(),
            Self::Http(transport) => transport.busy(),
            Self::OpenApi(transport) => transport.busy(),
        }
    }

    /// Closes the connection.
    pub(crate) async fn close(&self) {
        match self {
            Self::Duplex(transport) => transport.close().await,
            Self::Http(transport) => transport.close().await,
            Self::OpenApi(transport) => transport.close(),
        }
    }
}
