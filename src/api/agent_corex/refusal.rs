//! Agent-Corex's body of a refusal: `{"error": {code, message, details?}, "request_id"}`, and the
//! header `X-Request-Id` of every answer.

use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::api::audit;
use crate::api::error::{ApiError, Kind, dressed};
use crate::state::request_id::RequestId;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Why a request is refused, in Agent-Corex's words.
#[derive(Debug)]
pub(crate) struct Refusal {
    error: ApiError,
    said: Said,
}

/// What is said beside the message.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// For programs.
    pub(super) code: &'static str,
    /// What is wrong in particular.
    pub(super) details: Option<Box<Value>>,
}

/// A refusal, for the API document.
#[derive(Serialize, ToSchema)]
pub(crate) struct Refused {
    /// What is wrong.
    error: RefusedFor,
    /// As in `X-Request-Id`.
    request_id: String,
}

/// What is wrong.
#[derive(Serialize, ToSchema)]
pub(crate) struct RefusedFor {
    /// For programs, for instance `SERVER_NOT_FOUND`.
    code: String,
    /// For people.
    message: String,
    /// What is wrong in particular.
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<Value>,
}

impl Refusal {
    /// A refusal with a code of its own.
    pub(super) fn new(code: &'static str, error: ApiError) -> Self {
        Self { error, said: Said { code, details: None } }
    }

    /// The same, and what is wrong in particular.
    pub(super) fn with(self, details: Value) -> Self {
        Self { said: Said { details: Some(Box::new(details)), ..self.said }, ..self }
    }

    /// There is no such server, or no such entry of the registry.
    pub(super) fn no_server(name: &str) -> Self {
        ApiError::absent(format!("Server '{name}' not found")).into()
    }

    /// The body lacks a field.
    pub(super) fn missing(field: &str) -> Self {
        let error = ApiError::invalid(format!("Missing required field: '{field}'"));
        Self::new("MISSING_REQUIRED_FIELD", error).with(json!({ "field": field }))
    }

    /// What an edit of `name` says; that it is not there in the words of this dialect.
    pub(super) fn of_edit(error: ApiError, name: &str) -> Self {
        if error.kind == Kind::Absent { Self::no_server(name) } else { error.into() }
    }
}

/// What handlers find absent are servers and entries of the registry.
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

/// Gives a response its id, and its body where it carries a refusal.
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

/// What a refusal says that nobody gave a code.
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
