//! Edits of `prompts` and `resources`, which the hub itself offers. The caller creates the ids.

use serde_json::{Map, Value};

use crate::edit::check;
use crate::edit::list::{append, find, get_entry, patch_entry};
use crate::edit::outcome::{ItemKind, Outcome, Refused};
use crate::text::document::Document;
use crate::text::path::Step;

/// The kinds of items that the hub itself offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuiltIn {
    /// An entry of `prompts`.
    Prompt,
    /// An entry of `resources`.
    Resource,
}

impl BuiltIn {
    /// Returns the section with the entries.
    pub fn section(self) -> &'static str {
        match self {
            Self::Prompt => "prompts",
            Self::Resource => "resources",
        }
    }

    /// Returns the member by which clients request an entry. Its values are unique.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Prompt => "name",
            Self::Resource => "uri",
        }
    }

    fn item_kind(self) -> ItemKind {
        match self {
            Self::Prompt => ItemKind::Prompt,
            Self::Resource => ItemKind::Resource,
        }
    }
}

/// Adds a prompt or a resource. `entry` is its JSON without `id`; `id` is a UUID.
pub fn create_built_in(
    document: &mut Document,
    kind: BuiltIn,
    id: &str,
    entry: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    check::section(document, kind.section(), true)?;
    let mut whole = Map::from_iter([("id".to_owned(), Value::from(id))]);
    let rest = entry.iter().filter(|(key, _)| *key != "id");
    whole.extend(rest.map(|(key, value)| (key.clone(), value.clone())));
    check::list_entry(kind.section(), None, &whole)?;
    check_free(document, kind, &whole, None)?;
    append(document, kind.section(), &whole);
    Ok(Outcome::Added)
}

/// Merges `patch` into an entry, found by id, or else by name or URI; `null` removes a member. The
/// id cannot change.
pub fn patch_built_in(
    document: &mut Document,
    kind: BuiltIn,
    id: &str,
    patch: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    let (at, old) = get_entry(document, kind.section(), &["id", kind.key()], kind.item_kind(), id)?;
    let mut patch = patch.clone();
    patch.shift_remove("id");
    check_free(document, kind, &patch, Some(&at))?;
    patch_entry(document, kind.section(), &at, &old, &patch)
}

/// Deletes an entry, found by id, or else by name or URI.
pub fn delete_built_in(
    document: &mut Document,
    kind: BuiltIn,
    id: &str,
) -> Result<Outcome, Refused> {
    let (at, _) = get_entry(document, kind.section(), &["id", kind.key()], kind.item_kind(), id)?;
    document.remove(&at);
    Ok(Outcome::Removed)
}

/// Fails if an entry other than the one at `own` has the name or URI of `entry`.
fn check_free(
    document: &Document,
    kind: BuiltIn,
    entry: &Map<String, Value>,
    own: Option<&[Step]>,
) -> Result<(), Refused> {
    let Some(name) = entry.get(kind.key()).and_then(Value::as_str) else { return Ok(()) };
    match find(document, kind.section(), &[kind.key()], name) {
        Some((at, _)) if own != Some(at.as_slice()) => {
            Err(Refused::Exists { kind: kind.item_kind(), name: name.to_owned() })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: &Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    fn exists(kind: ItemKind, name: &str) -> Result<Outcome, Refused> {
        Err(Refused::Exists { kind, name: name.to_owned() })
    }

    #[test]
    fn prompts_are_created_changed_and_deleted() {
        let mut document = Document::parse("{}").unwrap();
        let kind = BuiltIn::Prompt;
        let greet = object(&json!({"id": "mine", "name": "greet", "template": "Hi {{who}}"}));
        assert_eq!(create_built_in(&mut document, kind, "1", &greet), Ok(Outcome::Added));
        let again = create_built_in(&mut document, kind, "2", &greet);
        assert_eq!(again, exists(ItemKind::Prompt, "greet"));
        let other = object(&json!({"name": "part", "template": "Bye"}));
        assert_eq!(create_built_in(&mut document, kind, "2", &other), Ok(Outcome::Added));
        let taken = object(&json!({"name": "greet"}));
        assert_eq!(
            patch_built_in(&mut document, kind, "2", &taken),
            exists(ItemKind::Prompt, "greet")
        );
        let patch = object(&json!({"id": "9", "name": "greet", "title": "G", "enabled": false}));
        assert_eq!(patch_built_in(&mut document, kind, "1", &patch), Ok(Outcome::Changed));
        assert_eq!(patch_built_in(&mut document, kind, "1", &patch), Ok(Outcome::Unchanged));
        let nothing = object(&json!({"template": null}));
        let refused = patch_built_in(&mut document, kind, "1", &nothing);
        assert!(matches!(refused, Err(Refused::Invalid { .. })), "{refused:?}");
        assert_eq!(delete_built_in(&mut document, kind, "part"), Ok(Outcome::Removed));
        let gone = delete_built_in(&mut document, kind, "2");
        assert!(matches!(gone, Err(Refused::Absent { kind: ItemKind::Prompt, .. })), "{gone:?}");
        assert_eq!(
            document.value(),
            &json!({"prompts": [
                {"id": "1", "name": "greet", "template": "Hi {{who}}", "title": "G", "enabled": false}
            ]})
        );
    }

    #[test]
    fn a_resource_is_identified_by_its_uri() {
        let text = r#"{ "resources": [ { "uri": "a://1", "content": "one" } ] }"#;
        let mut document = Document::parse(text).unwrap();
        let kind = BuiltIn::Resource;
        let same = object(&json!({"uri": "a://1", "content": "two"}));
        assert_eq!(
            create_built_in(&mut document, kind, "1", &same),
            exists(ItemKind::Resource, "a://1")
        );
        let nameless = object(&json!({"content": "two"}));
        let refused = create_built_in(&mut document, kind, "1", &nameless);
        assert!(matches!(refused, Err(Refused::Invalid { .. })), "{refused:?}");
        let patch = object(&json!({"content": "two"}));
        assert_eq!(patch_built_in(&mut document, kind, "a://1", &patch), Ok(Outcome::Changed));
        assert_eq!(document.text(), text.replace("one", "two"));
    }

    #[test]
    fn a_section_that_is_not_a_list_is_not_changed() {
        let mut document = Document::parse(r#"{ "prompts": {} }"#).unwrap();
        let greet = object(&json!({"name": "greet", "template": "Hi"}));
        let refused = create_built_in(&mut document, BuiltIn::Prompt, "1", &greet);
        assert_eq!(refused, Err(Refused::invalid("`prompts` in line 1 of the file is not a list")));
    }
}
