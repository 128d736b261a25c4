//! Describes the difference between two texts of the settings file by names alone: the entries that
//! were added, removed or changed, and their changed fields. The description contains no value of
//! the file.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::text::document::Document;

/// The maximum number of changes listed; the rest is counted.
const CHANGES_MAX: usize = 50;
/// The maximum number of fields listed per changed entry; the rest is counted.
const FIELDS_MAX: usize = 20;
/// The maximum length of a name, in characters.
const NAME_CHARS: usize = 120;

/// The fields that name an element of a list, in order of preference.
const NAMING_FIELDS: [&str; 5] = ["name", "username", "uri", "clientId", "id"];

/// Returns the changes between two texts, as `added mcpServers.time` or `changed mcpServers.time:
/// args, env.TOKEN`; empty if they are equal. An empty text means a missing file.
pub fn changed_names(before: &str, after: &str) -> Vec<String> {
    if before == after {
        return Vec::new();
    }
    let (Some(old), Some(new)) = (root(before), root(after)) else {
        return vec!["changed the whole file".to_owned()];
    };
    let mut changes = Vec::new();
    for section in keys(&old, &new) {
        section_changes(section, old.get(section), new.get(section), &mut changes);
    }
    truncate(changes, CHANGES_MAX, "changes")
}

fn root(text: &str) -> Option<Map<String, Value>> {
    if text.is_empty() {
        return Some(Map::new());
    }
    Document::parse(text).ok()?.value().as_object().cloned()
}

fn section_changes(
    section: &str,
    old: Option<&Value>,
    new: Option<&Value>,
    changes: &mut Vec<String>,
) {
    if old == new {
        return;
    }
    let before = changes.len();
    if let (Some(old), Some(new)) = (entries(old), entries(new)) {
        let all: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        for key in all {
            changes.extend(entry_change(section, old.get(key), new.get(key)));
        }
    }
    // Only the order differs, the section is empty, or its value is not a list of entries.
    if changes.len() == before {
        let verb = verb(old.is_some(), new.is_some());
        changes.push(format!("{verb} {}", shown(section)));
    }
}

/// Returns the entries of a section, or `None` if its type has none.
fn entries(section: Option<&Value>) -> Option<BTreeMap<String, Entry<'_>>> {
    match section {
        None => Some(BTreeMap::new()),
        Some(Value::Object(members)) => Some(named_members(members)),
        Some(Value::Array(elements)) => Some(named_elements(elements)),
        Some(_) => None,
    }
}

/// An entry of a section, and its displayed name.
struct Entry<'a> {
    name: String,
    value: &'a Value,
}

fn named_members(members: &Map<String, Value>) -> BTreeMap<String, Entry<'_>> {
    let entry = |(name, value): (&String, _)| (name.clone(), Entry { name: shown(name), value });
    members.iter().map(entry).collect()
}

/// Returns the elements by their id, otherwise by their name, otherwise by their index.
fn named_elements(elements: &[Value]) -> BTreeMap<String, Entry<'_>> {
    let mut entries = BTreeMap::new();
    for (at, value) in elements.iter().enumerate() {
        let text = |field: &&str| value.get(field)?.as_str().filter(|text| !text.is_empty());
        let name = NAMING_FIELDS.iter().find_map(text);
        let mut key = text(&"id").or(name).map_or_else(|| format!("#{at}"), str::to_owned);
        if entries.contains_key(&key) {
            key = format!("{key} #{at}");
        }
        let name = name.map_or_else(|| format!("#{at}"), |name| shown(without_credentials(name)));
        entries.insert(key, Entry { name, value });
    }
    entries
}

fn entry_change(section: &str, old: Option<&Entry>, new: Option<&Entry>) -> Option<String> {
    let named = new.or(old)?;
    let place = format!("{}.{}", shown(section), named.name);
    match (old, new) {
        (Some(old), Some(new)) if old.value == new.value => None,
        (Some(old), Some(new)) => {
            let changed = changed_fields(old.value, new.value);
            let fields = truncate(changed, FIELDS_MAX, "fields").join(", ");
            let colon = if fields.is_empty() { "" } else { ": " };
            Some(format!("changed {place}{colon}{fields}"))
        }
        (old, new) => Some(format!("{} {place}", verb(old.is_some(), new.is_some()))),
    }
}

/// Returns the changed fields; for objects, those one level deeper.
fn changed_fields(old: &Value, new: &Value) -> Vec<String> {
    let (Value::Object(old), Value::Object(new)) = (old, new) else { return Vec::new() };
    let mut fields = Vec::new();
    for key in keys(old, new).filter(|key| old.get(*key) != new.get(*key)) {
        match (old.get(key), new.get(key)) {
            (Some(Value::Object(old)), Some(Value::Object(new))) => {
                let differing = keys(old, new).filter(|inner| old.get(*inner) != new.get(*inner));
                let before = fields.len();
                fields.extend(differing.map(|inner| format!("{}.{}", shown(key), shown(inner))));
                if fields.len() == before {
                    fields.push(shown(key));
                }
            }
            _ => fields.push(shown(key)),
        }
    }
    fields
}

fn keys<'a>(
    old: &'a Map<String, Value>,
    new: &'a Map<String, Value>,
) -> impl Iterator<Item = &'a String> {
    old.keys().chain(new.keys().filter(|key| !old.contains_key(*key)))
}

fn verb(was: bool, is: bool) -> &'static str {
    match (was, is) {
        (false, _) => "added",
        (_, false) => "removed",
        _ => "changed",
    }
}

fn shown(name: &str) -> String {
    name.chars().take(NAME_CHARS).collect()
}

/// Removes userinfo, query and fragment from a URI.
fn without_credentials(name: &str) -> &str {
    let Some(scheme) = name.find("://") else { return name };
    let end = name.find(['?', '#']).unwrap_or(name.len());
    let address = &name[..end];
    let after_scheme = address.get(scheme + 3..).unwrap_or_default();
    let authority = after_scheme.split('/').next().unwrap_or_default();
    match authority.rfind('@') {
        Some(at) => &after_scheme[at + 1..],
        None => address,
    }
}

fn truncate(mut texts: Vec<String>, limit: usize, what: &str) -> Vec<String> {
    let more = texts.len().saturating_sub(limit);
    if more > 0 {
        texts.truncate(limit);
        texts.push(format!("{more} more {what}"));
    }
    texts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(before: &Value, after: &Value, expected: &[&str]) {
        assert_eq!(changed_names(&before.to_string(), &after.to_string()), expected);
    }

    #[test]
    fn entries_and_their_fields_are_named() {
        let server = |env: &Value| json!({ "mcpServers": { "a": { "command": "x", "env": env } } });
        check(&json!({}), &server(&json!({})), &["added mcpServers.a"]);
        check(&server(&json!({})), &json!({ "mcpServers": {} }), &["removed mcpServers.a"]);
        check(
            &server(&json!({ "T": "one", "U": "1" })),
            &server(&json!({ "T": "two", "V": "1" })),
            &["changed mcpServers.a: env.T, env.U, env.V"],
        );
        check(
            &json!({ "bearerKeys": [{ "id": "1", "name": "ci", "token": "one" }] }),
            &json!({ "bearerKeys": [{ "id": "1", "name": "cd", "token": "two" }, { "name": "x" }] }),
            &["changed bearerKeys.cd: name, token", "added bearerKeys.x"],
        );
        check(
            &json!({ "users": [{ "username": "bob", "password": "one" }] }),
            &json!({ "users": [{ "username": "bob", "password": "two" }] }),
            &["changed users.bob: password"],
        );
        check(
            &json!({ "systemConfig": { "routing": { "skipAuth": false } } }),
            &json!({ "systemConfig": { "routing": { "skipAuth": true }, "nameSeparator": "_" } }),
            &["added systemConfig.nameSeparator", "changed systemConfig.routing: skipAuth"],
        );
    }

    #[test]
    fn sections_without_entries_are_named_too() {
        check(&json!({ "bearerKeys": [] }), &json!({}), &["removed bearerKeys"]);
        check(&json!({}), &json!({ "bearerKeys": null }), &["added bearerKeys"]);
        check(&json!({ "a": [1, 2] }), &json!({ "a": [1, 3] }), &["changed a.#1"]);
        check(&json!({ "a": {} }), &json!({ "a": [] }), &["changed a"]);
        let twice = |token: &str| json!({ "bearerKeys": [{ "name": "k" }, { "name": "k", "token": token }] });
        check(&twice("1"), &twice("2"), &["changed bearerKeys.k: token"]);
        assert_eq!(changed_names("", "{}"), [""; 0]);
        assert_eq!(changed_names("{", "{}"), ["changed the whole file"]);
        assert_eq!(changed_names("{}", "// only a comment\n{}"), [""; 0]);
    }

    #[test]
    fn a_uri_is_shown_without_its_credentials() {
        let resource = |uri: &str| json!({ "resources": [{ "uri": uri }] });
        check(
            &json!({}),
            &resource("https://u:p@x.example/a?t=1#f"),
            &["added resources.x.example/a"],
        );
        check(
            &json!({}),
            &resource("https://x.example/a?t=1"),
            &["added resources.https://x.example/a"],
        );
    }

    #[test]
    fn many_changes_are_counted() {
        let servers: Map<String, Value> =
            (0..60).map(|n| (format!("s{n:02}"), json!({ "command": "x" }))).collect();
        let changes = changed_names("{}", &json!({ "mcpServers": servers }).to_string());
        assert_eq!((changes.len(), changes[50].as_str()), (51, "10 more changes"));
    }

    proptest! {
        #[test]
        fn no_value_is_ever_named(
            old in prop::collection::btree_map("[a-d]", "v[0-9]{6}", 0..4),
            new in prop::collection::btree_map("[a-d]", "v[0-9]{6}", 0..4),
        ) {
            let text = |env: &BTreeMap<String, String>| json!({
                "mcpServers": { "s": { "env": env, "args": env.values().collect::<Vec<_>>() } },
                "bearerKeys": env.iter().map(|(name, token)| json!({ "name": name, "token": token })).collect::<Vec<_>>(),
                "systemConfig": { "routing": env },
                "unknown": env,
            }).to_string();
            let named = changed_names(&text(&old), &text(&new)).join("\n");
            for value in old.values().chain(new.values()) {
                prop_assert!(!named.contains(value.as_str()), "{named}");
            }
            prop_assert_eq!(named.is_empty(), old == new);
        }
    }
}
