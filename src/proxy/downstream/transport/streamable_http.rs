//! The MCP endpoint for streamable HTTP: one URL for both eras. Reads a request, determines its era
//! and dispatches it.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Request as HttpRequest, Response, StatusCode, header};
use http_body_util::{BodyExt as _, Limited};
use tokio::sync::mpsc;

use crate::protocol::error::{self, RpcError};
use crate::protocol::message::{Kind, Malformed, Message};
use crate::protocol::request::Request;
use crate::protocol::{Era, era, headers};
use crate::proxy::Gateway;
use crate::proxy::catalog::scope::Target;
use crate::proxy::downstream::ingress::{Ingress, refuse};
use crate::proxy::downstream::reply::reply;
use crate::proxy::downstream::session::listen;
use crate::proxy::downstream::session::replay_buffer::MessageSink;
use crate::proxy::downstream::session::session::Session;
use crate::proxy::downstream::transport::batch;
use crate::proxy::downstream::transport::body;
use crate::proxy::downstream::transport::body::{Body, Stalled};
use crate::proxy::downstream::{legacy, modern};
use crate::proxy::exchange::capabilities::Capabilities;
use crate::proxy::exchange::exchange::Caller;
use crate::proxy::limits;
use crate::proxy::token_scope;

/// Handles one authorized HTTP request to an MCP endpoint. `silence` completes once the client may
/// be about to time out.
pub(crate) async fn serve<B>(
    gateway: &Arc<Gateway>,
    ingress: Ingress,
    request: HttpRequest<B>,
    silence: impl Future<Output = ()>,
) -> Response<Body>
where
    B: hyper::body::Body<Data = Bytes> + Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    if let Some(refusal) = reject_unknown_target(gateway, &ingress) {
        return refusal;
    }
    match *request.method() {
        Method::POST => post(gateway, ingress, request, silence).await,
        Method::GET => get(gateway, ingress, request.headers()),
        Method::DELETE => delete(gateway, ingress, request.headers()),
        _ => not_allowed("GET, POST, DELETE"),
    }
}

/// Returns 404 if the target does not exist.
pub(crate) fn reject_unknown_target(
    gateway: &Gateway,
    ingress: &Ingress,
) -> Option<Response<Body>> {
    if gateway.hub.catalog().resolve(&ingress.target, ingress.identity.viewer.as_ref()).is_some() {
        return None;
    }
    let text = match &ingress.target {
        Target::All => "no server is configured".into(),
        Target::Named(name) => format!("there is no group or enabled server `{name}`"),
        Target::Direct(name) => format!("there is no enabled server `{name}`"),
        Target::Tools(name) => format!("there is no group `{name}`"),
    };
    let refusal = RpcError::new(error::SERVER_ERROR, text);
    Some(refuse(StatusCode::NOT_FOUND, &refusal, None))
}

/// Returns 405 with the allowed methods.
pub(crate) fn not_allowed(methods: &'static str) -> Response<Body> {
    let mut response = body::empty(StatusCode::METHOD_NOT_ALLOWED);
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static(methods));
    response
}

async fn post<B>(
    gateway: &Arc<Gateway>,
    ingress: Ingress,
    request: HttpRequest<B>,
    silence: impl Future<Output = ()>,
) -> Response<Body>
where
    B: hyper::body::Body<Data = Bytes> + Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let (parts, body) = request.into_parts();
    let Some(accepted) = AcceptedFormat::read(&parts.headers) else {
        let text = "Accept must allow application/json and text/event-stream";
        return refuse(StatusCode::NOT_ACCEPTABLE, &RpcError::new(error::SERVER_ERROR, text), None);
    };
    let silence = async {
        if accepted == AcceptedFormat::Json {
            std::future::pending::<()>().await;
        }
        silence.await;
    };
    let bytes = match read_body(&parts.headers, body).await {
        Ok(bytes) => bytes,
        Err(refusal) => return *refusal,
    };
    let message = match Message::parse(bytes.clone()) {
        Ok(message) => message,
        Err(Malformed::Batch) => return post_batch(gateway, ingress, &parts.headers, &bytes),
        Err(e) => {
            return refuse(StatusCode::BAD_REQUEST, &e.into(), None);
        }
    };
    let request = match Request::read(message.clone()) {
        Ok(request) => request,
        Err(e) => return refuse(StatusCode::BAD_REQUEST, &e, message.id()),
    };
    let (target, identity) = (&ingress.target, &ingress.identity);
    if let Some(refusal) = token_scope::refuse(&gateway.hub, target, identity, &request) {
        return refusal;
    }
    if let Err(e) = gateway.hub.hops.check_header(&parts.headers)
        && request.message.kind() == Kind::Request
    {
        return refuse(StatusCode::OK, &e, message.id());
    }
    let is_initialize =
        request.message.method() == "initialize" && request.message.kind() == Kind::Request;
    let is_modern = modern::is_modern(&request);
    let version = version_in(&parts.headers);
    if !is_modern
        && let Some(version) = version.filter(|version| !is_supported(version))
        // `initialize` negotiates the version, so any version in the header is accepted.
        && !is_initialize
    {
        return refuse(
            StatusCode::BAD_REQUEST,
            &modern::unsupported_version(version),
            message.id(),
        );
    }
    if is_modern || version == Some(era::MODERN) {
        if let Err(e) = modern::check(&request, Some(&parts.headers)) {
            return refuse(StatusCode::BAD_REQUEST, &e, message.id());
        }
        let handled = modern::handle(gateway, ingress, parts.headers, request);
        return reply(handled, message.id(), None, silence).await;
    }
    if is_initialize {
        // Boxed: it is rare.
        return Box::pin(initialize(gateway, ingress, parts.headers, &request)).await;
    }
    match session(gateway, ingress, &parts.headers, message.id()) {
        Ok(session) => {
            let handled = legacy::handle(gateway, &session, parts.headers, request);
            reply(handled, message.id(), Some(&session), silence).await
        }
        Err(refusal) => *refusal,
    }
}

/// Reads the whole JSON body of a POST. Fails with the reply for the client.
pub(crate) async fn read_body<B>(headers: &HeaderMap, body: B) -> Result<Bytes, Box<Response<Body>>>
where
    B: hyper::body::Body<Data = Bytes> + Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    if !is_json(headers) {
        let refusal = RpcError::new(error::SERVER_ERROR, "Content-Type must be application/json");
        return Err(Box::new(refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, &refusal, None)));
    }
    let body = Limited::new(body, limits::MESSAGE_BYTES).collect().await;
    let body = body.map(http_body_util::Collected::to_bytes);
    body.map(strip_byte_order_mark).map_err(|e| {
        if Stalled::is_behind(e.as_ref()) {
            let refusal = RpcError::new(error::INVALID_REQUEST, Stalled.to_string());
            return Box::new(refuse(StatusCode::REQUEST_TIMEOUT, &refusal, None));
        }
        let limit = limits::MESSAGE_BYTES;
        let text = format!("the body exceeds {limit} bytes or is incomplete");
        let refusal = RpcError::new(error::INVALID_REQUEST, text);
        Box::new(refuse(StatusCode::PAYLOAD_TOO_LARGE, &refusal, None))
    })
}

/// Strips the UTF-8 byte order mark that some programs send.
fn strip_byte_order_mark(body: Bytes) -> Bytes {
    if body.starts_with(b"\xef\xbb\xbf") { body.slice(3..) } else { body }
}

async fn initialize(
    gateway: &Arc<Gateway>,
    ingress: Ingress,
    headers: HeaderMap,
    request: &Request,
) -> Response<Body> {
    match legacy::initialize(gateway, ingress, headers, request, false).await {
        Ok((session, answer)) => {
            let mut response = body::json(StatusCode::OK, answer);
            if let Ok(value) = HeaderValue::from_str(&session.id) {
                response.headers_mut().insert(headers::SESSION_ID, value);
            }
            response
        }
        Err((status, e)) => refuse(status, &e, request.message.id()),
    }
}

/// Opens the standing stream of a session, or resumes a lost stream.
fn get(gateway: &Arc<Gateway>, ingress: Ingress, headers: &HeaderMap) -> Response<Body> {
    let version = version_in(headers);
    if let Some(version) = version.filter(|version| !is_supported(version)) {
        return refuse(StatusCode::BAD_REQUEST, &modern::unsupported_version(version), None);
    }
    if version == Some(era::MODERN) {
        return not_allowed("POST");
    }
    let accept = headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).unwrap_or("*/*");
    if !accept.contains("text/event-stream") && !accept.contains("*/*") {
        let refusal = RpcError::new(error::SERVER_ERROR, "Accept must allow text/event-stream");
        return refuse(StatusCode::NOT_ACCEPTABLE, &refusal, None);
    }
    match session(gateway, ingress, headers, None) {
        Ok(session) => {
            let last = headers.get(headers::LAST_EVENT_ID).and_then(|v| v.to_str().ok());
            let rest = last.and_then(|event| session.replay_buffers.resume(event));
            body::events(rest.unwrap_or_else(|| listen::attach(gateway, &session)))
        }
        Err(refusal) => *refusal,
    }
}

/// Ends a session.
fn delete(gateway: &Arc<Gateway>, ingress: Ingress, headers: &HeaderMap) -> Response<Body> {
    match session(gateway, ingress, headers, None) {
        Ok(session) => {
            gateway.sessions.close(&session);
            body::empty(StatusCode::NO_CONTENT)
        }
        Err(refusal) => *refusal,
    }
}

/// Returns the session that the headers name, or the reply that rejects the request.
fn session(
    gateway: &Gateway,
    ingress: Ingress,
    headers: &HeaderMap,
    id: Option<&str>,
) -> Result<Arc<Session>, Box<Response<Body>>> {
    let reject =
        |status, code, text: &str| Box::new(refuse(status, &RpcError::new(code, text), id));
    let Some(id_header) = headers.get(headers::SESSION_ID).and_then(|v| v.to_str().ok()) else {
        let text = "Mcp-Session-Id is missing; start with initialize";
        return Err(reject(StatusCode::BAD_REQUEST, error::SERVER_ERROR, text));
    };
    let known = gateway.sessions.get(id_header, &ingress.target, &ingress.identity);
    let Some(session) = known.or_else(|| rebuild(gateway, id_header, ingress, headers)) else {
        let text = "Session not found; start again with initialize";
        return Err(reject(StatusCode::NOT_FOUND, error::SESSION_NOT_FOUND, text));
    };
    session.mark_used();
    Ok(session)
}

/// Recreates a session of an earlier run under its old id, if the settings allow it. The client's
/// capabilities are unknown, so it is treated as having none. Source: MCPHub's
/// `enableSessionRebuild`.
fn rebuild(
    gateway: &Gateway,
    id: &str,
    ingress: Ingress,
    headers: &HeaderMap,
) -> Option<Arc<Session>> {
    if !gateway.hub.catalog().settings.system.enable_session_rebuild {
        return None;
    }
    let caller = Caller {
        era: Era::Legacy,
        version: era::negotiate(version_in(headers)).to_owned(),
        capabilities: Capabilities::new(None),
        client_info: None,
        target: ingress.target,
        identity: ingress.identity,
        peer: ingress.peer,
        session: None,
    };
    gateway.sessions.rebuild(id, caller)
}

/// Handles several messages in one body, which only 2025-03-26 allows. Responses are sent as soon
/// as they are ready.
fn post_batch(
    gateway: &Arc<Gateway>,
    ingress: Ingress,
    headers: &HeaderMap,
    bytes: &Bytes,
) -> Response<Body> {
    let session = match session(gateway, ingress, headers, None) {
        Ok(session) => session,
        Err(refusal) => return *refusal,
    };
    if !era::has_batches(&session.caller.version) {
        return refuse(StatusCode::BAD_REQUEST, &Malformed::Batch.into(), None);
    }
    let (sender, events) = mpsc::channel(limits::STREAM_QUEUE);
    if batch::handle(gateway, &session, headers, bytes, MessageSink::Direct(sender)) {
        body::events(events)
    } else {
        body::empty(StatusCode::ACCEPTED)
    }
}

/// Returns the revision that the headers name. A modern request may name it in `_meta` instead.
fn version_in(headers: &HeaderMap) -> Option<&str> {
    headers.get(headers::PROTOCOL_VERSION).and_then(|v| v.to_str().ok())
}

fn is_supported(version: &str) -> bool {
    version == era::MODERN || era::is_legacy(version)
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}

/// The response formats that a client accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AcceptedFormat {
    /// Both: the client names event streams.
    Streams,
    /// JSON only.
    Json,
}

impl AcceptedFormat {
    /// Parses `Accept`. MCP requires both formats, but a client without the header or with only one
    /// format is served as long as it accepts one. Returns `None` if it accepts neither.
    fn read(headers: &HeaderMap) -> Option<Self> {
        match headers.get(header::ACCEPT) {
            None => return Some(Self::Json),
            // Nearly all clients send this text.
            Some(value) if value == "application/json, text/event-stream" => {
                return Some(Self::Streams);
            }
            Some(_) => {}
        }
        let values = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
        let mut accepted = None;
        for kind in values.flat_map(|value| value.split([',', ';'])).map(str::trim) {
            if kind.eq_ignore_ascii_case("text/event-stream") {
                return Some(Self::Streams);
            }
            let json = ["application/json", "application/*", "*/*"];
            if json.iter().any(|json| kind.eq_ignore_ascii_case(json)) {
                accepted = Some(Self::Json);
            }
        }
        accepted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accept_header_selects_the_response_format() {
        let read = |lines: &[&str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(header::ACCEPT, line.parse().unwrap());
            }
            AcceptedFormat::read(&headers)
        };
        let (streams, json) = (Some(AcceptedFormat::Streams), Some(AcceptedFormat::Json));
        assert_eq!(read(&["application/json, text/event-stream"]), streams);
        assert_eq!(read(&["application/json", "Text/Event-Stream;q=0.9"]), streams);
        assert_eq!(read(&["*/*"]), json);
        assert_eq!(read(&["application/json"]), json);
        assert_eq!(read(&[]), json);
        assert_eq!(read(&["text/html"]), None);
    }
}
