//! What browsers have to be told before a page may read answers (Fetch, CORS protocol). Which pages
//! may come is decided by the guard; who passed it is told so.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};

use crate::proxy::downstream::body::{self, Body};

/// What pages may send, beside what needs no permission.
const HEADERS: &str = "authorization, content-type, last-event-id, mcp-method, mcp-name, mcp-protocol-version, mcp-session-id, x-auth-token, x-language, x-session-id";
/// What pages may read, beside what needs no permission.
const EXPOSED: &str = "mcp-session-id, mcp-protocol-version, ratelimit-limit, ratelimit-remaining, ratelimit-reset, retry-after, www-authenticate, x-ratelimit-limit, x-ratelimit-remaining, x-request-id";

/// The answer to a browser that asks whether it may ask.
pub(super) fn preflight(method: &Method, headers: &HeaderMap) -> Option<Response<Body>> {
    let asks =
        method == Method::OPTIONS && headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    if !asks {
        return None;
    }
    let mut response = body::json(StatusCode::NO_CONTENT, Bytes::new());
    response.headers_mut().remove(header::CONTENT_TYPE);
    let wanted = headers.get(header::ACCESS_CONTROL_REQUEST_HEADERS).cloned();
    let allowed = wanted.unwrap_or(HeaderValue::from_static(HEADERS));
    for (name, value) in [
        (
            header::ACCESS_CONTROL_ALLOW_METHODS,
            HeaderValue::from_static("GET, POST, PUT, PATCH, DELETE"),
        ),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, allowed),
        (header::ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600")),
    ] {
        response.headers_mut().insert(name, value);
    }
    Some(response)
}

/// Lets the page of this origin read the response.
pub(super) fn allow<B>(mut response: Response<B>, origin: HeaderValue) -> Response<B> {
    let mut set = |name: HeaderName, value| response.headers_mut().insert(name, value);
    set(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    set(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
    response.headers_mut().append(header::VARY, HeaderValue::from_static("Origin"));
    response
}
