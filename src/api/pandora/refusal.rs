//! Pandora's error body: `{"error": "text or code"}`.

use axum::response::Response;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::api::error::{Kind, UnknownPath, with_body};

/// An error body, for the API document.
#[derive(Serialize, ToSchema)]
pub(super) struct Refusal {
    /// The reason or a code.
    error: String,
}

/// Gives a response that carries an error its body.
pub(crate) fn render_errors(mut response: Response) -> Response {
    let nowhere = response.extensions_mut().remove::<UnknownPath>();
    with_body(response, |error| match (error.kind, &nowhere) {
        (Kind::TooManyRequests(_), _) => json!({ "error": "too_many_requests" }),
        (Kind::Internal, _) => {
            json!({ "error": "Internal Server Error", "message": error.message })
        }
        (Kind::NotFound, Some(UnknownPath(path))) => json!({ "error": "Not Found", "path": path }),
        _ => json!({ "error": error.message }),
    })
}
