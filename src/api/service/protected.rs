//! Settings that no request to the admin API may change, even by an admin: the switch that makes
//! every caller an admin and, if `systemConfig.api.allowCommands` is false, the programs that the
//! hub runs. The command line and an editor can change both.

use serde_json::{Map, Value};

use crate::settings::edit::Refused;

/// Members of a server's entry that define its program.
const LAUNCH: [&str; 3] = ["command", "args", "env"];
/// Members of `systemConfig.install` that define package sources.
const PACKAGE_SOURCES: [&str; 2] = ["npmRegistry", "pythonIndexUrl"];

/// Compares a settings document before and after an edit.
///
/// # Errors
/// Forbidden if the edit changes a protected setting.
pub(crate) fn check_edit(before: &Value, after: &Value) -> Result<(), Refused> {
    let changed = |path: &[&str]| value_at(before, path) != value_at(after, path);
    let skip_auth = ["systemConfig", "routing", "skipAuth"];
    let asks = matches!(value_at(after, &skip_auth), None | Some(Value::Null | Value::Bool(false)));
    if changed(&skip_auth) && !asks {
        return Err(Refused::forbidden(
            "`systemConfig.routing.skipAuth` makes every caller an admin; it is set in the settings \
             file, not by a request",
        ));
    }
    if allows_commands(before) {
        return Ok(());
    }
    let sources = PACKAGE_SOURCES.map(|key| ["systemConfig", "install", key]);
    if changed(&["systemConfig", "api"]) || sources.iter().any(|path| changed(path)) {
        return Err(refuse_commands("change `systemConfig.api` or where packages come from"));
    }
    let known: Vec<Launch<'_>> = launches(before).collect();
    if launches(after).any(|launch| !launch.is_empty() && !known.contains(&launch)) {
        return Err(refuse_commands("set `command`, `args` or `env` of a server"));
    }
    Ok(())
}

/// Returns whether requests may change the programs of servers. A value that is not a boolean
/// counts as false.
fn allows_commands(document: &Value) -> bool {
    match value_at(document, &["systemConfig", "api", "allowCommands"]) {
        None | Some(Value::Null) => true,
        Some(value) => value == &Value::Bool(true),
    }
}

fn refuse_commands(action: &str) -> Refused {
    Refused::forbidden(format!(
        "requests may not {action}: `systemConfig.api.allowCommands` is false in the settings file"
    ))
}

/// The members of one server's entry in `LAUNCH` that are not empty.
type Launch<'a> = Vec<(&'a str, &'a Value)>;

fn launches(document: &Value) -> impl Iterator<Item = Launch<'_>> {
    let servers = value_at(document, &["mcpServers"]).and_then(Value::as_object);
    servers.into_iter().flat_map(Map::values).map(|entry| {
        let members = LAUNCH.iter().filter_map(|key| Some((*key, entry.get(key)?)));
        members.filter(|(_, value)| !is_empty(value)).collect()
    })
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn value_at<'a>(document: &'a Value, path: &[&str]) -> Option<&'a Value> {
    path.iter().try_fold(document, |value, key| value.get(key))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_request_cannot_turn_authentication_off() {
        let with = |value: Value| json!({ "systemConfig": { "routing": { "skipAuth": value } } });
        let off = json!({});
        for on in [json!(true), json!("true"), json!(1)] {
            assert!(check_edit(&off, &with(on.clone())).is_err(), "{on}");
            assert_eq!(check_edit(&with(on.clone()), &with(on)), Ok(()));
        }
        assert_eq!(check_edit(&with(json!(true)), &with(json!(false))), Ok(()));
        assert_eq!(check_edit(&with(json!(true)), &off), Ok(()));
        assert_eq!(check_edit(&off, &with(Value::Null)), Ok(()));
    }

    #[test]
    fn requests_cannot_set_programs_if_the_file_forbids_it() {
        let file = |allow: &Value, servers: Value| json!({ "systemConfig": { "api": { "allowCommands": allow } }, "mcpServers": servers });
        let old = json!({ "a": { "command": "x", "args": ["1"], "env": { "K": "v" } } });
        let closed = json!(false);
        let edit = |allow: &Value, new: Value| {
            check_edit(&file(allow, old.clone()), &file(allow, new)).is_ok()
        };
        for refused in [
            json!({ "a": { "command": "y", "args": ["1"], "env": { "K": "v" } } }),
            json!({ "a": { "command": "x", "args": ["2"], "env": { "K": "v" } } }),
            json!({ "a": { "command": "x", "args": ["1"], "env": { "K": "w" } } }),
            json!({ "a": { "command": "x", "args": ["1"] } }),
            json!({ "b": { "url": "https://b.example", "env": { "K": "v" } } }),
            json!({ "b": { "args": ["1"] } }),
        ] {
            assert!(!edit(&closed, refused.clone()), "{refused}");
            assert!(!edit(&json!("no"), refused.clone()), "{refused}");
            assert!(edit(&json!(true), refused.clone()) && edit(&Value::Null, refused));
        }
        for taken in [
            json!({}),
            json!({ "a": { "command": "x", "args": ["1"], "env": { "K": "v" }, "enabled": false } }),
            json!({ "renamed": { "command": "x", "args": ["1"], "env": { "K": "v" } } }),
            json!({ "b": { "url": "https://b.example", "args": [], "env": {} } }),
        ] {
            assert!(edit(&closed, taken.clone()), "{taken}");
        }
    }

    #[test]
    fn requests_cannot_lift_the_rule_or_change_package_sources() {
        let closed = json!({ "systemConfig": { "api": { "allowCommands": false } } });
        for new in [
            json!({}),
            json!({ "systemConfig": { "api": { "allowCommands": true } } }),
            json!({ "systemConfig": { "api": { "allowCommands": false }, "install": { "npmRegistry": "https://evil.example" } } }),
            json!({ "systemConfig": { "api": { "allowCommands": false }, "install": { "pythonIndexUrl": "https://evil.example" } } }),
        ] {
            assert!(check_edit(&closed, &new).is_err(), "{new}");
        }
        let other =
            json!({ "systemConfig": { "api": { "allowCommands": false }, "nameSeparator": "_" } });
        assert_eq!(check_edit(&closed, &other), Ok(()));
    }
}
