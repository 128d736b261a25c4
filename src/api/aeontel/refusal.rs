//! Aeontel's body of a refusal, `{"error": "text"}`, and the header that every answer has.

use axum::response::Response;
use http::HeaderValue;
use serde_json::json;

use crate::api::error::dressed;
use crate::state::random;

/// Gives a response that carries a refusal its body, and every response its `x-request-id`.
pub(crate) fn dress(response: Response) -> Response {
    let mut response = dressed(response, |error| json!({ "error": error.message }));
    let id = random::id().ok().map(|id| format!("req_{}", id.replace('-', "")));
    if let Some(id) = id.and_then(|id| HeaderValue::from_str(&id).ok()) {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}
