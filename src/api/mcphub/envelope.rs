//! MCPHub's envelope: `{success, message?, data?}`.

use axum::Json;
use axum::response::Response;
use http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::api::error::{ApiError, dressed};

/// The most items of a batch.
const BATCH_MAX: usize = 200;

/// What a handler answers.
pub(crate) type Reply = Result<Json<Value>, ApiError>;

/// What a handler answers that has more than one good status.
pub(crate) type ReplyWith = Result<(StatusCode, Json<Value>), ApiError>;

/// Where a page stands among all: pages from 1 on, with up to `limit` of `total` items each.
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

/// It was done.
#[derive(Serialize, ToSchema)]
pub(crate) struct Done {
    /// Always true.
    success: bool,
    /// What was done.
    message: String,
}

/// What was asked for.
#[expect(clippy::struct_field_names, reason = "as MCPHub calls them")]
#[derive(Serialize, ToSchema)]
pub(crate) struct Data {
    /// Always true.
    success: bool,
    /// What was done, where something was.
    message: Option<String>,
    /// The answer.
    data: Value,
}

/// What became of a batch, for the API document.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Batch {
    /// All was done.
    success: bool,
    /// How many were.
    success_count: usize,
    /// How many were not.
    failure_count: usize,
    /// Each with its name, whether it was done, and why not.
    results: Vec<Value>,
}

/// It was refused.
#[derive(Serialize, ToSchema)]
pub(crate) struct Refusal {
    /// Always false.
    success: bool,
    /// Why.
    message: String,
    /// What is wrong in particular.
    errors: Option<Vec<String>>,
}

/// `{success: true, data}`.
pub(crate) fn data(data: impl Into<Value>) -> Json<Value> {
    Json(json!({ "success": true, "data": data.into() }))
}

/// `{success: true, data, message}`.
pub(crate) fn data_with(data: impl Into<Value>, message: impl Into<String>) -> Json<Value> {
    Json(json!({ "success": true, "data": data.into(), "message": message.into() }))
}

/// `{success: true, message}`.
pub(crate) fn done(message: impl Into<String>) -> Json<Value> {
    Json(json!({ "success": true, "message": message.into() }))
}

/// Refuses a batch that would hold up everybody else who edits.
pub(super) fn at_most(items: usize) -> Result<(), ApiError> {
    if items <= BATCH_MAX {
        return Ok(());
    }
    Err(ApiError::invalid(format!("{items} at once are too many: send {BATCH_MAX} at most")))
}

/// What became of one item of a batch.
pub(crate) fn item(name: &str, made: Result<(), ApiError>) -> Value {
    match made {
        Ok(()) => json!({ "name": name, "success": true }),
        Err(e) => json!({ "name": name, "success": false, "message": e.message }),
    }
}

/// 200, 207 or 400 as all, some or none of a batch succeeded, and the counts.
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

/// Puts a refusal into the envelope: `{success: false, message}`.
pub(crate) fn dress(response: Response) -> Response {
    dressed(response, |error| {
        let mut body = json!({ "success": false, "message": error.message });
        if !error.details.is_empty() {
            body["errors"] = error.details.clone().into();
        }
        body
    })
}
