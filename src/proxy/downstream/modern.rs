//! The modern era on HTTP: stateless requests that say everything in `_meta` and repeat what routes
//! them in headers (MCP 2026-07-28, basic/index and basic/transports/streamable-http).

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};

use crate::protocol::error::{self, RpcError};
use crate::protocol::message::Kind;
use crate::protocol::request::Request;
use crate::protocol::{Era, era, headers, json, meta};
use crate::proxy::Hub;
use crate::proxy::downstream::body::{self, Body};
use crate::proxy::downstream::http::{Door, refuse};
use crate::proxy::downstream::listen;
use crate::proxy::downstream::reply::{self, Voice};
use crate::proxy::downstream::session::LEVELS;
use crate::proxy::exchange::{Caller, Event, Exchange, Outbox};
use crate::proxy::router;

/// Answers a POST.
pub(crate) async fn post(
    hub: &Arc<Hub>,
    door: Door,
    headers: HeaderMap,
    request: Request,
) -> Response<Body> {
    if let Err(e) = check(&request, &headers) {
        return refuse(StatusCode::BAD_REQUEST, &e, request.message.id());
    }
    if request.message.kind() != Kind::Request {
        return body::empty(StatusCode::ACCEPTED);
    }
    let raw = |key: &str| request.meta(key).map(str::to_owned);
    let caller = Caller {
        era: Era::Modern,
        version: era::MODERN.to_owned(),
        capabilities: raw(meta::CLIENT_CAPABILITIES).unwrap_or_else(|| "{}".into()),
        client_info: raw(meta::CLIENT_INFO),
        target: door.target,
        principal: door.principal,
    };
    if request.message.method() == "subscriptions/listen" {
        return body::events(listen::subscription(hub, caller, &request));
    }
    let exchange = Exchange {
        caller: Arc::new(caller),
        headers: Arc::new(headers),
        outbox: Arc::new(Outbox::default()),
    };
    let level = request.meta_string(meta::LOG_LEVEL);
    let level = level.and_then(|level| LEVELS.iter().position(|l| *l == level));
    let outbox = Arc::clone(&exchange.outbox);
    let hub = Arc::clone(hub);
    let call = async move { Some(router::answer(&hub, &exchange, &request).await) };
    reply::reply(outbox, Box::pin(call), ModernVoice { level }).await
}

/// `_meta`, then the header against it, then the revision, then the other headers.
fn check(request: &Request, headers: &HeaderMap) -> Result<(), RpcError> {
    let notification = request.message.kind() != Kind::Request;
    let version = request.meta_string(meta::PROTOCOL_VERSION);
    if !notification {
        if !request.has_meta() {
            return Err(RpcError::params("`_meta` is missing"));
        }
        if version.is_none() {
            return Err(RpcError::params(format!("`_meta` lacks {}", meta::PROTOCOL_VERSION)));
        }
        let capabilities = request.meta(meta::CLIENT_CAPABILITIES).unwrap_or_default();
        if !capabilities.starts_with('{') {
            return Err(RpcError::params(format!("`_meta` lacks {}", meta::CLIENT_CAPABILITIES)));
        }
    }
    let said = header(headers, headers::PROTOCOL_VERSION)?;
    let said = said.ok_or_else(|| mismatch("MCP-Protocol-Version is missing"))?;
    if version.as_deref().is_some_and(|version| version != said) {
        return Err(mismatch("MCP-Protocol-Version differs from `_meta`"));
    }
    if said != era::MODERN {
        let supported: Vec<String> =
            [era::MODERN].iter().chain(&era::LEGACY).map(|v| json::quote(v)).collect();
        let data = format!(
            r#"{{"supported":[{}],"requested":{}}}"#,
            supported.join(","),
            json::quote(&said)
        );
        return Err(RpcError::new(error::UNSUPPORTED_VERSION, "Unsupported protocol version")
            .with_data(data));
    }
    check_names(request, headers)
}

fn check_names(request: &Request, headers: &HeaderMap) -> Result<(), RpcError> {
    let method = request.message.method();
    let said = header(headers, headers::METHOD)?;
    if said.ok_or_else(|| mismatch("Mcp-Method is missing"))? != method {
        return Err(mismatch("Mcp-Method differs from the body"));
    }
    let Some(name) = headers::named_by(&method).and_then(|member| request.string(member)) else {
        return Ok(());
    };
    let said = header(headers, headers::NAME)?;
    if said.ok_or_else(|| mismatch("Mcp-Name is missing"))? != name {
        return Err(mismatch("Mcp-Name differs from the body"));
    }
    Ok(())
}

fn header(headers: &HeaderMap, name: &str) -> Result<Option<String>, RpcError> {
    let Some(value) = headers.get(name) else { return Ok(None) };
    match headers::decode(value.as_bytes()) {
        Some(text) => Ok(Some(text.into_owned())),
        None => Err(mismatch(&format!("{name} is neither plain text nor valid Base64"))),
    }
}

fn mismatch(why: &str) -> RpcError {
    RpcError::new(error::HEADER_MISMATCH, format!("Header mismatch: {why}"))
}

struct ModernVoice {
    /// Index into [`LEVELS`]; without it no log message may be sent.
    level: Option<usize>,
}

impl Voice for ModernVoice {
    fn say(&mut self, event: Event) -> Option<Bytes> {
        let Event::Notification(message) = event else { return None };
        if message.method() != "notifications/message" {
            return Some(message.bytes().clone());
        }
        let text = message.text();
        let level = message.params_span().and_then(|p| json::get(text, p, "level"));
        let level = level.and_then(|span| json::string(text, &span));
        let level = level.and_then(|level| LEVELS.iter().position(|l| *l == level));
        (self.level.is_some() && level >= self.level).then(|| message.bytes().clone())
    }

    fn status(&self, code: i64) -> StatusCode {
        StatusCode::from_u16(error::modern_status(code)).unwrap_or(StatusCode::OK)
    }

    fn hangup_cancels(&self) -> bool {
        true
    }
}
