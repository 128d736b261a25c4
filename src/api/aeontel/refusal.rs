//! Aeontel's error body: `{"error": "text"}`.

use axum::response::Response;
use serde_json::json;

use crate::api::error::dressed;

/// Gives a response that carries an error its body.
pub(crate) fn dress(response: Response) -> Response {
    dressed(response, |error| json!({ "error": error.message }))
}
