//! What verbs on the sections that are lists of objects have in common.

use serde_json::{Map, Value};

use crate::settings::document::{Document, Step};
use crate::settings::edit::check;
use crate::settings::edit::outcome::{Outcome, Refused, Thing};
use crate::settings::edit::references::entries;
use crate::settings::edit::servers::merged;

/// Adds an entry at the end of a section that is a list.
pub(super) fn append(document: &mut Document, section: &str, entry: &Map<String, Value>) {
    let length = document.get(&[section.into()]).and_then(Value::as_array).map_or(0, Vec::len);
    document.set(&[section.into(), length.into()], &Value::Object(entry.clone()));
}

/// Merges `patch` into the entry `old` at `at`; `null` removes a member.
pub(super) fn patched(
    document: &mut Document,
    section: &str,
    at: &[Step],
    old: &Map<String, Value>,
    patch: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    let new = merged(old, patch);
    check::listed(section, Some(old), &new)?;
    let before = document.text().to_owned();
    document.set(at, &Value::Object(new));
    Ok(Outcome::Changed.unless_same(&before, document))
}

/// The entry that has `wanted` under one of `keys`, and where it is; the first of `keys` counts most.
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

/// The same; refuses where there is none.
pub(super) fn found(
    document: &Document,
    section: &str,
    keys: &[&str],
    thing: Thing,
    wanted: &str,
) -> Result<(Vec<Step>, Map<String, Value>), Refused> {
    find(document, section, keys, wanted).ok_or_else(|| {
        let all = entries(document, section);
        let names = all.iter().flat_map(|(_, entry)| {
            keys.iter().filter_map(|key| entry.get(*key).and_then(Value::as_str))
        });
        Refused::absent(thing, wanted, names)
    })
}

/// Adds an entry to a section whose entries each have a `name` of their own.
pub(super) fn create_named(
    document: &mut Document,
    section: &str,
    thing: Thing,
    entry: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    check::section(document, section, true)?;
    check::listed(section, None, entry)?;
    must_be_free(document, section, thing, entry)?;
    append(document, section, entry);
    Ok(Outcome::Added)
}

/// Merges `patch` into the entry of that name; `null` removes a member. Another name must be free.
pub(super) fn patch_named(
    document: &mut Document,
    section: &str,
    thing: Thing,
    name: &str,
    patch: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    let (at, old) = found(document, section, &["name"], thing, name)?;
    if patch.get("name").is_some_and(|new| new != name) {
        must_be_free(document, section, thing, patch)?;
    }
    patched(document, section, &at, &old, patch)
}

/// Deletes the entry of that name.
pub(super) fn delete_named(
    document: &mut Document,
    section: &str,
    thing: Thing,
    name: &str,
) -> Result<Outcome, Refused> {
    let (at, _) = found(document, section, &["name"], thing, name)?;
    document.remove(&at);
    Ok(Outcome::Removed)
}

/// Refuses a name that another entry has.
fn must_be_free(
    document: &Document,
    section: &str,
    thing: Thing,
    entry: &Map<String, Value>,
) -> Result<(), Refused> {
    let name = entry.get("name").and_then(Value::as_str).unwrap_or_default();
    match find(document, section, &["name"], name) {
        Some(_) => Err(Refused::Exists { thing, name: name.to_owned() }),
        None => Ok(()),
    }
}
