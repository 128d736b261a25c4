//! Edits of `mcpClients`. The caller creates the tokens.

use serde_json::{Map, Value};

use crate::edit::list::{create_named, delete_named, patch_named};
use crate::edit::outcome::{ItemKind, Outcome, Refused};
use crate::text::document::Document;

const SECTION: &str = "mcpClients";

pub fn create_client(
    document: &mut Document,
    client: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    create_named(document, SECTION, ItemKind::Client, client)
}

/// Merges `patch` into a client; `null` removes a member.
pub fn patch_client(
    document: &mut Document,
    name: &str,
    patch: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    patch_named(document, SECTION, ItemKind::Client, name, patch)
}

pub fn delete_client(document: &mut Document, name: &str) -> Result<Outcome, Refused> {
    delete_named(document, SECTION, ItemKind::Client, name)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::edit::servers::{remove_server, rename_server};

    fn object(value: &Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn clients_are_created_changed_and_deleted() {
        let mut document = Document::parse("{}").unwrap();
        let client = |name: &str| {
            object(&json!({"name": name, "accessToken": "0123456789abcdef", "allowList": ["wiki"]}))
        };
        assert_eq!(create_client(&mut document, &client("cursor")), Ok(Outcome::Added));
        assert_eq!(create_client(&mut document, &client("zed")), Ok(Outcome::Added));
        let taken = Err(Refused::Exists { kind: ItemKind::Client, name: "zed".into() });
        assert_eq!(create_client(&mut document, &client("zed")), taken);
        for bad in [
            json!({"name": "x"}),
            json!({"name": "", "accessToken": "0123456789abcdef"}),
            json!({"name": "x", "accessToken": " "}),
            json!({"name": "x", "accessToken": "0123456789abcdef", "allowList": "wiki"}),
        ] {
            let refused = create_client(&mut document, &object(&bad));
            assert!(matches!(refused, Err(Refused::Invalid { .. })), "{bad}");
        }
        let to_zed = object(&json!({"name": "zed"}));
        assert_eq!(patch_client(&mut document, "cursor", &to_zed), taken);
        let patch = object(&json!({"name": "cursor", "allowList": ["*"], "x-own": 1}));
        assert_eq!(patch_client(&mut document, "cursor", &patch), Ok(Outcome::Changed));
        assert_eq!(patch_client(&mut document, "cursor", &patch), Ok(Outcome::Unchanged));
        assert_eq!(delete_client(&mut document, "zed"), Ok(Outcome::Removed));
        let absent = Err(Refused::absent(ItemKind::Client, "zed", ["cursor"]));
        assert_eq!(delete_client(&mut document, "zed"), absent);
        assert_eq!(
            document.value(),
            &json!({"mcpClients": [{
                "name": "cursor", "accessToken": "0123456789abcdef", "allowList": ["*"], "x-own": 1,
            }]})
        );
    }

    #[test]
    fn the_allow_list_follows_renamed_and_removed_servers() {
        let text = r#"{
  "mcpServers": { "a": { "command": "x" }, "b": { "command": "y" } },
  "mcpClients": [ { "name": "c", "accessToken": "t", "allowList": ["b", "a", "*"] } ]
}"#;
        let mut document = Document::parse(text).unwrap();
        assert_eq!(rename_server(&mut document, "a", "d"), Ok(Outcome::Changed));
        assert_eq!(remove_server(&mut document, "b"), Ok(Outcome::Removed));
        assert_eq!(document.value()["mcpClients"][0]["allowList"], json!(["d", "*"]));
    }
}
