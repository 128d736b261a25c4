//! JSON-RPC batches, which MCP allowed up to 2025-03-26.

use std::sync::Arc;

use bytes::Bytes;
use http::HeaderMap;

use crate::protocol::error::{self, RpcError};
use crate::protocol::message::{self, Message};
use crate::protocol::request::Request;
use crate::proxy::Gateway;
use crate::proxy::downstream::event_encoder::LegacyEncoder;
use crate::proxy::downstream::legacy;
use crate::proxy::downstream::reply::deliver;
use crate::proxy::downstream::response_driver::Handled;
use crate::proxy::downstream::session::replay_buffer::MessageSink;
use crate::proxy::downstream::session::session::Session;
use crate::proxy::limits;

/// Handles the messages of a batch. Responses go to `sink` as soon as each is ready. Returns
/// whether there are any.
pub(crate) fn handle(
    gateway: &Arc<Gateway>,
    session: &Arc<Session>,
    headers: &HeaderMap,
    bytes: &Bytes,
    sink: MessageSink,
) -> bool {
    let messages = message::batch(bytes);
    let mut handled: Vec<(Handled<LegacyEncoder>, Option<String>)> = Vec::new();
    if messages.is_empty() || messages.len() > limits::BATCH {
        let text = format!("a batch must contain 1 to {} messages", limits::BATCH);
        let refusal = RpcError::new(error::INVALID_REQUEST, text);
        handled.push((Handled::Rejected(http::StatusCode::OK, refusal), None));
    } else {
        handled.extend(
            messages.into_iter().map(|message| handle_one(gateway, session, headers, message)),
        );
    }
    handled.retain(|(handled, _)| !matches!(handled, Handled::Accepted));
    let has_responses = !handled.is_empty();
    tokio::spawn(async move {
        let deliveries = handled.into_iter().map(|(handled, id)| deliver(handled, id, &sink));
        futures_util::future::join_all(deliveries).await;
    });
    has_responses
}

fn handle_one(
    gateway: &Arc<Gateway>,
    session: &Arc<Session>,
    headers: &HeaderMap,
    bytes: Bytes,
) -> (Handled<LegacyEncoder>, Option<String>) {
    let reject = |e: RpcError| Handled::Rejected(http::StatusCode::OK, e);
    match Message::parse(bytes) {
        Err(e) => (reject(e.into()), None),
        Ok(message) => {
            let id = message.id().map(str::to_owned);
            let handled = match Request::read(message) {
                Ok(request) => legacy::handle(gateway, session, headers.clone(), request),
                Err(e) => reject(e),
            };
            (handled, id)
        }
    }
}
