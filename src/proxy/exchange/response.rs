//! The final response to a request, and the future that produces it.

use std::pin::Pin;

use bytes::Bytes;

use crate::protocol::error::{self, RpcError};
use crate::protocol::message::Message;
use crate::protocol::request::{self, Request};
use crate::protocol::{Era, json};

/// A request in progress. Completes with `None` if it was cancelled and has no response.
pub(crate) type PendingResponse = Pin<Box<dyn Future<Output = Option<RpcResponse>> + Send>>;

/// A final response, as parts of a body.
#[derive(Clone, Debug)]
pub(crate) struct RpcResponse {
    /// The bytes of the response, in order.
    pub(crate) parts: Vec<Bytes>,
    /// The error code, if the response is an error.
    pub(crate) code: Option<i64>,
}

impl RpcResponse {
    /// Creates a response from one piece.
    pub(crate) fn new(bytes: Bytes) -> Self {
        Self { parts: vec![bytes], code: None }
    }

    /// Creates a response from an error of the hub.
    pub(crate) fn from_error(error: &RpcError, id: Option<&str>) -> Self {
        Self { parts: vec![error.response(id)], code: Some(error.code) }
    }

    /// Translates a server's response to the caller's era, and to the id of the caller's request.
    pub(crate) fn translate(response: &Message, from: Era, to: Era, request: &Request) -> Self {
        let id = request.message.id().unwrap_or("null");
        let code = response.error_code();
        let parts = match (from, to) {
            (Era::Legacy, Era::Modern) if code == Some(error::RESOURCE_NOT_FOUND) => {
                let parts = vec![with_invalid_params(response, id)];
                return Self { parts, code: Some(error::INVALID_PARAMS) };
            }
            (Era::Legacy, Era::Modern) => {
                let cache_members = [("ttlMs", "0"), ("cacheScope", "\"private\"")];
                let is_read = request.message.method() == "resources/read";
                request::to_modern(response, id, if is_read { &cache_members } else { &[] })
            }
            (Era::Modern, Era::Legacy) => request::to_legacy(response, id),
            _ => request::under_id(response, id),
        };
        Self { parts, code }
    }

    /// Returns the response in one piece.
    pub(crate) fn into_bytes(self) -> Bytes {
        match <[Bytes; 1]>::try_from(self.parts) {
            Ok([only]) => only,
            Err(parts) => Bytes::from(parts.concat()),
        }
    }
}

/// Replaces the error code -32002, which the modern era does not allow, by "invalid params".
fn with_invalid_params(response: &Message, id: &str) -> Bytes {
    let text = response.text();
    let mut splice = request::under(response, id);
    if let Some(code) = response.error_span().and_then(|span| json::get(text, span, "code")) {
        splice.replace(&code, error::INVALID_PARAMS.to_string());
    }
    Bytes::from(splice.apply(text))
}
