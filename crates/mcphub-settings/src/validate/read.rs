//! Readers for typed members of an object. A member of another type reads as absent; `shapes` has
//! reported it.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Map, Value};

use crate::model::secret::Secret;
use crate::model::server::{Sharing, Visibility};

pub(super) type Members = Map<String, Value>;

/// Returns the text of a scalar; numbers and booleans in JSON notation.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

pub(super) fn text(members: &Members, key: &str) -> Option<String> {
    members.get(key).and_then(scalar)
}

/// Returns a string that is not blank.
pub(super) fn non_blank(members: &Members, key: &str) -> Option<String> {
    text(members, key).filter(|text| !text.trim().is_empty())
}

pub(super) fn flag(members: &Members, key: &str) -> Option<bool> {
    members.get(key)?.as_bool()
}

/// Returns a positive number of milliseconds as a duration.
pub(super) fn millis(members: &Members, key: &str) -> Option<Duration> {
    members
        .get(key)?
        .as_f64()
        .filter(|ms| *ms > 0.0 && *ms < 1e15)
        .map(|ms| Duration::from_secs_f64(ms / 1000.0))
}

pub(super) fn texts(members: &Members, key: &str) -> Vec<String> {
    let list = members.get(key).and_then(Value::as_array);
    list.map_or_else(Vec::new, |list| list.iter().filter_map(scalar).collect())
}

pub(super) fn object<'a>(members: &'a Members, key: &str) -> Option<&'a Members> {
    members.get(key)?.as_object()
}

/// Reads an object of strings that may be secret.
pub(super) fn secrets(members: &Members, key: &str) -> BTreeMap<String, Secret> {
    let pairs = object(members, key).into_iter().flatten();
    pairs.filter_map(|(key, value)| Some((key.clone(), Secret::new(scalar(value)?)))).collect()
}

/// Reads `owner`, `visibility` and `sharedWithUsers`.
pub fn sharing(members: &Members) -> Sharing {
    let visibility = match members.get("visibility").and_then(Value::as_str) {
        Some("private") => Some(Visibility::Private),
        Some("group") => Some(Visibility::Group),
        Some("public") => Some(Visibility::Public),
        _ => None,
    };
    let shared_with = texts(members, "sharedWithUsers");
    Sharing { owner: non_blank(members, "owner"), visibility, shared_with }
}
