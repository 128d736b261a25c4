//! Verbs on `mcpServers`.

use serde_json::{Map, Value};

use crate::settings::document::{Document, Step};
use crate::settings::edit::check;
use crate::settings::edit::outcome::{OnConflict, Outcome, Refused, Thing};
use crate::settings::edit::references::{self, Referent};
use crate::settings::name;
use crate::settings::server::TransportKind;

/// Adds a server. `entry` is its JSON; `type` is filled in where it can be inferred.
/// The same content again, whatever the order of its keys, changes nothing.
pub(crate) fn add_server(
    document: &mut Document,
    name: &str,
    entry: &Map<String, Value>,
    on_conflict: OnConflict,
) -> Result<Outcome, Refused> {
    check::section(document, "mcpServers", false)?;
    let entry = typed(entry);
    let old = document.get(&path(name)).cloned();
    if old.is_none() {
        check_name(name)?;
    }
    check::server(name, None, &entry)?;
    check_id(document, name, &entry)?;
    match old {
        Some(Value::Object(old)) if same(&old, &entry) => return Ok(Outcome::Unchanged),
        Some(_) if on_conflict == OnConflict::Refuse => {
            return Err(Refused::Exists { thing: Thing::Server, name: name.to_owned() });
        }
        _ => {}
    }
    document.set(&path(name), &Value::Object(entry));
    Ok(if old.is_some() { Outcome::Replaced } else { Outcome::Added })
}

/// Merges `patch` into a server's entry, member by member at the top level; `null` removes a member.
pub(crate) fn patch_server(
    document: &mut Document,
    name: &str,
    patch: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    let old = entry_of(document, name)?;
    let new = merged(&old, patch);
    check::server(name, Some(&old), &new)?;
    if old.get("id") != new.get("id") {
        check_id(document, name, &new)?;
    }
    let before = document.text().to_owned();
    document.set(&path(name), &Value::Object(new));
    Ok(Outcome::Changed.unless_same(&before, document))
}

/// Puts `config` over a server's entry as MCPHub's `PUT` does: what `config` does not name stays,
/// what does not belong to the resulting type goes.
pub(crate) fn replace_server(
    document: &mut Document,
    name: &str,
    config: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    let old = entry_of(document, name)?;
    let sent_type = config.get("type").is_some_and(|kind| !kind.is_null());
    // What is sent empty is taken away, and a kind that is not sent stays where it still can.
    let emptied = config.iter().filter(|(_, value)| is_empty(value));
    let emptied: Vec<_> = emptied.map(|(key, _)| (key.clone(), Value::Null)).collect();
    let mut config = normalised(config);
    let stays = !sent_type && kind_of(&old).is_some_and(is_remote);
    if stays && kind_of(&config).is_none_or(is_remote) {
        config.shift_remove("type");
    }
    config.extend(emptied);
    let mut new = merged(&old, &config);
    let sent = config.get("type").and_then(|_| kind_of(&config));
    if let Some(kind) = sent.or_else(|| kind_of(&new)) {
        new.retain(|key, _| !kind.foreign_keys().contains(&key.as_str()));
    }
    check::server(name, Some(&old), &new)?;
    if old.get("id") != new.get("id") {
        check_id(document, name, &new)?;
    }
    let before = document.text().to_owned();
    document.set(&path(name), &Value::Object(new));
    Ok(Outcome::Changed.unless_same(&before, document))
}

/// An entry as MCPHub's API stores it: strings trimmed, empty lists and objects dropped, `type`
/// filled in, and what does not belong to that type dropped.
pub(crate) fn normalised(entry: &Map<String, Value>) -> Map<String, Value> {
    let trimmed = entry.iter().filter(|(_, value)| !is_empty(value));
    let trimmed = trimmed.map(|(key, value)| (key.clone(), trim(value)));
    let mut entry = typed(&trimmed.collect());
    if let Some(kind) = kind_of(&entry) {
        // `headers` stays, so that the check can refuse it by name.
        entry.retain(|key, _| key == "headers" || !kind.foreign_keys().contains(&key.as_str()));
    }
    entry
}

/// Removes a server. Groups and keys that name it lose it as well.
pub(crate) fn remove_server(document: &mut Document, name: &str) -> Result<Outcome, Refused> {
    check_there(document, name)?;
    document.remove(&path(name));
    references::remove(document, Referent::Server, name);
    Ok(Outcome::Removed)
}

/// Renames a server in place; groups and keys follow.
pub(crate) fn rename_server(
    document: &mut Document,
    name: &str,
    new_name: &str,
) -> Result<Outcome, Refused> {
    check_there(document, name)?;
    if name == new_name {
        return Ok(Outcome::Unchanged);
    }
    check_name(new_name)?;
    if document.get(&path(new_name)).is_some() {
        return Err(Refused::Exists { thing: Thing::Server, name: new_name.to_owned() });
    }
    document.rename(&path(name), new_name);
    references::rename(document, Referent::Server, name, new_name);
    Ok(Outcome::Changed)
}

/// Switches a server on or off.
pub(crate) fn enable_server(
    document: &mut Document,
    name: &str,
    enabled: bool,
) -> Result<Outcome, Refused> {
    let entry = entry_of(document, name)?;
    if entry.get("enabled").is_none_or(Value::is_null) && enabled {
        return Ok(Outcome::Unchanged);
    }
    let before = document.text().to_owned();
    document.set(&[&path(name)[..], &["enabled".into()]].concat(), &Value::from(enabled));
    Ok(Outcome::Changed.unless_same(&before, document))
}

/// The path of a server's entry.
pub(super) fn path(name: &str) -> [Step; 2] {
    ["mcpServers".into(), name.into()]
}

/// All servers, with what the file says of each.
pub(super) fn entries(document: &Document) -> impl Iterator<Item = (&String, &Value)> {
    let servers = document.get(&["mcpServers".into()]).and_then(Value::as_object);
    servers.into_iter().flatten()
}

/// The names of all servers.
pub(super) fn names(document: &Document) -> impl Iterator<Item = &str> {
    entries(document).map(|(name, _)| name.as_str())
}

/// Whether there is such a server.
pub(super) fn is_there(document: &Document, name: &str) -> bool {
    document.get(&path(name)).is_some()
}

/// Refuses where there is no such server.
pub(super) fn check_there(document: &Document, name: &str) -> Result<(), Refused> {
    if is_there(document, name) {
        Ok(())
    } else {
        Err(Refused::absent(Thing::Server, name, names(document)))
    }
}

/// `old` with the members of `patch`; null takes a member out.
pub(super) fn merged(old: &Map<String, Value>, patch: &Map<String, Value>) -> Map<String, Value> {
    let mut new = old.clone();
    for (key, value) in patch {
        if value.is_null() {
            new.shift_remove(key);
        } else {
            new.insert(key.clone(), value.clone());
        }
    }
    new
}

fn entry_of(document: &Document, name: &str) -> Result<Map<String, Value>, Refused> {
    check_there(document, name)?;
    match document.get(&path(name)) {
        Some(Value::Object(entry)) => Ok(entry.clone()),
        _ => Err(Refused::invalid(format!("server `{name}` in the file is not an object"))),
    }
}

/// Refuses an id that another server has: who asks for that one must not get this one.
fn check_id(document: &Document, name: &str, entry: &Map<String, Value>) -> Result<(), Refused> {
    let Some(id) = entry.get("id").filter(|id| !id.is_null()) else { return Ok(()) };
    let servers = document.get(&["mcpServers".into()]).and_then(Value::as_object);
    let mut others = servers.into_iter().flatten().filter(|(other, _)| *other != name);
    match others.find(|(_, other)| other.get("id") == Some(id)) {
        Some((other, _)) => {
            Err(Refused::invalid(format!("server `{other}` has the id {id} already")))
        }
        None => Ok(()),
    }
}

pub(super) fn check_name(name: &str) -> Result<(), Refused> {
    name::check(name).map_err(|why| {
        Refused::invalid(format!("`{}` cannot name a server: {why}", name.escape_debug()))
    })
}

fn kind_of(entry: &Map<String, Value>) -> Option<TransportKind> {
    match entry.get("type") {
        Some(Value::String(word)) => TransportKind::of_word(word),
        _ => TransportKind::infer(entry),
    }
}

/// The entry with `type` first: filled in where it is absent and can be inferred, and spelt as
/// MCPHub does where another program spelt it.
pub(super) fn typed(entry: &Map<String, Value>) -> Map<String, Value> {
    let word = entry.get("type").and_then(Value::as_str).map(str::to_lowercase);
    let kind = match word.as_deref() {
        Some("http" | "streamablehttp" | "streamable_http") => Some(TransportKind::StreamableHttp),
        Some(_) => return entry.clone(),
        None if entry.get("type").is_some_and(|value| !value.is_null()) => return entry.clone(),
        // Both a program and an address: only the user knows which.
        None if entry.contains_key("command") && entry.contains_key("url") => None,
        None => TransportKind::infer(entry),
    };
    let Some(kind) = kind else { return entry.clone() };
    let rest = entry.iter().filter(|(key, _)| *key != "type");
    let rest = rest.map(|(key, value)| (key.clone(), value.clone()));
    [("type".to_owned(), Value::from(kind.word()))].into_iter().chain(rest).collect()
}

/// Whether two entries come to the same, whatever the order of their keys.
pub(super) fn same(one: &Map<String, Value>, other: &Map<String, Value>) -> bool {
    essence(one) == essence(other)
}

/// What an entry comes to, for comparison.
fn essence(entry: &Map<String, Value>) -> Map<String, Value> {
    let mut entry = typed(entry);
    if entry.get("enabled") == Some(&Value::from(true)) {
        entry.shift_remove("enabled");
    }
    entry
}

/// A list or an object of nothing.
fn is_empty(value: &Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty) || value.as_object().is_some_and(Map::is_empty)
}

fn is_remote(kind: TransportKind) -> bool {
    matches!(kind, TransportKind::Sse | TransportKind::StreamableHttp)
}

fn trim(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::from(text.trim()),
        Value::Array(list) => list.iter().map(trim).collect(),
        Value::Object(members) => {
            Value::Object(members.iter().map(|(key, value)| (key.clone(), trim(value))).collect())
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const FILE: &str = r#"{
  "mcpServers": {
    // pages
    "fetch": { "command": "uvx", "args": ["mcp-server-fetch"] },
    "docs": { "type": "sse", "url": "https://docs.example/sse", "enabled": true }
  },
  "groups": [
    { "name": "web", "servers": ["fetch", { "name": "docs", "tools": ["search"] }] }
  ],
  "bearerKeys": [
    { "token": "0123456789abcdef", "accessType": "servers", "allowedServers": ["docs", "fetch"] }
  ]
}
"#;

    fn object(value: Value) -> Map<String, Value> {
        serde_json::from_value(value).unwrap()
    }

    /// Runs `verb` on [`FILE`] and shows what it answered and how the text differs.
    fn run(verb: impl FnOnce(&mut Document) -> Result<Outcome, Refused>) -> String {
        let mut document = Document::parse(FILE).unwrap();
        let answer = match verb(&mut document) {
            Ok(outcome) => format!("{outcome:?}"),
            Err(Refused::Invalid { message, .. }) => format!("invalid: {message}"),
            Err(Refused::Absent { name, near, .. }) => format!("no {name}, near {near:?}"),
            Err(refused) => refused.to_string(),
        };
        let lines = similar::TextDiff::from_lines(FILE, document.text());
        let changed = lines.iter_all_changes().filter(|c| c.tag() != similar::ChangeTag::Equal);
        changed
            .fold(answer, |all, line| format!("{all}\n{}{}", line.tag(), line.value().trim_end()))
    }

    fn add(name: &str, entry: Value, on_conflict: OnConflict) -> String {
        run(|document| add_server(document, name, &object(entry), on_conflict))
    }

    #[test]
    fn a_server_is_added_with_its_type() {
        insta::assert_snapshot!(add("time", json!({"command": "uvx", "args": ["t"]}), OnConflict::Refuse), @r#"
        Added
        -    "docs": { "type": "sse", "url": "https://docs.example/sse", "enabled": true }
        +    "docs": { "type": "sse", "url": "https://docs.example/sse", "enabled": true },
        +    "time": {
        +      "type": "stdio",
        +      "command": "uvx",
        +      "args": ["t"]
        +    }
        "#);
        for (entry, kind) in [
            (json!({"url": "https://a.example/mcp"}), "streamable-http"),
            (json!({"url": "https://a.example/sse?x=1"}), "sse"),
            (json!({"type": "http", "url": "https://a.example/sse"}), "streamable-http"),
            (json!({"type": null, "openapi": {"url": "https://a.example/o.json"}}), "openapi"),
        ] {
            let mut document = Document::parse("{}").unwrap();
            add_server(&mut document, "a", &object(entry), OnConflict::Refuse).unwrap();
            assert_eq!(document.value()["mcpServers"]["a"]["type"], kind);
        }
    }

    #[test]
    fn the_same_server_again_is_no_change_and_another_is_a_conflict() {
        let same = json!({"args": ["mcp-server-fetch"], "enabled": true, "command": "uvx"});
        assert_eq!(add("fetch", same, OnConflict::Refuse), "Unchanged");
        let other = json!({"command": "npx"});
        assert_eq!(
            add("fetch", other.clone(), OnConflict::Refuse),
            "server `fetch` is already there with other content"
        );
        insta::assert_snapshot!(add("fetch", other, OnConflict::Replace), @r#"
        Replaced
        -    "fetch": { "command": "uvx", "args": ["mcp-server-fetch"] },
        +    "fetch": { "command": "npx", "type": "stdio" },
        "#);
    }

    #[test]
    fn what_could_not_be_used_is_refused_by_name() {
        let refuse = |name: &str, entry: Value| add(name, entry, OnConflict::Refuse);
        insta::assert_snapshot!(
            [
                refuse("a", json!({})),
                refuse("a", json!({"command": "x", "url": "https://a.example"})),
                refuse("a", json!({"type": "stdio", "command": "x", "url": "https://a.example"})),
                refuse("a", json!({"type": "ftp", "url": "https://a.example"})),
                refuse("a", json!({"url": "a.example"})),
                refuse("a", json!({"command": "x", "headers": {"A": "b"}})),
                refuse("a", json!({"command": "x", "args": "-y"})),
                refuse("a b", json!({"command": "x"})),
            ].join("\n"), @"
        invalid: server `a` needs `command`, `url` or `openapi`
        invalid: server `a` has both `command` and `url`
        invalid: server `a` is stdio, so its `url` is unused
        invalid: `mcpServers.a.type` cannot be `ftp`
        invalid: the URL of `a` does not begin with http:// or https://
        invalid: server `a` is a program and gets no headers
        invalid: `mcpServers.a.args` must be a list of strings, not a string
        invalid: `a b` cannot name a server: a name cannot contain ` `; use letters, digits and `. _ - /`
        ");
    }

    #[test]
    fn removal_and_rename_reach_groups_and_keys() {
        insta::assert_snapshot!(run(|document| remove_server(document, "docs")), @r#"
        Removed
        -    "fetch": { "command": "uvx", "args": ["mcp-server-fetch"] },
        -    "docs": { "type": "sse", "url": "https://docs.example/sse", "enabled": true }
        +    "fetch": { "command": "uvx", "args": ["mcp-server-fetch"] }
        -    { "name": "web", "servers": ["fetch", { "name": "docs", "tools": ["search"] }] }
        +    { "name": "web", "servers": ["fetch"] }
        -    { "token": "0123456789abcdef", "accessType": "servers", "allowedServers": ["docs", "fetch"] }
        +    { "token": "0123456789abcdef", "accessType": "servers", "allowedServers": ["fetch"] }
        "#);
        insta::assert_snapshot!(run(|document| rename_server(document, "docs", "manual")), @r#"
        Changed
        -    "docs": { "type": "sse", "url": "https://docs.example/sse", "enabled": true }
        +    "manual": { "type": "sse", "url": "https://docs.example/sse", "enabled": true }
        -    { "name": "web", "servers": ["fetch", { "name": "docs", "tools": ["search"] }] }
        +    { "name": "web", "servers": ["fetch", { "name": "manual", "tools": ["search"] }] }
        -    { "token": "0123456789abcdef", "accessType": "servers", "allowedServers": ["docs", "fetch"] }
        +    { "token": "0123456789abcdef", "accessType": "servers", "allowedServers": ["manual", "fetch"] }
        "#);
        assert_eq!(
            run(|document| rename_server(document, "docs", "fetch")),
            "server `fetch` is already there with other content"
        );
        assert_eq!(run(|d| remove_server(d, "fecth")), r#"no fecth, near ["fetch"]"#);
    }

    #[test]
    fn switching_writes_only_what_is_not_so() {
        assert_eq!(run(|document| enable_server(document, "fetch", true)), "Unchanged");
        assert_eq!(run(|document| enable_server(document, "docs", true)), "Unchanged");
        insta::assert_snapshot!(run(|document| enable_server(document, "fetch", false)), @r#"
        Changed
        -    "fetch": { "command": "uvx", "args": ["mcp-server-fetch"] },
        +    "fetch": { "command": "uvx", "args": ["mcp-server-fetch"], "enabled": false },
        "#);
    }

    #[test]
    fn a_patch_merges_and_null_takes_away() {
        let patch =
            object(json!({"enabled": null, "description": "d", "url": "https://b.example"}));
        insta::assert_snapshot!(run(|document| patch_server(document, "docs", &patch)), @r#"
        Changed
        -    "docs": { "type": "sse", "url": "https://docs.example/sse", "enabled": true }
        +    "docs": { "type": "sse", "url": "https://b.example", "description": "d" }
        "#);
        let patch = object(json!({"url": null}));
        assert_eq!(
            run(|document| patch_server(document, "docs", &patch)),
            "invalid: server `docs` is sse and needs `url`"
        );
    }

    #[test]
    fn replacing_turns_one_kind_into_another() {
        let config = object(json!({"command": " npx ", "args": ["x"], "env": {}}));
        insta::assert_snapshot!(run(|document| replace_server(document, "docs", &config)), @r#"
        Changed
        -    "docs": { "type": "sse", "url": "https://docs.example/sse", "enabled": true }
        +    "docs": { "type": "stdio", "enabled": true, "command": "npx", "args": ["x"] }
        "#);
        let config = object(json!({"url": "https://docs.example/v2", "headers": {}}));
        insta::assert_snapshot!(run(|document| replace_server(document, "docs", &config)), @r#"
        Changed
        -    "docs": { "type": "sse", "url": "https://docs.example/sse", "enabled": true }
        +    "docs": { "type": "sse", "url": "https://docs.example/v2", "enabled": true }
        "#);
        let config = object(json!({"args": []}));
        insta::assert_snapshot!(run(|document| replace_server(document, "fetch", &config)), @r#"
        Changed
        -    "fetch": { "command": "uvx", "args": ["mcp-server-fetch"] },
        +    "fetch": { "command": "uvx" },
        "#);
        let config = object(json!({"command": "npx", "headers": {"A": "b"}}));
        assert_eq!(
            Value::Object(normalised(&config)),
            json!({"type": "stdio", "command": "npx", "headers": {"A": "b"}})
        );
    }
}
