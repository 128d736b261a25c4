//! The server's requests to clients on one connection, until the client has responded. Their number
//! and duration are limited.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use parking_lot::Mutex;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use crate::protocol::error::{self, RpcError};
use crate::protocol::json;
use crate::protocol::message::Message;
use crate::protocol::request::{Forward, MetaEdit, Request};
use crate::proxy::exchange::exchange::{EventQueue, ServerRequest};
use crate::proxy::limits;
use crate::proxy::upstream::connection::pending::with_value;

/// Generates progress tokens: a client may have requests of several servers at once.
static TOKENS: AtomicU64 = AtomicU64::new(1);

/// The server requests of one connection without a response.
#[derive(Debug, Default)]
pub(in crate::proxy::upstream) struct Asks {
    /// By the server's own id, as raw JSON.
    waiting: Mutex<HashMap<String, Waiting>>,
}

#[derive(Clone, Debug)]
struct Waiting {
    /// Our progress token and the server's, as raw JSON, if it requested progress.
    tokens: Option<(String, String)>,
    cancelled: CancellationToken,
}

/// The error response if no client can handle the request.
pub(in crate::proxy::upstream) fn cannot_respond(id: Option<&str>) -> Bytes {
    RpcError::new(error::METHOD_NOT_FOUND, "the client cannot be asked").response(id)
}

impl Asks {
    /// Sends a server request to a client and waits. Returns the response for the server, or `None`
    /// if the server canceled the request.
    pub(in crate::proxy::upstream) async fn send_to_client(
        &self,
        request: Message,
        to: &EventQueue,
    ) -> Option<Bytes> {
        let id = request.id().unwrap_or("null").to_owned();
        let refuse = |text: &str| Some(RpcError::new(error::INTERNAL, text).response(Some(&id)));
        let (request, tokens) = with_own_token(request);
        let cancelled = CancellationToken::new();
        let Some(_waiting) = self.enter(&id, Waiting { tokens, cancelled: cancelled.clone() })
        else {
            return refuse("too many requests are waiting for clients");
        };
        let (reply, answer) = oneshot::channel();
        let _asked = to.ask(ServerRequest { request, reply });
        let answer = tokio::select! {
            answer = answer => answer,
            () = cancelled.cancelled() => return None,
            () = tokio::time::sleep(limits::SUSPENDED) => {
                return refuse("the client did not respond in time");
            }
        };
        Some(match answer {
            Ok(answer) => answer.bytes().clone(),
            Err(_) => cannot_respond(Some(&id)),
        })
    }

    /// Handles a cancellation by the server.
    pub(in crate::proxy::upstream) fn handle_cancellation(&self, cancelled: &Message) {
        let text = cancelled.text();
        let id = cancelled.params_span().and_then(|params| json::get(text, params, "requestId"));
        if let Some(waiting) = id.and_then(|id| self.waiting.lock().get(&text[id]).cloned()) {
            waiting.cancelled.cancel();
        }
    }

    /// Rewrites a client's progress to the server's token; returns `None` if the token belongs to
    /// another connection.
    pub(in crate::proxy::upstream) fn progress(&self, progress: &Message) -> Option<Bytes> {
        let text = progress.text();
        let span = json::get(text, progress.params_span()?, "progressToken")?;
        let said = &text[span.clone()];
        let theirs = self.waiting.lock().values().find_map(|waiting| {
            waiting.tokens.clone().filter(|(ours, _)| ours == said).map(|(_, theirs)| theirs)
        })?;
        Some(with_value(progress, span, &theirs)?.bytes().clone())
    }

    fn enter(&self, id: &str, waiting: Waiting) -> Option<Entered<'_>> {
        let mut all = self.waiting.lock();
        if all.len() >= limits::PENDING_SERVER_REQUESTS && !all.contains_key(id) {
            return None;
        }
        all.insert(id.to_owned(), waiting);
        Some(Entered { asks: self, id: id.to_owned() })
    }
}

/// A waiting request, removed on drop.
struct Entered<'a> {
    asks: &'a Asks,
    id: String,
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        self.asks.waiting.lock().remove(&self.id);
    }
}

/// Replaces the request's progress token with one of ours. Returns both tokens.
fn with_own_token(message: Message) -> (Message, Option<(String, String)>) {
    let Ok(request) = Request::read(message.clone()) else { return (message, None) };
    let Some(theirs) = request.progress_token().map(str::to_owned) else { return (message, None) };
    let ours = format!("\"mcphub-{}\"", TOKENS.fetch_add(1, Ordering::Relaxed));
    let bytes = request.forward(&Forward {
        id: None,
        progress_token: Some(&ours),
        values: &[],
        meta: MetaEdit::Keep,
    });
    match Message::parse(bytes) {
        Ok(message) => (message, Some((ours, theirs))),
        Err(_) => (message, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proxy::exchange::exchange::Event;

    fn message(text: &str) -> Message {
        Message::parse(Bytes::copy_from_slice(text.as_bytes())).unwrap()
    }

    const REQUEST: &str = r#"{"id":"q","method":"sampling/createMessage","params":{"_meta":{"progressToken":7},"x":1.50}}"#;

    fn next_ask(events: &EventQueue) -> ServerRequest {
        match events.try_next() {
            Some(Event::ServerRequest(ask)) => ask,
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn client_progress_has_the_servers_token() {
        let (asks, events) = (Asks::default(), EventQueue::default());
        let asking = asks.send_to_client(message(REQUEST), &events);
        let client = async {
            let ask = next_ask(&events);
            let request = Request::read(ask.request.clone()).unwrap();
            let token = request.progress_token().unwrap().to_owned();
            assert_eq!(ask.request.text(), REQUEST.replace(":7}", &format!(":{token}}}")));
            let progress = |token: &str| {
                let text = format!(
                    r#"{{"method":"notifications/progress","params":{{"progressToken":{token},"progress":1}}}}"#
                );
                asks.progress(&message(&text))
            };
            let theirs =
                r#"{"method":"notifications/progress","params":{"progressToken":7,"progress":1}}"#;
            assert_eq!(progress(&token).unwrap(), theirs);
            assert_eq!(progress("7"), None);
            ask.reply.send(message(r#"{"id":"q","result":{}}"#)).unwrap();
        };
        let (response, ()) = tokio::join!(asking, client);
        assert_eq!(response.unwrap(), r#"{"id":"q","result":{}}"#);
        assert!(asks.waiting.lock().is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn every_server_request_ends() {
        let (asks, events) = (Asks::default(), EventQueue::default());
        // The client cannot respond.
        let (response, ()) = tokio::join!(asks.send_to_client(message(REQUEST), &events), async {
            drop(next_ask(&events));
        });
        assert!(response.unwrap().ends_with(br#""message":"the client cannot be asked"}}"#));
        // The server cancels its request.
        let cancelled = r#"{"method":"notifications/cancelled","params":{"requestId":"q"}}"#;
        let (response, _ask) =
            tokio::join!(asks.send_to_client(message(REQUEST), &events), async {
                asks.handle_cancellation(&message(cancelled));
                next_ask(&events)
            });
        assert_eq!(response, None);
        // The client does not respond in time.
        let response = asks.send_to_client(message(REQUEST), &events).await;
        assert!(
            response.unwrap().ends_with(br#""message":"the client did not respond in time"}}"#)
        );
        assert!(asks.waiting.lock().is_empty() && !events.is_asking());
    }
}
