//! CORS headers for browsers (Fetch standard, CORS protocol). The origin guard decides which origins are
//! allowed; requests that pass it get these headers.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header};

use crate::proxy::downstream::transport::body;
use crate::proxy::downstream::transport::body::Body;

/// Request headers that pages may send.
const HEADERS: &str = "authorization, content-type, last-event-id, mcp-method, mcp-name, mcp-protocol-version, mcp-session-id, x-auth-token, x-language, x-session-id";
/// Response headers that pages may read.
const EXPOSED: &str = "mcp-session-id, mcp-protocol-version, ratelimit-limit, ratelimit-remaining, ratelimit-reset, retry-after, www-authenticate, x-ratelimit-limit, x-ratelimit-remaining, x-request-id";

/// Returns the response to a CORS preflight; `None` for other requests.
pub(in crate::serve) fn preflight(method: &Method, headers: &HeaderMap) -> Option<Response<Body>> {
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

/// Allows pages of this origin to read the response.
pub(in crate::serve) fn allow<B>(mut response: Response<B>, origin: HeaderValue) -> Response<B> {
    let mut set = |name: HeaderName, value| response.headers_mut().insert(name, value);
    set(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    set(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
    response.headers_mut().append(header::VARY, HeaderValue::from_static("Origin"));
    response
}
