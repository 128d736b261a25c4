//! Converts an API's response to a tool result: JSON and other text verbatim, images as image
//! content, other bytes in Base64. An HTTP error becomes a result with `isError`.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::StatusCode;

use crate::openapi::body::{essence, is_json, is_text};
use crate::protocol::json;
use crate::proxy::limits;

/// Builds a result with one text block, as raw JSON.
pub(in crate::proxy::upstream) fn text(text: &str, is_error: bool) -> String {
    let block = format!(r#"{{"type":"text","text":{}}}"#, json::quote(text));
    result(&block, is_error)
}

/// Builds the result for a response, as raw JSON.
pub(in crate::proxy::upstream) fn of(status: StatusCode, media: &str, body: &[u8]) -> String {
    let reason = status.canonical_reason().unwrap_or_default();
    let status_line = format!("{} {reason}", status.as_u16());
    let status_line = status_line.trim_end();
    if !status.is_success() {
        let said: String =
            String::from_utf8_lossy(body).chars().take(limits::OPENAPI_FAILURE_CHARS).collect();
        return text(&format!("API call failed: {status_line} - {said}"), true);
    }
    if body.is_empty() {
        // Some models reject empty text.
        return text(status_line, false);
    }
    let media = essence(media);
    let is_known = media.is_empty() || is_json(&media) || is_text(&media);
    match std::str::from_utf8(body) {
        Ok(said) if is_known || !said.contains('\0') => text(said, false),
        _ if media.starts_with("image/") => {
            let data = BASE64_STANDARD.encode(body);
            let media = json::quote(&media);
            result(&format!(r#"{{"type":"image","data":"{data}","mimeType":{media}}}"#), false)
        }
        _ => {
            let media = if media.is_empty() { "unknown type" } else { &media };
            let data = BASE64_STANDARD.encode(body);
            text(&format!("{} bytes of {media}, in Base64:\n{data}", body.len()), false)
        }
    }
}

fn result(block: &str, is_error: bool) -> String {
    let failed = if is_error { r#","isError":true"# } else { "" };
    format!(r#"{{"content":[{block}]{failed},"resultType":"complete"}}"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(status: u16, media: &str, body: &[u8]) -> String {
        super::of(StatusCode::from_u16(status).unwrap(), media, body)
    }

    #[test]
    fn a_response_reaches_the_caller_unchanged() {
        let block = |text: &str| super::text(text, false);
        assert_eq!(
            of(200, "application/json", b"{\"a\": 1e400}"),
            r#"{"content":[{"type":"text","text":"{\"a\": 1e400}"}],"resultType":"complete"}"#
        );
        assert_eq!(of(200, "text/plain; charset=utf-8", "grüße".as_bytes()), block("grüße"));
        assert_eq!(of(201, "", b""), block("201 Created"));
        assert_eq!(
            of(200, "image/png", b"\x89PNG"),
            r#"{"content":[{"type":"image","data":"iVBORw==","mimeType":"image/png"}],"resultType":"complete"}"#
        );
        assert_eq!(
            of(200, "application/zip", b"\x00\x01"),
            block("2 bytes of application/zip, in Base64:\nAAE=")
        );
        assert_eq!(
            of(404, "application/json", b"{\"why\":1}"),
            text("API call failed: 404 Not Found - {\"why\":1}", true)
        );
    }

    #[test]
    fn a_long_error_body_is_truncated() {
        let long = of(500, "text/html", "x".repeat(1 << 20).as_bytes());
        assert!(long.len() < limits::OPENAPI_FAILURE_CHARS + 200, "{}", long.len());
    }
}
