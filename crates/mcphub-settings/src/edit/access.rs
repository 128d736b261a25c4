//! Edits of `bearerKeys` and `users`. The caller creates ids, tokens and hashes.

use serde_json::{Map, Value, json};

use crate::edit::check;
use crate::edit::list::{append, find, get_entry, patch_entry};
use crate::edit::outcome::{ItemKind, Outcome, Refused};
use crate::edit::references::entries;
use crate::model::credential;
use crate::model::user;
use crate::text::document::Document;
use crate::text::path::Step;

/// Adds a bearer key.
pub fn create_key(document: &mut Document, key: &Map<String, Value>) -> Result<Outcome, Refused> {
    check::section(document, "bearerKeys", true)?;
    check::list_entry("bearerKeys", None, key)?;
    check::atomically(document, |document| {
        migrate_single_key(document);
        for id in [key.get("id"), key.get("name")].into_iter().flatten().filter_map(Value::as_str) {
            if find(document, "bearerKeys", &["id", "name"], id).is_some() {
                return Err(Refused::Exists { kind: ItemKind::Key, name: id.to_owned() });
            }
        }
        append(document, "bearerKeys", key);
        Ok(Outcome::Added)
    })
}

/// Merges `patch` into a key, found by id or name; `null` removes a member.
pub fn patch_key(
    document: &mut Document,
    id_or_name: &str,
    patch: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    check::atomically(document, |document| {
        migrate_single_key(document);
        let (at, old) =
            get_entry(document, "bearerKeys", &["id", "name"], ItemKind::Key, id_or_name)?;
        for given in ["id", "name"].into_iter().filter(|key| patch.get(*key) != old.get(*key)) {
            let given = patch.get(given).and_then(Value::as_str).unwrap_or_default();
            let other = find(document, "bearerKeys", &["id", "name"], given);
            if !given.is_empty() && other.is_some_and(|(other, _)| other != at) {
                return Err(Refused::Exists { kind: ItemKind::Key, name: given.to_owned() });
            }
        }
        patch_entry(document, "bearerKeys", &at, &old, patch)
    })
}

/// Deletes a key, found by id or name.
pub fn delete_key(document: &mut Document, id_or_name: &str) -> Result<Outcome, Refused> {
    check::atomically(document, |document| {
        migrate_single_key(document);
        let (path, _) =
            get_entry(document, "bearerKeys", &["id", "name"], ItemKind::Key, id_or_name)?;
        document.remove(&path);
        Ok(Outcome::Removed)
    })
}

/// Moves the single key of older files into `bearerKeys`, because it is ignored if that list
/// exists. Drops it if it is not a valid credential. Source: MCPHub's migration.
fn migrate_single_key(document: &mut Document) {
    let routing: [Step; 2] = ["systemConfig".into(), "routing".into()];
    let single: Vec<Step> = [&routing[..], &["bearerAuthKey".into()]].concat();
    let token = document.get(&single).and_then(Value::as_str).unwrap_or_default().to_owned();
    if document.get(&["bearerKeys".into()]).is_some() || token.is_empty() {
        return;
    }
    if credential::find_fault(&token).is_some() {
        document.set(&["bearerKeys".into()], &json!([]));
        document.remove(&single);
        return;
    }
    let needed: Vec<Step> = [&routing[..], &["enableBearerAuth".into()]].concat();
    let enabled = document.get(&needed) != Some(&Value::Bool(false));
    let entry = json!({
        "id": "default", "name": "default", "token": token, "enabled": enabled, "accessType": "all",
        "allowedGroups": [], "allowedServers": [],
    });
    document.set(&["bearerKeys".into()], &json!([entry]));
    document.remove(&single);
}

pub fn add_user(document: &mut Document, user: &Map<String, Value>) -> Result<Outcome, Refused> {
    check::section(document, "users", true)?;
    let name = user.get("username").and_then(Value::as_str).unwrap_or_default();
    user::check_name(name).map_err(Refused::invalid)?;
    check::list_entry("users", None, user)?;
    if find(document, "users", &["username"], name).is_some() {
        return Err(Refused::Exists { kind: ItemKind::User, name: name.to_owned() });
    }
    append(document, "users", user);
    Ok(Outcome::Added)
}

/// Merges `patch` into a user; `null` removes a member. The last admin must stay an admin.
pub fn patch_user(
    document: &mut Document,
    username: &str,
    patch: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    let (at, old) = get_entry(document, "users", &["username"], ItemKind::User, username)?;
    let stays = patch.get("isAdmin").is_none_or(|value| *value == Value::Bool(true));
    if !stays {
        check_another_admin(document, username)?;
    }
    patch_entry(document, "users", &at, &old, patch)
}

/// Removes a user and the keys that act for this user. Fails for the last admin.
pub fn remove_user(document: &mut Document, username: &str) -> Result<Outcome, Refused> {
    let (path, _) = get_entry(document, "users", &["username"], ItemKind::User, username)?;
    check_another_admin(document, username)?;
    document.remove(&path);
    let own = |key: &Value| {
        key.get("kind").and_then(Value::as_str) == Some("user")
            && key.get("owner").and_then(Value::as_str) == Some(username)
    };
    let keys = entries(document, "bearerKeys").into_iter();
    let own_keys: Vec<Vec<Step>> = keys.filter(|(_, key)| own(key)).map(|(path, _)| path).collect();
    for path in own_keys.into_iter().rev() {
        document.remove(&path);
    }
    Ok(Outcome::Removed)
}

/// Fails if `username` is the only admin.
fn check_another_admin(document: &Document, username: &str) -> Result<(), Refused> {
    let admins: Vec<_> = entries(document, "users")
        .into_iter()
        .filter(|(_, user)| user.get("isAdmin") == Some(&Value::Bool(true)))
        .filter_map(|(_, user)| user.get("username")?.as_str())
        .collect();
    if admins == [username] {
        return Err(Refused::invalid(format!("`{username}` is the last admin")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(value: &Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn keys_are_created_changed_and_deleted() {
        let mut document = Document::parse("{}").unwrap();
        let key = object(
            &json!({"id": "1", "name": "ci", "token": "0123456789abcdef", "accessType": "all"}),
        );
        assert_eq!(create_key(&mut document, &key), Ok(Outcome::Added));
        assert!(matches!(create_key(&mut document, &key), Err(Refused::Exists { .. })));
        let bad = object(&json!({"name": "x", "token": "0123456789abcdef", "accessType": "some"}));
        assert!(matches!(create_key(&mut document, &bad), Err(Refused::Invalid { .. })));
        let patch = object(&json!({"enabled": false, "name": "build"}));
        assert_eq!(patch_key(&mut document, "ci", &patch), Ok(Outcome::Changed));
        assert_eq!(document.value()["bearerKeys"][0]["enabled"], false);
        assert_eq!(delete_key(&mut document, "1"), Ok(Outcome::Removed));
        assert!(matches!(delete_key(&mut document, "1"), Err(Refused::Absent { .. })));
        assert_eq!(document.value(), &json!({"bearerKeys": []}));
    }

    #[test]
    fn the_single_key_of_older_files_stays_valid_beside_new_ones() {
        let text = r#"{"systemConfig":{"routing":{"bearerAuthKey":"old","skipAuth":false}}}"#;
        let mut document = Document::parse(text).unwrap();
        let absent = Err(Refused::absent(ItemKind::Key, "x", ["default", "default"]));
        assert_eq!(delete_key(&mut document, "x"), absent);
        assert_eq!(document.text(), text);
        let key = object(&json!({"name": "ci", "token": "new", "accessType": "all"}));
        assert_eq!(create_key(&mut document, &key), Ok(Outcome::Added));
        assert_eq!(
            document.value(),
            &json!({
                "systemConfig": {"routing": {"skipAuth": false}},
                "bearerKeys": [
                    {
                        "id": "default", "name": "default", "token": "old", "enabled": true,
                        "accessType": "all", "allowedGroups": [], "allowedServers": [],
                    },
                    {"name": "ci", "token": "new", "accessType": "all"},
                ],
            })
        );
    }

    #[test]
    fn the_keys_of_a_removed_user_are_removed() {
        let text = r#"{ "users": [{ "username": "ann", "password": "$2b$" }],
  "bearerKeys": [{ "token": "a", "kind": "user", "owner": "ann" }, { "token": "b", "owner": "ann" }] }"#;
        let mut document = Document::parse(text).unwrap();
        let admin = object(&json!({"isAdmin": true}));
        assert_eq!(patch_user(&mut document, "ann", &admin), Ok(Outcome::Changed));
        let last = Err(Refused::invalid("`ann` is the last admin"));
        assert_eq!(remove_user(&mut document, "ann"), last);
        let nobody = object(&json!({"isAdmin": null}));
        assert_eq!(patch_user(&mut document, "ann", &nobody), last);
        let bob = object(&json!({"username": "bob", "isAdmin": true}));
        assert_eq!(add_user(&mut document, &bob), Ok(Outcome::Added));
        assert!(matches!(add_user(&mut document, &bob), Err(Refused::Exists { .. })));
        assert!(matches!(patch_user(&mut document, "eve", &admin), Err(Refused::Absent { .. })));
        assert_eq!(remove_user(&mut document, "ann"), Ok(Outcome::Removed));
        assert_eq!(
            document.value(),
            &json!({
                "users": [{"username": "bob", "isAdmin": true}],
                "bearerKeys": [{"token": "b", "owner": "ann"}],
            })
        );
    }
}
