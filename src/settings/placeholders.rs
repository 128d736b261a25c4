//! Replaces secrets in exported settings with references to variables.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::settings::document::dotted;
use crate::settings::expand;
use crate::settings::look::Look;
use crate::settings::redact::{self, Replaced};
use crate::settings::sensitive::{self, Sensitive};

/// The result of replacing secrets.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Redacted {
    /// The changed values with their new text, and the changed keys; keys contain no references.
    pub(crate) replaced: Replaced,
    /// The variables that must be set now, with the path of the first use.
    pub(crate) variables: Vec<(String, String)>,
}

/// Replaces the secrets of `root`, a settings document.
pub(crate) fn redact(root: &Value) -> Redacted {
    let mut found = sensitive::in_document(root);
    found.retain(|one| one.look >= Look::Likely);
    replace(root, &found, |one| vec![one.variable.clone()])
}

/// Replaces the secrets `found` in `root` with references. Equal secrets share a variable;
/// variables that `root` refers to already are not reused. `names` returns the candidate names of a
/// secret.
pub(crate) fn replace(
    root: &Value,
    found: &[Sensitive],
    names: impl Fn(&Sensitive) -> Vec<String>,
) -> Redacted {
    let mut out = Redacted::default();
    let mut used: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut known = BTreeSet::new();
    expand::collect_names(root, &mut known);
    used.extend(known.into_iter().map(|name| (name, None)));
    let (keys, found): (Vec<_>, Vec<_>) = found.iter().cloned().partition(|one| one.in_key);
    out.replaced.keys = redact::replaced_keys(root, keys.into_iter().map(|one| one.path));
    let mut rest = &*found;
    while let Some(first) = rest.first() {
        let (same, others) =
            rest.split_at(rest.iter().take_while(|o| o.path == first.path).count());
        rest = others;
        let Some(text) = sensitive::text_of(root, first) else { continue };
        let mut new = text.clone().into_owned();
        for one in same.iter().rev() {
            let Some(secret) = text.get(one.range.clone()) else { continue };
            let name = free_name(names(one), secret, &used);
            new.replace_range(one.range.clone(), &format!("${{{name}}}"));
            if used.insert(name.clone(), Some(secret.to_owned())).is_none() {
                out.variables.push((name, dotted(&sensitive::shown_path(&one.path))));
            }
        }
        out.replaced.values.push((first.path.clone(), new));
    }
    out
}

/// Writes the new texts and keys into `root`.
pub(crate) fn apply(root: &mut Value, redacted: &Redacted) {
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
                "b": {"env": {"TOKEN": "${TOKEN_2}"},
                      "url": "https://u:${B_PASSWORD}@h/?token=${B_TOKEN}&n=1"},
                "c": {"env": {"TOKEN": "${TOKEN}"},
                      "headers": {"Authorization": "Bearer ${C_TOKEN}"}},
            }})
        );
        let names: Vec<_> = redacted.variables.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["TOKEN", "TOKEN_2", "B_TOKEN", "B_PASSWORD", "C_TOKEN"]);
    }
}
