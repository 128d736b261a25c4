//! The legacy HTTP+SSE transport (MCP 2024-11-05, basic/transports): one stream of events to the
//! client. The first event contains the URL for the client's POSTs.

use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request as HttpRequest, Response, StatusCode};
use parking_lot::RwLock;
use tokio::sync::mpsc;

use crate::protocol::error::{self, RpcError};
use crate::protocol::framing::sse::ENDPOINT;
use crate::proxy::Gateway;
use crate::proxy::downstream::ingress::{Ingress, refuse};
use crate::proxy::downstream::session::session::random_id;
use crate::proxy::downstream::transport::body;
use crate::proxy::downstream::transport::body::{Body, SseEvent};
use crate::proxy::downstream::transport::duplex_client::DuplexClient;
use crate::proxy::downstream::transport::streamable_http::{read_body, reject_unknown_target};
use crate::proxy::limits;

/// The clients of this transport, by the id in their POST URL.
#[derive(Default)]
pub(crate) struct Pipes {
    by_id: RwLock<HashMap<String, Arc<DuplexClient>>>,
}

impl Pipes {
    pub(crate) fn get(&self, id: &str) -> Option<Arc<DuplexClient>> {
        self.by_id.read().get(id).cloned()
    }

    /// Adds a client under a random id. Returns `None` if there are too many.
    fn add(&self, client: &Arc<DuplexClient>) -> Option<String> {
        let mut all = self.by_id.write();
        if all.len() >= limits::SSE_CLIENTS {
            return None;
        }
        let id = random_id()?;
        all.insert(id.clone(), Arc::clone(client));
        Some(id)
    }

    fn remove(&self, id: &str) {
        self.by_id.write().remove(id);
    }
}

/// Opens a client's stream. Its first event names the path `messages` as the URL for POSTs.
pub(crate) fn open(
    gateway: &Arc<Gateway>,
    pipes: &Arc<Pipes>,
    ingress: Ingress,
    messages: &str,
) -> Response<Body> {
    if let Some(refusal) = reject_unknown_target(gateway, &ingress) {
        return refusal;
    }
    let (sender, events) = mpsc::channel(limits::STREAM_QUEUE);
    let client = DuplexClient::open(gateway, ingress, sender.clone());
    let Some(id) = pipes.add(&client) else {
        let refusal = RpcError::new(error::SERVER_ERROR, "too many clients");
        return refuse(StatusCode::SERVICE_UNAVAILABLE, &refusal, None);
    };
    let url = Bytes::from(format!("{messages}?sessionId={id}"));
    // The channel is still empty.
    let _ = sender.try_send(SseEvent { id: None, kind: ENDPOINT, data: url });
    drop(sender);
    let (gateway, pipes) = (Arc::clone(gateway), Arc::clone(pipes));
    tokio::spawn(async move {
        tokio::select! {
            () = client.closed() => {}
            () = gateway.hub.credential_revoked(&client.ingress.identity) => {}
            () = async {
                gateway.hub.closes().await;
                client.idle().await;
            } => {}
        }
        pipes.remove(&id);
        client.close();
    });
    body::events(events)
}

/// Handles a POST from a client; responses arrive on its stream.
pub(crate) async fn post<B>(client: &Arc<DuplexClient>, request: HttpRequest<B>) -> Response<Body>
where
    B: hyper::body::Body<Data = Bytes> + Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let (parts, body) = request.into_parts();
    match read_body(&parts.headers, body).await {
        Ok(bytes) => {
            client.handle(bytes, parts.headers).await;
            body::empty(StatusCode::ACCEPTED)
        }
        Err(refusal) => *refusal,
    }
}
