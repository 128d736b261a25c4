//! Agent-Corex's error body: `{"error": {code, message, details?}, "request_id"}`, and the header
//! `X-Request-Id` of every response.

use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::api::audit;
use crate::api::error::{ApiError, Kind, dressed};
use crate::state::request_id::RequestId;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Why a request failed, with Agent-Corex's code.
#[derive(Debug)]
pub(crate) struct Refusal {
    error: ApiError,
    said: Said,
}

/// The part of an error beside its message.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// Machine-readable code of the error.
    pub(super) code: &'static str,
    /// Further members, which depend on the code.
    pub(super) details: Option<Box<Value>>,
}

/// An error body, for the API document.
#[derive(Serialize, ToSchema)]
pub(crate) struct Refused {
    /// The code and message of the error.
    error: RefusedFor,
    /// The id in `X-Request-Id`.
    request_id: String,
}

/// The code and message of an error.
#[derive(Serialize, ToSchema)]
pub(crate) struct RefusedFor {
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
        Self { error, said: Said { code, details: None } }
    }

    /// Adds details to the error.
    pub(super) fn with(self, details: Value) -> Self {
        Self { said: Said { details: Some(Box::new(details)), ..self.said }, ..self }
    }

    /// Creates the error for an unknown server or registry entry.
    pub(super) fn no_server(name: &str) -> Self {
        ApiError::absent(format!("Server '{name}' not found")).into()
    }

    /// Creates the error for a missing field.
    pub(super) fn missing(field: &str) -> Self {
        let error = ApiError::invalid(format!("Missing required field: '{field}'"));
        Self::new("MISSING_REQUIRED_FIELD", error).with(json!({ "field": field }))
    }

    /// Converts the error of an edit of `name`; uses this dialect's text for an unknown server.
    pub(super) fn of_edit(error: ApiError, name: &str) -> Self {
        if error.kind == Kind::Absent { Self::no_server(name) } else { error.into() }
    }
}

/// Handlers return `NotFound` for servers and registry entries only.
impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        let said = match error.kind {
            Kind::Absent => Said { code: "SERVER_NOT_FOUND", details: None },
            _ => said_of(&error),
        };
        Self { error, said }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.error.into_response();
        response.extensions_mut().insert(self.said);
        response
    }
}

/// Adds the request's id to a response, and the body to an error.
pub(crate) fn dress(mut response: Response) -> Response {
    let id = audit::request_id().unwrap_or_else(RequestId::new);
    let said = response.extensions_mut().remove::<Said>();
    let mut response = dressed(response, |error| {
        let said = said.clone().unwrap_or_else(|| said_of(error));
        let mut body = json!({ "error": { "code": said.code, "message": error.message } });
        if let Some(details) = said.details {
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
fn said_of(error: &ApiError) -> Said {
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
    Said { code, details: None }
}
