//! MCPJungle's error body: `{"error": "text"}`, with a `code` if a program can handle the error.

use axum::response::Response;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::api::error::{Kind, with_body};

/// An error body, for the API document.
#[derive(Serialize, ToSchema)]
pub(crate) struct Refusal {
    /// A sentence for the user.
    error: String,
    /// `upstream_oauth_required`, or absent.
    code: Option<String>,
}

/// Gives a response that carries an error its body.
pub(crate) fn render_errors(response: Response) -> Response {
    with_body(response, |error| {
        let mut body = json!({ "error": error.message });
        if error.kind == Kind::NeedsLogin {
            body["code"] = "upstream_oauth_required".into();
        }
        body
    })
}
