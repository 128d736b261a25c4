//! The final response to a request, and the future that produces it.

use std::pin::Pin;

use bytes::Bytes;

use crate::protocol::RpcError;

/// A request in progress. Completes with `None` if it was cancelled and has no response.
pub(crate) type Call = Pin<Box<dyn Future<Output = Option<Answer>> + Send>>;

/// A final response, as parts of a body.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// The bytes of the response, in order.
    pub(crate) parts: Vec<Bytes>,
    /// The error code, if the response is an error.
    pub(crate) code: Option<i64>,
}

impl Answer {
    /// Creates a response from one piece.
    pub(crate) fn whole(bytes: Bytes) -> Self {
        Self { parts: vec![bytes], code: None }
    }

    /// Creates a response from an error of the hub.
    pub(crate) fn error(error: &RpcError, id: Option<&str>) -> Self {
        Self { parts: vec![error.response(id)], code: Some(error.code) }
    }

    /// Returns the response in one piece.
    pub(crate) fn into_bytes(self) -> Bytes {
        match <[Bytes; 1]>::try_from(self.parts) {
            Ok([only]) => only,
            Err(parts) => Bytes::from(parts.concat()),
        }
    }
}
