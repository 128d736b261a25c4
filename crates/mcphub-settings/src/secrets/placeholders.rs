//! Replaces secrets in exported settings with references to variables.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::reference;
use crate::secrets::detect::Confidence;
use crate::secrets::locate;
use crate::secrets::locate::{Name, Sensitive, variable_name, variable_of};
use crate::secrets::redact;
use crate::secrets::redact::Replaced;
use crate::text::path::{Step, dotted_path};

/// The result of replacing secrets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Redacted {
    /// The changed values with their new text, and the changed keys; keys contain no references.
    pub replaced: Replaced,
    /// The variables that must be set now, with the path of the first use.
    pub variables: Vec<(String, String)>,
}

/// Finds the secrets of `root`, a settings document, and the references that replace them. Equal
/// secrets share a variable; variables that `root` refers to already are not reused. A secret of a
/// server always has the name and the extent that MCPHub gives it in templates.
pub fn redact(root: &Value) -> Redacted {
    let mut out = Redacted::default();
    let mut used = BTreeMap::new();
    let mut known = BTreeSet::new();
    reference::collect_names(root, &mut known);
    used.extend(known.into_iter().map(|name| (name, None)));
    // Servers come first, so that the rest of the file does not influence their names.
    let mut found = find_in_servers(root);
    found.extend(locate::in_document(root).into_iter().filter(|one| {
        one.confidence >= Confidence::Medium && server_of(root, &one.path).is_none()
    }));
    let (keys, found): (Vec<_>, Vec<_>) = found.into_iter().partition(|one| one.in_key);
    out.replaced.keys = redact::replaced_keys(root, keys.into_iter().map(|one| one.path));
    for same in found.chunk_by(|a, b| a.path == b.path) {
        let Some(text) = locate::text_of(root, &same[0]) else { continue };
        let mut new = text.clone().into_owned();
        for one in same.iter().rev() {
            let Some(secret) = text.get(one.range.clone()) else { continue };
            let server = server_of(root, &one.path);
            let variable = variable_of(one);
            let longer = server.map(|server| variable_name(&[server, &variable]));
            let names = [Some(variable), longer].into_iter().flatten().collect();
            let name = free_name(names, secret, &used);
            new.replace_range(one.range.clone(), &format!("${{{name}}}"));
            if used.insert(name.clone(), Some(secret.to_owned())).is_none() {
                out.variables.push((name, dotted_path(&locate::shown_path(&one.path))));
            }
        }
        out.replaced.values.push((same[0].path.clone(), new));
    }
    out
}

/// Returns the server whose entry contains `path`.
fn server_of<'a>(root: &Value, path: &'a [Step]) -> Option<&'a str> {
    let [Step::Key(section), Step::Key(server), _, ..] = path else { return None };
    let is_entry = section == "mcpServers" && root.get(section)?.get(server)?.is_object();
    is_entry.then_some(server)
}

/// Finds the secrets in `mcpServers`. Their names do not contain the server's name, so that servers
/// with the same secret share its variable.
fn find_in_servers(root: &Value) -> Vec<Sensitive> {
    let mut found = Vec::new();
    for (name, entry) in root.get("mcpServers").and_then(Value::as_object).into_iter().flatten() {
        let Some(entry) = entry.as_object() else { continue };
        let server = [Step::from("mcpServers"), Step::from(name.as_str())];
        found.extend(locate::in_server("", entry).into_iter().filter_map(|one| {
            let mut one = adjust(one, entry)?;
            one.path.splice(0..0, server.iter().cloned());
            Some(one)
        }));
    }
    // Two secrets in one string that is replaced as a whole are one secret.
    found.dedup_by(|b, a| (a.in_key, &a.path, &a.range) == (b.in_key, &b.path, &b.range));
    found
}

/// Adjusts a secret to the variable name and the extent that MCPHub uses; `None` if it is not
/// replaced.
fn adjust(one: Sensitive, entry: &Map<String, Value>) -> Option<Sensitive> {
    if one.in_key {
        return Some(one);
    }
    let keys: Vec<&str> = one.path.iter().filter_map(key).collect();
    let text = |section: &str, key: &str| entry.get(section)?.get(key)?.as_str();
    let (name, whole) = match keys.as_slice() {
        ["headers", header] => {
            let header_name = header.to_ascii_lowercase();
            let named = header_name.contains("auth") || header_name.contains("token");
            if !named && one.confidence < Confidence::Medium {
                return None;
            }
            (Name::Exact(variable_name(&[header])), text("headers", header))
        }
        _ if one.confidence < Confidence::Medium => return None,
        ["env", variable] => (one.name.clone(), text("env", variable)),
        ["proxy" | "oauth", ..] | ["openapi", "security", ..] => {
            (Name::Exact(credential_name(&keys)), None)
        }
        _ => (one.name.clone(), None),
    };
    let range = whole.map_or(one.range.clone(), |text| 0..text.len());
    Some(Sensitive { range, name, ..one })
}

/// Returns the variable name, as in `oauth.dynamicRegistration.initialAccessToken` →
/// `OAUTH_INITIAL_ACCESS_TOKEN`.
fn credential_name(keys: &[&str]) -> String {
    let told =
        keys.iter().filter(|key| !["security", "dynamicRegistration", "value"].contains(key));
    let words: Vec<&str> =
        told.map(|key| if *key == "openIdConnect" { "openid" } else { key }).collect();
    variable_name(&words)
}

fn key(step: &Step) -> Option<&str> {
    match step {
        Step::Key(key) => Some(key),
        Step::Index(_) => None,
    }
}

/// Writes the new texts and keys into `root`.
pub fn apply(root: &mut Value, redacted: &Redacted) {
    *root = redacted.replaced.clone().in_value(root.take());
}

/// Returns the first name that is free or has the same secret; if none is, the last one with a
/// number.
fn free_name(names: Vec<String>, secret: &str, used: &BTreeMap<String, Option<String>>) -> String {
    let is_free = |name: &String| used.get(name).is_none_or(|it| it.as_deref() == Some(secret));
    let last = names.last().cloned().unwrap_or_default();
    let numbered = (2..).map(|number| format!("{last}_{number}"));
    names.into_iter().chain(numbered).find(is_free).expect("numbers do not end")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn secrets_become_references_and_equal_ones_share_a_name() {
        let mut root = json!({"mcpServers": {
            "a": {"env": {"TOKEN": "one", "LEVEL": "info"}},
            "b": {"env": {"TOKEN": "two"}, "url": "https://u:pw@h/?token=q&n=1"},
            "c": {"env": {"TOKEN": "one"}, "headers": {"Authorization": "Bearer x"}},
        }});
        let redacted = redact(&root);
        apply(&mut root, &redacted);
        assert_eq!(
            root,
            json!({"mcpServers": {
                "a": {"env": {"TOKEN": "${TOKEN}", "LEVEL": "info"}},
                "b": {"env": {"TOKEN": "${B_TOKEN}"},
                      "url": "https://u:${PASSWORD}@h/?token=${B_TOKEN_2}&n=1"},
                "c": {"env": {"TOKEN": "${TOKEN}"},
                      "headers": {"Authorization": "${AUTHORIZATION}"}},
            }})
        );
        let names: Vec<_> = redacted.variables.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["TOKEN", "B_TOKEN", "B_TOKEN_2", "PASSWORD", "AUTHORIZATION"]);
    }
}
