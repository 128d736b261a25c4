//! MCPHub's response envelope: `{success, message?, data?}`.

use axum::Json;
use axum::response::Response;
use http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::api::error::{ApiError, with_body};
use crate::api::service::registries::RegistryResponse;

/// Limit of items in a batch.
const BATCH_MAX: usize = 200;

/// Response of a handler.
pub(crate) type Reply = Result<Json<Value>, ApiError>;

/// Response of a handler with several success statuses.
pub(crate) type ReplyWith = Result<(StatusCode, Json<Value>), ApiError>;

/// Returns the pagination of a list: pages start at 1 and have up to `limit` of `total` items.
pub(super) fn pagination(page: u64, limit: u64, total: u64) -> Value {
    let pages = total.div_ceil(limit);
    json!({
        "page": page,
        "limit": limit,
        "total": total,
        "totalPages": pages,
        "hasNextPage": page < pages,
        "hasPrevPage": page > 1,
    })
}

/// A successful result without data.
#[derive(Serialize, ToSchema)]
pub(crate) struct Done {
    /// Always true on success.
    success: bool,
    /// The change, as a sentence.
    message: String,
}

/// A successful result with data.
#[expect(clippy::struct_field_names, reason = "as MCPHub calls them")]
#[derive(Serialize, ToSchema)]
pub(crate) struct Data {
    /// Always true on success.
    success: bool,
    /// The change, as a sentence, if there was one.
    message: Option<String>,
    /// Data of the response.
    data: Value,
}

/// The result of a batch, for the API document.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Batch {
    /// Whether all items succeeded.
    success: bool,
    /// Number of successful items.
    success_count: usize,
    /// Number of failed items.
    failure_count: usize,
    /// Name of each item, whether it succeeded, and the error.
    results: Vec<Value>,
}

/// An error body, for the API document.
#[derive(Serialize, ToSchema)]
pub(crate) struct Refusal {
    /// Always false for errors.
    success: bool,
    /// A sentence for the user.
    message: String,
    /// The single problems, if a request can have several.
    errors: Option<Vec<String>>,
}

/// Returns `{success: true, data}`.
pub(crate) fn data(data: impl Into<Value>) -> Json<Value> {
    Json(json!({ "success": true, "data": data.into() }))
}

/// Returns `{success: true, data, message}`.
pub(crate) fn data_with(data: impl Into<Value>, message: impl Into<String>) -> Json<Value> {
    Json(json!({ "success": true, "data": data.into(), "message": message.into() }))
}

impl RegistryResponse {
    /// Returns `{success: true, data}`, with the note as `message`.
    pub(super) fn reply(self) -> Json<Value> {
        match self.note {
            Some(note) => data_with(self.value, note),
            None => data(self.value),
        }
    }
}

/// Returns `{success: true, message}`.
pub(crate) fn done(message: impl Into<String>) -> Json<Value> {
    Json(json!({ "success": true, "message": message.into() }))
}

/// Fails if a batch is too large: it would delay all other edits.
pub(super) fn check_batch_size(items: usize) -> Result<(), ApiError> {
    if items <= BATCH_MAX {
        return Ok(());
    }
    Err(ApiError::invalid(format!(
        "a batch of {items} items is too large: send at most {BATCH_MAX}"
    )))
}

/// Returns the result of one item of a batch.
pub(crate) fn batch_item(name: &str, result: Result<(), ApiError>) -> Value {
    match result {
        Ok(()) => json!({ "name": name, "success": true }),
        Err(e) => json!({ "name": name, "success": false, "message": e.message }),
    }
}

/// Returns the status (200, 207 or 400 if all, some or none of the items succeeded) and body of a
/// batch.
pub(crate) fn batch(results: &[Value]) -> (StatusCode, Value) {
    let failed = results.iter().filter(|item| item["success"] == false).count();
    let succeeded = results.len() - failed;
    let status = match (succeeded, failed) {
        (_, 0) => StatusCode::OK,
        (0, _) => StatusCode::BAD_REQUEST,
        _ => StatusCode::MULTI_STATUS,
    };
    let body = json!({
        "success": failed == 0,
        "successCount": succeeded,
        "failureCount": failed,
        "results": results,
    });
    (status, body)
}

/// Puts an error into the envelope: `{success: false, message}`.
pub(crate) fn render_errors(response: Response) -> Response {
    with_body(response, |error| {
        let mut body = json!({ "success": false, "message": error.message });
        if !error.details.is_empty() {
            body["errors"] = error.details.clone().into();
        }
        body
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stale_response_of_a_registry_says_so() {
        let response = |note| RegistryResponse { value: json!([1]), note };
        let stale = response(Some("old".to_owned())).reply().0;
        assert_eq!(stale, json!({ "success": true, "data": [1], "message": "old" }));
        assert_eq!(response(None).reply().0, json!({ "success": true, "data": [1] }));
    }
}
