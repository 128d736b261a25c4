//! Inserts, replaces and removes one entry. Each edit is checked: the new text must parse to the old
//! value with that one difference, or nothing is returned.

use serde_json::{Map, Value, json};

use crate::clients::record::{Client, Syntax};
use crate::formats::entry;
use crate::formats::file_edit::fault::Fault;
use crate::formats::file_edit::{json, toml, yaml, yaml_tree};

/// A text with an entry inserted.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Inserted {
    pub(crate) text: String,
    /// How many of the keys that lead to the servers were there before.
    pub(crate) known: usize,
}

/// Parses a text. A blank one is an empty file.
pub(crate) fn read(text: &str, syntax: Syntax) -> Result<Value, Fault> {
    if is_blank(text) {
        return Ok(json!({}));
    }
    match syntax {
        Syntax::Json | Syntax::Jsonc => json::read(text),
        Syntax::Toml | Syntax::TomlList => toml::read(text),
        Syntax::YamlMap | Syntax::YamlList => yaml_tree::read(text),
        Syntax::Xml => Err(Fault::Layout("is XML, which is not read".into())),
    }
}

fn is_blank(text: &str) -> bool {
    text.strip_prefix('\u{feff}').unwrap_or(text).trim().is_empty()
}

/// Returns the keys that lead to the servers in this file.
pub(crate) fn keys(client: &Client, root: &Value) -> &'static [&'static str] {
    let other = client.other_key.filter(|keys| {
        at(root, keys).is_some_and(|all| all.is_object() && !entry::looks_like_an_entry(all))
    });
    other.unwrap_or(client.key)
}

fn at<'a>(root: &'a Value, keys: &[&str]) -> Option<&'a Value> {
    keys.iter().try_fold(root, |value, key| value.get(key))
}

/// Returns the client's own entries, by name.
pub(crate) fn entries(client: &Client, root: &Value) -> Map<String, Value> {
    let Some(all) = at(root, keys(client, root)) else { return Map::new() };
    match all {
        Value::Object(all) => all.clone(),
        Value::Array(list) => list.iter().filter_map(to_name_and_fields).collect(),
        _ => Map::new(),
    }
}

/// Returns the name of an item of a list, and its other fields.
fn to_name_and_fields(item: &Value) -> Option<(String, Value)> {
    let mut fields = item.as_object()?.clone();
    let name = fields.shift_remove("name")?.as_str()?.to_owned();
    Some((name, Value::Object(fields)))
}

/// Returns whether the client's servers are a list.
fn is_list(client: &Client) -> bool {
    matches!(client.syntax, Syntax::TomlList | Syntax::YamlList)
}

/// The entry as an item of a list.
pub(super) fn item(name: &str, entry: &Value) -> Value {
    let mut item = Map::from_iter([("name".to_owned(), Value::from(name))]);
    item.extend(entry.as_object().cloned().unwrap_or_default());
    Value::Object(item)
}

/// Inserts an entry whose name is free.
pub(crate) fn insert(
    text: &str,
    client: &Client,
    name: &str,
    entry: &Value,
) -> Result<Inserted, Fault> {
    let root = read(text, client.syntax)?;
    let keys = keys(client, &root);
    if keys.is_empty() {
        return Err(Fault::Layout("has no place of its own for servers".into()));
    }
    let known = (0..=keys.len()).rev().find(|&n| at(&root, &keys[..n]).is_some()).unwrap_or(0);
    let new = match client.syntax {
        Syntax::Json | Syntax::Jsonc => json::insert(text, keys, name, entry),
        Syntax::Toml => toml::insert(text, keys[0], name, entry),
        Syntax::TomlList => toml::insert_item(text, keys[0], &item(name, entry)),
        Syntax::YamlMap => yaml::insert(text, keys[0], name, entry),
        Syntax::YamlList => yaml::insert_item(text, keys[0], &item(name, entry)),
        Syntax::Xml => Err(Fault::Layout("is XML, which is not written".into())),
    }?;
    let mut expected = root;
    put(&mut expected, client, keys, name, entry);
    check(&new, client, &expected)?;
    Ok(Inserted { text: new, known })
}

/// Replaces an entry, in its place if the layout allows.
pub(crate) fn replace(
    text: &str,
    client: &Client,
    name: &str,
    entry: &Value,
) -> Result<String, Fault> {
    let root = read(text, client.syntax)?;
    let keys = keys(client, &root);
    let mut expected = root;
    put(&mut expected, client, keys, name, entry);
    let new = match client.syntax {
        Syntax::Json | Syntax::Jsonc => json::insert(text, keys, name, entry),
        Syntax::Toml => toml::replace(text, keys[0], name, entry),
        Syntax::YamlMap => yaml::replace(text, keys[0], name, entry),
        _ => Err(Fault::Layout("has a list".into())),
    };
    if let Ok(new) = new
        && check(&new, client, &expected).is_ok()
    {
        return Ok(new);
    }
    let without = remove(text, client, name, keys.len())?;
    Ok(insert(&without, client, name, entry)?.text)
}

/// Removes an entry; then also those keys that lead to it beyond the first `known` ones, if they
/// lead to nothing else.
pub(crate) fn remove(
    text: &str,
    client: &Client,
    name: &str,
    known: usize,
) -> Result<String, Fault> {
    let root = read(text, client.syntax)?;
    let keys = keys(client, &root);
    let mut expected = root.clone();
    take(&mut expected, client, keys, name);
    let mut gone = keys.len() + 1;
    while gone - 1 > known && at(&expected, &keys[..gone - 1]).is_some_and(is_empty) {
        gone -= 1;
        if let Some(parent) =
            at_mut(&mut expected, &keys[..gone - 1]).and_then(Value::as_object_mut)
        {
            parent.shift_remove(keys[gone - 1]);
        }
    }
    let whole = gone <= keys.len();
    let new = match client.syntax {
        Syntax::Json | Syntax::Jsonc => {
            json::remove(text, &keys[..gone.min(keys.len())], (!whole).then_some(name))
        }
        Syntax::Toml => toml::remove(text, keys[0], name),
        Syntax::TomlList => toml::remove_item(text, keys[0], name),
        Syntax::YamlMap | Syntax::YamlList => yaml::remove(text, keys[0], name, whole),
        Syntax::Xml => Err(Fault::Layout("is XML, which is not written".into())),
    }?;
    check(&new, client, &expected)?;
    Ok(new)
}

fn put(root: &mut Value, client: &Client, keys: &[&str], name: &str, entry: &Value) {
    let mut place = root;
    for key in keys {
        if !place.is_object() {
            *place = json!({});
        }
        let Some(members) = place.as_object_mut() else { return };
        place = members.entry(*key).or_insert(Value::Null);
    }
    if is_list(client) {
        if place.is_null() {
            *place = json!([]);
        }
        let Some(list) = place.as_array_mut() else { return };
        match list.iter_mut().find(|item| item.get("name").is_some_and(|it| it == name)) {
            Some(old) => *old = item(name, entry),
            None => list.push(item(name, entry)),
        }
        return;
    }
    if place.is_null() {
        *place = json!({});
    }
    if let Some(members) = place.as_object_mut() {
        members.insert(name.to_owned(), entry.clone());
    }
}

fn take(root: &mut Value, client: &Client, keys: &[&str], name: &str) {
    match at_mut(root, keys) {
        Some(Value::Object(members)) if !is_list(client) => {
            members.shift_remove(name);
        }
        Some(Value::Array(list)) => {
            list.retain(|item| item.get("name").is_none_or(|known| known != name));
        }
        _ => {}
    }
}

fn at_mut<'a>(root: &'a mut Value, keys: &[&str]) -> Option<&'a mut Value> {
    keys.iter().try_fold(root, |value, key| value.get_mut(key))
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Object(members) => members.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// Compares a new text with the value that it must have.
fn check(text: &str, client: &Client, expected: &Value) -> Result<(), Fault> {
    let is_as_expected = read(text, client.syntax).is_ok_and(|new| is_same(&new, expected));
    if is_as_expected {
        Ok(())
    } else {
        Err(Fault::Layout("has a layout that cannot be edited without loss".into()))
    }
}

/// Compares two values; a key that leads to nothing is as good as none, and TOML has no `null`.
fn is_same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Object(left), Value::Object(right)) => {
            let all = |one: &Map<String, Value>, other: &Map<String, Value>| {
                one.iter().all(|(key, value)| match other.get(key) {
                    Some(found) => is_same(value, found),
                    None => is_empty(value),
                })
            };
            all(left, right) && all(right, left)
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(l, r)| is_same(l, r))
        }
        _ => left == right || is_empty(left) && is_empty(right),
    }
}
