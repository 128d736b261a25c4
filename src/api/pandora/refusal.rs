//! Pandora's error body: `{"error": "text or code"}`.

use axum::response::Response;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::api::error::{Kind, Nowhere, dressed};

/// An error body, for the API document.
#[derive(Serialize, ToSchema)]
pub(super) struct Refusal {
    /// The reason or a code.
    error: String,
}

/// Gives a response that carries an error its body.
pub(crate) fn dress(mut response: Response) -> Response {
    let nowhere = response.extensions_mut().remove::<Nowhere>();
    dressed(response, |error| match (error.kind, &nowhere) {
        (Kind::TooMany(_), _) => json!({ "error": "too_many_requests" }),
        (Kind::Bug, _) => json!({ "error": "Internal Server Error", "message": error.message }),
        (Kind::Absent, Some(Nowhere(path))) => json!({ "error": "Not Found", "path": path }),
        _ => json!({ "error": error.message }),
    })
}
