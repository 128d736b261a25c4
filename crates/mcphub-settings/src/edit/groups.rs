//! Edits of `groups`. A member without options is written as a name, and otherwise as an object;
//! existing members keep their form.

use serde_json::{Map, Value};

use crate::edit::check;
use crate::edit::outcome::{ItemKind, Outcome, Refused};
use crate::edit::references::{self, Referent, entries, member_name};
use crate::edit::servers::{self, merge};
use crate::name;
use crate::text::document::Document;
use crate::text::path::Step;

/// Adds a group. `group` is its JSON without `id`; `id` is a UUID.
pub fn create_group(
    document: &mut Document,
    id: &str,
    group: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    let Some(name) = group.get("name").and_then(Value::as_str) else {
        return Err(Refused::invalid("a group needs a `name`"));
    };
    check_name(name)?;
    let mut entry = Map::from_iter([("id".to_owned(), Value::from(id))]);
    entry.extend(group.iter().map(|(key, value)| (key.clone(), value.clone())));
    if let Some((_, old)) = find(document, name) {
        let mut old = old.as_object().cloned().unwrap_or_default();
        old.insert("id".to_owned(), Value::from(id));
        return if old == entry {
            Ok(Outcome::Unchanged)
        } else {
            Err(Refused::Exists { kind: ItemKind::Group, name: name.to_owned() })
        };
    }
    check_members(document, None, &entry)?;
    check::list_entry("groups", None, &entry)?;
    let section: Step = "groups".into();
    let step = match document.get(&["groups".into()]) {
        Some(Value::Object(_)) => {
            entry.shift_remove("name");
            Step::from(name)
        }
        Some(Value::Array(list)) => Step::Index(list.len()),
        None | Some(Value::Null) => Step::Index(0),
        Some(_) => return Err(check::not_of_shape(document, "groups", "a list")),
    };
    document.set(&[section, step], &Value::Object(entry));
    Ok(Outcome::Added)
}

/// Merges `patch` into a group, found by name or id; `null` removes a member. References in keys
/// follow a new name.
pub fn patch_group(
    document: &mut Document,
    name_or_id: &str,
    patch: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    let (at, old) = get_entry(document, name_or_id)?;
    let old_name = name_of(&at, &Value::Object(old.clone())).unwrap_or_default().to_owned();
    let mut new = merge(&old, patch);
    let new_name = match patch.get("name") {
        None => old_name.clone(),
        Some(Value::String(name)) => name.clone(),
        Some(_) => return Err(Refused::invalid("the `name` of a group must be a string")),
    };
    check_members(document, Some(&old), &new)?;
    check::list_entry("groups", Some(&old), &new)?;
    if new_name != old_name {
        check_name(&new_name)?;
        if find(document, &new_name).is_some_and(|(other, _)| other != at) {
            return Err(Refused::Exists { kind: ItemKind::Group, name: new_name });
        }
    }
    let before = document.text().to_owned();
    let by_key = matches!(at.last(), Some(Step::Key(_)));
    if by_key && !old.contains_key("name") {
        new.shift_remove("name");
    }
    document.set(&at, &Value::Object(new));
    if new_name != old_name {
        if by_key {
            document.rename(&at, &new_name);
        }
        references::rename(document, Referent::Group, &old_name, &new_name);
    }
    Ok(Outcome::Changed.unless_same(&before, document))
}

/// Deletes a group, and references to it in keys.
pub fn delete_group(document: &mut Document, name_or_id: &str) -> Result<Outcome, Refused> {
    let (path, group) = get_entry(document, name_or_id)?;
    let id = group.get("id").and_then(Value::as_str).map(str::to_owned);
    let group = Value::Object(group);
    let name = name_of(&path, &group).map(str::to_owned);
    document.remove(&path);
    for known_as in name.iter().chain(&id) {
        references::remove(document, Referent::Group, known_as);
    }
    Ok(Outcome::Removed)
}

/// Adds a server to a group, or merges options into an existing member. `member` is a name or an
/// object with `name`.
pub fn put_member(
    document: &mut Document,
    name_or_id: &str,
    member: &Value,
) -> Result<Outcome, Refused> {
    let (path, group) = get_entry(document, name_or_id)?;
    let Some(server) = member_name(member) else {
        return Err(Refused::invalid(
            "a member of a group must be a name or an object with `name`",
        ));
    };
    let mut members = match group.get("servers") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(list)) => list.clone(),
        Some(_) => return Err(Refused::invalid("`servers` of the group is not a list")),
    };
    let options = member.as_object().filter(|options| options.len() > 1);
    let at = members.iter().position(|old| member_name(old) == Some(server));
    match at {
        None => {
            servers::check_exists(document, server)?;
            members.push(options.map_or_else(|| Value::from(server), |p| Value::Object(p.clone())));
        }
        Some(at) => {
            let Some(options) = options else { return Ok(Outcome::Unchanged) };
            let named = Map::from_iter([("name".to_owned(), Value::from(server))]);
            let old = members[at].as_object().unwrap_or(&named);
            members[at] = Value::Object(merge(old, options));
        }
    }
    let mut new = group.clone();
    new.insert("servers".to_owned(), Value::from(members));
    check::list_entry("groups", Some(&group), &new)?;
    let before = document.text().to_owned();
    document.set(&path, &Value::Object(new));
    let outcome = if at.is_some() { Outcome::Changed } else { Outcome::Added };
    Ok(outcome.unless_same(&before, document))
}

/// Removes a server from a group.
pub fn remove_member(
    document: &mut Document,
    name_or_id: &str,
    server: &str,
) -> Result<Outcome, Refused> {
    let (path, group) = get_entry(document, name_or_id)?;
    let members = group.get("servers").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let at: Vec<usize> =
        (0..members.len()).filter(|&i| member_name(&members[i]) == Some(server)).collect();
    if at.is_empty() {
        let known = members.iter().filter_map(member_name);
        return Err(Refused::absent(ItemKind::Member, server, known));
    }
    for index in at.into_iter().rev() {
        document.remove(&[&path[..], &["servers".into(), index.into()]].concat());
    }
    Ok(Outcome::Removed)
}

/// Returns whether a group has this name or id.
pub(super) fn exists(document: &Document, name_or_id: &str) -> bool {
    find(document, name_or_id).is_some()
}

fn find<'a>(document: &'a Document, name_or_id: &str) -> Option<(Vec<Step>, &'a Value)> {
    let groups = || entries(document, "groups").into_iter();
    let by_id = |group: &Value| group.get("id").and_then(Value::as_str) == Some(name_or_id);
    groups()
        .find(|(path, group)| name_of(path, group) == Some(name_or_id))
        .or_else(|| groups().find(|(_, group)| by_id(group)))
}

fn get_entry(
    document: &Document,
    name_or_id: &str,
) -> Result<(Vec<Step>, Map<String, Value>), Refused> {
    match find(document, name_or_id) {
        Some((path, Value::Object(group))) => Ok((path, group.clone())),
        Some(_) => Err(Refused::invalid(format!("group `{name_or_id}` is not an object"))),
        None => {
            let groups = entries(document, "groups");
            let known = groups.iter().filter_map(|(path, group)| name_of(path, group));
            Err(Refused::absent(ItemKind::Group, name_or_id, known))
        }
    }
}

/// Returns the name of a group: its own, or else its key in an object.
fn name_of<'a>(path: &'a [Step], group: &'a Value) -> Option<&'a str> {
    let own = group.get("name").and_then(Value::as_str).filter(|name| !name.trim().is_empty());
    own.or(match path.last() {
        Some(Step::Key(key)) => Some(key),
        _ => None,
    })
}

fn check_name(name: &str) -> Result<(), Refused> {
    name::check(name).map_err(|why| {
        Refused::invalid(format!("`{}` cannot name a group: {why}", name.escape_debug()))
    })
}

/// Fails if a new member is not a server. Members of `old` are not checked.
fn check_members(
    document: &Document,
    old: Option<&Map<String, Value>>,
    new: &Map<String, Value>,
) -> Result<(), Refused> {
    let names = |group: &'_ Map<String, Value>| -> Vec<String> {
        let members = group.get("servers").and_then(Value::as_array).into_iter().flatten();
        members.filter_map(member_name).map(str::to_owned).collect()
    };
    let old = old.map_or_else(Vec::new, names);
    for name in names(new).iter().filter(|name| !old.contains(name)) {
        servers::check_exists(document, name)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const LIST: &str = r#"{
  "mcpServers": { "a": { "command": "x" }, "b": { "command": "y" } },
  "groups": [ { "id": "1", "name": "g", "servers": ["a"] } ],
  "bearerKeys": [ { "token": "t", "accessType": "groups", "allowedGroups": ["g", "1", "h"] } ]
}"#;

    const MAP: &str =
        r#"{ "mcpServers": { "a": { "command": "x" } }, "groups": { "g": { "servers": [] } } }"#;

    fn object(value: &Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    /// Returns the result of `verb`, and `groups` and `allowedGroups` after it.
    fn run(text: &str, verb: impl FnOnce(&mut Document) -> Result<Outcome, Refused>) -> String {
        let mut document = Document::parse(text).unwrap();
        let answer = match verb(&mut document) {
            Ok(outcome) => format!("{outcome:?}"),
            Err(refused) => {
                assert_eq!(document.text(), text);
                refused.to_string()
            }
        };
        let keys = &document.value()["bearerKeys"][0]["allowedGroups"];
        format!("{answer} {} {keys}", document.value()["groups"])
    }

    #[test]
    fn groups_are_created_once() {
        let group = object(&json!({"name": "h", "servers": ["b"]}));
        insta::assert_snapshot!(run(LIST, |d| create_group(d, "2", &group)), @r#"Added [{"id":"1","name":"g","servers":["a"]},{"id":"2","name":"h","servers":["b"]}] ["g","1","h"]"#);
        insta::assert_snapshot!(run(MAP, |d| create_group(d, "2", &object(&json!({"name": "h"})))), @r#"Added {"g":{"servers":[]},"h":{"id":"2"}} null"#);
        insta::assert_snapshot!(run("{}", |d| create_group(d, "2", &object(&json!({"name": "h"})))), @r#"Added [{"id":"2","name":"h"}] null"#);
        let same = object(&json!({"name": "g", "servers": ["a"]}));
        assert!(run(LIST, |d| create_group(d, "9", &same)).starts_with("Unchanged"));
        let other = object(&json!({"name": "g", "servers": ["b"]}));
        assert!(
            run(LIST, |d| create_group(d, "9", &other)).starts_with("group `g` already exists")
        );
        let stranger = object(&json!({"name": "h", "servers": ["c"]}));
        assert!(run(LIST, |d| create_group(d, "9", &stranger)).starts_with("no server `c`"));
    }

    #[test]
    fn keys_follow_a_renamed_or_deleted_group() {
        let patch = object(&json!({"name": "web"}));
        insta::assert_snapshot!(run(LIST, |d| patch_group(d, "1", &patch)), @r#"Changed [{"id":"1","name":"web","servers":["a"]}] ["web","1","h"]"#);
        insta::assert_snapshot!(run(MAP, |d| patch_group(d, "g", &patch)), @r#"Changed {"web":{"servers":[]}} null"#);
        assert_eq!(run(LIST, |d| delete_group(d, "g")), r#"Removed [] ["h"]"#);
        assert_eq!(run(MAP, |d| delete_group(d, "g")), "Removed {} null");
    }

    #[test]
    fn members_stay_names_until_they_have_options() {
        let put = |text: &str, member: Value| run(text, |d| put_member(d, "g", &member));
        insta::assert_snapshot!(
            [
                put(LIST, json!("b")),
                put(MAP, json!({"name": "a"})),
                put(LIST, json!("a")),
                put(LIST, json!({"name": "a", "tools": ["t"]})),
                put(LIST, json!({"name": "b", "alias": "a"})),
                put(LIST, json!("c")),
                run(LIST, |d| remove_member(d, "g", "a")),
                run(LIST, |d| remove_member(d, "g", "b")),
            ].join("\n"), @r#"
        Added [{"id":"1","name":"g","servers":["a","b"]}] ["g","1","h"]
        Added {"g":{"servers":["a"]}} null
        Unchanged [{"id":"1","name":"g","servers":["a"]}] ["g","1","h"]
        Changed [{"id":"1","name":"g","servers":[{"name":"a","tools":["t"]}]}] ["g","1","h"]
        group `g` shows two servers as `a` [{"id":"1","name":"g","servers":["a"]}] ["g","1","h"]
        no server `c` [{"id":"1","name":"g","servers":["a"]}] ["g","1","h"]
        Removed [{"id":"1","name":"g","servers":[]}] ["g","1","h"]
        no member `b` [{"id":"1","name":"g","servers":["a"]}] ["g","1","h"]
        "#);
    }
}
