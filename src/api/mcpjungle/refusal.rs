//! MCPJungle's body of a refusal: `{"error": "text"}`, and a `code` where a program can do something
//! about it.

use axum::response::Response;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::api::error::{Kind, dressed};

/// Why it was refused.
#[derive(Serialize, ToSchema)]
pub(crate) struct Refusal {
    /// A sentence for people.
    error: String,
    /// `upstream_oauth_required`, or absent.
    code: Option<String>,
}

/// Gives a response that carries a refusal its body.
pub(crate) fn dress(response: Response) -> Response {
    dressed(response, |error| {
        let mut body = json!({ "error": error.message });
        if error.kind == Kind::NeedsLogin {
            body["code"] = "upstream_oauth_required".into();
        }
        body
    })
}
