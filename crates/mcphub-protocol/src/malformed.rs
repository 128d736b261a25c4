//! Recovers the id of bytes that are not a valid message, so that the request they respond to can
//! fail at once instead of by its timeout.

use std::borrow::Cow;

/// The apparent kind of a malformed message, with its raw id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flawed {
    /// It has a `method`.
    Request(String),
    /// It has no `method`.
    Response(String),
}

/// Searches for the members `id` and `method` of an object that may be broken JSON or invalid
/// UTF-8. Returns `None` if the id or all other members of JSON-RPC are missing.
pub fn look(bytes: &[u8]) -> Option<Flawed> {
    let start = bytes.iter().position(|b| !b.is_ascii_whitespace())?;
    let mut rest = bytes[start..].strip_prefix(b"{")?;
    let (mut id, mut has_method, mut is_json_rpc, mut depth) = (None, false, false, 0_usize);
    while let Some((first, more)) = rest.split_first() {
        rest = more;
        match first {
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => break,
            b'}' | b']' => depth -= 1,
            b'"' => {
                let text = &more[..end_of_string(more)];
                rest = more.get(text.len() + 1..).unwrap_or_default();
                let value =
                    rest.trim_ascii_start().strip_prefix(b":").map(<[u8]>::trim_ascii_start);
                if let (0, Some(value)) = (depth, value) {
                    has_method |= text == b"method";
                    is_json_rpc |= [&b"jsonrpc"[..], b"result", b"error"].contains(&text);
                    if text == b"id" && id.is_none() {
                        id = scalar(value);
                    }
                    // Skip a string value, so that it is not mistaken for a member name.
                    rest = value;
                    if let Some(string) = value.strip_prefix(b"\"") {
                        rest = string.get(end_of_string(string) + 1..).unwrap_or_default();
                    }
                }
            }
            _ => {}
        }
    }
    // A JSON log line may have an `id` too.
    id.filter(|_| is_json_rpc)
        .map(|id| if has_method { Flawed::Request(id) } else { Flawed::Response(id) })
}

/// Parses a raw id as a number. The hub's ids are integers, and some servers return them as strings
/// or as `1.0`.
pub fn number(id: &str) -> Option<u64> {
    let plain = id.strip_prefix('"').and_then(|id| id.strip_suffix('"')).unwrap_or(id);
    let whole = plain.split_once('.').filter(|(_, rest)| rest.bytes().all(|b| b == b'0'));
    whole.map_or(plain, |(whole, _)| whole).parse().ok()
}

/// Returns the raw string or number at the beginning of `value`.
fn scalar(value: &[u8]) -> Option<String> {
    let length = match value.strip_prefix(b"\"") {
        Some(string) => end_of_string(string) + 2,
        None => value.iter().take_while(|b| b.is_ascii_digit() || b"+-.eE".contains(b)).count(),
    };
    let raw: Cow<'_, str> = String::from_utf8_lossy(value.get(..length)?);
    let is_scalar = serde_json::from_str::<serde_json::Value>(&raw);
    is_scalar.is_ok_and(|value| value.is_string() || value.is_number()).then(|| raw.into_owned())
}

/// Returns the length of a string literal after its opening quote.
fn end_of_string(text: &[u8]) -> usize {
    let mut escaped = false;
    let end = text.iter().position(|b| {
        let closes = *b == b'"' && !escaped;
        escaped = *b == b'\\' && !escaped;
        closes
    });
    end.unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_flawed_message_is_found() {
        let response = |id: &str| Some(Flawed::Response(id.into()));
        for (bytes, wanted) in [
            (&br#"{"jsonrpc":"2.0","id":7,"result":{"x":NaN}}"#[..], response("7")),
            (br#"{"result":{"id":3,"a":["id"]},"id" : "7"}"#, response("\"7\"")),
            (b"{\"result\":{\"x\":\"\xe9\t\"},\"id\":7.0}", response("7.0")),
            (br#"{"x":"id","y":"\"id\":1","error":"","id":2"#, response("2")),
            (br#"{"jsonrpc":"2.0","id":7}"#, response("7")),
            (br#"{"level":"info","id":7}"#, None),
            (
                br#"{"id":7,"jsonrpc":"2.0","method":"roots/list","params":3}"#,
                Some(Flawed::Request("7".into())),
            ),
            (br#"{"jsonrpc":"2.0","method":"a","id":null}"#, None),
            (br#"{"id":[7],"result":1}"#, None),
            (br#"{"x":1}"#, None),
            (br#""id":7"#, None),
            (br#"[{"id":7,"result":1}]"#, None),
            (br#"{"id"#, None),
            (br#"{"id":"#, None),
            (br#"{"id":""#, None),
            (b"", None),
        ] {
            assert_eq!(look(bytes), wanted, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn an_id_of_the_hub_is_recognized_in_any_form() {
        let numbers =
            ["7", "\"7\"", "7.0", "\"7.00\"", "7.5", "x", "-7", "\"", "7.", ""].map(number);
        let seven = Some(7);
        assert_eq!(numbers, [seven, seven, seven, seven, None, None, None, None, seven, None]);
    }
}
