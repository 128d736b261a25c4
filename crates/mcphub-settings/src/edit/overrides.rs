//! Edits of the overrides of a server's tools, prompts and resources. The items need not exist on
//! the server.

use serde_json::{Map, Value, json};

use crate::edit::check;
use crate::edit::outcome::{Capability, Outcome, Refused};
use crate::edit::servers;
use crate::model::filter;
use crate::model::filter::ToolFilter;
use crate::text::document::Document;
use crate::text::path::Step;

/// Enables or disables an item of a server.
pub fn enable_capability(
    document: &mut Document,
    server: &str,
    capability: Capability,
    name: &str,
    enabled: bool,
) -> Result<Outcome, Refused> {
    enable_capabilities(document, server, capability, &[name], enabled)
}

/// Like [`enable_capability`] for several items of one server, in a single pass.
pub fn enable_capabilities<Name: AsRef<str>>(
    document: &mut Document,
    server: &str,
    capability: Capability,
    names: &[Name],
    enabled: bool,
) -> Result<Outcome, Refused> {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    let listed = enabled && capability == Capability::Tool;
    let lists = if listed { tool_lists_with(document, server, &names)? } else { Vec::new() };
    change(document, server, &names, |document| {
        let before = document.text().to_owned();
        let places: Vec<Vec<Step>> =
            names.iter().map(|name| path(document, server, capability, name)).collect();
        let section = [&servers::path(server)[..], &[capability.section().into()]].concat();
        if document.get(&section).is_none() && !enabled {
            // Written at once for speed.
            let off = places.iter().filter_map(|path| match path.last() {
                Some(Step::Key(name)) => Some((name.clone(), json!({ "enabled": false }))),
                _ => None,
            });
            document.set(&section, &Value::Object(off.collect()));
        }
        for path in &places {
            if !enabled || document.get(path).is_some() {
                document.set(&child(path, "enabled"), &Value::from(enabled));
            }
        }
        for (key, list) in &lists {
            document.set(&child(&servers::path(server), key), list);
        }
        Outcome::Changed.unless_same(&before, document)
    })
}

/// Overrides the description that clients see.
pub fn describe_capability(
    document: &mut Document,
    server: &str,
    capability: Capability,
    name: &str,
    description: &str,
) -> Result<Outcome, Refused> {
    change(document, server, &[name], |document| {
        let path = &path(document, server, capability, name)[..];
        let before = document.text().to_owned();
        if document.get(path).is_some_and(Value::is_object) {
            document.set(&child(path, "description"), &Value::from(description));
        } else {
            // MCPHub expects `enabled` in every override.
            document.set(path, &json!({ "enabled": true, "description": description }));
        }
        Outcome::Changed.unless_same(&before, document)
    })
}

/// Removes the description override. The entry stays if it has `enabled: false`.
pub fn reset_capability(
    document: &mut Document,
    server: &str,
    capability: Capability,
    name: &str,
) -> Result<Outcome, Refused> {
    change(document, server, &[name], |document| {
        let path = &path(document, server, capability, name)[..];
        let Some(entry) = document.get(path) else { return Outcome::Unchanged };
        if entry.get("enabled") == Some(&Value::from(false)) {
            let removed = document.remove(&child(path, "description"));
            return if removed { Outcome::Changed } else { Outcome::Unchanged };
        }
        document.remove(path);
        let section = &path[..path.len() - 1];
        if document.get(section).and_then(Value::as_object).is_some_and(Map::is_empty) {
            document.remove(section);
        }
        Outcome::Removed
    })
}

fn change(
    document: &mut Document,
    server: &str,
    names: &[&str],
    verb: impl FnOnce(&mut Document) -> Outcome,
) -> Result<Outcome, Refused> {
    servers::check_exists(document, server)?;
    if names.contains(&"") {
        return Err(Refused::invalid("a tool, prompt or resource has a name"));
    }
    check::atomically(document, |document| {
        let old = document.get(&servers::path(server)).and_then(Value::as_object).cloned();
        let outcome = verb(document);
        match document.get(&servers::path(server)) {
            Some(Value::Object(new)) => check::server(server, old.as_ref(), new)?,
            _ => return Err(Refused::invalid(format!("server `{server}` is not an object"))),
        }
        Ok(outcome)
    })
}

/// Returns the server's tool lists such that the tools are enabled: `allowedTools` names them and
/// `excludedTools` does not. Fails if a pattern excludes a tool, because its removal would enable
/// others.
fn tool_lists_with(
    document: &Document,
    server: &str,
    names: &[&str],
) -> Result<Vec<(&'static str, Value)>, Refused> {
    let prefix = format!("{server}{}", separator(document));
    let entry = document.get(&servers::path(server)).and_then(Value::as_object);
    let ToolFilter { mut allowed, mut excluded } = entry.map(ToolFilter::of).unwrap_or_default();
    for name in names {
        let own = name.strip_prefix(&prefix).unwrap_or(name);
        let prefixed = format!("{prefix}{own}");
        let takes = |entry: &String| filter::fits(entry, own) || *entry == prefixed;
        excluded.retain(|entry| filter::is_pattern(entry) || !takes(entry));
        if let Some(pattern) = excluded.iter().find(|entry| takes(entry)) {
            let message = format!("`{pattern}` in `excludedTools` of `{server}` covers `{own}`");
            return Err(Refused::invalid(message));
        }
        if let Some(list) = &mut allowed
            && !list.iter().any(takes)
        {
            list.push(own.to_owned());
        }
    }
    let exists = |key: &str| entry.is_some_and(|entry| entry.contains_key(key));
    let excluded = exists("excludedTools").then_some(excluded);
    let lists = [("allowedTools", allowed), ("excludedTools", excluded)];
    Ok(lists.into_iter().filter_map(|(key, list)| Some((key, Value::from(list?)))).collect())
}

fn separator(document: &Document) -> &str {
    let separator = document.get(&["systemConfig".into(), "nameSeparator".into()]);
    separator.and_then(Value::as_str).unwrap_or("-")
}

/// Returns the path of the override under its bare or prefixed name, or the path for a new one.
fn path(document: &Document, server: &str, capability: Capability, name: &str) -> Vec<Step> {
    let section: Vec<Step> = [&servers::path(server)[..], &[capability.section().into()]].concat();
    let prefix = format!("{server}{}", separator(document));
    let prefixed = format!("{prefix}{name}");
    let bare = name.strip_prefix(&prefix);
    let candidates = [Some(name), Some(prefixed.as_str()), bare].into_iter().flatten();
    let mut paths = candidates.map(|name| child(&section, name));
    paths.find(|path| document.get(path).is_some()).unwrap_or_else(|| child(&section, name))
}

fn child(path: &[Step], key: &str) -> Vec<Step> {
    path.iter().cloned().chain([key.into()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    type Verb<'a> = &'a dyn Fn(&mut Document) -> Result<Outcome, Refused>;

    /// Runs the verbs in order on a server with this entry.
    #[track_caller]
    fn check(entry: &str, verbs: &[(Verb<'_>, Outcome, &str)]) {
        let wrap = |entry: &str| format!("{{ \"mcpServers\": {{ \"s\": {entry} }} }}");
        let mut document = Document::parse(&wrap(entry)).unwrap();
        for (verb, outcome, after) in verbs {
            assert_eq!(verb(&mut document), Ok(*outcome));
            assert_eq!(document.text(), wrap(after));
        }
    }

    fn enable(name: &str, enabled: bool) -> impl Fn(&mut Document) -> Result<Outcome, Refused> {
        move |document| enable_capability(document, "s", Capability::Tool, name, enabled)
    }

    fn describe(name: &str, text: &str) -> impl Fn(&mut Document) -> Result<Outcome, Refused> {
        move |document| describe_capability(document, "s", Capability::Tool, name, text)
    }

    fn reset(name: &str) -> impl Fn(&mut Document) -> Result<Outcome, Refused> {
        move |document| reset_capability(document, "s", Capability::Tool, name)
    }

    #[test]
    fn several_items_change_as_one_after_another_would() {
        let all = |enabled| {
            move |document: &mut Document| {
                let names = ["s-t", "u"];
                enable_capabilities(document, "s", Capability::Tool, &names, enabled)
            }
        };
        check(
            r#"{ "command": "x", "tools": { "t": { "enabled": true, "description": "d" } /* mine */ } }"#,
            &[
                (
                    &all(false),
                    Outcome::Changed,
                    r#"{ "command": "x", "tools": { "t": { "enabled": false, "description": "d" }, /* mine */ "u": { "enabled": false } } }"#,
                ),
                (
                    &all(true),
                    Outcome::Changed,
                    r#"{ "command": "x", "tools": { "t": { "enabled": true, "description": "d" }, /* mine */ "u": { "enabled": true } } }"#,
                ),
            ],
        );
        check(
            r#"{ "command": "x" }"#,
            &[
                (&all(true), Outcome::Unchanged, r#"{ "command": "x" }"#),
                (
                    &all(false),
                    Outcome::Changed,
                    r#"{ "command": "x", "tools": { "s-t": { "enabled": false }, "u": { "enabled": false } } }"#,
                ),
            ],
        );
    }

    #[test]
    fn an_enabled_tool_is_added_to_the_tool_lists() {
        check(
            r#"{ "command": "x", "allowedTools": ["a*"], "excludedTools": ["s-ab", "b"] }"#,
            &[
                (
                    &enable("ab", true),
                    Outcome::Changed,
                    r#"{ "command": "x", "allowedTools": ["a*"], "excludedTools": ["b"] }"#,
                ),
                (
                    &enable("s-b", true),
                    Outcome::Changed,
                    r#"{ "command": "x", "allowedTools": ["a*", "b"], "excludedTools": [] }"#,
                ),
                (
                    &enable("abc", true),
                    Outcome::Unchanged,
                    r#"{ "command": "x", "allowedTools": ["a*", "b"], "excludedTools": [] }"#,
                ),
            ],
        );
        let text = r#"{ "mcpServers": { "s": { "command": "x", "excludedTools": ["a*"] } } }"#;
        let mut document = Document::parse(text).unwrap();
        let refused = Refused::invalid("`a*` in `excludedTools` of `s` covers `ab`");
        assert_eq!(enable("ab", true)(&mut document), Err(refused));
        assert_eq!(document.text(), text);
    }

    #[test]
    fn a_reset_override_leaves_no_trace() {
        check(
            r#"{ "command": "x" }"#,
            &[
                (&enable("t", true), Outcome::Unchanged, r#"{ "command": "x" }"#),
                (&reset("t"), Outcome::Unchanged, r#"{ "command": "x" }"#),
                (
                    &describe("t", "d"),
                    Outcome::Changed,
                    r#"{ "command": "x", "tools": { "t": { "enabled": true, "description": "d" } } }"#,
                ),
                (
                    &enable("t", false),
                    Outcome::Changed,
                    r#"{ "command": "x", "tools": { "t": { "enabled": false, "description": "d" } } }"#,
                ),
                (
                    &reset("t"),
                    Outcome::Changed,
                    r#"{ "command": "x", "tools": { "t": { "enabled": false } } }"#,
                ),
                (
                    &reset("t"),
                    Outcome::Unchanged,
                    r#"{ "command": "x", "tools": { "t": { "enabled": false } } }"#,
                ),
                (
                    &enable("t", true),
                    Outcome::Changed,
                    r#"{ "command": "x", "tools": { "t": { "enabled": true } } }"#,
                ),
                (&reset("t"), Outcome::Removed, r#"{ "command": "x" }"#),
            ],
        );
    }

    #[test]
    fn an_existing_key_is_used_bare_or_prefixed() {
        let prefixed = r#"{ "command": "x", "tools": { "s-t": { "enabled": false } } }"#;
        let on = r#"{ "command": "x", "tools": { "s-t": { "enabled": true } } }"#;
        check(prefixed, &[(&enable("t", true), Outcome::Changed, on)]);
        check(prefixed, &[(&enable("s-t", true), Outcome::Changed, on)]);
        let bare = r#"{ "command": "x", "tools": { "t": { "enabled": false } } }"#;
        let on = r#"{ "command": "x", "tools": { "t": { "enabled": true } } }"#;
        check(bare, &[(&enable("s-t", true), Outcome::Changed, on)]);
    }

    #[test]
    fn a_section_that_is_not_an_object_is_not_changed() {
        let text = r#"{ "mcpServers": { "s": "x" } }"#;
        let mut document = Document::parse(text).unwrap();
        assert!(enable("t", false)(&mut document).is_err());
        assert_eq!(document.text(), text);
    }
}
