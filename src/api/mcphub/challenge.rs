//! Responses of the MCP endpoints to requests without a valid credential, in MCPHub's shape.

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use serde_json::{Value, json};

use crate::access::auth::Denied;
use crate::access::protected_resource::{Resource, TokenError};
use crate::access::refusal::Refusal;
use crate::proxy::downstream::transport::body::{self, Body};

/// Seconds after which a client may try again if an identity provider cannot be reached.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

/// Returns the response, which differs under `/{user}`. A 401, and a 403 for a scope, leads to the
/// metadata of the endpoint.
pub(crate) fn challenge(
    refusal: &Refusal,
    of_user: bool,
    resource: &Resource<'_>,
) -> Response<Body> {
    match refusal {
        Refusal::Denied(Denied::OtherUser) => forbidden(Denied::OtherUser.message()),
        Refusal::Forbidden(text) => forbidden(text),
        Refusal::Unavailable(text) => {
            let body = json!({ "error": "temporarily_unavailable", "error_description": text });
            let mut response = json(StatusCode::SERVICE_UNAVAILABLE, &body);
            response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
            response
        }
        Refusal::Denied(Denied::NoCredential) => {
            let text = Denied::NoCredential.message();
            let body = if of_user {
                json!({ "success": false, "message": text })
            } else {
                error_body("invalid_token", text, resource)
            };
            with_challenge(json(StatusCode::UNAUTHORIZED, &body), resource, None)
        }
        Refusal::Denied(Denied::BadCredential) => {
            let error = TokenError::invalid(Denied::BadCredential.message());
            rejected(&error, resource)
        }
        Refusal::Token(error) => rejected(error, resource),
    }
}

fn rejected(error: &TokenError, resource: &Resource<'_>) -> Response<Body> {
    let body = error_body(error.code, &error.text, resource);
    with_challenge(json(error.status(), &body), resource, Some(error))
}

fn error_body(code: &str, text: &str, resource: &Resource<'_>) -> Value {
    let mut body = json!({ "error": code, "error_description": text });
    if let Some(url) = resource.metadata_url() {
        body["resource_metadata"] = url.into();
    }
    body
}

fn forbidden(text: &str) -> Response<Body> {
    let body = json!({ "error": "forbidden", "error_description": text, "success": false, "message": text });
    json(StatusCode::FORBIDDEN, &body)
}

fn json(status: StatusCode, body: &Value) -> Response<Body> {
    body::json(status, Bytes::from(body.to_string()))
}

fn with_challenge(
    mut response: Response<Body>,
    resource: &Resource<'_>,
    error: Option<&TokenError>,
) -> Response<Body> {
    response.headers_mut().insert(header::WWW_AUTHENTICATE, resource.challenge(error));
    response
}
