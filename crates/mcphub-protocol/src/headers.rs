//! `Mcp-*` header values (2026-07-28, basic/transports/streamable-http): plain visible ASCII, or
//! the Base64 form `=?base64?…?=`.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderName;

pub const SESSION_ID: HeaderName = HeaderName::from_static("mcp-session-id");
pub const PROTOCOL_VERSION: HeaderName = HeaderName::from_static("mcp-protocol-version");
/// The last event that the client received, if it resumes a stream.
pub const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
/// Identifies one HTTP request in logs.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Repeats the body's method.
pub const METHOD: HeaderName = HeaderName::from_static("mcp-method");
/// Repeats the body's name, URI or task id.
pub const NAME: HeaderName = HeaderName::from_static("mcp-name");

const OPEN: &str = "=?base64?";
const CLOSE: &str = "?=";

/// Returns the member of `params` that `Mcp-Name` repeats for `method`.
pub fn named_by(method: &str) -> Option<&'static str> {
    match method {
        "tools/call" | "prompts/get" => Some("name"),
        "resources/read" => Some("uri"),
        "tasks/get" | "tasks/update" | "tasks/cancel" => Some("taskId"),
        _ => None,
    }
}

/// Encodes a header value: plain if that is unambiguous, else in Base64.
pub fn encode(value: &str) -> Cow<'_, str> {
    let visible = value.bytes().all(|b| (0x20..0x7f).contains(&b));
    let trimmed = value.trim_matches(' ').len() == value.len() && !value.is_empty();
    let looks_encoded = value.starts_with(OPEN) && value.ends_with(CLOSE);
    if visible && trimmed && !looks_encoded {
        return Cow::Borrowed(value);
    }
    Cow::Owned(format!("{OPEN}{}{CLOSE}", STANDARD.encode(value)))
}

/// Decodes a header value. Returns `None` if it is neither plain ASCII nor strict Base64 of UTF-8.
pub fn decode(value: &[u8]) -> Option<Cow<'_, str>> {
    let text = std::str::from_utf8(value).ok()?.trim_matches([' ', '\t']);
    match text.strip_prefix(OPEN).and_then(|rest| rest.strip_suffix(CLOSE)) {
        Some(inner) => String::from_utf8(STANDARD.decode(inner).ok()?).ok().map(Cow::Owned),
        None => {
            text.bytes().all(|b| (0x20..0x7f).contains(&b) || b == b'\t').then_some(text.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_name_survives_the_header(name in any::<String>()) {
            let sent = encode(&name).into_owned();
            prop_assert!(sent.bytes().all(|b| (0x20..0x7f).contains(&b)));
            let got = decode(sent.as_bytes());
            prop_assert_eq!(got.as_deref(), Some(name.as_str()));
        }
    }

    #[test]
    fn base64_is_read_strictly() {
        assert_eq!(decode(b" =?base64?w6k=?= ").as_deref(), Some("\u{e9}"));
        assert_eq!(decode(b"=?base64?w6k?="), None);
        assert_eq!(decode(b"=?base64?w6k%?="), None);
        assert_eq!(decode("\u{e9}".as_bytes()), None);
    }
}
