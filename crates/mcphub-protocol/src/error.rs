//! JSON-RPC error codes, and the errors that the hub itself returns.

use bytes::Bytes;

use crate::json;

pub(crate) const PARSE_ERROR: i64 = -32700;
pub const INVALID_REQUEST: i64 = -32600;
pub const METHOD_NOT_FOUND: i64 = -32601;
/// Also for an unknown tool or prompt, a bad cursor and bad `_meta`.
pub const INVALID_PARAMS: i64 = -32602;
/// Any failure of the hub.
pub const INTERNAL: i64 = -32603;
/// Legacy: a session is missing or unusable, or a request is rejected.
pub const SERVER_ERROR: i64 = -32000;
/// Legacy: the session does not exist.
pub const SESSION_NOT_FOUND: i64 = -32001;
/// Legacy: no such resource. Modern servers must not use it.
pub const RESOURCE_NOT_FOUND: i64 = -32002;
/// Legacy: the client must first send its user to a URL. Modern servers must not use it.
pub const URL_ELICITATION_REQUIRED: i64 = -32042;
/// A code of our own: a request that may have side effects was sent and its response is lost. The
/// hub does not send it again; the server may or may not have run it. MCP leaves -32000 to -32019
/// to implementations.
pub(crate) const MAY_HAVE_RUN: i64 = -32010;
/// The kind of [`MAY_HAVE_RUN`], and the member of its data that is `true` for every kind.
pub const OUTCOME_UNKNOWN: &str = "outcome_unknown";
/// Modern: a header is missing or differs from the body.
pub const HEADER_MISMATCH: i64 = -32020;
/// Modern: the client did not declare a capability that the request needs.
pub const MISSING_CAPABILITY: i64 = -32021;
/// Modern: the revision is not supported.
pub const UNSUPPORTED_VERSION: i64 = -32022;

/// An error that the hub returns. Errors of upstreams are forwarded as bytes instead.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct RpcError {
    pub code: i64,
    pub message: String,
    /// Raw JSON for `data`.
    pub(crate) data: Option<String>,
}

impl RpcError {
    pub fn new(code: i64, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), data: None }
    }

    pub fn params(message: impl Into<String>) -> Self {
        Self::new(INVALID_PARAMS, message)
    }

    pub fn method(method: &str) -> Self {
        Self::new(METHOD_NOT_FOUND, format!("Method not found: {method}"))
    }

    /// An internal error, with its kind and the server's name in `data.mcphub`.
    pub fn hub(kind: &str, server: &str, message: impl Into<String>) -> Self {
        let data = serde_json::json!({ "mcphub": { "kind": kind, "server": server } });
        Self { code: INTERNAL, message: message.into(), data: Some(data.to_string()) }
    }

    /// Returns the kind and the server's name of an error that [`Self::hub`] has created.
    pub fn kind_and_server(&self) -> Option<(String, String)> {
        let data = self.data.as_deref().filter(|_| self.code == INTERNAL)?;
        let data: serde_json::Value = serde_json::from_str(data).ok()?;
        let text = |key: &str| data["mcphub"][key].as_str().map(str::to_owned);
        text("kind").zip(text("server"))
    }

    /// A failure after a request that may have side effects was sent. `data.mcphub` contains the
    /// kind, the server's name if it is known, and `outcome_unknown: true`.
    pub fn outcome_unknown(kind: &str, server: Option<&str>, message: &str) -> Self {
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

    /// Sets `data`, raw JSON.
    #[must_use]
    pub fn with_data(mut self, data: impl Into<String>) -> Self {
        self.data = Some(data.into());
        self
    }

    /// Returns the `error` member as raw JSON.
    pub fn to_json(&self) -> String {
        let message = json::quote(&self.message);
        match &self.data {
            None => format!(r#"{{"code":{},"message":{message}}}"#, self.code),
            Some(data) => format!(r#"{{"code":{},"message":{message},"data":{data}}}"#, self.code),
        }
    }

    /// Returns the whole response. `id` is raw JSON; `None` becomes `null`.
    pub fn response(&self, id: Option<&str>) -> Bytes {
        let id = id.unwrap_or("null");
        Bytes::from(format!(r#"{{"jsonrpc":"2.0","id":{id},"error":{}}}"#, self.to_json()))
    }
}

/// Returns the whole response; `id` and `result` are raw JSON.
pub fn success(id: &str, result: &str) -> Bytes {
    let mut out = Vec::with_capacity(result.len() + id.len() + 40);
    for part in [r#"{"jsonrpc":"2.0","id":"#, id, r#","result":"#, result, "}"] {
        out.extend_from_slice(part.as_bytes());
    }
    Bytes::from(out)
}

/// Returns the HTTP status of a modern response with this error code.
/// Source: 2026-07-28, basic/transports/streamable-http and basic/versioning.
pub fn modern_status(code: i64) -> u16 {
    match code {
        METHOD_NOT_FOUND => 404,
        HEADER_MISMATCH | MISSING_CAPABILITY | UNSUPPORTED_VERSION => 400,
        _ => 200,
    }
}
