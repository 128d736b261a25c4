//! Restricts the names that non-admins may give to servers and groups: a name must not belong to
//! another user's item, be confusable with one, or be referenced by the groups, keys or clients of
//! others.
//!
//! The check compares the document before and after an edit, so it applies to every route of every
//! dialect that creates, renames or imports.

use serde_json::Value;

use crate::api::caller::Caller;
use crate::proxy::catalog::naming;
use crate::settings::Document;
use crate::settings::edit::Refused;

/// Runs an edit for the caller.
///
/// # Errors
/// Fails if the edit fails or gives an item a name that the caller may not use. The document is
/// unchanged then.
pub(crate) fn edit_with_allowed_names<T, E: From<Refused>>(
    caller: &Caller,
    document: &mut Document,
    edit: impl FnOnce(&mut Document) -> Result<T, E>,
) -> Result<T, E> {
    if caller.admin {
        return edit(document);
    }
    let before = document.clone();
    let answer = edit(document)?;
    let user = caller.identity.user.as_deref().unwrap_or_default();
    if let Err(why) = check(user, &before, document) {
        *document = before;
        return Err(Refused::invalid(why).into());
    }
    Ok(answer)
}

/// Returns whether the caller may give a new server this name.
pub(crate) fn may_name_server(caller: &Caller, document: &Document, name: &str) -> bool {
    let user = caller.identity.user.as_deref().unwrap_or_default();
    caller.admin || Others { user, document }.check_server(name).is_ok()
}

/// Checks the names that an edit added.
fn check(user: &str, before: &Document, after: &Document) -> Result<(), String> {
    let others = Others { user, document: before };
    let is_new = |name: &&str| !servers(before).any(|(known, _)| known == *name);
    for name in servers(after).map(|(name, _)| name).filter(is_new) {
        others.check_server(name)?;
    }
    let known: Vec<&str> = entries(before, "groups").flat_map(group_names).collect();
    let new = entries(after, "groups").flat_map(group_names);
    for name in new.filter(|name| !known.contains(name)) {
        others.check_group(name)?;
    }
    Ok(())
}

/// The items in a document that `user` does not own.
struct Others<'a> {
    user: &'a str,
    document: &'a Document,
}

impl Others<'_> {
    fn check_server(&self, name: &str) -> Result<(), String> {
        let separator = self
            .document
            .get(&["systemConfig".into(), "nameSeparator".into()])
            .and_then(Value::as_str)
            .unwrap_or("-");
        let mut others = servers(self.document).filter(|(_, entry)| !self.is_own(entry));
        let overlap = |other: &str| {
            naming::overlap(separator, name, other)
                || naming::overlap(separator, &name.to_lowercase(), &other.to_lowercase())
        };
        if others.any(|(other, _)| overlap(other)) {
            return Err(format!(
                "tools of `{name}` could be confused with another user's: its name begins with the name \
                 of another user's server and `{separator}`, `__` or `/`, or vice versa; choose \
                 another name"
            ));
        }
        let groups = || entries(self.document, "groups").filter(|(_, group)| !self.is_own(group));
        let is_group = groups().flat_map(group_names).any(|known| is_confusable(known, name));
        let is_member = groups().any(|(_, group)| {
            list(group, "servers").any(|member| {
                let server = member.as_str().or_else(|| member.get("name")?.as_str());
                let alias = member.get("alias").and_then(Value::as_str);
                [server, alias].into_iter().flatten().any(|known| is_confusable(known, name))
            })
        });
        if is_group || is_member || self.is_allowed(name) || self.is_in_registry(name) {
            return Err(taken_error("server", name));
        }
        Ok(())
    }

    fn check_group(&self, name: &str) -> Result<(), String> {
        let mut servers = servers(self.document).filter(|(_, entry)| !self.is_own(entry));
        let mut groups = entries(self.document, "groups").filter(|(_, group)| !self.is_own(group));
        let is_taken = servers.any(|(server, _)| is_confusable(server, name))
            || groups
                .any(|group| group_names(group).iter().any(|known| is_confusable(known, name)))
            || self.is_allowed(name)
            || self.is_in_registry(name);
        if is_taken { Err(taken_error("group", name)) } else { Ok(()) }
    }

    /// Returns whether a key or client of others references a server or group like this.
    fn is_allowed(&self, name: &str) -> bool {
        let names = |entry: &Value, key| {
            list(entry, key).filter_map(Value::as_str).any(|known| is_confusable(known, name))
        };
        let mut keys = entries(self.document, "bearerKeys").filter(|(_, key)| !self.is_own(key));
        let mut clients = entries(self.document, "mcpClients");
        keys.any(|(_, key)| names(key, "allowedServers") || names(key, "allowedGroups"))
            || clients.any(|(_, client)| names(client, "allowList"))
    }

    /// Returns whether the hub's registry, which admins fill, has an entry of that name: a server
    /// that is created from it gets the name.
    fn is_in_registry(&self, name: &str) -> bool {
        entries(self.document, "mcpRegistry")
            .filter_map(|(_, entry)| entry.get("name")?.as_str())
            .any(|known| is_confusable(known, name))
    }

    fn is_own(&self, entry: &Value) -> bool {
        entry.get("owner").and_then(Value::as_str) == Some(self.user)
    }
}

/// Compares names without case: users confuse names that differ in case alone.
fn is_confusable(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

fn taken_error(what: &str, name: &str) -> String {
    format!(
        "`{name}` cannot name your {what}: it is in use, or a group, key, client or registry entry \
         of others refers to it; choose another name or ask an admin"
    )
}

/// Returns the entries of `mcpServers`.
fn servers(document: &Document) -> impl Iterator<Item = (&str, &Value)> {
    let servers = document.get(&["mcpServers".into()]).and_then(Value::as_object);
    servers.into_iter().flatten().map(|(name, entry)| (name.as_str(), entry))
}

/// Returns the entries of a section that is a list, or an object keyed by name.
fn entries<'a>(
    document: &'a Document,
    section: &str,
) -> impl Iterator<Item = (Option<&'a str>, &'a Value)> {
    let section = document.get(&[section.into()]);
    let listed = section.and_then(Value::as_array).into_iter().flatten().map(|entry| (None, entry));
    let named = section.and_then(Value::as_object).into_iter().flatten();
    listed.chain(named.map(|(name, entry)| (Some(name.as_str()), entry)))
}

/// Returns the names that find a group: its key, its name and its id.
fn group_names<'a>((key, group): (Option<&'a str>, &'a Value)) -> Vec<&'a str> {
    let text = |member| group.get(member).and_then(Value::as_str);
    [key, text("name"), text("id")].into_iter().flatten().collect()
}

fn list<'a>(entry: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    entry.get(key).and_then(Value::as_array).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_user_cannot_use_names_like_those_of_others() {
        let document = Document::parse(
            &json!({
                "mcpServers": {
                    "context7": { "owner": "admin" }, "io.github.a/files": {}, "mine": { "owner": "bob" },
                    "alice-notes": { "owner": "alice" }, "broken": 7,
                },
                "groups": [
                    { "id": "g-id", "name": "ops", "servers": ["gone", { "name": "lost", "alias": "as" }] },
                    { "id": "own", "name": "bobs", "owner": "bob", "servers": ["absent"] },
                ],
                "bearerKeys": [
                    { "allowedServers": ["keyed"], "allowedGroups": ["grouped"] },
                    { "allowedServers": ["bobs-own"], "owner": "bob" },
                ],
                "mcpClients": [{ "allowList": ["listed"] }],
                "mcpRegistry": [{ "name": "offered" }],
            })
            .to_string(),
        )
        .unwrap();
        let others = Others { user: "bob", document: &document };
        let refused = "context7 context7-resolve context7__x context7/x alice alice-notes-x \
             io.github.a io.github.a/files/x broken-x gone lost as ops g-id keyed grouped \
             listed offered Context7 CONTEXT7-resolve Ops Gone Keyed Offered";
        let free = "context context7x context7_x mine-too mine io bobs absent bobs-own *x";
        let is_refused = |name: &&str| others.check_server(name).is_err();
        assert_eq!(
            refused.split(' ').filter(|name| !is_refused(name)).collect::<Vec<_>>(),
            [""; 0]
        );
        assert_eq!(free.split(' ').filter(|name| is_refused(name)).collect::<Vec<_>>(), [""; 0]);
        let groups = [
            "context7",
            "alice-notes",
            "ops",
            "g-id",
            "keyed",
            "grouped",
            "listed",
            "offered",
            "Context7",
            "Ops",
            "Offered",
        ];
        assert!(groups.iter().all(|name| others.check_group(name).is_err()));
        assert!(
            ["mine", "bobs", "gone", "new"].iter().all(|name| others.check_group(name).is_ok())
        );
    }

    #[test]
    fn an_edit_that_adds_such_a_name_is_rejected() {
        let text = r#"{"mcpServers": {"a": {"owner": "admin"}, "b": {"owner": "bob"}}}"#;
        let mut document = Document::parse(text).unwrap();
        let before = document.clone();
        document.rename(&["mcpServers".into(), "b".into()], "a-b");
        let why = check("bob", &before, &document).unwrap_err();
        assert!(why.contains("`a-b`"), "{why}");
        assert_eq!(check("admin", &before, &document), Ok(()));
        document = before.clone();
        document.rename(&["mcpServers".into(), "b".into()], "c");
        assert_eq!(check("bob", &before, &document), Ok(()));
    }
}
