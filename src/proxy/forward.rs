//! Sends a request to the server that it was routed to, and translates the response to the client's
//! era.

use std::sync::Arc;

use crate::protocol::Era;
use crate::protocol::error::{self, RpcError};
use crate::protocol::message::Message;
use crate::protocol::request::Request;
use crate::proxy::catalog::catalog::Catalog;
use crate::proxy::catalog::entry::CatalogEntry;
use crate::proxy::catalog::param_headers;
use crate::proxy::exchange::exchange::Exchange;
use crate::proxy::exchange::response::RpcResponse;
use crate::proxy::gateway::Gateway;
use crate::proxy::inventory::items::ListKind;
use crate::proxy::limits;
use crate::proxy::mrtr::to_legacy_client::InputRequired;
use crate::proxy::mrtr::to_modern_client;
use crate::proxy::observe::call_recorder::Recording;
use crate::proxy::repeatable;
use crate::proxy::result_compression::compress_result;
use crate::proxy::upstream::connection::connection::Connection;
use crate::proxy::upstream::{CallError, CallOptions};
use crate::settings::model::server::Transport;

/// A client's request on its way through the gateway.
#[derive(Clone, Copy)]
pub(super) struct Incoming<'a> {
    pub(super) gateway: &'a Gateway,
    pub(super) exchange: &'a Exchange,
    pub(super) request: &'a Request,
}

impl Incoming<'_> {
    /// Forwards the request and returns the translated response.
    pub(super) async fn forward(
        self,
        source: &CatalogEntry,
        options: &CallOptions,
    ) -> Result<RpcResponse, RpcError> {
        self.forward_over(source, options, None).await
    }

    /// Like [`Self::forward`], over the connection `pinned` as long as it is alive.
    pub(super) async fn forward_over(
        self,
        source: &CatalogEntry,
        options: &CallOptions,
        pinned: Option<&Arc<Connection>>,
    ) -> Result<RpcResponse, RpcError> {
        let (response, era) = self.send(source, options, pinned).await?;
        Ok(self.translate(&response, era))
    }

    /// Calls a tool by its server's own name: counts and records the call, and shortens the result
    /// where the settings say so.
    pub(super) async fn call_tool(
        self,
        catalog: &Catalog,
        source: &CatalogEntry,
        options: CallOptions,
        tool: &str,
    ) -> Result<RpcResponse, RpcError> {
        let Self { gateway, exchange, request } = self;
        let counting = gateway.metrics.begin(&source.server.name, tool);
        let activities = gateway.activities.as_ref();
        let recording = Recording::start(activities, exchange, catalog, source, tool, request);
        let result = self.send_with_current_headers(source, options, tool).await;
        let outcome = result.as_ref().map(|(response, _)| response);
        let failed = outcome.map_or(true, |it| it.error().is_some() || it.is_tool_error());
        counting.end(failed);
        if let Some(recording) = recording {
            recording.end(outcome, failed);
        }
        let (mut response, era) = result?;
        if let Some(how) = source.compression {
            response = compress_result(response, how).await;
        }
        Ok(self.translate(&response, era))
    }

    /// Sends a call. Repeats it if the server rejected it because the tool's required headers have
    /// changed.
    async fn send_with_current_headers(
        self,
        source: &CatalogEntry,
        options: CallOptions,
        tool: &str,
    ) -> Result<(Message, Era), RpcError> {
        let result = self.send(source, &options, None).await?;
        // Other servers have no headers and may use the code for something else.
        let has_headers =
            result.1 == Era::Modern && matches!(source.server.transport, Transport::Remote(_));
        if has_headers && result.0.error_code() == Some(error::HEADER_MISMATCH) {
            let headers = Box::pin(self.current_headers(source, tool)).await;
            if let Some(headers) = headers.filter(|headers| *headers != options.headers) {
                let options = CallOptions { headers, ..options };
                return self.send(source, &options, None).await;
            }
        }
        Ok(result)
    }

    /// Returns the headers that a tool requires now, after a mismatch showed that they have changed
    /// since it was listed (MCP 2026-07-28, basic/transports/streamable-http, client behavior).
    async fn current_headers(
        self,
        source: &CatalogEntry,
        tool: &str,
    ) -> Option<Vec<(String, String)>> {
        let plain = source.upstream.list_again().await?;
        let capabilities = self.exchange.caller.capability_key();
        let inventory = source.upstream.inventory_for(capabilities).unwrap_or(plain);
        let item = inventory.list(ListKind::Tools).items.iter().find(|item| item.key == tool)?;
        let params = param_headers::header_params(&item.raw).ok()?;
        let arguments = self.request.span("arguments");
        Some(param_headers::expected_headers(&params, self.request.message.text(), arguments))
    }

    /// Returns a server's response and that server's era.
    pub(super) async fn send(
        self,
        source: &CatalogEntry,
        options: &CallOptions,
        pinned: Option<&Arc<Connection>>,
    ) -> Result<(Message, Era), RpcError> {
        let Self { gateway, exchange, request } = self;
        let timeouts = source.server.timeouts;
        // Legacy servers create no state, so this one is from an earlier run or invalid.
        let legacy = source.inventory.as_ref().is_some_and(|i| i.server_info.era == Era::Legacy);
        if legacy && exchange.caller.era == Era::Modern && request.raw("requestState").is_some() {
            return Err(to_modern_client::expired_state(request));
        }
        let acts = !repeatable::is_read_only(&request.message.method());
        let to_client_error = |e: CallError| e.to_rpc_error(&source.server.name, acts);
        let sent = source.upstream.call(exchange, request, options, pinned, timeouts).await;
        let (mut response, connection) = sent.map_err(to_client_error)?;
        let era = connection.server_info.era;
        if era == Era::Modern && exchange.caller.era == Era::Legacy {
            for _ in 0..limits::ROUNDS {
                let Some(required) = InputRequired::parse(&response) else { break };
                let again = required.resolve(exchange, request).await?;
                let rename = options.values.first().zip(again.span("name"));
                let values = rename
                    .map(|((_, value), span)| (span.clone(), value.clone()))
                    .into_iter()
                    .collect();
                let options = CallOptions { values, ..options.clone() };
                let sent = source.upstream.call(exchange, &again, &options, None, timeouts).await;
                (response, _) = sent.map_err(to_client_error)?;
            }
        }
        gateway.tasks.record(exchange, request, &response, &source.server.name, &connection);
        Ok((response, era))
    }

    /// Translates a server's response to the client's era.
    pub(super) fn translate(self, response: &Message, era: Era) -> RpcResponse {
        RpcResponse::translate(response, era, self.exchange.caller.era, self.request)
    }

    /// Creates a response from a result of the hub itself.
    pub(super) fn hub_response(self, result: &str) -> RpcResponse {
        let id = self.request.message.id().unwrap_or("null");
        RpcResponse::new(error::success(id, result))
    }
}
