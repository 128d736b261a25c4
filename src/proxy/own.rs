//! Requests that the hub makes for its own user, without a client: by the command line and the
//! admin API. They take the way of every other request.

use std::sync::Arc;

use bytes::Bytes;

use crate::protocol::json;
use crate::protocol::request::Request;
use crate::protocol::{Era, Message, RpcError, era, error};
use crate::proxy::Hub;
use crate::proxy::capabilities::Capabilities;
use crate::proxy::exchange::{Caller, Exchange};
use crate::proxy::identity::Identity;
use crate::proxy::router;
use crate::proxy::scope::Target;

/// Asks one server under its own names; the raw result, or the raw error.
pub(crate) async fn ask(
    hub: &Hub,
    server: &str,
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
        target: Target::Direct(server.to_owned()),
        identity: Identity::default(),
        session: None,
    };
    let exchange = Exchange {
        caller: Arc::new(caller),
        headers: Arc::default(),
        outbox: Arc::default(),
        log_level: None,
    };
    let answer = router::answer(hub, &exchange, &request).await;
    let answer = Message::parse(answer.into_bytes()).map_err(|e| bug(&e))?;
    match (answer.result(), answer.error()) {
        (Some(result), _) => Ok(result.to_owned()),
        (None, error) => Err(error.unwrap_or("{}").to_owned()),
    }
}
