//! Agent-Corex's error body: `{"error": {code, message, details?}, "request_id"}`, and the header
//! `X-Request-Id` of every response.

use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::api::audit;
use crate::api::error::{ApiError, Kind, with_body};
use crate::state::request_id::RequestId;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Why a request failed, with Agent-Corex's code.
#[derive(Debug)]
pub(crate) struct Refusal {
    error: ApiError,
    info: ErrorInfo,
}

/// The part of an error beside its message.
#[derive(Clone, Debug)]
pub(super) struct ErrorInfo {
    /// Machine-readable code of the error.
    pub(super) code: &'static str,
    /// Further members, which depend on the code.
    pub(super) details: Option<Box<Value>>,
}

/// An error body, for the API document.
#[derive(Serialize, ToSchema)]
pub(crate) struct ErrorBody {
    /// The code and message of the error.
    error: ErrorDetail,
    /// The id in `X-Request-Id`.
    request_id: String,
}

/// The code and message of an error.
#[derive(Serialize, ToSchema)]
pub(crate) struct ErrorDetail {
    /// Machine-readable code, for instance `SERVER_NOT_FOUND`.
    code: String,
    /// A sentence for the user.
    message: String,
    /// Further members, which depend on the code.
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<Value>,
}

impl Refusal {
    /// Creates an error with a code.
    pub(super) fn new(code: &'static str, error: ApiError) -> Self {
        Self { error, info: ErrorInfo { code, details: None } }
    }

    /// Adds details to the error.
    pub(super) fn with_details(self, details: Value) -> Self {
        Self { info: ErrorInfo { details: Some(Box::new(details)), ..self.info }, ..self }
    }

    /// Creates the error for an unknown server or registry entry.
    pub(super) fn unknown_server(name: &str) -> Self {
        ApiError::not_found(format!("Server '{name}' not found")).into()
    }

    /// Creates the error for a missing field.
    pub(super) fn missing(field: &str) -> Self {
        let error = ApiError::invalid(format!("Missing required field: '{field}'"));
        Self::new("MISSING_REQUIRED_FIELD", error).with_details(json!({ "field": field }))
    }

    /// Converts the error of an edit of `name`; uses this dialect's text for an unknown server.
    pub(super) fn from_edit(error: ApiError, name: &str) -> Self {
        if error.kind == Kind::NotFound { Self::unknown_server(name) } else { error.into() }
    }
}

/// Handlers return `NotFound` for servers and registry entries only.
impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        let info = match error.kind {
            Kind::NotFound => ErrorInfo { code: "SERVER_NOT_FOUND", details: None },
            _ => default_info(&error),
        };
        Self { error, info }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.error.into_response();
        response.extensions_mut().insert(self.info);
        response
    }
}

/// Adds the request's id to a response, and the body to an error.
pub(crate) fn render_errors(mut response: Response) -> Response {
    let id = audit::request_id().unwrap_or_else(RequestId::new);
    let info = response.extensions_mut().remove::<ErrorInfo>();
    let mut response = with_body(response, |error| {
        let info = info.clone().unwrap_or_else(|| default_info(error));
        let mut body = json!({ "error": { "code": info.code, "message": error.message } });
        if let Some(details) = info.details {
            body["error"]["details"] = *details;
        }
        body["request_id"] = id.as_str().into();
        body
    });
    if let Ok(id) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// Returns the code for an error without one, by its status.
fn default_info(error: &ApiError) -> ErrorInfo {
    let code = match error.status().as_u16() {
        401 => "UNAUTHORIZED",
        403 => "FORBIDDEN",
        404 => "NOT_FOUND",
        409 => "CONFLICT",
        429 => "RATE_LIMITED",
        502 | 503 => "SERVICE_UNAVAILABLE",
        500.. => "INTERNAL_ERROR",
        _ => "INVALID_REQUEST",
    };
    ErrorInfo { code, details: None }
}
