//! Secrets, made unreadable before anything is shown.

use serde_json::{Map, Value, json};

use crate::settings::document::{Document, Step};
use crate::settings::sensitive;

const MASK: &str = "***";

/// A server's entry to show.
pub(crate) fn server(name: &str, entry: &Map<String, Value>) -> Map<String, Value> {
    let mut masked = Value::Object(entry.clone());
    for (path, text) in replacements(sensitive::in_server(name, entry), &masked.clone(), None) {
        put(&mut masked, &path, text);
    }
    match masked {
        Value::Object(entry) => entry,
        _ => Map::new(),
    }
}

/// A bearer key to show.
pub(crate) fn key(entry: &Map<String, Value>) -> Map<String, Value> {
    let mut masked = entry.clone();
    if let Some(token) = masked.get_mut("token") {
        *token = MASK.into();
    }
    masked
}

/// Two versions of a document's text to compare. A secret that differs says so.
pub(crate) fn pair(before: &str, after: &str) -> (String, String) {
    let old = Document::parse(before).ok();
    let masked_after = text(after, old.as_ref().map(Document::value));
    (text(before, None), masked_after)
}

/// Two versions of a server's entry to compare, as indented JSON.
pub(crate) fn entries(name: &str, old: &Value, new: &Value) -> (String, String) {
    let wrap = |entry: &Value| format!("{:#}\n", json!({"mcpServers": {name: entry}}));
    pair(&wrap(old), &wrap(new))
}

fn text(text: &str, old: Option<&Value>) -> String {
    let Ok(document) = Document::parse(text) else { return same_length(text) };
    let found = sensitive::in_document(document.value());
    let mut places: Vec<_> = replacements(found, document.value(), old)
        .into_iter()
        .filter_map(|(path, text)| Some((document.place_of_value(&path)?, Value::from(text))))
        .collect();
    places.sort_by_key(|(place, _)| std::cmp::Reverse(place.start));
    let mut masked = text.to_owned();
    for (place, value) in places {
        masked.replace_range(place, &value.to_string());
    }
    masked
}

/// The strings that hold something sensitive, with what is shown instead.
fn replacements(
    found: Vec<sensitive::Sensitive>,
    root: &Value,
    old: Option<&Value>,
) -> Vec<(Vec<Step>, String)> {
    let mut out: Vec<(Vec<Step>, String)> = Vec::new();
    // From the end, so that places in a string that has several stay right.
    for one in found.into_iter().rev() {
        let Some(text) = sensitive::at(root, &one.path).and_then(Value::as_str) else { continue };
        let before = old.and_then(|old| sensitive::at(old, &one.path)).and_then(Value::as_str);
        let differs = before.is_some_and(|before| before != text);
        let mask = if differs { "*** (changed)" } else { MASK };
        if let Some((_, masked)) = out.last_mut().filter(|(path, _)| *path == one.path) {
            masked.replace_range(one.range, mask);
        } else {
            let mut masked = text.to_owned();
            masked.replace_range(one.range, mask);
            out.push((one.path, masked));
        }
    }
    out
}

fn put(root: &mut Value, path: &[Step], text: String) {
    let target = path.iter().try_fold(root, |value, step| match step {
        Step::Key(key) => value.get_mut(key),
        Step::Index(index) => value.get_mut(index),
    });
    if let Some(target) = target {
        *target = text.into();
    }
}

/// A text of which parts will be shown, with every byte where it was.
pub(crate) fn same_length(text: &str) -> String {
    let mut out = by_literals(text);
    let Ok(document) = Document::parse(text) else { return out };
    for one in sensitive::in_document(document.value()) {
        if let Some(place) = document.place_of_value(&one.path) {
            let inner = place.start + 1..place.end - 1;
            out.replace_range(inner.clone(), &"*".repeat(inner.len()));
        }
    }
    out
}

/// The same for a text that need not parse: by string literals alone. What follows a telling key,
/// what stands in `env` and `headers`, and what looks like a secret itself.
fn by_literals(text: &str) -> String {
    let mut out = text.to_owned();
    let mut key = "";
    let mut last = "";
    let mut depth = 0_usize;
    let mut hidden_at: Option<usize> = None;
    let mut at = 0;
    while let Some(found) = text[at..].find(['"', '{', '}', ':', ',', '[', ']']) {
        let mark = at + found;
        at = mark + 1;
        match text.as_bytes()[mark] {
            b'"' => {
                let end = end_of_string(text, at);
                let literal = &text[at..end];
                let is_key = text[end..].trim_start_matches('"').trim_start().starts_with(':');
                // Of a string that is cut off nobody knows how it goes on.
                let cut = text.as_bytes().get(end) != Some(&b'"');
                let hidden = hidden_at.is_some();
                if cut || !is_key && sensitive::is_suspect(key, last, literal, hidden) {
                    let stars = "*".repeat(literal.len());
                    out.replace_range(at..end, &stars);
                }
                last = literal;
                at = (end + 1).min(text.len());
            }
            b'{' => {
                depth += 1;
                if hidden_at.is_none() && (key == "env" || key == "headers") {
                    hidden_at = Some(depth);
                }
                key = "";
            }
            b'}' => {
                if hidden_at == Some(depth) {
                    hidden_at = None;
                }
                depth = depth.saturating_sub(1);
                key = "";
            }
            b':' => key = last,
            b',' if !last.starts_with('-') => key = "",
            b']' => last = "",
            _ => {}
        }
    }
    out
}

fn end_of_string(text: &str, start: usize) -> usize {
    let mut escaped = false;
    for (at, c) in text[start..].char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' | '\n' => return start + at,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{
  // comments stay
  "mcpServers": {
    "a": {"args": ["--token", "t1", "x"], "env": {"K": "v1", "R": "${R}"}, "url": "https://a/?key=k1"}
  },
  "users": [{"username": "u", "password": "p1"}]
}"#;

    #[test]
    fn a_text_is_masked_where_it_is_sensitive_and_nowhere_else() {
        let (before, after) = pair(TEXT, &TEXT.replace("v1", "v2"));
        let expected = TEXT
            .replace("t1", "***")
            .replace("v1", "***")
            .replace("k1", "***")
            .replace("p1", "***");
        assert_eq!(before, expected);
        let changed = expected.replace(r#""K": "***""#, r#""K": "*** (changed)""#);
        assert_eq!(after, changed);
    }

    #[test]
    fn excerpts_keep_every_byte_in_its_place() {
        let masked = same_length(TEXT);
        assert_eq!(masked.len(), TEXT.len());
        for secret in ["t1", "v1", "k1", "p1"] {
            assert!(!masked.contains(secret), "{masked}");
        }
        assert!(masked.contains("${R}") && masked.contains(r#""username": "u""#), "{masked}");
    }

    #[test]
    fn a_text_that_does_not_parse_is_masked_as_well() {
        let broken = r#"{"env": {"A": "secret1", "B": "secret2"#;
        assert!(!pair(broken, "").0.contains("secret"));
    }
}
