//! In-process requests by the command line and the admin API. They are routed like client requests.

use std::sync::Arc;

use bytes::Bytes;
use http::HeaderMap;

use crate::protocol::json;
use crate::protocol::request::Request;
use crate::protocol::{Era, Message, RpcError, era, error};
use crate::proxy::Gateway;
use crate::proxy::catalog::scope::Target;
use crate::proxy::exchange::capabilities::Capabilities;
use crate::proxy::exchange::exchange::{Caller, Exchange};
use crate::proxy::identity::Identity;
use crate::proxy::router;

/// The identity and endpoint of an in-process request.
#[derive(Debug)]
pub(crate) struct Asker {
    /// The endpoint that an MCP client would use.
    pub(crate) target: Target,
    pub(crate) identity: Identity,
    /// HTTP headers, to pass on those that a server is configured for.
    pub(crate) headers: HeaderMap,
}

/// Sends a request to one server under its own names. Returns the raw result or the raw error.
pub(crate) async fn ask(
    gateway: &Gateway,
    server: &str,
    method: &str,
    params: &str,
) -> Result<String, String> {
    let target = Target::Direct(server.to_owned());
    let asker = Asker { target, identity: Identity::of_keeper(), headers: HeaderMap::new() };
    ask_as(gateway, asker, method, params).await
}

/// Sends a request as a client of that endpoint without capabilities. Returns the raw result or the
/// raw error. Cancelled on drop.
pub(crate) async fn ask_as(
    gateway: &Gateway,
    asker: Asker,
    method: &str,
    params: &str,
) -> Result<String, String> {
    let bug = |e: &dyn std::fmt::Display| RpcError::new(error::INTERNAL, e.to_string()).to_json();
    let text =
        format!(r#"{{"jsonrpc":"2.0","id":1,"method":{},"params":{params}}}"#, json::quote(method));
    let message = Message::parse(Bytes::from(text)).map_err(|e| bug(&e))?;
    let request = Request::read(message).map_err(|e| bug(&e))?;
    let caller = Caller {
        era: Era::Legacy,
        version: era::LEGACY[0].to_owned(),
        capabilities: Capabilities::new(None),
        client_info: None,
        target: asker.target,
        identity: asker.identity,
        peer: None,
        session: None,
    };
    let exchange = Exchange {
        caller: Arc::new(caller),
        headers: Arc::new(asker.headers),
        events: Arc::default(),
        log_level: None,
    };
    let answer = router::handle(gateway, &exchange, &request).await;
    let answer = Message::parse(answer.into_bytes()).map_err(|e| bug(&e))?;
    match (answer.result(), answer.error()) {
        (Some(result), _) => Ok(result.to_owned()),
        (None, error) => Err(error.unwrap_or("{}").to_owned()),
    }
}
