//! Agent-Corex's body of a refusal: `{"error": {code, message, details?}, "request_id"}`.

use axum::response::Response;
use serde_json::json;

use crate::api::error::{ApiError, Kind, dressed};

/// Gives a response that carries a refusal its body.
pub(crate) fn dress(response: Response) -> Response {
    dressed(response, |error| json!({ "error": { "code": code(error), "message": error.message } }))
}

fn code(error: &ApiError) -> &'static str {
    match error.kind {
        Kind::Unauthorized => "UNAUTHORIZED",
        _ => "INVALID_REQUEST",
    }
}
