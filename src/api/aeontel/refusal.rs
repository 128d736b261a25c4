//! Aeontel's error body: `{"error": "text"}`.

use axum::response::Response;
use serde_json::json;

use crate::api::error::with_body;

/// Gives a response that carries an error its body.
pub(crate) fn render_errors(response: Response) -> Response {
    with_body(response, |error| json!({ "error": error.message }))
}
