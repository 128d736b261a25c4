//! MCPHub's envelope: `{success, message?, data?}`.

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::api::error::ApiError;

/// A refusal in the envelope.
pub(crate) struct Failed(pub(crate) ApiError);

/// What a handler answers.
pub(crate) type Reply = Result<Json<Value>, Failed>;

/// `{success: true, data}`.
pub(crate) fn data(data: impl Into<Value>) -> Json<Value> {
    Json(json!({ "success": true, "data": data.into() }))
}

/// `{success: true, message}`.
pub(crate) fn done(message: impl Into<String>) -> Json<Value> {
    Json(json!({ "success": true, "message": message.into() }))
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let body = json!({ "success": false, "message": self.0.message });
        (self.0.status(), Json(body)).into_response()
    }
}

impl<E: Into<ApiError>> From<E> for Failed {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// The time as ISO 8601, to the millisecond, in UTC.
pub(crate) fn iso_now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}
