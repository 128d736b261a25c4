//! The final response to a request, and a request on its way to one.

use std::pin::Pin;

use bytes::Bytes;

use crate::protocol::RpcError;

/// A request being answered; `None` when it was cancelled and gets no answer.
pub(crate) type Call = Pin<Box<dyn Future<Output = Option<Answer>> + Send>>;

/// A final response, as parts of a body.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// The response, in pieces.
    pub(crate) parts: Vec<Bytes>,
    /// The error's code, where it is one.
    pub(crate) code: Option<i64>,
}

impl Answer {
    /// A response in one piece.
    pub(crate) fn whole(bytes: Bytes) -> Self {
        Self { parts: vec![bytes], code: None }
    }

    /// An error of ours.
    pub(crate) fn error(error: &RpcError, id: Option<&str>) -> Self {
        Self { parts: vec![error.response(id)], code: Some(error.code) }
    }

    /// The response in one piece.
    pub(crate) fn into_bytes(self) -> Bytes {
        match <[Bytes; 1]>::try_from(self.parts) {
            Ok([only]) => only,
            Err(parts) => Bytes::from(parts.concat()),
        }
    }
}
