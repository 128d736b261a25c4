//! Secrets, made unreadable before anything is shown.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_json::{Map, Value, json};

use crate::settings::document::{Document, Step};
use crate::settings::fields;
use crate::settings::look::Look;
use crate::settings::redact::{self, MASK};
use crate::settings::sensitive;
use crate::settings::tree::{Kind, Node};

/// Stands for a secret that is another than before.
const CHANGED: &str = "*** (changed)";

/// A server's entry to show.
pub(crate) fn server(name: &str, entry: &Map<String, Value>) -> Map<String, Value> {
    redact::server(name, entry, Look::Placed)
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
    let strings = redact::strings(document.value(), found, |path, text| {
        let before = old.and_then(|old| sensitive::at(old, path)).and_then(Value::as_str);
        if before.is_some_and(|before| before != text) { CHANGED } else { MASK }
    });
    let strings = strings.into_iter().filter_map(|(path, text)| {
        Some((document.place_of_value(&path)?, Value::from(text).to_string()))
    });
    let comments = document.tree().comments.iter().cloned();
    let comments = comments.map(|place| (place.clone(), redact::json_text(&text[place])));
    let mut places: Vec<_> = strings.chain(comments).collect();
    places.sort_by_key(|(place, _)| std::cmp::Reverse(place.start));
    let mut masked = text.to_owned();
    for (place, value) in places {
        masked.replace_range(place, &value);
    }
    masked
}

/// A text of which parts will be shown, with every byte where it was. Of one that parses: keys, and
/// values that are not sensitive. Of one that does not, nobody knows what is a value: only brackets,
/// commas and quotes, and the keys that a settings file has.
pub(crate) fn same_length(text: &str) -> String {
    let mut shown = vec![b'*'; text.len()];
    let structure = |byte: &u8| b"{}[]:,\" \t\r\n".contains(byte);
    for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| structure(byte)) {
        shown[at] = byte;
    }
    let mut show =
        |place: Range<usize>| shown[place.clone()].copy_from_slice(&text.as_bytes()[place]);
    match Document::parse(text) {
        Ok(document) => {
            let found = sensitive::in_document(document.value());
            let hidden: BTreeSet<_> = found.into_iter().map(|one| one.path).collect();
            show_values(&document.tree().root, &mut Vec::new(), &hidden, &mut show);
        }
        Err(_) => known_keys(text).for_each(show),
    }
    // Whole characters are shown, or a star for each of their bytes.
    String::from_utf8(shown).unwrap_or_default()
}

fn show_values(
    node: &Node,
    path: &mut Vec<Step>,
    hidden: &BTreeSet<Vec<Step>>,
    show: &mut impl FnMut(Range<usize>),
) {
    for (index, item) in node.items().iter().enumerate() {
        match &item.key {
            Some(key) => {
                show(key.place.clone());
                path.push(Step::from(key.text.as_str()));
            }
            None => path.push(Step::from(index)),
        }
        show_values(&item.value, path, hidden, show);
        path.pop();
    }
    if matches!(node.kind, Kind::Scalar(_)) && !hidden.contains(path) {
        show(node.place.clone());
    }
}

/// The places of `"word":` where the word is a key of settings files.
fn known_keys(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    text.split('"').filter_map(move |word| {
        let place = at..at + word.len();
        at = place.end + 1;
        let behind = text.get(at..).unwrap_or_default().trim_start();
        (behind.starts_with(':') && fields::is_key(word)).then_some(place)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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

    const CANARIES: &str = r#"{
  "mcpServers": {
    "a": {"command": "x", "args": ["--token", "canary-1 2", "-p", "canary-2"],
          "env": {"PLAIN": "canary{3}", "API_KEY": "canary-4"}},
    "b": {"url": "https://u:canary-5@h/s/canary-6/mcp?x=canary-7",
          "headers": {"X-Svc": "canary-8"}, "oauth": {"clientSecret": "canary-9"}}
  },
  "users": [{"username": "u", "password": "canary-10"}]
}"#;

    proptest! {
        #[test]
        fn a_file_that_does_not_parse_shows_no_value(
            at in 0..CANARIES.len(),
            cut in 0..3_usize,
            put in prop::sample::select(vec![
                "", "\"", "'", "”", "\\", "}", "{", "]", ",", ",,", ":", "\n", "//", "/*", "x", "=",
            ]),
        ) {
            let end = (at + cut).min(CANARIES.len());
            let damaged = format!("{}{put}{}", &CANARIES[..at], &CANARIES[end..]);
            let shown = same_length(&damaged);
            prop_assert_eq!(shown.len(), damaged.len());
            // A damage that leaves a document makes other values of it, which are judged as any.
            if let Err(findings) = Document::parse(&damaged) {
                prop_assert!(!shown.contains("canar"), "{shown}");
                let said = format!("{findings:?}");
                prop_assert!(!said.contains("canar"), "{said}");
                prop_assert!(!pair(&damaged, "").0.contains("canar"));
            }
        }
    }
}
