//! Updates references to servers and groups in groups, keys and clients after a removal or a
//! rename.

use serde_json::Value;

use crate::text::document::Document;
use crate::text::path::Step;

/// The kind of item that references name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Referent {
    /// A server: in members of groups, `allowedServers` and `allowList`.
    Server,
    /// A group: in `allowedGroups`.
    Group,
}

/// Replaces all references to `old` by `new`.
pub(super) fn rename(document: &mut Document, referent: Referent, old: &str, new: &str) {
    for mut path in places(document, referent, old) {
        if document.get(&path).is_some_and(Value::is_object) {
            path.push("name".into());
        }
        document.set(&path, &Value::from(new));
    }
}

/// Removes all references to `name`.
pub(super) fn remove(document: &mut Document, referent: Referent, name: &str) {
    for path in places(document, referent, name).into_iter().rev() {
        document.remove(&path);
    }
}

/// Returns the entries of a list or object with their paths; none if the section is neither.
pub(super) fn entries<'a>(document: &'a Document, section: &str) -> Vec<(Vec<Step>, &'a Value)> {
    let at = |step: Step| vec![Step::from(section), step];
    match document.get(&[Step::from(section)]) {
        Some(Value::Array(list)) => {
            list.iter().enumerate().map(|(index, value)| (at(index.into()), value)).collect()
        }
        Some(Value::Object(members)) => {
            members.iter().map(|(key, value)| (at(key.as_str().into()), value)).collect()
        }
        _ => Vec::new(),
    }
}

/// Returns the name of the server that a group member refers to.
pub(super) fn member_name(member: &Value) -> Option<&str> {
    member.as_str().or_else(|| member.get("name")?.as_str())
}

fn places(document: &Document, referent: Referent, name: &str) -> Vec<Vec<Step>> {
    let lists: &[(&str, &str)] = match referent {
        Referent::Server => {
            &[("groups", "servers"), ("bearerKeys", "allowedServers"), ("mcpClients", "allowList")]
        }
        Referent::Group => &[("bearerKeys", "allowedGroups")],
    };
    let mut places = Vec::new();
    for (section, list) in lists.iter().copied() {
        for (path, entry) in entries(document, section) {
            let members = entry.get(list).and_then(Value::as_array).into_iter().flatten();
            for (index, _) in members.enumerate().filter(|(_, m)| member_name(m) == Some(name)) {
                places.push([&path[..], &[list.into(), index.into()]].concat());
            }
        }
    }
    places
}
