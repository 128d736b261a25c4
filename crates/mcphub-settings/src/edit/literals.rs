//! Replaces secrets that are written in the file with references to a store.

use std::ops::Range;

use serde_json::Value;

use crate::expand;
use crate::model::credential;
use crate::model::secret::Secret;
use crate::reference::{self, Outside, secret_name_fault};
use crate::secrets::detect::Confidence;
use crate::secrets::locate;
use crate::secrets::locate::{variable_name, variable_of};
use crate::text::document::Document;
use crate::text::path::{Step, dotted_path, value_at};

/// A secret that is written in the file where a reference would be resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Literal {
    path: Vec<Step>,
    /// The byte range within the text at the path.
    range: Range<usize>,
    /// The name that suggests itself.
    pub name: String,
    pub value: Secret,
}

impl Literal {
    /// Returns its place for people.
    pub fn place(&self) -> String {
        dotted_path(&self.path)
    }
}

/// Returns the secrets in servers and in tokens of bearer keys, in their order in the file. Keys of
/// objects, numbers and fields without references are not among them.
pub fn literals(root: &Value) -> Vec<Literal> {
    let mut found = in_servers(root);
    let keys = root.get("bearerKeys").and_then(Value::as_array);
    for (index, key) in keys.into_iter().flatten().enumerate() {
        let Some(token) = key.get("token").and_then(Value::as_str) else { continue };
        if credential::find_fault(token).is_some() {
            continue;
        }
        let named = |member: &str| key.get(member).and_then(Value::as_str);
        let whose = named("name").or(named("id")).unwrap_or_default();
        found.push(Literal {
            path: vec!["bearerKeys".into(), index.into(), "token".into()],
            range: 0..token.len(),
            name: valid_name(variable_name(&["KEY", whose])),
            value: Secret::new(token),
        });
    }
    found
}

fn in_servers(root: &Value) -> Vec<Literal> {
    let mut found = Vec::new();
    for (server, entry) in root.get("mcpServers").and_then(Value::as_object).into_iter().flatten() {
        let Some(entry) = entry.as_object() else { continue };
        for one in locate::in_server(server, entry) {
            let field = one.path.first().map(|step| dotted_path(std::slice::from_ref(step)));
            let is_expanded = field.is_some_and(|field| expand::is_expanded(&field));
            if one.in_key || one.confidence < Confidence::Medium || !is_expanded {
                continue;
            }
            let mut path = vec![Step::from("mcpServers"), Step::from(server.as_str())];
            path.extend(one.path.iter().cloned());
            let Some(text) = value_at(root, &path).and_then(Value::as_str) else { continue };
            let Some(value) = text.get(one.range.clone()) else { continue };
            // A reference in the middle of a secret would no longer be expanded.
            if value.trim().is_empty() || reference::has_any(value) {
                continue;
            }
            let name = valid_name(variable_of(&one));
            found.push(Literal { path, range: one.range, name, value: Secret::new(value) });
        }
    }
    found.dedup_by(|b, a| a.path == b.path && a.range.end > b.range.start);
    found
}

/// Returns a name that a secret can have.
fn valid_name(name: String) -> String {
    if secret_name_fault(&name).is_none() { name } else { "SECRET".to_owned() }
}

/// Replaces the secrets for which `reference_of` returns a reference. Returns the places with their
/// references.
pub fn replace_literals(
    document: &mut Document,
    reference_of: &dyn Fn(&Secret) -> Option<Outside>,
) -> Vec<(String, Outside)> {
    let found = literals(document.value());
    let mut replaced = Vec::new();
    for same in found.chunk_by(|a, b| a.path == b.path) {
        let text = value_at(document.value(), &same[0].path).and_then(Value::as_str);
        let Some(mut text) = text.map(str::to_owned) else { continue };
        let mut here = Vec::new();
        for one in same.iter().rev() {
            let Some(reference) = reference_of(&one.value) else { continue };
            text.replace_range(one.range.clone(), &reference.to_string());
            here.push((one.place(), reference));
        }
        if !here.is_empty() {
            document.set(&same[0].path, &Value::from(text));
            replaced.extend(here.into_iter().rev());
        }
    }
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"{
  // kept
  "mcpServers": {
    "a": { "command": "npx", "args": ["--token", "canary-token-1x9f", "--port", "80"],
           "env": { "GITHUB_TOKEN": "ghp_canary0123456789abcdefABCDEF0123", "MODE": "fast", "B": "${B}" } },
    "b": { "type": "sse",   "url": "https://h/sse?api_key=canary-query-77a1&page=2",
           "headers": { "Authorization": "Bearer canary-bearer-11z8" }, "description": "x" }
  },
  "bearerKeys": [ { "name": "lap top", "token": "mcphub_canary000000000000", "accessType": "all" },
                  { "name": "r", "token": "${secret:R}", "accessType": "all" } ],
  "users": [ { "username": "ann", "password": "$2b$10$canarycanarycanary" } ]
}
"#;

    #[test]
    fn only_the_secrets_themselves_are_replaced() {
        let mut document = Document::parse(FILE).unwrap();
        let found = literals(document.value());
        let told: Vec<_> = found.iter().map(|one| (one.place(), one.name.as_str())).collect();
        let names: Vec<&str> = told.iter().map(|(_, name)| *name).collect();
        assert_eq!(names.last(), Some(&"KEY_LAP_TOP"), "{told:?}");
        let secret = |value: &Secret| {
            let one = found.iter().find(|one| one.value == *value)?;
            Some(Outside::secret(&one.name))
        };
        let replaced = replace_literals(&mut document, &secret);
        assert_eq!(replaced.len(), 5, "{told:?}");
        let mut expected = FILE.to_owned();
        for one in &found {
            expected =
                expected.replacen(one.value.reveal(), &format!("${{secret:{}}}", one.name), 1);
        }
        assert_eq!(document.text(), expected);
        let without = expected.replace("$2b$10$canarycanarycanary", "");
        assert!(!without.contains("canary"), "{without}");
        assert!(expected.contains("\"Bearer ${secret:"), "{expected}");
        assert_eq!(literals(document.value()), [], "a second time finds nothing");
        assert_eq!(replace_literals(&mut document, &secret), []);
    }
}
