//! The legacy HTTP+SSE transport (MCP 2024-11-05, basic/transports): one stream of events to the
//! client. The first event contains the URL for the client's POSTs.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use bytes::Bytes;
use http::{Request as HttpRequest, Response, StatusCode};
use tokio::sync::mpsc;

use crate::protocol::error::{self, RpcError};
use crate::protocol::sse::ENDPOINT;
use crate::proxy::Hub;
use crate::proxy::downstream::body::{self, Body, Piece};
use crate::proxy::downstream::door::{Door, refuse};
use crate::proxy::downstream::http::{collect, unknown};
use crate::proxy::downstream::pipe::Pipe;
use crate::proxy::downstream::session::random_id;
use crate::proxy::limits;

/// The clients of this transport, by the id in their POST URL.
#[derive(Default)]
pub(crate) struct Pipes {
    by_id: RwLock<HashMap<String, Arc<Pipe>>>,
}

impl Pipes {
    pub(crate) fn get(&self, id: &str) -> Option<Arc<Pipe>> {
        self.by_id.read().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }

    /// Adds a client under a random id. Returns `None` if there are too many.
    fn add(&self, pipe: &Arc<Pipe>) -> Option<String> {
        let mut all = self.by_id.write().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= limits::PIPES {
            return None;
        }
        let id = random_id()?;
        all.insert(id.clone(), Arc::clone(pipe));
        Some(id)
    }

    fn remove(&self, id: &str) {
        self.by_id.write().unwrap_or_else(PoisonError::into_inner).remove(id);
    }
}

/// Opens a client's stream. Its first event names the path `messages` as the URL for POSTs.
pub(crate) fn open(
    hub: &Arc<Hub>,
    pipes: &Arc<Pipes>,
    door: Door,
    messages: &str,
) -> Response<Body> {
    if let Some(refusal) = unknown(hub, &door) {
        return refusal;
    }
    let (live, pieces) = mpsc::channel(limits::STREAM_QUEUE);
    let pipe = Pipe::open(hub, door, live.clone());
    let Some(id) = pipes.add(&pipe) else {
        let refusal = RpcError::new(error::SERVER_ERROR, "too many clients");
        return refuse(StatusCode::SERVICE_UNAVAILABLE, &refusal, None);
    };
    let place = Bytes::from(format!("{messages}?sessionId={id}"));
    // The channel is still empty.
    let _ = live.try_send(Piece { id: None, kind: ENDPOINT, data: place });
    drop(live);
    let (hub, pipes) = (Arc::clone(hub), Arc::clone(pipes));
    tokio::spawn(async move {
        tokio::select! {
            () = pipe.gone() => {}
            () = hub.turns_away(&pipe.door.identity) => {}
            () = async {
                hub.closes().await;
                pipe.idle().await;
            } => {}
        }
        pipes.remove(&id);
        pipe.close();
    });
    body::events(pieces)
}

/// Handles a POST from a client; responses arrive on its stream.
pub(crate) async fn post<B>(pipe: &Arc<Pipe>, request: HttpRequest<B>) -> Response<Body>
where
    B: hyper::body::Body<Data = Bytes> + Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let (parts, body) = request.into_parts();
    match collect(&parts.headers, body).await {
        Ok(bytes) => {
            pipe.hear(bytes, parts.headers).await;
            body::empty(StatusCode::ACCEPTED)
        }
        Err(refusal) => *refusal,
    }
}
