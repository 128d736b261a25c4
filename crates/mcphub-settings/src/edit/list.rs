//! Shared helpers for sections that are lists of objects.

use serde_json::{Map, Value};

use crate::edit::check;
use crate::edit::outcome::{ItemKind, Outcome, Refused};
use crate::edit::references::entries;
use crate::edit::servers::merge;
use crate::text::document::Document;
use crate::text::path::Step;

/// Appends an entry to a list section.
pub(super) fn append(document: &mut Document, section: &str, entry: &Map<String, Value>) {
    let length = document.get(&[section.into()]).and_then(Value::as_array).map_or(0, Vec::len);
    document.set(&[section.into(), length.into()], &Value::Object(entry.clone()));
}

/// Merges `patch` into the entry `old` at `at`; `null` removes a member.
pub(super) fn patch_entry(
    document: &mut Document,
    section: &str,
    at: &[Step],
    old: &Map<String, Value>,
    patch: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    let new = merge(old, patch);
    check::list_entry(section, Some(old), &new)?;
    let before = document.text().to_owned();
    document.set(at, &Value::Object(new));
    Ok(Outcome::Changed.unless_same(&before, document))
}

/// Returns the path and value of the entry with `wanted` under one of `keys`. Earlier keys have
/// priority.
pub(super) fn find(
    document: &Document,
    section: &str,
    keys: &[&str],
    wanted: &str,
) -> Option<(Vec<Step>, Map<String, Value>)> {
    let by = |key: &&str| {
        let fits = |entry: &Value| entry.get(*key).and_then(Value::as_str) == Some(wanted);
        entries(document, section).into_iter().find(|(_, entry)| fits(entry))
    };
    let (path, entry) = keys.iter().find_map(by)?;
    Some((path, entry.as_object()?.clone()))
}

/// Like [`find`], but fails if no entry matches.
pub(super) fn get_entry(
    document: &Document,
    section: &str,
    keys: &[&str],
    kind: ItemKind,
    wanted: &str,
) -> Result<(Vec<Step>, Map<String, Value>), Refused> {
    find(document, section, keys, wanted).ok_or_else(|| {
        let all = entries(document, section);
        let names = all.iter().flat_map(|(_, entry)| {
            keys.iter().filter_map(|key| entry.get(*key).and_then(Value::as_str))
        });
        Refused::absent(kind, wanted, names)
    })
}

/// Adds an entry to a section of entries with unique names.
pub(super) fn create_named(
    document: &mut Document,
    section: &str,
    kind: ItemKind,
    entry: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    check::section(document, section, true)?;
    check::list_entry(section, None, entry)?;
    check_name_is_free(document, section, kind, entry)?;
    append(document, section, entry);
    Ok(Outcome::Added)
}

/// Merges `patch` into an entry; `null` removes a member. A new name must be free.
pub(super) fn patch_named(
    document: &mut Document,
    section: &str,
    kind: ItemKind,
    name: &str,
    patch: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    let (at, old) = get_entry(document, section, &["name"], kind, name)?;
    if patch.get("name").is_some_and(|new| new != name) {
        check_name_is_free(document, section, kind, patch)?;
    }
    patch_entry(document, section, &at, &old, patch)
}

pub(super) fn delete_named(
    document: &mut Document,
    section: &str,
    kind: ItemKind,
    name: &str,
) -> Result<Outcome, Refused> {
    let (at, _) = get_entry(document, section, &["name"], kind, name)?;
    document.remove(&at);
    Ok(Outcome::Removed)
}

/// Fails if another entry has the name.
fn check_name_is_free(
    document: &Document,
    section: &str,
    kind: ItemKind,
    entry: &Map<String, Value>,
) -> Result<(), Refused> {
    let name = entry.get("name").and_then(Value::as_str).unwrap_or_default();
    match find(document, section, &["name"], name) {
        Some(_) => Err(Refused::Exists { kind, name: name.to_owned() }),
        None => Ok(()),
    }
}
