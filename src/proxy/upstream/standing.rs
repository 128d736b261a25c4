//! The stream on which an HTTP server says what nobody asked for: a GET of the legacy era, a
//! `subscriptions/listen` of the modern one. Kept open as long as the wire lives.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Response, StatusCode};
use hyper::body::Incoming;

use crate::protocol::error::{self, RpcError};
use crate::protocol::message::{Kind, Message};
use crate::protocol::{Era, era};
use crate::proxy::upstream::event_stream::{EventStream, is_event_stream};
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
        if response.status() == StatusCode::NOT_FOUND && self.session.load().is_some() {
            return true;
        }
        if !is_event_stream(&response) {
            return false;
        }
        let mut events = EventStream::new(response.into_body());
        while let Ok(Some(event)) = events.next().await {
            self.take_standing(event.data, era, version);
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
