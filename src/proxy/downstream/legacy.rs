//! The legacy era: `initialize`, then messages in a session (MCP 2025-11-25, basic/lifecycle, and
//! older revisions). Shared by all transports.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::protocol::error::{self, RpcError};
use crate::protocol::message::Kind;
use crate::protocol::request::Request;
use crate::protocol::{Era, era};
use crate::proxy::Gateway;
use crate::proxy::catalog::discovery;
use crate::proxy::downstream::event_encoder::LegacyEncoder;
use crate::proxy::downstream::ingress::Ingress;
use crate::proxy::downstream::response_driver::{Handled, ResponseDriver};
use crate::proxy::downstream::session::listen;
use crate::proxy::downstream::session::session::Session;
use crate::proxy::exchange::capabilities::Capabilities;
use crate::proxy::exchange::exchange::{Caller, EventQueue, Exchange};
use crate::proxy::exchange::response::RpcResponse;
use crate::proxy::exchange::subscription::Subscription;
use crate::proxy::limits;
use crate::proxy::login_answer;
use crate::proxy::router;

/// Opens a session and returns it with the response to `initialize`. If it `is_duplex`, the session
/// lives as long as the client's connection.
///
/// # Errors
/// Returns the HTTP status and the JSON-RPC error for the client.
pub(crate) async fn initialize(
    gateway: &Arc<Gateway>,
    ingress: Ingress,
    headers: HeaderMap,
    request: &Request,
    is_duplex: bool,
) -> Result<(Arc<Session>, Bytes), (StatusCode, RpcError)> {
    let hops = &gateway.hub.hops;
    let looped = hops.may_start().and_then(|()| hops.check_header(&headers));
    looped.and_then(|()| hops.check_meta(request)).map_err(|e| (StatusCode::OK, e))?;
    let (capabilities, client_info) = (request.raw("capabilities"), request.raw("clientInfo"));
    Capabilities::check_size(capabilities, client_info).map_err(|e| (StatusCode::OK, e))?;
    let version = request.string("protocolVersion");
    let caller = Caller {
        era: Era::Legacy,
        version: era::negotiate(version.as_deref()).to_owned(),
        capabilities: Capabilities::new(capabilities),
        client_info: client_info.map(str::to_owned),
        target: ingress.target,
        identity: ingress.identity,
        peer: ingress.peer,
        session: None,
    };
    let exchange = Exchange {
        caller: Arc::new(caller.clone()),
        headers: Arc::new(headers),
        events: Arc::new(EventQueue::default()),
        log_level: None,
    };
    let result = discovery::initialize(&gateway.hub, &exchange)
        .await
        .map_err(|e| (StatusCode::OK, login_answer::explain(gateway, &exchange.caller, e)))?;
    let Some(session) = gateway.sessions.open(caller, is_duplex) else {
        let refusal = RpcError::new(error::SERVER_ERROR, "too many sessions are in use");
        return Err((StatusCode::SERVICE_UNAVAILABLE, refusal));
    };
    let id = request.message.id().unwrap_or("null");
    Ok((session, error::success(id, &result)))
}

/// Handles a message from the client of a session.
pub(crate) fn handle(
    gateway: &Arc<Gateway>,
    session: &Arc<Session>,
    headers: HeaderMap,
    request: Request,
) -> Handled<LegacyEncoder> {
    match request.message.kind() {
        Kind::Response => session.handle_response(&request.message),
        Kind::Notification => match request.message.method().as_ref() {
            "notifications/cancelled" => {
                if let Some(id) = request.raw("requestId") {
                    session.cancel(id, request.raw("reason"));
                }
            }
            "notifications/initialized" => {}
            _ => router::forward_notification(&gateway.hub, &session.caller, &request),
        },
        Kind::Request => return run(gateway, session, headers, request),
    }
    Handled::Accepted
}

fn run(
    gateway: &Arc<Gateway>,
    session: &Arc<Session>,
    headers: HeaderMap,
    request: Request,
) -> Handled<LegacyEncoder> {
    let id = request.message.id().unwrap_or("null").to_owned();
    if request.message.method() == "logging/setLevel" {
        let level = request.string("level").unwrap_or_default();
        if !session.set_level(&level) {
            let refusal = RpcError::params(format!("unknown log level `{level}`"));
            return Handled::Rejected(StatusCode::OK, refusal);
        }
    }
    let events = Arc::new(EventQueue::default());
    let encoder = LegacyEncoder { session: Arc::clone(session) };
    match handle_subscription(gateway, session, &request, &id) {
        None => {}
        Some((answer, None)) => return Handled::Response(RpcResponse::new(answer)),
        Some((answer, Some(subscription))) => {
            let call = async move {
                subscription.begun().await;
                Some(RpcResponse::new(answer))
            };
            return Handled::InProgress(Box::new(ResponseDriver::new(
                events,
                Box::pin(call),
                encoder,
            )));
        }
    }
    let Some(running) = session.register(&id, &events) else {
        let refusal =
            RpcError::new(error::SERVER_ERROR, "too many requests at once in this session");
        return Handled::Rejected(StatusCode::TOO_MANY_REQUESTS, refusal);
    };
    if request.message.method().ends_with("/list") {
        listen::record_lists(gateway, session);
    }
    let exchange = Exchange {
        caller: Arc::clone(&session.caller),
        headers: Arc::new(headers),
        events: Arc::clone(&events),
        log_level: session.level().map(str::to_owned),
    };
    let gateway = Arc::clone(gateway);
    let call = async move {
        let cancel = running.cancel.clone();
        tokio::select! {
            biased;
            () = cancel.cancelled() => None,
            answer = router::handle(&gateway, &exchange, &request) => Some::<RpcResponse>(answer),
        }
    };
    Handled::InProgress(Box::new(ResponseDriver::new(events, Box::pin(call), encoder)))
}

/// Handles `resources/subscribe` and `resources/unsubscribe`. The response to the first one is sent
/// after the subscription has started.
fn handle_subscription(
    gateway: &Gateway,
    session: &Session,
    request: &Request,
    id: &str,
) -> Option<(Bytes, Option<Subscription>)> {
    let method = request.message.method();
    let is_subscribe = match method.as_ref() {
        "resources/subscribe" => true,
        "resources/unsubscribe" => false,
        _ => return None,
    };
    let reject = |e: RpcError| Some((e.response(Some(id)), None));
    let Some(uri) = request.string("uri") else {
        return reject(RpcError::params("`params.uri` must be a string"));
    };
    if uri.len() > limits::SUBSCRIPTION_URI_BYTES {
        let limit = limits::SUBSCRIPTION_URI_BYTES;
        return reject(RpcError::params(format!("`params.uri` has more than {limit} bytes")));
    }
    let done = error::success(id, "{}");
    let mut subscribed = session.subscriptions.lock();
    if !is_subscribe {
        subscribed.remove(uri.as_ref());
        return Some((done, None));
    }
    if subscribed.len() >= limits::SUBSCRIPTIONS {
        return reject(RpcError::params("too many subscriptions"));
    }
    let subscription = match router::subscribe(&gateway.hub, &session.caller, &uri) {
        Ok(subscription) => subscription,
        Err(error) => return reject(error),
    };
    subscribed.insert(uri.into_owned(), subscription.clone());
    Some((done, Some(subscription)))
}
