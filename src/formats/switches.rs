//! Determines whether a client has disabled a server. Each client has its own key for that, and its
//! own place. An unreadable value counts as disabled.

use serde_json::{Map, Value};

use crate::formats::imported::Imported;
use crate::formats::spelling::normalize;

/// Normalized keys of an entry that enable it, and those that disable it.
const ON: [&str; 8] = [
    "enabled",
    "enable",
    "isenabled",
    "active",
    "isactive",
    "startonlaunch",
    "autostart",
    "autoconnect",
];
const OFF: [&str; 6] = ["disabled", "disable", "isdisabled", "off", "paused", "inactive"];

/// Keys that disable an entry if they have one of these values; other values are a state of the
/// client.
const STATES: [&str; 2] = ["status", "state"];
const OFF_WORDS: [&str; 5] = ["disabled", "inactive", "off", "stopped", "paused"];

/// The value of a switch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Switch {
    On,
    Off,
    Unreadable,
}

/// Removes the switches from `source`. Returns whether any of them disables the server, and the
/// reason if one is unreadable.
pub(super) fn take(source: &mut Map<String, Value>) -> (bool, Option<String>) {
    let mut all: Vec<(String, Switch)> = Vec::new();
    let mut read = |source: &mut Map<String, Value>, inside: &str| {
        let switch_of = |key: &String| {
            let word = normalize(key);
            let on = ON.contains(&word.as_str());
            (on || OFF.contains(&word.as_str())).then(|| (key.clone(), on))
        };
        let keys: Vec<_> = source.keys().filter_map(switch_of).collect();
        for (key, on) in keys {
            if let Some(value) = source.shift_remove(&key).filter(|value| !value.is_null()) {
                all.push((format!("{inside}{key}"), switch(&value, on)));
            }
        }
        for key in STATES {
            let is_off = |value: &Value| {
                value.as_str().is_some_and(|word| OFF_WORDS.contains(&normalize(word).as_str()))
            };
            if source.get(key).is_some_and(is_off) {
                source.shift_remove(key);
                all.push((format!("{inside}{key}"), Switch::Off));
            }
        }
    };
    read(source, "");
    if let Some(options) = source.get_mut("options").and_then(Value::as_object_mut) {
        read(options, "options.");
    }
    let unreadable = all.iter().find(|(_, switch)| *switch == Switch::Unreadable);
    let lost = unreadable.map(|(key, _)| format!("`{key}` is neither true nor false"));
    (all.iter().any(|(_, switch)| *switch != Switch::On), lost)
}

fn switch(value: &Value, on: bool) -> Switch {
    let text = match value {
        Value::String(text) => text.trim().to_lowercase(),
        other => other.to_string(),
    };
    let value = match text.as_str() {
        "true" | "1" | "1.0" | "yes" | "on" => true,
        "false" | "0" | "0.0" | "no" | "off" | "" => false,
        _ => return Switch::Unreadable,
    };
    if value == on { Switch::On } else { Switch::Off }
}

/// Lists at the top level, or under `mcp`, of the only enabled servers.
const ALLOWED: [&[&str]; 4] =
    [&["mcp", "allowed"], &["allowMCPServers"], &["allowedMcpServers"], &["enabledMcpServers"]];

/// Lists of disabled servers.
const EXCLUDED: [&[&str]; 7] = [
    &["mcp", "excluded"],
    &["excludeMCPServers"],
    &["deniedMcpServers"],
    &["disabledMcpServers"],
    &["disabledMcpjsonServers"],
    &["disabled_mcp_servers"],
    &["mcp", "disabled"],
];

/// Disables servers that are disabled elsewhere in their file.
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
            Some((key, _)) => format!("is disabled: listed in `{key}`"),
            None => match not_in() {
                Some((key, _)) => format!("is disabled: not listed in `{key}`"),
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

/// Reads names, alone or as `serverName` of objects; an element without a name allows no server.
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
    fn every_spelling_of_disabled_is_read() {
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
            json!({"Disabled": true}),
            json!({"is_active": false}),
            json!({"enable": "no"}),
            json!({"paused": true}),
            json!({"status": "Disabled"}),
            json!({"state": "off"}),
        ] {
            let mut source = off.as_object().unwrap().clone();
            assert_eq!(take(&mut source), (true, None), "{off}");
        }
        for on in [
            json!({}),
            json!({"enabled": true, "disabled": false, "isActive": 1, "autoStart": "yes"}),
            json!({"enabled": null, "options": {"timeout": 5}}),
            json!({"status": "connected", "off": false}),
        ] {
            let mut source = on.as_object().unwrap().clone();
            assert_eq!(take(&mut source), (false, None), "{on}");
        }
    }

    #[test]
    fn an_unreadable_switch_counts_as_disabled() {
        let mut source = json!({"disabled": {"linux": true}}).as_object().unwrap().clone();
        let lost = Some("`disabled` is neither true nor false".to_owned());
        assert_eq!(take(&mut source), (true, lost));
    }
}
