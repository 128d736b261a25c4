//! Messages defined by a test, to the byte.

use crate::answers::Answer;
use crate::raw;
use crate::server::Exchange;

/// Placeholder for the id of the request in an exact response.
pub(crate) const ID: &str = "@ID@";
/// Placeholder for its progress token in an exact notification.
const TOKEN: &str = "@TOKEN@";

/// The tool `raw`: sends the notifications in `before`, then the whole `response`, or the result in
/// `json`.
pub(crate) fn tool(exchange: &Exchange) -> Answer {
    let params = raw::get(&exchange.raw, "params").unwrap_or_default();
    let arguments = raw::get(params, "arguments").unwrap_or_default();
    let text = |raw: &str| serde_json::from_str::<String>(raw).unwrap_or_default();
    let meta = raw::get(params, "_meta").unwrap_or_default();
    let token = raw::get(meta, "progressToken").unwrap_or("null");
    let before = raw::get(arguments, "before").and_then(raw::elements);
    for notification in before.unwrap_or_default() {
        exchange.out.send(&text(notification).replacen(TOKEN, token, 1));
    }
    match raw::get(arguments, "response") {
        Some(response) => Answer::Exactly(text(response)),
        None => Answer::Result(text(raw::get(arguments, "json").unwrap_or_default())),
    }
}

/// Decodes the whole response from the hexadecimal digits at the end of a URI.
pub(crate) fn resource(hex: &str) -> Answer {
    let byte = |at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    let bytes = (0..hex.len()).step_by(2).filter_map(byte).collect();
    Answer::Exactly(String::from_utf8(bytes).unwrap_or_default())
}
