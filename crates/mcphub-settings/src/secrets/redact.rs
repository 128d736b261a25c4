//! Masks secrets in output and logs: in entries and documents, free text, and JSON that may be
//! truncated. `locate` finds the secrets.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::secrets::detect::{Confidence, is_secret_key};
use crate::secrets::locate;
use crate::secrets::locate::Sensitive;
use crate::secrets::mask::mask_ranges;
use crate::text::path::{Step, value_at};

pub use crate::secrets::mask::MASK;

/// Replacements for values and keys that contain secrets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replaced {
    /// Strings and numbers, each with its replacement.
    pub values: Vec<(Vec<Step>, String)>,
    /// Keys, each with its replacement; the deepest first, so that paths stay valid.
    pub keys: Vec<(Vec<Step>, String)>,
}

impl Replaced {
    /// Computes the replacements for the secrets `found` in `root`. `mask` returns the mask for a
    /// path and the text of the value.
    pub fn of(
        root: &Value,
        found: Vec<Sensitive>,
        mask: impl Fn(&[Step], &str) -> &'static str,
    ) -> Self {
        let (keys, mut found): (Vec<_>, Vec<_>) = found.into_iter().partition(|one| one.in_key);
        // From back to front, so that earlier ranges stay valid.
        found.sort_by(|a, b| (&a.path, b.range.start).cmp(&(&b.path, a.range.start)));
        let mut values: Vec<(Vec<Step>, String)> = Vec::new();
        for one in found {
            let Some(text) = locate::text_of(root, &one) else { continue };
            if text.get(one.range.clone()).is_none() {
                continue;
            }
            let mask = mask(&one.path, &text);
            if let Some((_, masked)) = values.last_mut().filter(|(path, _)| *path == one.path) {
                masked.replace_range(one.range, mask);
            } else {
                let mut masked = text.into_owned();
                masked.replace_range(one.range, mask);
                values.push((one.path, masked));
            }
        }
        Self { values, keys: replaced_keys(root, keys.into_iter().map(|one| one.path)) }
    }

    /// Applies the replacements to `root`.
    pub(crate) fn in_value(self, mut root: Value) -> Value {
        for (path, text) in self.values {
            if let Some(value) = at_mut(&mut root, &path) {
                *value = text.into();
            }
        }
        for group in self.keys.chunk_by(|(a, _), (b, _)| parents(a) == parents(b)) {
            let (paths, _) = &group[0];
            let new: BTreeMap<&str, &str> =
                group.iter().filter_map(|(path, new)| Some((key(path)?, new.as_str()))).collect();
            if let Some(Value::Object(members)) = at_mut(&mut root, parents(paths)) {
                let renamed = |(key, value): (String, Value)| match new.get(key.as_str()) {
                    Some(new) => ((*new).to_owned(), value),
                    None => (key, value),
                };
                *members = std::mem::take(members).into_iter().map(renamed).collect();
            }
        }
        root
    }
}

/// Masks the keys at the ends of `paths`. Keys of one object stay distinct.
pub(crate) fn replaced_keys(
    root: &Value,
    paths: impl Iterator<Item = Vec<Step>>,
) -> Vec<(Vec<Step>, String)> {
    let paths: BTreeSet<_> = paths.collect();
    let mut uses: BTreeMap<(&[Step], String), usize> = BTreeMap::new();
    let mut keys = Vec::new();
    for path in &paths {
        let (Some(old), above) = (key(path), parents(path)) else { continue };
        let shown = locate::shown_key(old).into_owned();
        let uses = uses.entry((above, shown.clone())).or_default();
        let parent = value_at(root, above);
        let is_free = |name: &String| parent.and_then(|parent| parent.get(name)).is_none();
        let name = |number: usize| match number {
            0 => shown.clone(),
            number => format!("{shown} ({})", number + 1),
        };
        // Among this many candidates, one is not a key of the parent.
        let most = *uses + parent.and_then(Value::as_object).map_or(0, Map::len);
        let free = (*uses..=most).find(|number| is_free(&name(*number))).unwrap_or(most);
        *uses = free + 1;
        keys.push((path.clone(), name(free)));
    }
    keys.sort_by(|(a, _), (b, _)| (b.len(), parents(b)).cmp(&(a.len(), parents(a))));
    keys
}

fn parents(path: &[Step]) -> &[Step] {
    path.split_last().map_or(&[], |(_, parents)| parents)
}

fn key(path: &[Step]) -> Option<&str> {
    match path.last()? {
        Step::Key(key) => Some(key),
        Step::Index(_) => None,
    }
}

/// Masks the secrets of a server's entry.
pub fn entry(entry: &Map<String, Value>) -> Map<String, Value> {
    server("", entry, Confidence::Medium)
}

/// Masks the secrets of a server's entry that have at least the confidence `least`.
pub fn server(name: &str, entry: &Map<String, Value>, least: Confidence) -> Map<String, Value> {
    let mut found = locate::in_server(name, entry);
    found.retain(|one| one.confidence >= least);
    let root = Value::Object(entry.clone());
    match Replaced::of(&root, found, |_, _| MASK).in_value(root) {
        Value::Object(shown) => shown,
        _ => Map::new(),
    }
}

/// Masks the secrets of a settings document, or of sections of one.
pub fn document(root: Value) -> Value {
    let mut found = locate::in_document(&root);
    found.retain(|one| one.confidence >= Confidence::Medium);
    Replaced::of(&root, found, |_, _| MASK).in_value(root)
}

/// Restores the stored values in a document sent by a client that received masked ones: a value
/// equal to the masked one is replaced by the stored one.
pub fn restore_masked(sent: Value, shown: Option<&Value>, stored: Option<&Value>) -> Value {
    if Some(&sent) == shown {
        return stored.cloned().unwrap_or(sent);
    }
    let Value::Object(members) = sent else { return sent };
    let below = |of: Option<&Value>, key: &str| of.and_then(|of| of.get(key)).cloned();
    let members = members.into_iter().map(|(key, value)| {
        let stored_key = restored_key(&key, shown, stored);
        let (shown, stored) = (below(shown, &key), below(stored, &stored_key));
        (stored_key, restore_masked(value, shown.as_ref(), stored.as_ref()))
    });
    Value::Object(members.collect())
}

/// Returns the stored key for a masked key, by its position.
fn restored_key(key: &str, shown: Option<&Value>, stored: Option<&Value>) -> String {
    let members = |of: Option<&Value>| of.and_then(Value::as_object).cloned().unwrap_or_default();
    let (shown, stored) = (members(shown), members(stored));
    let place = shown.keys().position(|shown| shown == key && shown.contains(MASK));
    let stored_key = place.filter(|_| shown.len() == stored.len());
    stored_key.and_then(|place| stored.keys().nth(place)).map_or(key, String::as_str).to_owned()
}

/// Returns whether any string or key in `value` contains a mask.
pub fn is_masked(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains(MASK),
        Value::Array(items) => items.iter().any(is_masked),
        Value::Object(members) => {
            members.iter().any(|(key, value)| key.contains(MASK) || is_masked(value))
        }
        _ => false,
    }
}

fn at_mut<'a>(root: &'a mut Value, path: &[Step]) -> Option<&'a mut Value> {
    path.iter().try_fold(root, |value, step| match step {
        Step::Key(key) => value.get_mut(key.as_str()),
        Step::Index(index) => value.get_mut(*index),
    })
}

/// Masks the secrets in free text.
pub fn free_text(text: &str) -> String {
    mask_ranges(text, locate::in_text(text))
}

/// Masks the secrets in JSON text: values of keys with telling names, and values that look like
/// secrets. The last word of a truncated string is removed, since it may be part of a secret.
pub fn json_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut key, mut last) = ("", "");
    let mut at = 0;
    while let Some(found) = text[at..].find(['"', '{', '}', ':', ',']) {
        let mark = at + found;
        let scalar = &text[at..mark];
        let hidden = is_secret_key(key) && scalar.contains(|c: char| c.is_ascii_digit());
        out.push_str(if hidden { "\"***\"" } else { scalar });
        at = mark + 1;
        match text.as_bytes()[mark] {
            b'"' => {
                let end = end_of_string(text, at);
                let literal = &text[at..end];
                let rest = &text[end..];
                let is_key = rest.get(1..).is_some_and(|rest| rest.trim_start().starts_with(':'));
                let end_of_words = || literal.rfind(char::is_whitespace).unwrap_or(0);
                out.push('"');
                match (rest.is_empty(), is_key) {
                    (true, _) => out.push_str(&value(key, &literal[..end_of_words()])),
                    (_, true) => out.push_str(literal),
                    (_, false) => out.push_str(&value(key, literal)),
                }
                out.push_str(&rest[..rest.len().min(1)]);
                last = literal;
                at = (end + 1).min(text.len());
                continue;
            }
            b':' => key = last,
            b'{' | b'}' => key = "",
            // All elements of a list belong to the same key.
            _ => {}
        }
        out.push_str(&text[mark..at]);
    }
    out.push_str(&text[at..]);
    out
}

/// Masks the content of a JSON string, the value of `key`.
fn value(key: &str, literal: &str) -> String {
    if is_secret_key(key) {
        return if literal.is_empty() { String::new() } else { MASK.to_owned() };
    }
    if !literal.contains('\\') {
        return free_text(literal);
    }
    let Ok(unescaped) = serde_json::from_str::<String>(&format!("\"{literal}\"")) else {
        // Part of an escape, or half of a surrogate pair.
        return free_text(literal);
    };
    let found = locate::in_text(&unescaped);
    if found.is_empty() {
        return literal.to_owned();
    }
    let quoted = Value::from(mask_ranges(&unescaped, found)).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

/// Returns the position of the closing quote of the string that starts at `start`.
fn end_of_string(text: &str, start: usize) -> usize {
    let mut escaped = false;
    let ends = |c| match c {
        _ if escaped => {
            escaped = false;
            false
        }
        '\\' => {
            escaped = true;
            false
        }
        c => c == '"',
    };
    text[start..].find(ends).map_or(text.len(), |at| start + at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Map, Value, json};

    use super::{free_text, json_text};
    use crate::Document;

    #[test]
    fn secrets_in_free_text_are_masked_and_words_stay() {
        let said = "login failed for https://u:pw1@host/x: token=abc123 was refused, try --help";
        let kept = "login failed for https://u:***@host/x: token=*** was refused, try --help";
        assert_eq!(free_text(said), kept);
    }

    #[test]
    fn secrets_in_json_are_masked_and_the_rest_stays() {
        let said = r#"{"password": "p1", "pin": 12, "token":12345, "n":[1.50, null],"tokens":["a","b"],
            "text":"say \"hi\" to ghp_0123456789abcdef01234567\nnow", "x":{"apiKey":"k","url":"https://h/?key=k1&n=1"}}"#;
        let kept = r#"{"password": "***", "pin":"***", "token":"***", "n":[1.50, null],"tokens":["***","***"],
            "text":"say \"hi\" to ***\nnow", "x":{"apiKey":"***","url":"https://h/?key=***&n=1"}}"#;
        assert_eq!(json_text(said), kept);
    }

    #[test]
    fn the_last_word_of_truncated_json_is_removed() {
        assert_eq!(json_text(r#"{"text":"one two thr"#), r#"{"text":"one two"#);
        assert_eq!(json_text(r#"{"password":"abc"#), r#"{"password":""#);
        assert_eq!(json_text(r#"{"a":"\"#), r#"{"a":""#);
        assert_eq!(json_text(r#"{"a""#), r#"{"a""#);
    }

    #[test]
    fn credentials_of_the_hub_are_secret_and_public_settings_are_not() {
        let value = json!({
            "oauth": {"clientId": "c", "clientSecret": "s", "scopes": ["a:b"], "accessToken": "t",
                      "tokenEndpoint": "https://h/token", "resource": "https://h/mcp", "slip": "u",
                      "redirectUri": "http://localhost:3000/callback"},
            "openapi": {"url": "https://h/?api_key=pear", "security": {
                "type": "apiKey", "apiKey": {"name": "X-K", "in": "header", "value": "v"},
                "http": {"scheme": "bearer", "credentials": "w"},
                "oauth2": {"tokenUrl": "https://x:pear@h/t", "clientId": "i", "clientSecret": "s"},
            }},
            "bearerToken": "b", "proxy": {"host": "h.example", "username": "u", "password": "p"},
            "connectorConfig": {"anything": "pear"},
        });
        assert_eq!(
            Value::Object(super::entry(value.as_object().unwrap())),
            json!({
                "oauth": {"clientId": "c", "clientSecret": "***", "scopes": ["a:b"],
                          "accessToken": "***", "tokenEndpoint": "https://h/token",
                          "resource": "https://h/mcp", "slip": "***",
                          "redirectUri": "http://localhost:3000/callback"},
                "openapi": {"url": "https://h/?api_key=***", "security": {
                    "type": "apiKey", "apiKey": {"name": "X-K", "in": "header", "value": "***"},
                    "http": {"scheme": "bearer", "credentials": "***"},
                    "oauth2": {"tokenUrl": "https://x:***@h/t", "clientId": "i",
                               "clientSecret": "***"},
                }},
                "bearerToken": "***",
                "proxy": {"host": "h.example", "username": "u", "password": "***"},
                "connectorConfig": {"anything": "***"},
            })
        );
    }

    #[test]
    fn the_example_files_are_not_redacted() {
        fn entries(value: &Value, found: &mut Vec<Map<String, Value>>) {
            match value {
                Value::Object(members) => {
                    let servers = members.get("mcpServers").and_then(Value::as_object);
                    found.extend(
                        servers.into_iter().flatten().filter_map(|(_, v)| v.as_object().cloned()),
                    );
                    members.values().for_each(|value| entries(value, found));
                }
                Value::Array(elements) => elements.iter().for_each(|value| entries(value, found)),
                _ => {}
            }
        }
        for text in [
            include_str!("../../../../examples/demo.json"),
            include_str!("../../../../examples/team.json"),
            include_str!("../../../../examples/remote.jsonc"),
            include_str!("../../../../tests/data/settings/valid/everything.json"),
        ] {
            let document = Document::parse(text).unwrap();
            let mut found = Vec::new();
            entries(document.value(), &mut found);
            assert!(!found.is_empty());
            for entry in found {
                for (key, value) in &super::entry(&entry) {
                    let is_secret =
                        ["bearerToken", "oauth", "openapi", "proxy"].contains(&key.as_str());
                    assert!(is_secret || *value == entry[key], "{key}: {value}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn no_text_causes_a_panic(said in r#"[\[\]{}:,"\\ a1é]{0,40}"#) {
            json_text(&said);
            free_text(&said);
        }
    }
}
