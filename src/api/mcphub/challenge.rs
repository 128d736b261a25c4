//! Responses of the MCP endpoints to requests without a valid credential, in MCPHub's shape.

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use serde_json::json;

use crate::access::auth::Denied;
use crate::proxy::downstream::transport::body::{self, Body};

/// Returns the 401 or 403 response, which differs under `/{user}`.
pub(crate) fn challenge(denied: Denied, of_user: bool) -> Response<Body> {
    let text = denied.message();
    if denied == Denied::OtherUser {
        let body = json!({ "error": "forbidden", "error_description": text, "success": false, "message": text });
        return body::json(StatusCode::FORBIDDEN, Bytes::from(body.to_string()));
    }
    if of_user && denied == Denied::NoCredential {
        let body = json!({ "success": false, "message": text });
        return body::json(StatusCode::UNAUTHORIZED, Bytes::from(body.to_string()));
    }
    let body = json!({ "error": "invalid_token", "error_description": text });
    let mut response = body::json(StatusCode::UNAUTHORIZED, Bytes::from(body.to_string()));
    let challenge = format!(r#"Bearer error="invalid_token", error_description="{text}""#);
    if let Ok(value) = HeaderValue::from_str(&challenge) {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, value);
    }
    response
}
