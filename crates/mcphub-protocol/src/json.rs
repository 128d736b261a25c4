//! Finds the members of an object and the elements of an array as byte ranges of valid JSON text,
//! one level deep, without building values.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr2;

/// A byte range of a message's text.
pub type Span = Range<usize>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Includes the quotes.
    pub key: Span,
    pub value: Span,
}

/// Returns the members of the object at `span`, in order; empty if it is not an object.
pub fn members(text: &str, span: &Span) -> Vec<Member> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(8);
    let mut at = skip_space(bytes, span.start);
    if bytes.get(at) != Some(&b'{') {
        return out;
    }
    at = skip_space(bytes, at + 1);
    while at < span.end && bytes.get(at) == Some(&b'"') {
        let key = at..end_of_string(bytes, at);
        at = skip_space(bytes, key.end);
        at = skip_space(bytes, at + 1);
        let value = at..end_of_value(bytes, at);
        at = skip_space(bytes, value.end);
        out.push(Member { key, value });
        if bytes.get(at) != Some(&b',') {
            break;
        }
        at = skip_space(bytes, at + 1);
    }
    out
}

/// Returns the elements of the array at `span`, in order; empty if it is not an array.
pub fn elements(text: &str, span: &Span) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = skip_space(bytes, span.start);
    if bytes.get(at) != Some(&b'[') {
        return out;
    }
    at = skip_space(bytes, at + 1);
    while at < span.end && bytes.get(at).is_some_and(|b| *b != b']') {
        let value = at..end_of_value(bytes, at);
        at = skip_space(bytes, value.end);
        out.push(value);
        if bytes.get(at) != Some(&b',') {
            break;
        }
        at = skip_space(bytes, at + 1);
    }
    out
}

/// Returns the value of the first member `name`, and whether there are several.
pub fn find<'a>(text: &str, members: &'a [Member], name: &str) -> (Option<&'a Span>, bool) {
    let mut found = None;
    let mut twice = false;
    for member in members.iter().filter(|m| is_key(text, &m.key, name)) {
        twice |= found.is_some();
        found = found.or(Some(&member.value));
    }
    (found, twice)
}

/// Returns the value of the first member `name` of the object at `span`.
pub fn get(text: &str, span: &Span, name: &str) -> Option<Span> {
    find(text, &members(text, span), name).0.cloned()
}

/// Decodes the JSON string at `span`. Returns `None` if it is not a string or contains a lone
/// surrogate.
pub fn string<'a>(text: &'a str, span: &Span) -> Option<Cow<'a, str>> {
    let raw = text.get(span.clone())?;
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    if memchr::memchr(b'\\', inner.as_bytes()).is_none() {
        return Some(Cow::Borrowed(inner));
    }
    serde_json::from_str(raw).ok().map(Cow::Owned)
}

/// Returns the text between the quotes if `raw` is a JSON string without escapes. Cheaper than
/// [`string`] for a short one.
pub(crate) fn unescaped(raw: &str) -> Option<&str> {
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    (!inner.as_bytes().contains(&b'\\')).then_some(inner)
}

/// Returns the value at `span` without white space and with sorted members, so that equal values
/// give equal text. Values that are nested too deep are copied unchanged.
pub fn canonical(text: &str, span: &Span) -> String {
    let mut out = String::with_capacity(span.len());
    write_canonical(text, span, 0, &mut out);
    out
}

fn write_canonical(text: &str, span: &Span, depth: usize, out: &mut String) {
    /// Values nested deeper are copied unchanged.
    const DEPTH_MAX: usize = 32;
    match text.as_bytes().get(span.start) {
        Some(b'{') if depth < DEPTH_MAX => {
            let mut all = members(text, span);
            all.sort_by(|a, b| text[a.key.clone()].cmp(&text[b.key.clone()]));
            for (i, member) in all.iter().enumerate() {
                out.push(if i == 0 { '{' } else { ',' });
                out.push_str(&text[member.key.clone()]);
                out.push(':');
                write_canonical(text, &member.value, depth + 1, out);
            }
            out.push_str(if all.is_empty() { "{}" } else { "}" });
        }
        Some(b'[') if depth < DEPTH_MAX => {
            let all = elements(text, span);
            for (i, element) in all.iter().enumerate() {
                out.push(if i == 0 { '[' } else { ',' });
                write_canonical(text, element, depth + 1, out);
            }
            out.push_str(if all.is_empty() { "[]" } else { "]" });
        }
        _ => out.push_str(&text[span.clone()]),
    }
}

/// Encodes `value` as a JSON string.
pub fn quote(value: &str) -> String {
    // Serializing a string cannot fail.
    serde_json::to_string(value).unwrap_or_default()
}

/// Returns whether the key at `key` (quotes included) decodes to `name`.
pub fn is_key(text: &str, key: &Span, name: &str) -> bool {
    let inner = key.start + 1..key.end.saturating_sub(1);
    let Some(raw) = text.as_bytes().get(inner) else { return false };
    if raw.len() <= name.len() {
        return raw == name.as_bytes() && !raw.contains(&b'\\');
    }
    // Fast path: an escaped key is longer than its decoded form, and most other keys differ in
    // their first byte.
    let first = raw.first();
    (first == name.as_bytes().first() || first == Some(&b'\\'))
        && raw.contains(&b'\\')
        && string(text, key).is_some_and(|key| key == name)
}

fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
        at += 1;
    }
    at
}

/// Returns the offset after the string literal that opens at `at`.
fn end_of_string(bytes: &[u8], at: usize) -> usize {
    let mut at = at + 1;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += found;
        if bytes.get(at) == Some(&b'"') {
            return at + 1;
        }
        at += 2;
    }
    bytes.len()
}

/// Returns the offset after the value that begins at `at`.
fn end_of_value(bytes: &[u8], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at = end_of_string(bytes, at),
            b'{' | b'[' => {
                depth += 1;
                at += 1;
                continue;
            }
            b'}' | b']' => {
                if depth == 0 {
                    return at;
                }
                depth -= 1;
                at += 1;
            }
            b',' | b' ' | b'\t' | b'\n' | b'\r' | b':' if depth > 0 => {
                at += 1;
                continue;
            }
            _ => {
                at += 1;
                while let Some(next) = bytes.get(at) {
                    if matches!(next, b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r') {
                        break;
                    }
                    at += 1;
                }
            }
        }
        if depth == 0 {
            return at;
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            r#"[\[\]{},:" \\]{0,6}"#.prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::hash_map(any::<String>(), inner, 0..6)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    #[test]
    fn an_escaped_key_is_recognized() {
        let is = |written: &str| is_key(written, &(0..written.len()), "na/me");
        for same in [r#""na/me""#, r#""na\/me""#, r#""\u006ea/me""#, r#""na/m\u0065""#] {
            assert!(is(same), "{same}");
        }
        for other in
            [r#""na/m\""#, r#""na/me2""#, r#""na/m""#, r#""""#, r#""\u006fa/me""#, "\"", ""]
        {
            assert!(!is(other), "{other}");
        }
    }

    proptest! {
        #[test]
        fn members_and_elements_are_those_that_a_parser_finds(value in json(), pretty: bool) {
            let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
            let found = members(&text, &(0..text.len()));
            let listed: Vec<(String, Value)> = found.iter().map(|m| (
                serde_json::from_str(&text[m.key.clone()]).unwrap(),
                serde_json::from_str(&text[m.value.clone()]).unwrap(),
            )).collect();
            let wanted: Vec<(String, Value)> = value.as_object().into_iter().flatten()
                .map(|(k, v)| (k.clone(), v.clone())).collect();
            prop_assert_eq!(listed, wanted);
            let items: Vec<Value> = elements(&text, &(0..text.len())).into_iter()
                .map(|span| serde_json::from_str(&text[span]).unwrap()).collect();
            prop_assert_eq!(items, value.as_array().cloned().unwrap_or_default());
        }

        #[test]
        fn a_canonical_value_is_the_same_value_however_it_was_written(value in json()) {
            let text = |pretty| {
                let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
                text.unwrap()
            };
            let written = |text: &str| canonical(text, &(0..text.len()));
            let plain = written(&text(false));
            prop_assert_eq!(&plain, &written(&text(true)));
            let mut read: Value = serde_json::from_str(&plain).unwrap();
            let mut wanted = value;
            read.sort_all_objects();
            wanted.sort_all_objects();
            prop_assert_eq!(read, wanted);
        }

        #[test]
        fn the_scan_stays_within_any_text(text in r#"[\[\]{},:"\\a0 ]{0,40}"#) {
            for member in members(&text, &(0..text.len())) {
                prop_assert!(member.value.start <= text.len() + 1 && member.key.end <= text.len());
            }
            elements(&text, &(0..text.len()));
        }
    }

    #[test]
    fn a_duplicate_key_is_reported() {
        let text = r#"{"a":1,"\u0061":2}"#;
        let all = members(text, &(0..text.len()));
        assert_eq!(find(text, &all, "a"), (Some(&(5..6)), true));
    }
}
