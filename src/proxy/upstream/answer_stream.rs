//! The response to a request over HTTP: one JSON body, or a stream of events with notifications and
//! questions before it, which is asked for again where it breaks off.

use std::sync::Arc;
use std::time::Duration;

use http::Response;
use hyper::body::Incoming;

use crate::protocol::Era;
use crate::protocol::error::{self, RpcError};
use crate::protocol::json;
use crate::protocol::message::{Kind, Message};
use crate::protocol::sse::TooLong;
use crate::proxy::exchange::{Ask, Event};
use crate::proxy::limits;
use crate::proxy::upstream::endpoint::challenge;
use crate::proxy::upstream::event_stream::{EventStream, is_event_stream};
use crate::proxy::upstream::http::{HttpWire, Shared};
use crate::proxy::upstream::http_client::collect;
use crate::proxy::upstream::link::{CallError, Outgoing};
use crate::proxy::upstream::pending::{Listening, with_value};

impl Shared {
    /// Reads the response to the request `id`, passing on what comes before it.
    pub(super) async fn answer(
        self: &Arc<Self>,
        response: Response<Incoming>,
        outgoing: &Outgoing<'_>,
        id: u64,
    ) -> Result<Message, CallError> {
        if let Some(needs_login) = challenge(&response) {
            return Err(needs_login);
        }
        if is_event_stream(&response) {
            return self.stream(response, outgoing, id).await;
        }
        let status = response.status();
        let body = collect(response.into_body()).await.map_err(CallError::Gone)?;
        match Message::parse(body.clone()) {
            Ok(message) if message.kind() == Kind::Response => Ok(message),
            _ if status.is_success() => {
                Err(CallError::Nonsense(format!("HTTP {status} without a JSON-RPC response")))
            }
            _ => Err(self.endpoint.refused(status, &body)),
        }
    }

    async fn stream(
        self: &Arc<Self>,
        response: Response<Incoming>,
        outgoing: &Outgoing<'_>,
        id: u64,
    ) -> Result<Message, CallError> {
        let mut events = EventStream::new(response.into_body());
        let mut resume = Resume { last: None, pause: Duration::from_secs(1) };
        for _ in 0..=limits::RESUMES {
            if let Some(answer) = self.read_stream(events, outgoing, id, &mut resume).await? {
                return Ok(answer);
            }
            let Some(last) = resume.last.clone().filter(|_| outgoing.era == Era::Legacy) else {
                break;
            };
            tokio::time::sleep(resume.pause).await;
            let response = self.get(outgoing.version, Some(&last)).await?;
            if !response.status().is_success() {
                break;
            }
            events = EventStream::new(response.into_body());
        }
        Err(CallError::Gone("the answer stream ended before the answer".into()))
    }

    /// Reads one stream until the response to `id`, or its end.
    async fn read_stream(
        self: &Arc<Self>,
        mut events: EventStream,
        outgoing: &Outgoing<'_>,
        id: u64,
        resume: &mut Resume,
    ) -> Result<Option<Message>, CallError> {
        let nonsense = |e: TooLong| CallError::Nonsense(e.to_string());
        while let Some(event) = events.next().await.map_err(nonsense)? {
            resume.take(event.id, event.retry_ms);
            let Ok(message) = Message::parse(event.data) else { continue };
            match message.kind() {
                Kind::Response if is_answer(&message, id) => return Ok(Some(message)),
                Kind::Response => {}
                Kind::Notification => self.pass_notification(message, outgoing.listening(), id),
                Kind::Request => self.pass_request(message, outgoing),
            }
        }
        Ok(None)
    }

    fn pass_notification(&self, message: Message, caller: Option<Listening>, id: u64) {
        let method = message.method();
        let for_all =
            method.ends_with("/list_changed") || method == "notifications/resources/updated";
        let Some(caller) = caller.filter(|_| !for_all) else {
            drop(method);
            return self.listener.heard(message);
        };
        let text = message.text();
        let token = message.params_span().filter(|_| method == "notifications/progress");
        let token = token.and_then(|p| json::get(text, p, "progressToken"));
        drop(method);
        match (token, caller.token) {
            (Some(span), Some(token)) if text[span.clone()] == id.to_string() => {
                if let Some(progress) = with_value(&message, span, &token) {
                    caller.outbox.push(Event::Notification(progress));
                }
            }
            (Some(_), _) => {}
            (None, _) => caller.outbox.push(Event::Notification(message)),
        }
    }

    /// A question on the stream of one call goes to that call's client.
    fn pass_request(self: &Arc<Self>, request: Message, outgoing: &Outgoing<'_>) {
        let id = request.id().unwrap_or("null").to_owned();
        let (reply, answer) = tokio::sync::oneshot::channel();
        if let Some(exchange) = outgoing.exchange.filter(|_| request.method() != "ping") {
            exchange.outbox.push(Event::Ask(Ask { request, reply }));
        } else if request.method() == "ping" {
            let pong = Message::parse(error::success(&id, "{}"));
            pong.ok().and_then(|pong| reply.send(pong).ok());
        }
        let (wire, era, version) =
            (HttpWire { shared: Arc::clone(self) }, outgoing.era, outgoing.version.to_owned());
        tokio::spawn(async move {
            let response = match answer.await {
                Ok(answer) => answer.bytes().clone(),
                Err(_) => RpcError::new(error::METHOD_NOT_FOUND, "the client cannot be asked")
                    .response(Some(&id)),
            };
            let _ = wire.notify(response, era, &version).await;
        });
    }
}

/// Where a broken answer stream goes on.
struct Resume {
    last: Option<String>,
    pause: Duration,
}

impl Resume {
    fn take(&mut self, id: Option<String>, retry_ms: Option<u64>) {
        self.last = id.or(self.last.take());
        if let Some(ms) = retry_ms {
            self.pause = Duration::from_millis(ms).min(limits::REQUEST);
        }
    }
}

/// Whether `message` answers the request `id`; an error may have no id.
fn is_answer(message: &Message, id: u64) -> bool {
    let said = message.id().map_or("null", |raw| raw.trim_matches('"'));
    said.parse() == Ok(id) || (said == "null" && message.error().is_some())
}
