//! Keys and words that clients spell differently.

use serde_json::{Map, Value};

/// Converts a transport name of any client, in any spelling, to ours.
pub(crate) fn transport_word(word: &str) -> Result<&'static str, String> {
    match normalize(word).as_str() {
        "stdio" | "local" => Ok("stdio"),
        "http" | "streamablehttp" | "httpstream" | "streamable" | "remote" => Ok("streamable-http"),
        "sse" => Ok("sse"),
        "openapi" => Ok("openapi"),
        "ws" | "websocket" => Err("WebSocket is not a transport of MCP".into()),
        _ => Err(format!("unknown transport `{word}`")),
    }
}

/// Returns a word in lower case and without separators, so that `is_active` equals `isActive`.
pub(super) fn normalize(word: &str) -> String {
    word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// Removes and returns the first of `keys` that is present; null counts as absent.
pub(super) fn take(source: &mut Map<String, Value>, keys: &[&str]) -> Option<Value> {
    let mut first = None;
    for key in keys {
        let value = source.shift_remove(*key).filter(|value| !value.is_null());
        first = first.or(value);
    }
    first
}
