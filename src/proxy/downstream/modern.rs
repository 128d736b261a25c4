//! The modern era: stateless requests that carry everything in `_meta` and, over HTTP, repeat the
//! routing fields in headers (MCP 2026-07-28, basic/index and basic/transports).

use std::sync::Arc;

use http::{HeaderMap, HeaderName, StatusCode};

use crate::protocol::error::{self, RpcError};
use crate::protocol::message::Kind;
use crate::protocol::request::Request;
use crate::protocol::{Era, era, headers, json, meta};
use crate::proxy::Gateway;
use crate::proxy::downstream::event_encoder::ModernEncoder;
use crate::proxy::downstream::ingress::Ingress;
use crate::proxy::downstream::response_driver::{Handled, ResponseDriver};
use crate::proxy::downstream::session::listen;
use crate::proxy::exchange::capabilities::Capabilities;
use crate::proxy::exchange::exchange::{Caller, EventQueue, Exchange};
use crate::proxy::exchange::response::RpcResponse;
use crate::proxy::mrtr::to_modern_client::{self, Resume, SuspendedCall};
use crate::proxy::router;

/// Whether the `_meta` of a message declares the modern era.
pub(crate) fn is_modern(request: &Request) -> bool {
    request.meta(meta::PROTOCOL_VERSION).is_some()
}

/// Handles a message that passed [`check`].
pub(crate) fn handle(
    gateway: &Arc<Gateway>,
    ingress: Ingress,
    headers: HeaderMap,
    request: Request,
) -> Handled<ModernEncoder> {
    if request.message.kind() != Kind::Request {
        return Handled::Accepted;
    }
    if let Err(e) =
        gateway.hub.hops.may_start().and_then(|()| gateway.hub.hops.check_meta(&request))
    {
        return Handled::Rejected(StatusCode::OK, e);
    }
    let (capabilities, client_info) =
        (request.meta(meta::CLIENT_CAPABILITIES), request.meta(meta::CLIENT_INFO));
    if let Err(e) = Capabilities::check_size(capabilities, client_info) {
        return Handled::Rejected(StatusCode::BAD_REQUEST, e);
    }
    let caller = Caller {
        era: Era::Modern,
        version: era::MODERN.to_owned(),
        capabilities: Capabilities::new(capabilities),
        client_info: client_info.map(str::to_owned),
        target: ingress.target,
        identity: ingress.identity,
        peer: ingress.peer,
        session: None,
    };
    if request.message.method() == "subscriptions/listen" {
        return Handled::Subscribed(listen::open_subscription(gateway, caller, &request));
    }
    gateway.audience.note(&caller);
    let caller = Arc::new(caller);
    match gateway.suspended.resume(&caller.identity.principal, &request) {
        Resume::Rejected(e) => return Handled::Rejected(StatusCode::OK, e),
        Resume::StillMissing(asks) => {
            let id = request.message.id().unwrap_or("null");
            return Handled::Response(RpcResponse::new(error::success(id, &asks)));
        }
        Resume::Continues(suspended) => {
            return Handled::InProgress(resume(gateway, &caller, &request, suspended));
        }
        Resume::AfterLogin => {
            let request = match request.without(&["requestState", "inputResponses"]) {
                Ok(request) => request,
                Err(e) => return Handled::Rejected(StatusCode::OK, e),
            };
            return run(gateway, caller, headers, request, true);
        }
        Resume::NotOurs => {}
    }
    run(gateway, caller, headers, request, false)
}

/// Runs a request; if it comes `after_login`, it waits for the end of that login.
fn run(
    gateway: &Arc<Gateway>,
    caller: Arc<Caller>,
    headers: HeaderMap,
    request: Request,
    after_login: bool,
) -> Handled<ModernEncoder> {
    let exchange = Exchange {
        caller,
        headers: Arc::new(headers),
        events: Arc::new(EventQueue::default()),
        log_level: request.meta_string(meta::LOG_LEVEL).map(std::borrow::Cow::into_owned),
    };
    let events = Arc::clone(&exchange.events);
    let encoder = ModernEncoder::new(gateway, &exchange.caller, &request);
    let gateway = Arc::clone(gateway);
    let call = async move {
        Some(if after_login {
            router::handle_after_login(&gateway, &exchange, &request).await
        } else {
            router::handle(&gateway, &exchange, &request).await
        })
    };
    Handled::InProgress(Box::new(ResponseDriver::new(events, Box::pin(call), encoder)))
}

/// Resumes a suspended call with the client's responses.
fn resume(
    gateway: &Arc<Gateway>,
    caller: &Arc<Caller>,
    request: &Request,
    suspended: SuspendedCall,
) -> Box<ResponseDriver<ModernEncoder>> {
    let encoder = ModernEncoder::new(gateway, caller, request);
    let id = request.message.id().unwrap_or("null").to_owned();
    let call = async move {
        let answer = suspended.call.await?;
        let code = answer.code;
        Some(RpcResponse {
            parts: vec![to_modern_client::with_id_of_retry(answer.into_bytes(), &id)],
            code,
        })
    };
    Box::new(ResponseDriver::new(suspended.events, Box::pin(call), encoder))
}

/// Checks `_meta`, the header against it, the revision, then the other headers. Without HTTP there
/// are no headers and `_meta` is enough.
pub(crate) fn check(request: &Request, headers: Option<&HeaderMap>) -> Result<(), RpcError> {
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
    let declared = match headers {
        Some(headers) => decode_header(headers, &headers::PROTOCOL_VERSION)?
            .ok_or_else(|| mismatch("MCP-Protocol-Version is missing"))?,
        None => version.as_deref().unwrap_or(era::MODERN).to_owned(),
    };
    if version.as_deref().is_some_and(|version| version != declared) {
        return Err(mismatch("MCP-Protocol-Version differs from `_meta`"));
    }
    if declared != era::MODERN {
        return Err(unsupported_version(&declared));
    }
    headers.map_or(Ok(()), |headers| check_names(request, headers))
}

/// Returns the error for an unsupported revision; it lists the supported ones.
pub(super) fn unsupported_version(version: &str) -> RpcError {
    let known: Vec<&str> = [era::MODERN].into_iter().chain(era::LEGACY).collect();
    let supported: Vec<String> = known.iter().map(|v| json::quote(v)).collect();
    let data = format!(
        r#"{{"supported":[{}],"requested":{}}}"#,
        supported.join(","),
        json::quote(version)
    );
    let text = format!("Unsupported protocol version; supported are {}", known.join(", "));
    RpcError::new(error::UNSUPPORTED_VERSION, text).with_data(data)
}

fn check_names(request: &Request, headers: &HeaderMap) -> Result<(), RpcError> {
    let method = request.message.method();
    let value = decode_header(headers, &headers::METHOD)?;
    if value.ok_or_else(|| mismatch("Mcp-Method is missing"))? != method {
        return Err(mismatch("Mcp-Method differs from the body"));
    }
    let Some(name) = headers::named_by(&method).and_then(|member| request.string(member)) else {
        return Ok(());
    };
    let value = decode_header(headers, &headers::NAME)?;
    if value.ok_or_else(|| mismatch("Mcp-Name is missing"))? != name {
        return Err(mismatch("Mcp-Name differs from the body"));
    }
    Ok(())
}

fn decode_header(headers: &HeaderMap, name: &HeaderName) -> Result<Option<String>, RpcError> {
    let Some(value) = headers.get(name) else { return Ok(None) };
    match headers::decode(value.as_bytes()) {
        Some(text) => Ok(Some(text.into_owned())),
        None => Err(mismatch(&format!("{name} is neither plain text nor valid Base64"))),
    }
}

fn mismatch(why: &str) -> RpcError {
    RpcError::new(error::HEADER_MISMATCH, format!("Header mismatch: {why}"))
}
