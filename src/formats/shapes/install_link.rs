//! Links that install a server: `cursor://…/install?name=&config=`, `vscode:mcp/install?{…}`,
//! `lmstudio://add_mcp?…`, `goose://extension?cmd=&arg=`, and the web pages that redirect to them.

use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde_json::{Map, Value};

use crate::formats::detect;

/// The name, if the link has one, and the entry in its client's format.
pub(crate) type Link = (Option<String>, Value);

/// Parses a link; returns `None` if the text is not a link.
pub(crate) fn read(text: &str) -> Option<Link> {
    let (place, query) = text.trim().split_once('?')?;
    if place.contains(char::is_whitespace) || place.starts_with('{') || !place.contains(':') {
        return None;
    }
    let pairs: Vec<(String, String)> = query
        .split('&')
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(key, value)| (decode(key), decode(value)))
        .collect();
    let first = |key: &str| pairs.iter().find(|pair| pair.0 == key).map(|pair| pair.1.clone());
    if place.starts_with("goose:") {
        let args = pairs.iter().filter(|pair| pair.0 == "arg").map(|pair| pair.1.as_str());
        let mut entry = Map::new();
        entry.insert("command".into(), first("cmd")?.into());
        entry.insert("args".into(), args.collect());
        return Some((first("id").or(first("name")), Value::Object(entry)));
    }
    if let Some(config) = first("config") {
        return Some((first("name"), detect::json(&decode_base64(&config)).ok()?));
    }
    let mut entry = detect::json(&decode(query)).ok()?;
    let name = entry.as_object_mut()?.shift_remove("name");
    Some((name.and_then(|name| name.as_str().map(str::to_owned)), entry))
}

/// Decodes Base64 in any of its alphabets; returns other text unchanged.
fn decode_base64(config: &str) -> String {
    let lenient =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let standard = config.replace('-', "+").replace('_', "/").replace(' ', "+");
    let bytes = GeneralPurpose::new(&alphabet::STANDARD, lenient).decode(standard);
    bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_else(|| config.to_owned())
}

/// Decodes percent-encoding; invalid sequences stay.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            out.push(byte);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn links_of_every_client_are_read() {
        let check = |link: &str, name: &str, entry: Value| {
            assert_eq!(read(link), Some((Some(name.to_owned()), entry)), "{link}");
        };
        // {"command":"npx","args":["-y","p"]}
        let config = "eyJjb21tYW5kIjoibnB4IiwiYXJncyI6WyIteSIsInAiXX0=";
        let entry = json!({"command": "npx", "args": ["-y", "p"]});
        for start in [
            "cursor://anysphere.cursor-deeplink/mcp/install",
            "https://cursor.com/en/install-mcp",
            "lmstudio://add_mcp",
        ] {
            check(&format!("{start}?name=p&config={config}"), "p", entry.clone());
        }
        let unpadded = config.trim_end_matches('=');
        check(&format!("lmstudio://add_mcp?name=p&config={unpadded}"), "p", entry.clone());
        let json = "%7B%22name%22%3A%22p%22%2C%22url%22%3A%22https%3A%2F%2Fa%22%7D";
        check(&format!("vscode:mcp/install?{json}"), "p", json!({"url": "https://a"}));
        check("goose://extension?cmd=npx&arg=-y&arg=p&id=p&name=P", "p", entry);
        assert_eq!(read("https://a.example/mcp?x=1"), None);
        assert_eq!(read(r#"{"url": "https://a/?b"}"#), None);
    }
}
