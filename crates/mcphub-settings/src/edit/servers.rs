//! Edits of `mcpServers`.

use serde_json::{Map, Value};

use crate::edit::check;
use crate::edit::outcome::{ItemKind, OnConflict, Outcome, Refused};
use crate::edit::references::{self, Referent};
use crate::model::secret::Secret;
use crate::model::server::{TOKENS, TransportKind, is_reference};
use crate::name;
use crate::text::document::Document;
use crate::text::path::Step;

/// Adds a server. Sets `type` if it can be inferred. Returns [`Outcome::Unchanged`] if the server
/// exists with the same content; the order of keys does not matter.
pub fn add_server(
    document: &mut Document,
    name: &str,
    entry: &Map<String, Value>,
    on_conflict: OnConflict,
) -> Result<Outcome, Refused> {
    check::section(document, "mcpServers", false)?;
    let entry = with_type(entry);
    let old = document.get(&path(name)).cloned();
    if old.is_none() {
        check_name(name)?;
    }
    check::server(name, None, &entry)?;
    check_id(document, name, &entry)?;
    match old {
        Some(Value::Object(old)) if is_same(&old, &entry) => return Ok(Outcome::Unchanged),
        Some(_) if on_conflict == OnConflict::Refuse => {
            return Err(Refused::Exists { kind: ItemKind::Server, name: name.to_owned() });
        }
        _ => {}
    }
    document.set(&path(name), &Value::Object(entry));
    Ok(if old.is_some() { Outcome::Replaced } else { Outcome::Added })
}

/// Merges `patch` into a server's entry at the top level; `null` removes a member.
pub fn patch_server(
    document: &mut Document,
    name: &str,
    patch: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    let old = entry_of(document, name)?;
    let new = merge(&old, patch);
    check::server(name, Some(&old), &new)?;
    if old.get("id") != new.get("id") {
        check_id(document, name, &new)?;
    }
    let before = document.text().to_owned();
    document.set(&path(name), &Value::Object(new));
    Ok(Outcome::Changed.unless_same(&before, document))
}

/// Replaces the tokens that MCPHub has written into a server's `oauth`, and removes its
/// `pendingAuthorization`. Adds no key, and leaves references to variables as they are.
pub fn update_tokens(
    document: &mut Document,
    name: &str,
    access: &Secret,
    refresh: Option<&Secret>,
) -> Result<Outcome, Refused> {
    entry_of(document, name)?;
    let before = document.text().to_owned();
    let place = |key: &str| [path(name).as_slice(), &["oauth".into(), key.into()]].concat();
    for (key, token) in TOKENS.into_iter().zip([Some(access), refresh]) {
        let place = place(key);
        let is_literal = document.get(&place).is_some_and(|old| !is_reference(old));
        if let Some(token) = token.filter(|_| is_literal) {
            document.set(&place, &Value::from(token.reveal()));
        }
    }
    if before != document.text() {
        document.remove(&place("pendingAuthorization"));
    }
    Ok(Outcome::Changed.unless_same(&before, document))
}

/// Merges `config` into a server's entry as MCPHub's `PUT` does: members that `config` lacks stay,
/// unless they do not apply to the resulting type.
pub fn replace_server(
    document: &mut Document,
    name: &str,
    config: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    let old = entry_of(document, name)?;
    let sent_type = config.get("type").is_some_and(|kind| !kind.is_null());
    // Empty members are removed, and a remote server keeps its type unless another one is sent.
    let emptied: Vec<_> = config
        .iter()
        .filter(|(_, value)| is_empty(value))
        .map(|(key, _)| (key.clone(), Value::Null))
        .collect();
    let mut config = normalize_entry(config);
    let stays = !sent_type && kind_of(&old).is_some_and(is_remote);
    if stays && kind_of(&config).is_none_or(is_remote) {
        config.shift_remove("type");
    }
    config.extend(emptied);
    let mut new = merge(&old, &config);
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

/// Returns an entry as MCPHub's API stores it: strings are trimmed, `type` is set, and empty lists
/// and objects and members that do not apply to the type are removed.
pub fn normalize_entry(entry: &Map<String, Value>) -> Map<String, Value> {
    let filled = entry.iter().filter(|(_, value)| !is_empty(value));
    let trimmed = filled.map(|(key, value)| (key.clone(), trim(value))).collect();
    let mut entry = with_type(&trimmed);
    if let Some(kind) = kind_of(&entry) {
        // `headers` stays, so that the check can report it.
        entry.retain(|key, _| key == "headers" || !kind.foreign_keys().contains(&key.as_str()));
    }
    entry
}

/// Removes a server, and references to it in groups, keys and clients.
pub fn remove_server(document: &mut Document, name: &str) -> Result<Outcome, Refused> {
    check_exists(document, name)?;
    document.remove(&path(name));
    references::remove(document, Referent::Server, name);
    Ok(Outcome::Removed)
}

/// Renames a server in place; references to it follow.
pub fn rename_server(
    document: &mut Document,
    name: &str,
    new_name: &str,
) -> Result<Outcome, Refused> {
    check_exists(document, name)?;
    if name == new_name {
        return Ok(Outcome::Unchanged);
    }
    check_name(new_name)?;
    if document.get(&path(new_name)).is_some() {
        return Err(Refused::Exists { kind: ItemKind::Server, name: new_name.to_owned() });
    }
    document.rename(&path(name), new_name);
    references::rename(document, Referent::Server, name, new_name);
    Ok(Outcome::Changed)
}

/// Enables or disables a server.
pub fn enable_server(
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

/// Returns the path of a server's entry.
pub(super) fn path(name: &str) -> [Step; 2] {
    ["mcpServers".into(), name.into()]
}

/// Returns all servers by name with their values, which may be invalid.
pub(super) fn entries(document: &Document) -> impl Iterator<Item = (&String, &Value)> {
    let servers = document.get(&["mcpServers".into()]).and_then(Value::as_object);
    servers.into_iter().flatten()
}

pub(super) fn names(document: &Document) -> impl Iterator<Item = &str> {
    entries(document).map(|(name, _)| name.as_str())
}

/// Returns whether the server exists.
pub(super) fn exists(document: &Document, name: &str) -> bool {
    document.get(&path(name)).is_some()
}

/// Fails if the server does not exist.
pub(super) fn check_exists(document: &Document, name: &str) -> Result<(), Refused> {
    if exists(document, name) {
        Ok(())
    } else {
        Err(Refused::absent(ItemKind::Server, name, names(document)))
    }
}

/// Returns `old` with the members of `patch`; `null` removes a member.
pub(super) fn merge(old: &Map<String, Value>, patch: &Map<String, Value>) -> Map<String, Value> {
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
    check_exists(document, name)?;
    match document.get(&path(name)) {
        Some(Value::Object(entry)) => Ok(entry.clone()),
        _ => Err(Refused::invalid(format!("server `{name}` in the file is not an object"))),
    }
}

/// Fails if another server has the same id, because ids must identify one server.
fn check_id(document: &Document, name: &str, entry: &Map<String, Value>) -> Result<(), Refused> {
    let Some(id) = entry.get("id").filter(|id| !id.is_null()) else { return Ok(()) };
    let servers = document.get(&["mcpServers".into()]).and_then(Value::as_object);
    let mut others = servers.into_iter().flatten().filter(|(other, _)| *other != name);
    match others.find(|(_, other)| other.get("id") == Some(id)) {
        Some((other, _)) => {
            Err(Refused::invalid(format!("server `{other}` already has the id {id}")))
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

/// Returns the entry with `type` first. Infers a missing one if possible, and converts spellings of
/// other programs to MCPHub's.
pub(super) fn with_type(entry: &Map<String, Value>) -> Map<String, Value> {
    let word = entry.get("type").and_then(Value::as_str).map(str::to_lowercase);
    let kind = match word.as_deref() {
        Some("http" | "streamablehttp" | "streamable_http") => Some(TransportKind::StreamableHttp),
        Some(_) => return entry.clone(),
        None if entry.get("type").is_some_and(|value| !value.is_null()) => return entry.clone(),
        // With both `command` and `url`, only the user knows the type.
        None if entry.contains_key("command") && entry.contains_key("url") => None,
        None => TransportKind::infer(entry),
    };
    let Some(kind) = kind else { return entry.clone() };
    let mut typed = Map::from_iter([("type".to_owned(), Value::from(kind.word()))]);
    let others = entry.iter().filter(|(key, _)| *key != "type");
    typed.extend(others.map(|(key, value)| (key.clone(), value.clone())));
    typed
}

/// Returns whether two entries are equivalent. The order of keys does not matter.
pub(super) fn is_same(one: &Map<String, Value>, other: &Map<String, Value>) -> bool {
    comparable(one) == comparable(other)
}

/// Returns the entry in a form for comparison.
fn comparable(entry: &Map<String, Value>) -> Map<String, Value> {
    let mut entry = with_type(entry);
    if entry.get("enabled") == Some(&Value::from(true)) {
        entry.shift_remove("enabled");
    }
    entry
}

/// Returns whether the value is an empty list or object.
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

    /// Runs `verb` on [`FILE`]. Returns its result and the diff of the text.
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
    fn an_identical_server_is_unchanged_and_another_is_a_conflict() {
        let same = json!({"args": ["mcp-server-fetch"], "enabled": true, "command": "uvx"});
        assert_eq!(add("fetch", same, OnConflict::Refuse), "Unchanged");
        let other = json!({"command": "npx"});
        assert_eq!(
            add("fetch", other.clone(), OnConflict::Refuse),
            "server `fetch` already exists with different content"
        );
        insta::assert_snapshot!(add("fetch", other, OnConflict::Replace), @r#"
        Replaced
        -    "fetch": { "command": "uvx", "args": ["mcp-server-fetch"] },
        +    "fetch": { "command": "npx", "type": "stdio" },
        "#);
    }

    #[test]
    fn an_unusable_entry_is_rejected_with_the_reason() {
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
    fn references_follow_removal_and_rename() {
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
            "server `fetch` already exists with different content"
        );
        assert_eq!(run(|d| remove_server(d, "fecth")), r#"no fecth, near ["fetch"]"#);
    }

    #[test]
    fn enabling_writes_only_if_the_value_differs() {
        assert_eq!(run(|document| enable_server(document, "fetch", true)), "Unchanged");
        assert_eq!(run(|document| enable_server(document, "docs", true)), "Unchanged");
        insta::assert_snapshot!(run(|document| enable_server(document, "fetch", false)), @r#"
        Changed
        -    "fetch": { "command": "uvx", "args": ["mcp-server-fetch"] },
        +    "fetch": { "command": "uvx", "args": ["mcp-server-fetch"], "enabled": false },
        "#);
    }

    #[test]
    fn a_patch_merges_and_null_removes() {
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
    fn a_replacement_can_change_the_type() {
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
            Value::Object(normalize_entry(&config)),
            json!({"type": "stdio", "command": "npx", "headers": {"A": "b"}})
        );
    }

    #[test]
    fn tokens_are_updated_where_they_are_in_the_file_and_added_nowhere() {
        let (access, refresh) = (Secret::new("a2"), Secret::new("r2"));
        for (old, new) in [
            (
                r#"{"accessToken": "a1", "refreshToken": "r1", "pendingAuthorization": {}}"#,
                r#"{"accessToken": "a2", "refreshToken": "r2"}"#,
            ),
            (r#"{"accessToken": "a1"}"#, r#"{"accessToken": "a2"}"#),
            (r#"{"accessToken": "${A}", "clientId": "c"}"#, ""),
            (r#"{"clientId": "c", "pendingAuthorization": {}}"#, ""),
        ] {
            let file = |oauth| {
                format!(r#"{{"mcpServers": {{"docs": {{"url": "https://a", "oauth": {oauth}}}}}}}"#)
            };
            let mut document = Document::parse(&file(old)).unwrap();
            let outcome = update_tokens(&mut document, "docs", &access, Some(&refresh)).unwrap();
            let (wanted, text) = if new.is_empty() {
                (Outcome::Unchanged, file(old))
            } else {
                (Outcome::Changed, file(new))
            };
            assert_eq!((outcome, document.text()), (wanted, text.as_str()));
        }
    }
}
