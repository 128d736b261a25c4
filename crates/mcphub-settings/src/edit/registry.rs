//! Edits of `mcpRegistry`, the registry that the hub itself offers.

use serde_json::{Map, Value};

use crate::edit::list::{create_named, delete_named, patch_named};
use crate::edit::outcome::{ItemKind, Outcome, Refused};
use crate::text::document::Document;

const SECTION: &str = "mcpRegistry";

pub fn create_registry_entry(
    document: &mut Document,
    entry: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    create_named(document, SECTION, ItemKind::RegistryEntry, entry)
}

/// Merges `patch` into an entry; `null` removes a member. A new name must be free.
pub fn patch_registry_entry(
    document: &mut Document,
    name: &str,
    patch: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    patch_named(document, SECTION, ItemKind::RegistryEntry, name, patch)
}

/// Deletes an entry. Servers that were created from it stay.
pub fn delete_registry_entry(document: &mut Document, name: &str) -> Result<Outcome, Refused> {
    delete_named(document, SECTION, ItemKind::RegistryEntry, name)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn entries_are_created_changed_and_deleted() {
        let object = |value: Value| value.as_object().unwrap().clone();
        let mut document = Document::parse(r#"{"mcpServers":{}}"#).unwrap();
        let entry = object(json!({"name": "clock", "tags": ["time"], "own": 1}));
        assert_eq!(create_registry_entry(&mut document, &entry), Ok(Outcome::Added));
        let again = create_registry_entry(&mut document, &entry);
        assert!(matches!(again, Err(Refused::Exists { .. })));
        let bad = object(json!({"tags": []}));
        let bad = create_registry_entry(&mut document, &bad);
        assert!(matches!(bad, Err(Refused::Invalid { .. })));
        let patch = object(json!({"tools_count": 2, "tags": null}));
        assert_eq!(patch_registry_entry(&mut document, "clock", &patch), Ok(Outcome::Changed));
        let there = json!([{"name": "clock", "own": 1, "tools_count": 2}]);
        assert_eq!(document.value()["mcpRegistry"], there);
        assert_eq!(delete_registry_entry(&mut document, "clock"), Ok(Outcome::Removed));
        let gone = delete_registry_entry(&mut document, "clock");
        assert!(matches!(gone, Err(Refused::Absent { .. })));
    }
}
