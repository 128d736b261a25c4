//! The MCP endpoint: one URL, both eras. Reads a request, tells the era, hands it on.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, Method, Request as HttpRequest, Response, StatusCode, header};
use http_body_util::{BodyExt as _, Limited};

use crate::protocol::error::{self, RpcError};
use crate::protocol::message::{Malformed, Message};
use crate::protocol::request::Request;
use crate::protocol::{era, headers, meta};
use crate::proxy::Hub;
use crate::proxy::downstream::body::{self, Body};
use crate::proxy::downstream::door::{Door, refuse};
use crate::proxy::downstream::{legacy, modern};
use crate::proxy::limits;
use crate::proxy::scope::Target;

/// Answers one HTTP request to an MCP endpoint. Access has been checked.
pub(crate) async fn serve<B>(hub: &Arc<Hub>, door: Door, request: HttpRequest<B>) -> Response<Body>
where
    B: hyper::body::Body<Data = Bytes> + Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let known = hub.catalog().resolve(&door.target).is_some();
    if !known {
        return refuse(
            StatusCode::NOT_FOUND,
            &RpcError::new(error::SERVER_ERROR, unknown(&door.target)),
            None,
        );
    }
    match *request.method() {
        Method::POST => post(hub, door, request).await,
        Method::GET => legacy::get(hub, &door, request.headers()),
        Method::DELETE => legacy::delete(hub, &door, request.headers()),
        _ => {
            let mut response = body::empty(StatusCode::METHOD_NOT_ALLOWED);
            let allowed = http::HeaderValue::from_static("GET, POST, DELETE");
            response.headers_mut().insert(header::ALLOW, allowed);
            response
        }
    }
}

fn unknown(target: &Target) -> String {
    match target {
        Target::All => "no server is configured".into(),
        Target::Named(name) => format!("there is no group or enabled server `{name}`"),
        Target::Direct(name) => format!("there is no enabled server `{name}`"),
    }
}

async fn post<B>(hub: &Arc<Hub>, door: Door, request: HttpRequest<B>) -> Response<Body>
where
    B: hyper::body::Body<Data = Bytes> + Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let (parts, body) = request.into_parts();
    if !is_json(&parts.headers) {
        let refusal = RpcError::new(error::SERVER_ERROR, "Content-Type must be application/json");
        return refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, &refusal, None);
    }
    if !accepts(&parts.headers) {
        let text = "Accept must allow application/json and text/event-stream";
        return refuse(StatusCode::NOT_ACCEPTABLE, &RpcError::new(error::SERVER_ERROR, text), None);
    }
    let Ok(whole) = Limited::new(body, limits::MESSAGE_BYTES).collect().await else {
        let text = format!("the body has more than {} bytes, or broke off", limits::MESSAGE_BYTES);
        let refusal = RpcError::new(error::INVALID_REQUEST, text);
        return refuse(StatusCode::PAYLOAD_TOO_LARGE, &refusal, None);
    };
    let message = match Message::parse(whole.to_bytes()) {
        Ok(message) => message,
        Err(e) => {
            let syntax = matches!(e, Malformed::Syntax(_));
            let code = if syntax { error::PARSE_ERROR } else { error::INVALID_REQUEST };
            return refuse(StatusCode::BAD_REQUEST, &RpcError::new(code, e.to_string()), None);
        }
    };
    let request = match Request::read(message.clone()) {
        Ok(request) => request,
        Err(e) => return refuse(StatusCode::BAD_REQUEST, &e, message.id()),
    };
    if is_modern(&request, &parts.headers) {
        modern::post(hub, door, parts.headers, request).await
    } else {
        legacy::post(hub, door, parts.headers, request).await
    }
}

/// A request is modern when its `_meta` names a revision, or its header names one without sessions.
fn is_modern(request: &Request, headers: &HeaderMap) -> bool {
    let named = headers.get(headers::PROTOCOL_VERSION).and_then(|v| v.to_str().ok());
    request.meta(meta::PROTOCOL_VERSION).is_some() || named.is_some_and(|v| !era::is_legacy(v))
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}

/// Clients must accept both forms; one that says nothing, or only one of them, is taken at its word
/// as long as it can read some answer of ours.
fn accepts(headers: &HeaderMap) -> bool {
    let mut said = headers.get_all(header::ACCEPT).iter().peekable();
    if said.peek().is_none() {
        return true;
    }
    said.filter_map(|v| v.to_str().ok()).any(|v| {
        let v = v.to_ascii_lowercase();
        ["application/json", "text/event-stream", "application/*", "*/*"]
            .iter()
            .any(|k| v.contains(k))
    })
}
