//! The response to a request over HTTP: one JSON body, or a stream of events with notifications and
//! questions before it, which is asked for again where it breaks off.

use std::sync::Arc;
use std::time::Duration;

use http::{Response, StatusCode};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;

use crate::protocol::Era;
use crate::protocol::error::{self, RpcError};
use crate::protocol::json;
use crate::protocol::message::{Kind, Message};
use crate::protocol::sse::Decoder;
use crate::proxy::exchange::{Ask, Event};
use crate::proxy::limits;
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
        let status = response.status();
        if status == StatusCode::UNAUTHORIZED {
            let challenge = response.headers().get(http::header::WWW_AUTHENTICATE);
            let challenge = challenge.and_then(|c| c.to_str().ok()).unwrap_or("HTTP 401");
            return Err(CallError::NeedsLogin(challenge.to_owned()));
        }
        let kind = response.headers().get(http::header::CONTENT_TYPE);
        let kind = kind.and_then(|k| k.to_str().ok()).unwrap_or_default().to_ascii_lowercase();
        if status.is_success() && kind.starts_with("text/event-stream") {
            return self.stream(response, outgoing, id).await;
        }
        let body = collect(response.into_body()).await.map_err(CallError::Gone)?;
        let message = Message::parse(body.clone());
        match message {
            Ok(message) if message.kind() == Kind::Response => Ok(message),
            _ if status.is_success() => {
                Err(CallError::Nonsense(format!("HTTP {status} without a JSON-RPC response")))
            }
            _ => {
                let text: String = String::from_utf8_lossy(&body).chars().take(200).collect();
                Err(CallError::Nonsense(format!("HTTP {status} from {}: {text}", self.place())))
            }
        }
    }

    async fn stream(
        self: &Arc<Self>,
        response: Response<Incoming>,
        outgoing: &Outgoing<'_>,
        id: u64,
    ) -> Result<Message, CallError> {
        let mut body = response.into_body();
        let mut resume = Resume { last: None, pause: Duration::from_secs(1) };
        for _ in 0..=limits::RESUMES {
            if let Some(answer) = self.read_stream(body, outgoing, id, &mut resume).await? {
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
            body = response.into_body();
        }
        Err(CallError::Gone("the answer stream ended before the answer".into()))
    }

    /// Reads one stream until the response to `id`, or its end.
    async fn read_stream(
        self: &Arc<Self>,
        mut body: Incoming,
        outgoing: &Outgoing<'_>,
        id: u64,
        resume: &mut Resume,
    ) -> Result<Option<Message>, CallError> {
        let mut decoder = Decoder::new(limits::MESSAGE_BYTES);
        loop {
            while let Some(event) =
                decoder.next().map_err(|e| CallError::Nonsense(e.to_string()))?
            {
                resume.take(event.id, event.retry_ms);
                let Ok(message) = Message::parse(event.data) else { continue };
                match message.kind() {
                    Kind::Response if is_answer(&message, id) => return Ok(Some(message)),
                    Kind::Response => {}
                    Kind::Notification => self.pass_notification(message, outgoing.listening(), id),
                    Kind::Request => self.pass_request(message, outgoing),
                }
            }
            match body.frame().await {
                Some(Ok(frame)) => {
                    if let Some(chunk) = frame.data_ref() {
                        decoder.feed(chunk);
                    }
                }
                Some(Err(_)) | None => return Ok(None),
            }
        }
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
