//! Extractors: a JSON body (no content type that an HTML form can send), path parameters, and the
//! query. The error for an invalid value names the field.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::api::error::{ApiError, Kind};
use crate::proxy::downstream::transport::body::Stalled;

/// Extracts a JSON object from the body.
pub(crate) struct JsonBody<T>(pub(crate) T);

/// Extracts the unparsed text of a JSON body; empty if the request has no body.
pub(crate) struct JsonText(pub(crate) String);

/// Extracts path parameters.
pub(crate) struct PathParams<T>(pub(crate) T);

/// Extracts the query.
pub(crate) struct QueryParams<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let is_json = is_json(request.headers());
        let bytes = read_body(request, state).await?;
        if !is_json {
            return Err(not_json());
        }
        // Serde would read a list as a struct, member by member.
        match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
            Some(b'[') => Err(ApiError::invalid("the body must be a JSON object, not a list")),
            _ => parse_json(&bytes).map(Self),
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for JsonText {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let is_json = is_json(request.headers());
        let bytes = read_body(request, state).await?;
        if !is_json && !bytes.is_empty() {
            return Err(not_json());
        }
        let text = String::from_utf8(bytes.into());
        text.map(Self).map_err(|_| ApiError::invalid("the body is not UTF-8"))
    }
}

/// Returns the whole body. Fails if it arrives too slowly or is too large.
pub(crate) async fn read_body<S: Send + Sync>(
    request: Request,
    state: &S,
) -> Result<Bytes, ApiError> {
    let read = Bytes::from_request(request, state).await;
    read.map_err(|e| match e.status() {
        _ if Stalled::is_behind(&e) => ApiError::new(Kind::TooSlow, Stalled.to_string()),
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::new(Kind::TooLarge, "the body is too large"),
        _ => ApiError::invalid(e.body_text()),
    })
}

fn not_json() -> ApiError {
    ApiError::new(Kind::MediaType, "Content-Type must be application/json")
}

/// Parses a JSON body.
pub(crate) fn parse_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value: T = serde_path_to_error::deserialize(&mut json).map_err(|e| {
        let path = e.path().to_string();
        let why = e.into_inner();
        if why.is_data() && path != "." {
            // The field name is enough, so the position in the text is cut off.
            let whole = why.to_string();
            let text = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(text, _)| text);
            ApiError::invalid(format!("`{path}`: {text}"))
        } else {
            ApiError::invalid(format!("the body cannot be used: {why}"))
        }
    })?;
    json.end().map_err(|e| ApiError::invalid(format!("the body cannot be used: {e}")))?;
    Ok(value)
}

fn is_json(headers: &HeaderMap) -> bool {
    let sent = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let kind = sent.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json")
}

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for PathParams<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(value)) => Ok(Self(value)),
            Err(e) => Err(ApiError::invalid(format!("the path cannot be used: {}", e.body_text()))),
        }
    }
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for QueryParams<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        match Query::from_request_parts(parts, state).await {
            Ok(Query(value)) => Ok(Self(value)),
            Err(e) => {
                Err(ApiError::invalid(format!("the query cannot be used: {}", e.body_text())))
            }
        }
    }
}
