//! Secrets in plain text, which `import` can replace by references.

use std::collections::BTreeMap;

use clap::ValueEnum;
use serde_json::{Map, Value, json};

use crate::cli::error::Failure;
use crate::cli::input::import::Candidate;
use crate::settings::reference;
use crate::settings::secrets::placeholders;
use crate::settings::text::document::Document;
use crate::settings::text::path::{Step, dotted_path};

/// What to do with secrets in plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Secrets {
    /// Import them as they are
    Keep,
    /// Replace them by ${NAME}, and list the variables to set
    Env,
    /// Move them to the store of `mcphub secret`, and replace them by ${secret:NAME}
    Store,
}

/// A secret that a reference replaces.
pub(crate) struct Moved<'a> {
    /// The suggested name.
    pub(crate) name: &'a str,
    /// The secret itself. It must reach neither logs nor messages.
    pub(crate) value: &'a str,
    /// The server and the path of its field.
    pub(crate) place: &'a str,
}

/// Takes a secret and returns the reference to write instead.
pub(crate) type Put<'a> = dyn FnMut(Moved<'_>) -> Result<String, Failure> + 'a;

/// Replaces the secrets of all candidates. Equal secrets share a name; names that `document` uses
/// already are not taken again.
pub(crate) fn replace(
    document: Option<&Document>,
    candidates: &mut [Candidate],
    put: &mut Put<'_>,
) -> Result<(), Failure> {
    let mut servers = Map::new();
    let mut positions = BTreeMap::new();
    for (position, candidate) in candidates.iter().enumerate() {
        if let Ok(server) = &candidate.read {
            // Two files may have servers of one name; the name is a part of suggested names.
            let mut name = server.name.clone();
            while servers.contains_key(&name) {
                name.extend([" ", &position.to_string()]);
            }
            servers.insert(name.clone(), server.entry.clone().into());
            positions.insert(name, position);
        }
    }
    let mut root = json!({ "mcpServers": servers });
    if let Some(document) = document {
        // Only its references matter here.
        root["$known"] = document.value().clone();
    }
    let redacted = placeholders::redact(&root);
    let mut references: Vec<(String, String)> = Vec::new();
    for (path, new) in &redacted.replaced.values {
        let [Step::Key(section), Step::Key(server), rest @ ..] = path.as_slice() else { continue };
        let position = positions.get(server).copied();
        let candidate = position.and_then(|index| candidates.get_mut(index));
        let Some(Ok(server)) = candidate.map(|candidate| &mut candidate.read) else { continue };
        if section != "mcpServers" {
            continue;
        }
        let Some(place) = at_mut(&mut server.entry, rest) else { continue };
        let old = place.as_str().map_or_else(|| place.to_string(), str::to_owned);
        let mut text = new.clone();
        let all = find_moved(&old, new);
        let known = reference::names(&old);
        let is_replaced = |name: &&str| all.iter().any(|(moved, _)| moved == *name);
        if !reference::names(new).iter().all(|name| known.contains(name) || is_replaced(name)) {
            // A part that cannot be told apart stays as it is.
            continue;
        }
        for (name, secret) in all {
            let marker = format!("${{{name}}}");
            let known = references.iter().find(|(known, _)| *known == name);
            let reference = if let Some((_, reference)) = known {
                reference.clone()
            } else {
                let place = format!("`{}` of {}", dotted_path(rest), server.name);
                let reference = put(Moved { name: &name, value: &secret, place: &place })?;
                references.push((name.clone(), reference.clone()));
                reference
            };
            text = text.replace(&marker, &reference);
        }
        *place = text.into();
    }
    Ok(())
}

fn at_mut<'a>(entry: &'a mut Map<String, Value>, path: &[Step]) -> Option<&'a mut Value> {
    let (Step::Key(first), rest) = path.split_first()? else { return None };
    rest.iter().try_fold(entry.get_mut(first)?, |value, step| match step {
        Step::Key(key) => value.get_mut(key),
        Step::Index(index) => value.get_mut(index),
    })
}

/// Returns the names in `new` that replace a part of `old`, with those parts.
fn find_moved(old: &str, new: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let (mut old, mut new) = (old, new);
    while let Some((before, after)) = new.split_once("${") {
        let Some((name, behind)) = after.split_once('}') else { break };
        let Some(rest) = old.strip_prefix(before) else { break };
        if let Some(same) = rest.strip_prefix(&format!("${{{name}}}")) {
            // A reference that was there before.
            (old, new) = (same, behind);
            continue;
        }
        let next = behind.split_once("${").map_or(behind, |(text, _)| text);
        let end = if next.is_empty() { Some(rest.len()) } else { rest.find(next) };
        let Some(end) = end else { break };
        found.push((name.to_owned(), rest[..end].to_owned()));
        (old, new) = (&rest[end..], behind);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::imported::Imported;

    #[test]
    fn the_replaced_parts_are_found() {
        let of = |old: &str, new: &str| {
            find_moved(old, new)
                .into_iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect::<Vec<_>>()
        };
        assert_eq!(of("Bearer abc", "Bearer ${T}"), ["T=abc"]);
        assert_eq!(of("abc", "${T}"), ["T=abc"]);
        assert_eq!(of("https://u:p@a/x?k=v&z", "https://${U}@a/x?k=${K}&z"), ["U=u:p", "K=v"]);
        assert_eq!(of("${A} abc", "${A} ${T}"), ["T=abc"]);
        assert_eq!(of("other", "x${T}"), [""; 0]);
    }

    #[test]
    fn equal_secrets_share_a_name_and_known_names_are_not_taken() {
        let candidate = |name: &str, key: &str| {
            let entry = json!({"command": "x", "env": {"API_KEY": key, "LEVEL": "info"}});
            Candidate {
                from: "f".into(),
                read: Ok(Imported {
                    name: name.into(),
                    entry: entry.as_object().unwrap().clone(),
                    notes: Vec::new(),
                    lost: Vec::new(),
                }),
                was: None,
            }
        };
        let key = "sk-proj-0123456789abcdefghijkl";
        let other = "sk-proj-zyxwvutsrq9876543210zz";
        let mut all = [candidate("a", key), candidate("b", key), candidate("a", other)];
        let mut put = Vec::new();
        replace(None, &mut all, &mut |moved| {
            put.push((moved.name.to_owned(), moved.value.to_owned()));
            Ok(format!("${{secret:{}}}", moved.name))
        })
        .unwrap();
        let values: Vec<_> = all
            .iter()
            .map(|one| one.read.as_ref().unwrap().entry["env"]["API_KEY"].clone())
            .collect();
        assert_eq!(values[0], "${secret:API_KEY}");
        assert_eq!(values[1], values[0]);
        assert_ne!(values[2], values[0]);
        assert_eq!(put.len(), 2);
        assert_eq!(put[0], ("API_KEY".to_owned(), key.to_owned()));
        assert_eq!(put[1].1, other);
    }
}
