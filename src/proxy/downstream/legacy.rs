//! The legacy era on HTTP: `initialize`, sessions, a standing stream (MCP 2025-11-25,
//! basic/lifecycle and basic/transports; older revisions the same way).

use std::sync::{Arc, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Response, StatusCode};

use crate::protocol::error::{self, RpcError};
use crate::protocol::message::Kind;
use crate::protocol::request::Request;
use crate::protocol::{Era, era, headers, json};
use crate::proxy::Hub;
use crate::proxy::answer::{Answer, Call};
use crate::proxy::downstream::body::{self, Body};
use crate::proxy::downstream::door::{Door, refuse};
use crate::proxy::downstream::listen;
use crate::proxy::downstream::reply::{self, Said, Voice};
use crate::proxy::downstream::session::Session;
use crate::proxy::exchange::{Ask, Caller, Event, Exchange, Outbox};
use crate::proxy::limits;
use crate::proxy::router;

/// Answers a POST.
pub(crate) async fn post(
    hub: &Arc<Hub>,
    door: Door,
    headers: HeaderMap,
    request: Request,
) -> Response<Body> {
    if request.message.method() == "initialize" && request.message.kind() == Kind::Request {
        return initialize(hub, door, headers, &request).await;
    }
    let session = match session(hub, &door, &headers, request.message.id()) {
        Ok(session) => session,
        Err(refusal) => return *refusal,
    };
    match request.message.kind() {
        Kind::Response => {
            session.answered(&request.message);
            body::empty(StatusCode::ACCEPTED)
        }
        Kind::Notification => {
            if request.message.method() == "notifications/cancelled"
                && let Some(id) = request.raw("requestId")
            {
                session.cancel(id);
            }
            body::empty(StatusCode::ACCEPTED)
        }
        Kind::Request => run(hub, session, headers, request).await,
    }
}

/// Opens the stream for what nobody asked for.
pub(crate) fn get(hub: &Arc<Hub>, door: &Door, headers: &HeaderMap) -> Response<Body> {
    let named = headers.get(headers::PROTOCOL_VERSION).and_then(|v| v.to_str().ok());
    if named.is_some_and(|version| !era::is_legacy(version)) {
        return body::empty(StatusCode::METHOD_NOT_ALLOWED);
    }
    let accept = headers.get(http::header::ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or("*/*");
    if !accept.contains("text/event-stream") && !accept.contains("*/*") {
        let refusal = RpcError::new(error::SERVER_ERROR, "Accept must allow text/event-stream");
        return refuse(StatusCode::NOT_ACCEPTABLE, &refusal, None);
    }
    match session(hub, door, headers, None) {
        Ok(session) => body::events(listen::standing(hub, session)),
        Err(refusal) => *refusal,
    }
}

/// Ends a session.
pub(crate) fn delete(hub: &Arc<Hub>, door: &Door, headers: &HeaderMap) -> Response<Body> {
    match session(hub, door, headers, None) {
        Ok(session) => {
            hub.sessions.close(&session);
            body::empty(StatusCode::NO_CONTENT)
        }
        Err(refusal) => *refusal,
    }
}

async fn initialize(
    hub: &Arc<Hub>,
    door: Door,
    headers: HeaderMap,
    request: &Request,
) -> Response<Body> {
    let id = request.message.id();
    let raw = |name: &str| request.raw(name).map(str::to_owned);
    let asked = request.string("protocolVersion");
    let caller = Caller {
        era: Era::Legacy,
        version: era::negotiate(asked.as_deref()).to_owned(),
        capabilities: raw("capabilities").unwrap_or_else(|| "{}".into()),
        client_info: raw("clientInfo"),
        target: door.target,
        principal: door.principal,
        session: None,
    };
    let exchange = Exchange {
        caller: Arc::new(caller.clone()),
        headers: Arc::new(headers),
        outbox: Arc::new(Outbox::default()),
        log_level: None,
    };
    let result = match router::initialize(hub, &exchange).await {
        Ok(result) => result,
        Err(e) => return body::json(StatusCode::OK, e.response(id)),
    };
    let Some(session) = hub.sessions.open(caller) else {
        let refusal = RpcError::new(error::SERVER_ERROR, "too many sessions");
        return refuse(StatusCode::SERVICE_UNAVAILABLE, &refusal, id);
    };
    let answer = error::success(id.unwrap_or("null"), &result);
    let mut response = body::json(StatusCode::OK, answer);
    if let Ok(value) = HeaderValue::from_str(&session.id) {
        response.headers_mut().insert(headers::SESSION_ID, value);
    }
    response
}

/// The session that the headers name; else the reply that says why not.
fn session(
    hub: &Hub,
    door: &Door,
    headers: &HeaderMap,
    id: Option<&str>,
) -> Result<Arc<Session>, Box<Response<Body>>> {
    let no = |status, code, text: &str| Box::new(refuse(status, &RpcError::new(code, text), id));
    let Some(named) = headers.get(headers::SESSION_ID).and_then(|v| v.to_str().ok()) else {
        let text = "Mcp-Session-Id is missing; begin with initialize";
        return Err(no(StatusCode::BAD_REQUEST, error::SERVER_ERROR, text));
    };
    let Some(session) = hub.sessions.get(named, &door.target, &door.principal) else {
        let text = "Session not found; begin again with initialize";
        return Err(no(StatusCode::NOT_FOUND, error::SESSION_NOT_FOUND, text));
    };
    session.touch();
    Ok(session)
}

async fn run(
    hub: &Arc<Hub>,
    session: Arc<Session>,
    headers: HeaderMap,
    request: Request,
) -> Response<Body> {
    let id = request.message.id().unwrap_or("null").to_owned();
    if request.message.method() == "logging/setLevel" {
        let level = request.string("level").unwrap_or_default();
        if !session.set_level(&level) {
            let refusal = RpcError::params(format!("there is no log level `{level}`"));
            return body::json(StatusCode::OK, refusal.response(Some(&id)));
        }
    }
    if let Some(answer) = subscriptions(hub, &session, &request, &id) {
        return body::json(StatusCode::OK, answer);
    }
    let Some(running) = session.begin(&id) else {
        let refusal =
            RpcError::new(error::SERVER_ERROR, "too many requests at once in this session");
        return refuse(StatusCode::TOO_MANY_REQUESTS, &refusal, Some(&id));
    };
    if request.message.method().ends_with("/list") {
        listen::note_lists(hub, &session);
    }
    let exchange = Exchange {
        caller: Arc::clone(&session.caller),
        headers: Arc::new(headers),
        outbox: Arc::new(Outbox::default()),
        log_level: Some(session.level().to_owned()),
    };
    let outbox = Arc::clone(&exchange.outbox);
    let hub = Arc::clone(hub);
    let call = async move {
        let cancel = running.cancel.clone();
        tokio::select! {
            biased;
            () = cancel.cancelled() => None,
            answer = router::answer(&hub, &exchange, &request) => Some::<Answer>(answer),
        }
    };
    reply::reply(outbox, Box::pin(call), LegacyVoice { session }).await
}

/// Answers `resources/subscribe` and `resources/unsubscribe`.
fn subscriptions(hub: &Hub, session: &Session, request: &Request, id: &str) -> Option<Bytes> {
    let method = request.message.method();
    let wants = match method.as_ref() {
        "resources/subscribe" => true,
        "resources/unsubscribe" => false,
        _ => return None,
    };
    let Some(uri) = request.string("uri") else {
        return Some(RpcError::params("`params.uri` must be a string").response(Some(id)));
    };
    let mut followed = session.subscriptions.lock().unwrap_or_else(PoisonError::into_inner);
    if !wants {
        followed.remove(uri.as_ref());
    } else if followed.len() >= limits::SUBSCRIPTIONS {
        return Some(RpcError::params("too many subscriptions").response(Some(id)));
    } else if let Some(subscription) = router::subscribe(hub, &session.caller, &uri) {
        followed.insert(uri.into_owned(), subscription);
    } else {
        let refusal =
            RpcError::new(error::RESOURCE_NOT_FOUND, "nobody offers updates of this resource");
        return Some(refusal.response(Some(id)));
    }
    Some(error::success(id, "{}"))
}

struct LegacyVoice {
    session: Arc<Session>,
}

impl Voice for LegacyVoice {
    fn say(&mut self, event: Event) -> Said {
        match event {
            Event::Notification(message) if message.method() == "notifications/message" => {
                let text = message.text();
                let level = message.params_span().and_then(|p| json::get(text, p, "level"));
                let level = level.and_then(|span| json::string(text, &span)).unwrap_or_default();
                if self.session.wants(&level) {
                    Said::Message(message.bytes().clone())
                } else {
                    Said::Nothing
                }
            }
            Event::Notification(message) => Said::Message(message.bytes().clone()),
            // Dropped, the server is told that nobody can be asked.
            Event::Ask(ask) if !self.session.caller.can_answer(&ask.request.method()) => {
                Said::Nothing
            }
            Event::Ask(ask) => Said::Message(self.session.ask(ask)),
        }
    }

    fn park(&mut self, _: Vec<Ask>, _: Call, _: Arc<Outbox>) -> Option<Answer> {
        None
    }

    fn status(&self, _: i64) -> StatusCode {
        StatusCode::OK
    }

    fn hangup_cancels(&self) -> bool {
        false
    }
}
