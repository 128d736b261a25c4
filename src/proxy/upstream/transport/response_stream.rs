//! Reads the response to a request over HTTP: one JSON body, or an SSE stream with notifications
//! and server requests before the response. A broken stream is resumed.

use std::sync::Arc;

use bytes::Bytes;
use http::{Response, StatusCode};

use crate::net::http_client::collect;
use crate::net::response_body::AnswerBody;
use crate::protocol::Era;
use crate::protocol::error;
use crate::protocol::framing::sse::{BYTE_ORDER_MARK, Decoder, TooLong};
use crate::protocol::json;
use crate::protocol::malformed;
use crate::protocol::malformed::Flawed;
use crate::protocol::message::{Kind, Malformed, Message, batch};
use crate::proxy::exchange::exchange::{Event, EventQueue};
use crate::proxy::limits;
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::connection::outgoing::Outgoing;
use crate::proxy::upstream::connection::pending::{Listening, with_value};
use crate::proxy::upstream::connection::server_requests::cannot_respond;
use crate::proxy::upstream::transport::event_stream::{EventStream, Resume, is_event_stream};
use crate::proxy::upstream::transport::rejection::Refusal;
use crate::proxy::upstream::transport::streamable_http::{HttpTransport, Shared};

impl Shared {
    /// Reads the response to the request `id` and forwards the messages before it.
    pub(in crate::proxy::upstream) async fn answer(
        self: &Arc<Self>,
        response: Response<AnswerBody>,
        outgoing: &Outgoing<'_>,
        id: u64,
    ) -> Result<Message, CallError> {
        if is_event_stream(&response) {
            // Boxed: most responses are not streams, and the future of every call would be as
            // large.
            return Box::pin(self.stream(response, outgoing, id)).await;
        }
        let (head, body) = response.into_parts();
        let body = collect(body, limits::MESSAGE_BYTES).await.map_err(CallError::Lost)?;
        let status = head.status;
        let refusal = || Refusal::of(&Response::from_parts(head, ()));
        if status == StatusCode::UNAUTHORIZED {
            return Err(refusal().error(&self.endpoint, &body));
        }
        let begins = if body.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        let text = body.slice(begins..);
        match Message::parse(text.clone()) {
            Ok(message) if message.kind() == Kind::Response => Ok(message),
            _ if status.is_success() => match self.odd_answer(&text, outgoing, id)? {
                Some(answer) => Ok(answer),
                None => Err(CallError::BadAnswer(refusal().invalid_response(&body))),
            },
            _ => Err(refusal().error(&self.endpoint, &body)),
        }
    }

    /// Returns the answer in a body that is not a message: a batch, or events with another content type.
    fn odd_answer(
        self: &Arc<Self>,
        body: &Bytes,
        outgoing: &Outgoing<'_>,
        id: u64,
    ) -> Result<Option<Message>, CallError> {
        if body.trim_ascii_start().starts_with(b"[") {
            return self.take(body, outgoing, id);
        }
        let mut events = Decoder::new(limits::MESSAGE_BYTES);
        events.feed(body);
        events.finish();
        while let Ok(Some(event)) = events.next() {
            let answer = self.take(&event.data, outgoing, id)?;
            if answer.is_some() {
                return Ok(answer);
            }
        }
        Ok(None)
    }

    async fn stream(
        self: &Arc<Self>,
        response: Response<AnswerBody>,
        outgoing: &Outgoing<'_>,
        id: u64,
    ) -> Result<Message, CallError> {
        let mut events = EventStream::new(response.into_body());
        let mut resume = Resume::default();
        let mut tries = 0;
        while tries <= limits::RESUMES {
            let before = resume.last.clone();
            if let Some(answer) = self.read_stream(events, outgoing, id, &mut resume).await? {
                return Ok(answer);
            }
            let Some(last) = resume.last.clone().filter(|_| outgoing.era == Era::Legacy) else {
                break;
            };
            // The server may close the stream any number of times if it sends an event in between.
            tries = if resume.last == before { tries + 1 } else { 1 };
            tokio::time::sleep(resume.pause).await;
            let Ok(response) = self.get(outgoing.version, Some(&last)).await else { break };
            if !is_event_stream(&response) {
                break;
            }
            events = EventStream::new(response.into_body());
        }
        Err(CallError::Lost("the stream ended before the response".into()))
    }

    /// Reads one stream until the response to `id` or the end of the stream.
    async fn read_stream(
        self: &Arc<Self>,
        mut events: EventStream,
        outgoing: &Outgoing<'_>,
        id: u64,
        resume: &mut Resume,
    ) -> Result<Option<Message>, CallError> {
        let nonsense = |e: TooLong| CallError::BadAnswer(e.to_string());
        while let Some(event) = events.next().await.map_err(nonsense)? {
            resume.note(&event);
            let answer = self.take(&event.data, outgoing, id)?;
            if answer.is_some() {
                return Ok(answer);
            }
        }
        Ok(None)
    }

    /// Takes one message, or a batch. Returns the response to `id`, if it is there.
    ///
    /// # Errors
    /// Fails if the response is there and cannot be read.
    fn take(
        self: &Arc<Self>,
        data: &Bytes,
        outgoing: &Outgoing<'_>,
        id: u64,
    ) -> Result<Option<Message>, CallError> {
        match Message::parse(data.clone()) {
            Ok(message) => Ok(self.take_message(message, outgoing, id)),
            Err(Malformed::Batch) => {
                let messages = batch(data).into_iter().filter_map(|one| Message::parse(one).ok());
                let taken = messages.map(|message| self.take_message(message, outgoing, id));
                Ok(taken.fold(None, Option::or))
            }
            Err(malformed) => match malformed::look(data) {
                Some(Flawed::Response(raw)) if malformed::number(&raw) == Some(id) => {
                    Err(CallError::BadAnswer(format!("its response is malformed: {malformed}")))
                }
                _ => Ok(None),
            },
        }
    }

    fn take_message(
        self: &Arc<Self>,
        message: Message,
        outgoing: &Outgoing<'_>,
        id: u64,
    ) -> Option<Message> {
        match message.kind() {
            Kind::Response if is_answer(&message, id) => return Some(message),
            Kind::Response => {}
            Kind::Notification => self.pass_notification(message, outgoing.listening(), id),
            Kind::Request => self.pass_request(message, outgoing),
        }
        None
    }

    fn pass_notification(&self, message: Message, caller: Option<Listening>, id: u64) {
        let method = message.method();
        if method == "notifications/cancelled" {
            return self.in_flight.asks.handle_cancellation(&message);
        }
        let for_all =
            method.ends_with("/list_changed") || method == "notifications/resources/updated";
        let Some(caller) = caller.filter(|_| !for_all) else {
            drop(method);
            return self.in_flight.listener.on_notification(message);
        };
        let text = message.text();
        let token = message.params_span().filter(|_| method == "notifications/progress");
        let token = token.and_then(|p| json::get(text, p, "progressToken"));
        drop(method);
        match (token, caller.token) {
            (Some(span), Some(token)) if text[span.clone()] == id.to_string() => {
                if let Some(progress) = with_value(&message, span, &token) {
                    caller.events.push(Event::Notification(progress));
                }
            }
            (Some(_), _) => {}
            (None, _) => caller.events.push(Event::Notification(message)),
        }
    }

    /// Sends a server request on the stream of a call to the client of that call.
    fn pass_request(self: &Arc<Self>, request: Message, outgoing: &Outgoing<'_>) {
        let to = if let Some(exchange) = outgoing.exchange {
            self.in_flight.checked_recipient(&request, &exchange.caller, &exchange.events)
        } else {
            // The call is a request of the hub itself.
            let inbox = self.in_flight.listener.inbox().cloned();
            inbox.ok_or_else(|| cannot_respond(request.id()))
        };
        self.put(request, to, outgoing.version);
    }

    /// Handles a server request: forwards it to the client in `to`, or sends the error response.
    pub(in crate::proxy::upstream) fn put(
        self: &Arc<Self>,
        request: Message,
        to: Result<Arc<EventQueue>, Bytes>,
        version: &str,
    ) {
        let transport = HttpTransport { shared: Arc::clone(self) };
        let now = match to {
            _ if request.method() == "ping" => error::success(request.id().unwrap_or("null"), "{}"),
            Err(refusal) => refusal,
            Ok(to) => {
                let version = version.to_owned();
                tokio::spawn(async move {
                    if let Some(response) =
                        transport.shared.in_flight.asks.send_to_client(request, &to).await
                    {
                        let _ = transport.notify(response, Era::Legacy, &version).await;
                    }
                });
                return;
            }
        };
        transport.notify_soon(now, Era::Legacy, version);
    }
}

/// Returns true if `message` is the response to the request `id`; an error may have a null id.
fn is_answer(message: &Message, id: u64) -> bool {
    let said = message.id().unwrap_or("null");
    malformed::number(said) == Some(id) || (said == "null" && message.error().is_some())
}
