//! JSON-RPC errors: the codes, and how one is written.

use bytes::Bytes;

use crate::protocol::json;

/// Broken JSON.
pub(crate) const PARSE_ERROR: i64 = -32700;
/// JSON that is no request.
pub(crate) const INVALID_REQUEST: i64 = -32600;
/// Unknown method.
pub(crate) const METHOD_NOT_FOUND: i64 = -32601;
/// Unknown name, bad cursor, bad `_meta`.
pub(crate) const INVALID_PARAMS: i64 = -32602;
/// Anything of ours that went wrong.
pub(crate) const INTERNAL: i64 = -32603;
/// Legacy: a session is missing or unusable, a request is refused.
pub(crate) const SERVER_ERROR: i64 = -32000;
/// Legacy: the session does not exist.
pub(crate) const SESSION_NOT_FOUND: i64 = -32001;
/// Legacy: there is no such resource. A modern server may not say it.
pub(crate) const RESOURCE_NOT_FOUND: i64 = -32002;
/// Legacy: the client has to send its user to a URL first. A modern server may not say it.
pub(crate) const URL_ELICITATION_REQUIRED: i64 = -32042;
/// The hub's own: a request that may change something was sent, and its answer is lost. The server may
/// have run it or not; it is not sent again. MCP leaves -32000 to -32019 to implementations.
pub(crate) const MAY_HAVE_RUN: i64 = -32010;
/// The kind of that error, and the member of its data that is `true` whatever its kind.
pub(crate) const OUTCOME_UNKNOWN: &str = "outcome_unknown";
/// Modern: a header is missing or differs from the body.
pub(crate) const HEADER_MISMATCH: i64 = -32020;
/// Modern: the client did not declare what the request needs.
pub(crate) const MISSING_CAPABILITY: i64 = -32021;
/// Modern: the revision is not spoken here.
pub(crate) const UNSUPPORTED_VERSION: i64 = -32022;

/// An error of our own making; an upstream's error travels as its bytes instead.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{message}")]
pub(crate) struct RpcError {
    /// The code.
    pub(crate) code: i64,
    /// What went wrong.
    pub(crate) message: String,
    /// Raw JSON for `data`.
    pub(crate) data: Option<String>,
}

impl RpcError {
    /// An error without data.
    pub(crate) fn new(code: i64, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), data: None }
    }

    /// A bad parameter.
    pub(crate) fn params(message: impl Into<String>) -> Self {
        Self::new(INVALID_PARAMS, message)
    }

    /// A method that nobody here knows.
    pub(crate) fn method(method: &str) -> Self {
        Self::new(METHOD_NOT_FOUND, format!("Method not found: {method}"))
    }

    /// A failure of ours, with its kind and the server it concerns in `data.mcphub`.
    pub(crate) fn hub(kind: &str, server: &str, message: impl Into<String>) -> Self {
        let data = serde_json::json!({ "mcphub": { "kind": kind, "server": server } });
        Self { code: INTERNAL, message: message.into(), data: Some(data.to_string()) }
    }

    /// A failure after a request that may change something was sent. `data.mcphub` has its kind, the
    /// server where it is known, and `outcome_unknown: true`.
    pub(crate) fn outcome_unknown(kind: &str, server: Option<&str>, message: &str) -> Self {
        let mut data = serde_json::json!({ "kind": kind, OUTCOME_UNKNOWN: true });
        if let Some(server) = server {
            data["server"] = server.into();
        }
        let message = format!(
            "{message} ({OUTCOME_UNKNOWN}: it may have been carried out; check before you repeat it)"
        );
        let data = serde_json::json!({ "mcphub": data }).to_string();
        Self { code: MAY_HAVE_RUN, message, data: Some(data) }
    }

    /// The same with `data`, raw JSON.
    #[must_use]
    pub(crate) fn with_data(mut self, data: impl Into<String>) -> Self {
        self.data = Some(data.into());
        self
    }

    /// The `error` member.
    pub(crate) fn to_json(&self) -> String {
        let message = json::quote(&self.message);
        match &self.data {
            None => format!(r#"{{"code":{},"message":{message}}}"#, self.code),
            Some(data) => format!(r#"{{"code":{},"message":{message},"data":{data}}}"#, self.code),
        }
    }

    /// The whole response to the request of raw id `id` (`null` where there is none).
    pub(crate) fn response(&self, id: Option<&str>) -> Bytes {
        let id = id.unwrap_or("null");
        Bytes::from(format!(r#"{{"jsonrpc":"2.0","id":{id},"error":{}}}"#, self.to_json()))
    }
}

/// The whole response to the request of raw id `id`.
pub(crate) fn success(id: &str, result: &str) -> Bytes {
    let mut out = Vec::with_capacity(result.len() + id.len() + 40);
    for part in [r#"{"jsonrpc":"2.0","id":"#, id, r#","result":"#, result, "}"] {
        out.extend_from_slice(part.as_bytes());
    }
    Bytes::from(out)
}

/// The HTTP status of a modern response with this error code.
/// Source: 2026-07-28, basic/transports/streamable-http and basic/versioning.
pub(crate) fn modern_status(code: i64) -> u16 {
    match code {
        METHOD_NOT_FOUND => 404,
        HEADER_MISMATCH | MISSING_CAPABILITY | UNSUPPORTED_VERSION => 400,
        _ => 200,
    }
}
