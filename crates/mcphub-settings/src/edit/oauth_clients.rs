//! Edits of `oauthClients`. The caller creates the ids and secrets.

use serde_json::{Map, Value};

use crate::edit::check;
use crate::edit::list::{append, find, get_entry, patch_entry};
use crate::edit::outcome::{ItemKind, Outcome, Refused};
use crate::text::document::Document;

const SECTION: &str = "oauthClients";
const ID: [&str; 1] = ["clientId"];

/// Adds an OAuth client. Its id must be new.
pub fn create_oauth_client(
    document: &mut Document,
    client: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    check::section(document, SECTION, true)?;
    check::list_entry(SECTION, None, client)?;
    let id = client.get(ID[0]).and_then(Value::as_str).unwrap_or_default();
    if find(document, SECTION, &ID, id).is_some() {
        return Err(Refused::Exists { kind: ItemKind::OauthClient, name: id.to_owned() });
    }
    append(document, SECTION, client);
    Ok(Outcome::Added)
}

/// Merges `patch` into an OAuth client; `null` removes a member. The id stays.
pub fn patch_oauth_client(
    document: &mut Document,
    id: &str,
    patch: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    let (at, old) = get_entry(document, SECTION, &ID, ItemKind::OauthClient, id)?;
    let mut patch = patch.clone();
    patch.shift_remove(ID[0]);
    patch_entry(document, SECTION, &at, &old, &patch)
}

/// Removes an OAuth client.
pub fn delete_oauth_client(document: &mut Document, id: &str) -> Result<Outcome, Refused> {
    let (at, _) = get_entry(document, SECTION, &ID, ItemKind::OauthClient, id)?;
    document.remove(&at);
    Ok(Outcome::Removed)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: &Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn oauth_clients_are_created_changed_and_deleted() {
        let mut document = Document::parse("{}").unwrap();
        let client = object(&json!({"clientId": "a", "name": "A", "redirectUris": ["https://a/"]}));
        assert_eq!(create_oauth_client(&mut document, &client), Ok(Outcome::Added));
        let taken = Err(Refused::Exists { kind: ItemKind::OauthClient, name: "a".into() });
        assert_eq!(create_oauth_client(&mut document, &client), taken);
        for bad in [json!({"name": "x"}), json!({"clientId": "x", "redirectUris": "https://x/"})] {
            let refused = create_oauth_client(&mut document, &object(&bad));
            assert!(matches!(refused, Err(Refused::Invalid { .. })), "{bad}");
        }
        let patch = object(&json!({"clientId": "b", "name": "B", "x-own": 1}));
        assert_eq!(patch_oauth_client(&mut document, "a", &patch), Ok(Outcome::Changed));
        assert_eq!(patch_oauth_client(&mut document, "a", &patch), Ok(Outcome::Unchanged));
        assert_eq!(
            document.value(),
            &json!({"oauthClients": [
                {"clientId": "a", "name": "B", "redirectUris": ["https://a/"], "x-own": 1},
            ]})
        );
        let absent = Err(Refused::absent(ItemKind::OauthClient, "b", ["a"]));
        assert_eq!(delete_oauth_client(&mut document, "b"), absent);
        assert_eq!(delete_oauth_client(&mut document, "a"), Ok(Outcome::Removed));
    }
}
