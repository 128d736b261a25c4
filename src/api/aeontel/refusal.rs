//! Aeontel's body of a refusal: `{"error": "text"}`.

use axum::response::Response;
use serde_json::json;

use crate::api::error::dressed;

/// Gives a response that carries a refusal its body.
pub(crate) fn dress(response: Response) -> Response {
    dressed(response, |error| json!({ "error": error.message }))
}
