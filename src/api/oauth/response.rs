//! Responses of the endpoints, as OAuth defines them.

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use http::header::{CACHE_CONTROL, LOCATION, PRAGMA, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use serde_json::{Value, json};

use crate::authorization_server::error::{Code, OauthError};

/// Returns a JSON response that no cache keeps.
pub(super) fn json_response(status: StatusCode, body: &Value) -> Response {
    let mut response = (status, Json(body)).into_response();
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(PRAGMA, HeaderValue::from_static("no-cache"));
    response
}

/// Returns the response to a failed request of a client. `is_basic` is whether it used HTTP Basic.
pub(super) fn error_response(error: &OauthError, is_basic: bool) -> Response {
    let body = json!({ "error": error.code.word(), "error_description": error.description });
    let mut response = json_response(status(error.code), &body);
    if error.code == Code::InvalidClient && is_basic {
        let challenge = HeaderValue::from_static(r#"Basic realm="mcphub""#);
        response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
    }
    response
}

/// Returns the HTTP status of an error.
pub(super) fn status(code: Code) -> StatusCode {
    match code {
        Code::InvalidClient => StatusCode::UNAUTHORIZED,
        Code::AccessDenied => StatusCode::FORBIDDEN,
        Code::TemporarilyUnavailable => StatusCode::SERVICE_UNAVAILABLE,
        Code::ServerError => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    }
}

/// Returns the response of a server that is turned off, or must not be used at this address.
pub(super) fn unavailable(status: StatusCode, reason: Option<&str>) -> Response {
    let mut body = json!({ "error": "OAuth server not configured" });
    if let Some(reason) = reason {
        body["error_description"] = reason.into();
    }
    json_response(status, &body)
}

/// Returns a redirect of a browser.
pub(super) fn redirect(to: &str) -> Response {
    let Ok(mut location) = HeaderValue::from_str(to) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    location.set_sensitive(true);
    let mut response = StatusCode::FOUND.into_response();
    response.headers_mut().insert(LOCATION, location);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
