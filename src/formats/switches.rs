//! Whether a client starts a server: every client has its own word for "off", and its own place for
//! it. What cannot be read counts as off.

use serde_json::{Map, Value};

use crate::formats::entry::Imported;

/// Keys of an entry that say `on`, and those that say `off`.
const ON: [&str; 8] = [
    "enabled",
    "isActive",
    "active",
    "isEnabled",
    "start_on_launch",
    "autoStart",
    "auto_start",
    "autostart",
];
const OFF: [&str; 3] = ["disabled", "isDisabled", "is_disabled"];

/// What a switch says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Switch {
    On,
    Off,
    Unreadable,
}

/// Takes the switches out of `source`. Answers whether any is off, and the reason where one of them
/// cannot be read.
pub(super) fn take(source: &mut Map<String, Value>) -> (bool, Option<String>) {
    let mut all: Vec<(String, Switch)> = Vec::new();
    let mut read = |source: &mut Map<String, Value>, inside: &str| {
        for (keys, on) in [(&ON[..], true), (&OFF[..], false)] {
            for key in keys {
                if let Some(value) = source.shift_remove(*key).filter(|value| !value.is_null()) {
                    all.push((format!("{inside}{key}"), switch(&value, on)));
                }
            }
        }
    };
    read(source, "");
    if let Some(options) = source.get_mut("options").and_then(Value::as_object_mut) {
        read(options, "options.");
    }
    let unreadable = all.iter().find(|(_, switch)| *switch == Switch::Unreadable);
    let lost = unreadable.map(|(key, _)| format!("`{key}` says neither on nor off"));
    (all.iter().any(|(_, switch)| *switch != Switch::On), lost)
}

fn switch(value: &Value, on: bool) -> Switch {
    let text = match value {
        Value::String(text) => text.trim().to_lowercase(),
        other => other.to_string(),
    };
    let said = match text.as_str() {
        "true" | "1" | "1.0" | "yes" | "on" => true,
        "false" | "0" | "0.0" | "no" | "off" | "" => false,
        _ => return Switch::Unreadable,
    };
    if said == on { Switch::On } else { Switch::Off }
}

/// Lists at the top of a file, or under `mcp`, of the only servers that a client starts.
const ALLOWED: [&[&str]; 4] =
    [&["mcp", "allowed"], &["allowMCPServers"], &["allowedMcpServers"], &["enabledMcpServers"]];

/// Lists of servers that it does not.
const EXCLUDED: [&[&str]; 7] = [
    &["mcp", "excluded"],
    &["excludeMCPServers"],
    &["deniedMcpServers"],
    &["disabledMcpServers"],
    &["disabledMcpjsonServers"],
    &["disabled_mcp_servers"],
    &["mcp", "disabled"],
];

/// Switches servers off that the file they come from switches off elsewhere.
pub(super) fn apply<'a>(root: &Value, servers: impl Iterator<Item = &'a mut Imported>) {
    let list = |path: &[&str]| {
        let list = path.iter().try_fold(root, |value, key| value.get(*key))?;
        Some((path.join("."), names(list)?))
    };
    let allowed: Vec<_> = ALLOWED.iter().filter_map(|path| list(path)).collect();
    let mut excluded: Vec<_> = EXCLUDED.iter().filter_map(|path| list(path)).collect();
    let projects = root.get("projects").and_then(Value::as_object);
    for (folder, project) in projects.into_iter().flatten() {
        if let Some(names) = project.get("disabledMcpServers").and_then(names) {
            excluded.push((format!("projects.{folder}.disabledMcpServers"), names));
        }
    }
    for server in servers {
        let name = server.name.as_str();
        let has = |names: &[String]| names.iter().any(|one| one == name);
        let out = excluded.iter().find(|(_, names)| has(names));
        let not_in = || allowed.iter().find(|(_, names)| !has(names));
        let note = match out {
            Some((key, _)) => format!("is switched off: `{key}` names it"),
            None => match not_in() {
                Some((key, _)) => format!("is switched off: `{key}` does not name it"),
                None => continue,
            },
        };
        server.entry.insert("enabled".into(), false.into());
        server.notes.push(note);
    }
}

fn name_of(one: &Value) -> Option<&str> {
    one.as_str().or_else(|| one.get("serverName")?.as_str())
}

/// Names, alone or as `serverName` of objects; an element that names none allows nobody.
fn names(list: &Value) -> Option<Vec<String>> {
    match list {
        Value::Array(list) => Some(list.iter().filter_map(name_of).map(str::to_owned).collect()),
        Value::Object(members) => Some(members.keys().cloned().collect()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_spelling_of_off_is_off() {
        for off in [
            json!({"enabled": false}),
            json!({"enabled": "false"}),
            json!({"enabled": 0}),
            json!({"disabled": true}),
            json!({"disabled": "true"}),
            json!({"disabled": 1}),
            json!({"isActive": false}),
            json!({"active": false, "enabled": true}),
            json!({"options": {"disabled": true}}),
            json!({"options": {"enabled": "off"}}),
            json!({"start_on_launch": false}),
            json!({"autoStart": false}),
        ] {
            let mut source = off.as_object().unwrap().clone();
            assert_eq!(take(&mut source), (true, None), "{off}");
        }
        for on in [
            json!({}),
            json!({"enabled": true, "disabled": false, "isActive": 1, "autoStart": "yes"}),
            json!({"enabled": null, "options": {"timeout": 5}}),
        ] {
            let mut source = on.as_object().unwrap().clone();
            assert_eq!(take(&mut source), (false, None), "{on}");
        }
    }

    #[test]
    fn a_switch_that_cannot_be_read_is_off_and_named() {
        let mut source = json!({"disabled": {"linux": true}}).as_object().unwrap().clone();
        let lost = Some("`disabled` says neither on nor off".to_owned());
        assert_eq!(take(&mut source), (true, lost));
    }
}
