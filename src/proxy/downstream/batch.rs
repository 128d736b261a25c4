//! JSON-RPC batches, which MCP allowed up to 2025-03-26.

use std::sync::Arc;

use bytes::Bytes;
use http::HeaderMap;

use crate::protocol::error::{self, RpcError};
use crate::protocol::message::{self, Message};
use crate::protocol::request::Request;
use crate::proxy::Hub;
use crate::proxy::downstream::legacy;
use crate::proxy::downstream::reply::deliver;
use crate::proxy::downstream::session::Session;
use crate::proxy::downstream::speech::Heard;
use crate::proxy::downstream::tape::Outlet;
use crate::proxy::downstream::voice::LegacyVoice;
use crate::proxy::limits;

/// Handles the messages of a batch. Responses go to `outlet` as soon as each is ready. Returns
/// whether there are any.
pub(crate) fn hear(
    hub: &Arc<Hub>,
    session: &Arc<Session>,
    headers: &HeaderMap,
    bytes: &Bytes,
    outlet: Outlet,
) -> bool {
    let messages = message::batch(bytes);
    let mut heard: Vec<(Heard<LegacyVoice>, Option<String>)> = Vec::new();
    if messages.is_empty() || messages.len() > limits::BATCH {
        let text = format!("a batch has 1 to {} messages", limits::BATCH);
        let refusal = RpcError::new(error::INVALID_REQUEST, text);
        heard.push((Heard::Refused(http::StatusCode::OK, refusal), None));
    } else {
        heard.extend(messages.into_iter().map(|one| hear_one(hub, session, headers, one)));
    }
    heard.retain(|(heard, _)| !matches!(heard, Heard::Taken));
    let any = !heard.is_empty();
    tokio::spawn(async move {
        let said = heard.into_iter().map(|(heard, id)| deliver(heard, id, &outlet));
        futures_util::future::join_all(said).await;
    });
    any
}

fn hear_one(
    hub: &Arc<Hub>,
    session: &Arc<Session>,
    headers: &HeaderMap,
    bytes: Bytes,
) -> (Heard<LegacyVoice>, Option<String>) {
    let refused = |e: RpcError| Heard::Refused(http::StatusCode::OK, e);
    match Message::parse(bytes) {
        Err(e) => (refused(e.into()), None),
        Ok(message) => {
            let id = message.id().map(str::to_owned);
            let heard = match Request::read(message) {
                Ok(request) => legacy::hear(hub, session, headers.clone(), request),
                Err(e) => refused(e),
            };
            (heard, id)
        }
    }
}
