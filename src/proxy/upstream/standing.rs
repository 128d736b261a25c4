//! The stream on which an HTTP server says what nobody asked for: a GET of the legacy era, a
//! `subscriptions/listen` of the modern one. Kept open as long as the wire lives.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;

use crate::protocol::error::{self, RpcError};
use crate::protocol::message::{Kind, Message};
use crate::protocol::sse::Decoder;
use crate::protocol::{Era, era};
use crate::proxy::limits;
use crate::proxy::upstream::http::{HttpWire, Shared};
use crate::proxy::upstream::link::{CallError, Outgoing, own_meta, own_request};

/// What the hub itself wants to hear of.
pub(super) const LIST_CHANGES: &str =
    r#"{"toolsListChanged":true,"promptsListChanged":true,"resourcesListChanged":true}"#;

impl HttpWire {
    /// Hears of `wanted` (a modern listen filter, raw) until the stream ends.
    pub(crate) async fn hear(&self, wanted: &str) {
        self.shared.listen_once(Era::Modern, era::MODERN, wanted).await;
    }

    /// Opens the stream on which a server says what nobody asked for, and keeps it open.
    pub(crate) fn listen(&self, era: Era, version: &str) {
        let shared = Arc::clone(&self.shared);
        let version = version.to_owned();
        tokio::spawn(async move {
            let ended = shared.ended.clone();
            let pause = Duration::from_secs(1);
            loop {
                let again = tokio::select! {
                    () = ended.cancelled() => return,
                    again = shared.listen_once(era, &version, LIST_CHANGES) => again,
                };
                if !again {
                    return;
                }
                tokio::select! {
                    () = ended.cancelled() => return,
                    () = tokio::time::sleep(pause) => {}
                }
            }
        });
    }
}

impl Shared {
    /// One standing stream, until it ends; says whether to open another.
    async fn listen_once(self: &Arc<Self>, era: Era, version: &str, wanted: &str) -> bool {
        let response = match era {
            Era::Legacy => self.get(version, None).await,
            Era::Modern => self.open_listen(wanted).await,
        };
        let Ok(response) = response else { return true };
        let kind = response.headers().get(http::header::CONTENT_TYPE);
        let streams = kind.is_some_and(|k| k.as_bytes().starts_with(b"text/event-stream"));
        if response.status() == StatusCode::NOT_FOUND && self.session.load().is_some() {
            return true;
        }
        if !response.status().is_success() || !streams {
            return false;
        }
        let mut body = response.into_body();
        let mut decoder = Decoder::new(limits::MESSAGE_BYTES);
        while let Some(Ok(frame)) = body.frame().await {
            let Some(chunk) = frame.data_ref() else { continue };
            decoder.feed(chunk);
            loop {
                match decoder.next() {
                    Ok(Some(event)) => self.take_standing(event.data, era, version),
                    Ok(None) => break,
                    Err(_) => return true,
                }
            }
        }
        true
    }

    fn take_standing(self: &Arc<Self>, data: Bytes, era: Era, version: &str) {
        let Ok(message) = Message::parse(data) else { return };
        match message.kind() {
            Kind::Notification => self.listener.heard(message),
            Kind::Request => {
                let id = message.id().unwrap_or("null").to_owned();
                let response = if message.method() == "ping" {
                    error::success(&id, "{}")
                } else {
                    RpcError::new(error::METHOD_NOT_FOUND, "the client cannot be asked here")
                        .response(Some(&id))
                };
                let (wire, version) = (HttpWire { shared: Arc::clone(self) }, version.to_owned());
                tokio::spawn(async move { wire.notify(response, era, &version).await });
            }
            Kind::Response => {}
        }
    }

    async fn open_listen(self: &Arc<Self>, wanted: &str) -> Result<Response<Incoming>, CallError> {
        let text = format!(
            r#"{{"jsonrpc":"2.0","id":0,"method":"subscriptions/listen","params":{{"notifications":{wanted}}}}}"#
        );
        let request = own_request(text)?;
        let outgoing = Outgoing {
            request: &request,
            values: Vec::new(),
            meta: Some(own_meta()),
            era: Era::Modern,
            version: era::MODERN,
            name: None,
            headers: Vec::new(),
            exchange: None,
        };
        let (id, _unused) = self.ids.register(None);
        self.ids.forget(id);
        let http = self.post(&outgoing, outgoing.bytes(id), None)?;
        self.send(http).await
    }
}
