//! Converts between a server in Pandora's configuration and its entry in the file.

use serde_json::{Map, Value, json};

use crate::api::pandora::merge::transfer_changes;
use crate::api::service::entry::{EntryExt, object};
use crate::settings::model::server::{Server, TransportKind};

/// Returns the server in Pandora's form, or `None` for an OpenAPI server, which has none.
pub(super) fn view(server: &Server) -> Option<Map<String, Value>> {
    let kind = server.transport.kind();
    let of = |key: &str| server.entry.get(key);
    let mut view = Map::new();
    let mut put = |key: &str, value: Option<Value>| view.put_some(key, value);
    match kind {
        TransportKind::OpenApi => return None,
        TransportKind::Stdio => {
            put("command", of("command").map(text));
            put("args", of("args").and_then(Value::as_array).map(|a| a.iter().map(text).collect()));
        }
        TransportKind::Sse | TransportKind::StreamableHttp => put("url", of("url").map(text)),
    }
    put("enabled", Some(server.enabled.into()));
    put("name", of("displayName").filter(|name| !name.is_null()).map(text));
    let env = server.entry.object("env");
    put("env", env.map(|env| env.keys().map(String::as_str).collect()));
    put("requireApproval", Some(requires_approval(server).into()));
    let headers = server.entry.object("headers").filter(|_| kind != TransportKind::Stdio);
    let as_texts = |(name, value): (&String, &Value)| (name.clone(), text(value));
    put("headers", headers.map(|headers| Value::Object(headers.iter().map(as_texts).collect())));
    let oauth = of("oauth").is_some_and(Value::is_object) && kind != TransportKind::Stdio;
    put("oauth", Some(oauth.into()));
    Some(view)
}

/// Returns whether each call requires approval by a user.
pub(super) fn requires_approval(server: &Server) -> bool {
    server.entry.get("requireApproval").and_then(Value::as_bool).unwrap_or(true)
}

/// Returns the entry of a new server.
pub(super) fn entry(config: &Map<String, Value>) -> Map<String, Value> {
    let kind = if runs(config) { TransportKind::Stdio } else { TransportKind::StreamableHttp };
    let absent = object(json!({ "enabled": true, "requireApproval": true, "oauth": false }));
    let mut entry = object(json!({ "type": kind.word() }));
    entry.extend(differences(&Map::new(), &absent, config));
    entry.retain(|key, _| !kind.foreign_keys().contains(&key.as_str()));
    entry
}

/// Returns the patch of a server's entry for the change between two views; `null` removes a member.
pub(super) fn patch(
    server: &Server,
    old: &Map<String, Value>,
    new: &Map<String, Value>,
) -> Map<String, Value> {
    let before = server.transport.kind();
    let ran = before == TransportKind::Stdio;
    let will_run = runs(new);
    let mut patch = differences(&server.entry, old, new);
    let kind = match (ran, will_run) {
        (true, true) | (false, false) => before,
        (false, true) => TransportKind::Stdio,
        (true, false) => TransportKind::StreamableHttp,
    };
    patch.retain(|key, _| !kind.foreign_keys().contains(&key.as_str()));
    if kind != before {
        patch.put("type", kind.word());
        let foreign = kind.foreign_keys().iter().filter(|key| server.entry.contains_key(**key));
        patch.extend(foreign.map(|key| ((*key).to_owned(), Value::Null)));
    }
    patch
}

/// Converts the differences between two views to members of an entry; `null` removes a member.
fn differences(
    stored: &Map<String, Value>,
    old: &Map<String, Value>,
    new: &Map<String, Value>,
) -> Map<String, Value> {
    let differs = |key: &str| old.get(key) != new.get(key);
    let mut patch = Map::new();
    for (own, key) in [
        ("command", "command"),
        ("args", "args"),
        ("url", "url"),
        ("enabled", "enabled"),
        ("name", "displayName"),
        ("requireApproval", "requireApproval"),
    ] {
        if differs(own) {
            patch.put(key, new.get(own).cloned());
        }
    }
    if differs("env") {
        let names = new.get("env").and_then(Value::as_array);
        patch.put("env", names.map(|names| env(stored, names)));
    }
    if differs("headers") {
        let of = |view: &Map<String, Value>| view.object("headers").cloned().unwrap_or_default();
        let (before, after) = (of(old), of(new));
        // A token stored outside the headers is removed together with `Authorization`.
        if has_token(&before) && !has_token(&after) {
            let is_separate_token = |key: &&str| match stored.get(*key) {
                Some(value) => *key == "bearerToken" || value == "api_key",
                None => false,
            };
            let removed = ["authType", "bearerToken"].into_iter().filter(is_separate_token);
            patch.extend(removed.map(|key| (key.to_owned(), Value::Null)));
        }
        let mut kept = of(stored);
        transfer_changes(&mut kept, &before, &after);
        patch.put("headers", new.object("headers").map(|_| kept));
    }
    if differs("oauth") {
        let expected = new.get("oauth") == Some(&Value::Bool(true));
        let oauth = json!({ "dynamicRegistration": { "enabled": true } });
        patch.put("oauth", expected.then_some(oauth));
    }
    patch
}

/// Returns the variables of these names: known ones keep their values, new ones refer to the hub's
/// environment.
fn env(stored: &Map<String, Value>, names: &[Value]) -> Map<String, Value> {
    let known = stored.object("env");
    let value = |name: &str| {
        let known = known.and_then(|known| known.get(name)).cloned();
        known.unwrap_or_else(|| format!("${{{name}}}").into())
    };
    let names = names.iter().filter_map(Value::as_str);
    names.map(|name| (name.to_owned(), value(name))).collect()
}

fn has_token(headers: &Map<String, Value>) -> bool {
    headers.keys().any(|name| name.eq_ignore_ascii_case("authorization"))
}

/// Returns whether the server runs a program; `command` takes precedence over `url`.
fn runs(config: &Map<String, Value>) -> bool {
    config.text("command").is_some_and(|command| !command.is_empty())
}

/// Returns a scalar as a string.
fn text(value: &Value) -> Value {
    match value {
        Value::String(_) => value.clone(),
        other => other.to_string().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{Document, validate};

    fn server(entry: &Value) -> Server {
        let file = json!({ "mcpServers": { "s": entry } });
        validate(&Document::parse(&file.to_string()).unwrap()).0.servers.remove(0)
    }

    fn object(value: Value) -> Map<String, Value> {
        serde_json::from_value(value).unwrap()
    }

    /// Checks the patch for a view with these changed members; `null` removes a member.
    #[track_caller]
    fn check(stored: &Value, change: Value, expected: &Value) {
        let server = server(stored);
        let old = view(&server).unwrap();
        let mut new = old.clone();
        new.extend(object(change));
        new.retain(|_, value| !value.is_null());
        assert_eq!(&Value::Object(patch(&server, &old, &new)), expected, "{stored}");
    }

    #[test]
    fn an_entry_is_converted_to_pandoras_form() {
        for (entry, expected) in [
            (
                json!({"command": "uvx", "args": ["a", 1], "displayName": "Clock",
                    "env": {"TZ": "UTC"}, "headers": {"X": "1"}, "oauth": {}, "own": 1}),
                json!({"command": "uvx", "args": ["a", "1"], "enabled": true, "name": "Clock",
                    "env": ["TZ"], "requireApproval": true, "oauth": false}),
            ),
            (
                json!({"type": "sse", "url": "https://a.example/sse", "enabled": false,
                    "headers": {"X": "1"}, "oauth": {"clientId": "c"}, "requireApproval": false}),
                json!({"url": "https://a.example/sse", "enabled": false, "requireApproval": false,
                    "headers": {"X": "1"}, "oauth": true}),
            ),
        ] {
            assert_eq!(view(&server(&entry)).map(Value::Object), Some(expected), "{entry}");
        }
        assert_eq!(view(&server(&json!({"openapi": {"url": "https://a.example/o"}}))), None);
    }

    #[test]
    fn a_new_entry_omits_defaults() {
        for (config, expected) in [
            (
                json!({"command": "bunx", "args": ["x"], "name": "GitHub", "env": ["TOKEN"],
                    "enabled": true, "requireApproval": true, "oauth": true}),
                json!({"type": "stdio", "command": "bunx", "args": ["x"],
                    "displayName": "GitHub", "env": {"TOKEN": "${TOKEN}"}}),
            ),
            (
                json!({"url": "https://a.example/sse", "headers": {"X": "1"}, "enabled": false,
                    "requireApproval": false, "oauth": true}),
                json!({"type": "streamable-http", "url": "https://a.example/sse",
                    "enabled": false, "requireApproval": false, "headers": {"X": "1"},
                    "oauth": {"dynamicRegistration": {"enabled": true}}}),
            ),
        ] {
            assert_eq!(Value::Object(entry(&object(config.clone()))), expected, "{config}");
        }
    }

    #[test]
    fn a_patch_contains_only_differences() {
        let stdio = json!({"command": "uvx", "env": {"A": "secret", "B": "${B}"}, "cwd": "/x",
            "displayName": "S", "own": 1});
        check(&stdio, json!({}), &json!({}));
        check(&stdio, json!({"enabled": false}), &json!({"enabled": false}));
        check(&stdio, json!({"name": null}), &json!({"displayName": null}));
        check(&stdio, json!({"url": "https://a.example", "oauth": true}), &json!({}));
        let env = json!({"env": {"A": "secret", "C": "${C}"}});
        check(&stdio, json!({"env": ["A", "C"]}), &env);
        check(&stdio, json!({"env": null}), &json!({"env": null}));
        let remote = json!({"type": "sse", "url": "https://a.example/sse", "authType": "api_key",
            "headers": {"Authorization": "Bearer t", "X": 1}, "oauth": {"clientId": "c"}});
        check(&remote, json!({"url": "https://b.example"}), &json!({"url": "https://b.example"}));
        check(&remote, json!({"oauth": false}), &json!({"oauth": null}));
        check(
            &remote,
            json!({"headers": {"X": "1", "Y": "2"}}),
            &json!({"authType": null, "headers": {"X": 1, "Y": "2"}}),
        );
    }

    #[test]
    fn a_change_of_transport_removes_foreign_members() {
        check(
            &json!({"type": "stdio", "command": "uvx", "args": ["x"], "cwd": "/x", "own": 1}),
            json!({"command": null, "url": "https://a.example"}),
            &json!({"url": "https://a.example", "type": "streamable-http",
                "command": null, "args": null, "cwd": null}),
        );
        check(
            &json!({"url": "https://a.example", "headers": {"X": "1"}, "oauth": {}}),
            json!({"command": "uvx"}),
            &json!({"command": "uvx", "type": "stdio", "url": null, "headers": null,
                "oauth": null}),
        );
    }
}
