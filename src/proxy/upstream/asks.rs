//! The questions of a server on one connection, from when they are put to a client until it has
//! answered. Each waits for a bounded time, and there are only so many.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use crate::protocol::error::{self, RpcError};
use crate::protocol::json;
use crate::protocol::message::Message;
use crate::protocol::request::{Forward, MetaEdit, Request};
use crate::proxy::exchange::{Ask, Outbox};
use crate::proxy::limits;
use crate::proxy::upstream::pending::with_value;

/// Numbers progress tokens: a client may be asked by many servers at once.
static TOKENS: AtomicU64 = AtomicU64::new(1);

/// What one connection's server has asked and not been answered yet.
#[derive(Debug, Default)]
pub(super) struct Asks {
    /// By the server's own raw id.
    waiting: Mutex<HashMap<String, Waiting>>,
}

#[derive(Clone, Debug)]
struct Waiting {
    /// Our raw progress token and the server's, where it wants to hear of progress.
    tokens: Option<(String, String)>,
    taken_back: CancellationToken,
}

/// The response to a question that nobody can answer.
pub(super) fn cannot(id: Option<&str>) -> Bytes {
    RpcError::new(error::METHOD_NOT_FOUND, "the client cannot be asked").response(id)
}

impl Asks {
    /// Puts a question to a client and waits: the response for the server, or `None` where it has
    /// taken the question back.
    pub(super) async fn put(&self, question: Message, to: &Outbox) -> Option<Bytes> {
        let id = question.id().unwrap_or("null").to_owned();
        let refuse = |text: &str| Some(RpcError::new(error::INTERNAL, text).response(Some(&id)));
        let (request, tokens) = with_own_token(question);
        let taken_back = CancellationToken::new();
        let Some(_waiting) = self.enter(&id, Waiting { tokens, taken_back: taken_back.clone() })
        else {
            return refuse("too many questions wait for an answer");
        };
        let (reply, answer) = oneshot::channel();
        let _asked = to.ask(Ask { request, reply });
        let answer = tokio::select! {
            answer = answer => answer,
            () = taken_back.cancelled() => return None,
            () = tokio::time::sleep(limits::PARKED) => {
                return refuse("the client did not answer in time");
            }
        };
        Some(match answer {
            Ok(answer) => answer.bytes().clone(),
            Err(_) => cannot(Some(&id)),
        })
    }

    /// The server no longer wants to know what the notification names.
    pub(super) fn take_back(&self, cancelled: &Message) {
        let text = cancelled.text();
        let id = cancelled.params_span().and_then(|params| json::get(text, params, "requestId"));
        if let Some(waiting) = id.and_then(|id| self.lock().get(&text[id]).cloned()) {
            waiting.taken_back.cancel();
        }
    }

    /// A client's progress on a question of this server, in the server's words; `None` where it is
    /// another's.
    pub(super) fn progress(&self, progress: &Message) -> Option<Bytes> {
        let text = progress.text();
        let span = json::get(text, progress.params_span()?, "progressToken")?;
        let said = &text[span.clone()];
        let theirs = self.lock().values().find_map(|waiting| {
            waiting.tokens.clone().filter(|(ours, _)| ours == said).map(|(_, theirs)| theirs)
        })?;
        Some(with_value(progress, span, &theirs)?.bytes().clone())
    }

    fn enter(&self, id: &str, waiting: Waiting) -> Option<Entered<'_>> {
        let mut all = self.lock();
        if all.len() >= limits::ASKS && !all.contains_key(id) {
            return None;
        }
        all.insert(id.to_owned(), waiting);
        Some(Entered { asks: self, id: id.to_owned() })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A question that waits, as long as it is kept.
struct Entered<'a> {
    asks: &'a Asks,
    id: String,
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        self.asks.lock().remove(&self.id);
    }
}

/// The question under a progress token of ours, and both tokens.
fn with_own_token(question: Message) -> (Message, Option<(String, String)>) {
    let Ok(request) = Request::read(question.clone()) else { return (question, None) };
    let Some(theirs) = request.progress_token().map(str::to_owned) else { return (question, None) };
    let ours = format!("\"mcphub-{}\"", TOKENS.fetch_add(1, Ordering::Relaxed));
    let bytes = request.forward(&Forward {
        id: None,
        progress_token: Some(&ours),
        values: &[],
        meta: MetaEdit::Keep,
    });
    match Message::parse(bytes) {
        Ok(message) => (message, Some((ours, theirs))),
        Err(_) => (question, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proxy::exchange::Event;

    fn message(text: &str) -> Message {
        Message::parse(Bytes::copy_from_slice(text.as_bytes())).unwrap()
    }

    const QUESTION: &str = r#"{"id":"q","method":"sampling/createMessage","params":{"_meta":{"progressToken":7},"x":1.50}}"#;

    fn asked(outbox: &Outbox) -> Ask {
        match outbox.try_next() {
            Some(Event::Ask(ask)) => ask,
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn progress_of_the_client_comes_back_under_the_servers_token() {
        let (asks, outbox) = (Asks::default(), Outbox::default());
        let asking = asks.put(message(QUESTION), &outbox);
        let client = async {
            let ask = asked(&outbox);
            let request = Request::read(ask.request.clone()).unwrap();
            let token = request.progress_token().unwrap().to_owned();
            assert_eq!(ask.request.text(), QUESTION.replace(":7}", &format!(":{token}}}")));
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
        assert!(asks.lock().is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn every_question_ends() {
        let (asks, outbox) = (Asks::default(), Outbox::default());
        // Nobody can be asked.
        let (response, ()) =
            tokio::join!(asks.put(message(QUESTION), &outbox), async { drop(asked(&outbox)) });
        assert!(response.unwrap().ends_with(br#""message":"the client cannot be asked"}}"#));
        // The server has thought better of it.
        let cancelled = r#"{"method":"notifications/cancelled","params":{"requestId":"q"}}"#;
        let (response, _ask) = tokio::join!(asks.put(message(QUESTION), &outbox), async {
            asks.take_back(&message(cancelled));
            asked(&outbox)
        });
        assert_eq!(response, None);
        // The client thinks for too long.
        let response = asks.put(message(QUESTION), &outbox).await;
        assert!(response.unwrap().ends_with(br#""message":"the client did not answer in time"}}"#));
        assert!(asks.lock().is_empty() && !outbox.is_asking());
    }
}
