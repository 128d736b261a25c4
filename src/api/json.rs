//! The body of a request: a JSON object, and nothing that a form in a browser could send.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use crate::api::error::{ApiError, Kind};

/// A JSON object.
pub(crate) struct Object(pub(crate) Map<String, Value>);

impl Object {
    /// A member that must be a string.
    pub(crate) fn string(&self, name: &str) -> Result<&str, ApiError> {
        let text = self.0.get(name).and_then(Value::as_str);
        text.ok_or_else(|| ApiError::invalid(format!("`{name}` must be a string")))
    }

    /// A member that must be true or false.
    pub(crate) fn boolean(&self, name: &str) -> Result<bool, ApiError> {
        let value = self.0.get(name).and_then(Value::as_bool);
        value.ok_or_else(|| ApiError::invalid(format!("`{name}` must be true or false")))
    }

    /// A member that must be an object.
    pub(crate) fn object(&self, name: &str) -> Result<&Map<String, Value>, ApiError> {
        let value = self.0.get(name).and_then(Value::as_object);
        value.ok_or_else(|| ApiError::invalid(format!("`{name}` must be an object")))
    }
}

impl<S: Send + Sync> FromRequest<S> for Object {
    type Rejection = axum::response::Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        use axum::response::IntoResponse as _;
        let kind = request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok());
        let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
        if !kind.eq_ignore_ascii_case("application/json") {
            let refusal = ApiError::new(Kind::MediaType, "Content-Type must be application/json");
            return Err(crate::api::mcphub::envelope::Failed(refusal).into_response());
        }
        let body = Bytes::from_request(request, state).await.map_err(|e| {
            let text = serde_json::json!({ "success": false, "message": e.body_text() });
            (e.status(), axum::Json(text)).into_response()
        })?;
        match serde_json::from_slice::<Value>(&body) {
            Ok(Value::Object(object)) => Ok(Self(object)),
            Ok(_) => Err(invalid("the body must be a JSON object")),
            Err(e) => Err(invalid(&format!("the body is not JSON: {e}"))),
        }
    }
}

fn invalid(message: &str) -> axum::response::Response {
    use axum::response::IntoResponse as _;
    crate::api::mcphub::envelope::Failed(ApiError::invalid(message)).into_response()
}
