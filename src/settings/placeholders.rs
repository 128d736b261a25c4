//! Takes secrets out of settings that leave the house: each becomes a reference to a variable.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::settings::document::{Step, dotted};
use crate::settings::expand;
use crate::settings::look::Look;
use crate::settings::redact::{self, Replaced};
use crate::settings::sensitive::{self, Sensitive, variable_name};

/// What was taken out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Redacted {
    /// The values that changed, with their new text, and the keys: no reference stands in a key.
    pub(crate) replaced: Replaced,
    /// The variables that must be set now, with the place of the first use.
    pub(crate) variables: Vec<(String, String)>,
}

/// What of `root`, a settings document, must be taken out. A secret of a server has the name and the
/// extent that MCPHub gives it in its templates, wherever it goes.
pub(crate) fn redact(root: &Value) -> Redacted {
    let mut out = Redacted::default();
    let mut used = BTreeMap::new();
    let mut known = BTreeSet::new();
    expand::collect_names(root, &mut known);
    used.extend(known.into_iter().map(|name| (name, None)));
    // The servers first: what else is in the file has no part in their names.
    let mut found = in_servers(root);
    found.extend(
        sensitive::in_document(root)
            .into_iter()
            .filter(|one| one.look >= Look::Likely && server_of(root, &one.path).is_none()),
    );
    let (keys, found): (Vec<_>, Vec<_>) = found.into_iter().partition(|one| one.in_key);
    out.replaced.keys = redact::replaced_keys(root, keys.into_iter().map(|one| one.path));
    for same in found.chunk_by(|a, b| a.path == b.path) {
        let Some(text) = sensitive::text_of(root, &same[0]) else { continue };
        let mut new = text.clone().into_owned();
        for one in same.iter().rev() {
            let Some(secret) = text.get(one.range.clone()) else { continue };
            let server = server_of(root, &one.path);
            let longer = server.map(|server| variable_name(&[server, &one.variable]));
            let names = [Some(one.variable.clone()), longer].into_iter().flatten().collect();
            let name = free_name(names, secret, &used);
            new.replace_range(one.range.clone(), &format!("${{{name}}}"));
            if used.insert(name.clone(), Some(secret.to_owned())).is_none() {
                out.variables.push((name, dotted(&sensitive::shown_path(&one.path))));
            }
        }
        out.replaced.values.push((same[0].path.clone(), new));
    }
    out
}

/// The server whose entry a path leads into.
fn server_of<'a>(root: &Value, path: &'a [Step]) -> Option<&'a str> {
    let [Step::Key(section), Step::Key(server), _, ..] = path else { return None };
    let is_entry = section == "mcpServers" && root.get(section)?.get(server)?.is_object();
    is_entry.then_some(server)
}

/// What is sensitive in the entries of `mcpServers`, named without the server, so that servers with the
/// same secret share its variable.
fn in_servers(root: &Value) -> Vec<Sensitive> {
    let mut found = Vec::new();
    for (name, entry) in root.get("mcpServers").and_then(Value::as_object).into_iter().flatten() {
        let Some(entry) = entry.as_object() else { continue };
        let server = [Step::from("mcpServers"), Step::from(name.as_str())];
        found.extend(sensitive::in_server("", entry).into_iter().filter_map(|one| {
            let mut one = renamed(one, entry)?;
            one.path.splice(0..0, server.iter().cloned());
            Some(one)
        }));
    }
    // Parts of one string that count as a whole are the whole once.
    found.dedup_by(|b, a| (a.in_key, &a.path, &a.range) == (b.in_key, &b.path, &b.range));
    found
}

/// Something sensitive under the name and in the extent that MCPHub gives it; `None` where it stays.
fn renamed(one: Sensitive, entry: &Map<String, Value>) -> Option<Sensitive> {
    if one.in_key {
        return Some(one);
    }
    let keys: Vec<&str> = one.path.iter().filter_map(key).collect();
    let text = |section: &str, key: &str| entry.get(section)?.get(key)?.as_str();
    let (variable, whole) = match keys.as_slice() {
        ["headers", header] => {
            let header_name = header.to_ascii_lowercase();
            let named = header_name.contains("auth") || header_name.contains("token");
            if !named && one.look < Look::Likely {
                return None;
            }
            (variable_name(&[header]), text("headers", header))
        }
        _ if one.look < Look::Likely => return None,
        ["env", variable] => (one.variable.clone(), text("env", variable)),
        ["proxy" | "oauth", ..] | ["openapi", "security", ..] => (credential_name(&keys), None),
        _ => (one.variable.clone(), None),
    };
    let range = whole.map_or(one.range.clone(), |text| 0..text.len());
    Some(Sensitive { range, variable, ..one })
}

/// `oauth.dynamicRegistration.initialAccessToken` → `OAUTH_INITIAL_ACCESS_TOKEN`.
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

/// Puts the new texts and keys into a value.
pub(crate) fn apply(root: &mut Value, redacted: &Redacted) {
    *root = redacted.replaced.clone().in_value(root.take());
}

/// The first name that does not stand for something else already; the last one with a number where
/// all do.
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
