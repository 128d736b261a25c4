//! Edits of the sections with the settings of other systems.

use serde_json::{Map, Value, json};

use crate::edit::check;
use crate::edit::list::{append, find};
use crate::edit::outcome::{Outcome, Refused};
use crate::text::document::Document;
use crate::text::path::Step;

/// Merges `new` into a section that is an object, member by member; `null` removes a member.
pub fn put_section(
    document: &mut Document,
    section: &str,
    new: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    check::section(document, section, false)?;
    let wrap = |entry: &Value| json!({ section: entry });
    let place: Vec<Step> = vec![section.into()];
    let old = document.get(&place).cloned().unwrap_or_else(|| json!({}));
    check::atomically(document, |document| {
        let before = document.text().to_owned();
        for (key, value) in new {
            let at = [&place[..], &[key.as_str().into()]].concat();
            match value {
                Value::Null => drop(document.remove(&at)),
                value if document.get(&at) == Some(value) => {}
                value => document.set(&at, value),
            }
        }
        let now = document.get(&place).cloned().unwrap_or_else(|| json!({}));
        check::no_new_errors(Some(&wrap(&old)), &wrap(&now))?;
        Ok(Outcome::Changed.unless_same(&before, document))
    })
}

/// Adds a workspace with this id if there is none.
pub fn keep_workspace(document: &mut Document, id: &str) -> Result<Outcome, Refused> {
    check::section(document, "workspaces", true)?;
    let entry = Map::from_iter([("id".to_owned(), Value::from(id))]);
    check::list_entry("workspaces", None, &entry)?;
    if find(document, "workspaces", &["id"], id).is_some() {
        return Ok(Outcome::Unchanged);
    }
    append(document, "workspaces", &entry);
    Ok(Outcome::Added)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_differing_members_of_a_section_change() {
        let text = r#"{"pandora": {"timezone": "UTC", "own": 1, "plugins": {}}}"#;
        let mut document = Document::parse(text).unwrap();
        let mut put = |new: Value| {
            put_section(&mut document, "pandora", new.as_object().unwrap())
                .map(|outcome| (outcome, document.text().to_owned()))
        };
        let same = (Outcome::Unchanged, text.to_owned());
        assert_eq!(put(json!({"timezone": "UTC"})), Ok(same));
        let changed = r#"{"pandora": {"timezone": "Europe/Paris", "own": 1}}"#;
        let new = json!({"timezone": "Europe/Paris", "plugins": null, "absent": null});
        assert_eq!(put(new), Ok((Outcome::Changed, changed.to_owned())));
        assert!(matches!(put(json!({"timezone": 1})), Err(Refused::Invalid { .. })));
    }

    #[test]
    fn a_workspace_is_added_once() {
        let mut document = Document::parse("{}").unwrap();
        assert_eq!(keep_workspace(&mut document, "wsp_a"), Ok(Outcome::Added));
        assert_eq!(keep_workspace(&mut document, "wsp_a"), Ok(Outcome::Unchanged));
        assert_eq!(document.value(), &json!({"workspaces": [{"id": "wsp_a"}]}));
    }
}
