//! Takes secrets out of settings that leave the house: each becomes a reference to a variable.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::settings::document::{Step, dotted};
use crate::settings::expand;
use crate::settings::look::Look;
use crate::settings::sensitive::{self, Sensitive};

/// What was taken out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Redacted {
    /// The strings that changed, with their new text.
    pub(crate) strings: Vec<(Vec<Step>, String)>,
    /// The variables that must be set now, with the place of the first use.
    pub(crate) variables: Vec<(String, String)>,
}

/// What of `root`, a settings document, must be taken out.
pub(crate) fn redact(root: &Value) -> Redacted {
    let mut found = sensitive::in_document(root);
    found.retain(|one| one.look >= Look::Likely);
    replace(root, &found, |one| vec![one.variable.clone()])
}

/// References in the place of what was `found` in `root`. Equal secrets share a variable, and a
/// variable that `root` refers to already stands for none of them. `names` are the ones to try.
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
    let mut rest = found;
    while let Some(first) = rest.first() {
        let (same, others) =
            rest.split_at(rest.iter().take_while(|o| o.path == first.path).count());
        rest = others;
        let Some(text) = at(root, &first.path).and_then(Value::as_str) else { continue };
        let mut new = text.to_owned();
        for one in same.iter().rev() {
            let secret = &text[one.range.clone()];
            let name = free_name(names(one), secret, &used);
            new.replace_range(one.range.clone(), &format!("${{{name}}}"));
            if used.insert(name.clone(), Some(secret.to_owned())).is_none() {
                out.variables.push((name, dotted(&one.path)));
            }
        }
        out.strings.push((first.path.clone(), new));
    }
    out
}

/// Puts the new strings into a value.
pub(crate) fn apply(root: &mut Value, redacted: &Redacted) {
    for (path, text) in &redacted.strings {
        if let Some(value) = at_mut(root, path) {
            *value = text.clone().into();
        }
    }
}

/// The first name that does not stand for something else already; the last one with a number where
/// all do.
fn free_name(names: Vec<String>, secret: &str, used: &BTreeMap<String, Option<String>>) -> String {
    let is_free = |name: &String| used.get(name).is_none_or(|it| it.as_deref() == Some(secret));
    let last = names.last().cloned().unwrap_or_default();
    let numbered = (2..).map(|number| format!("{last}_{number}"));
    names.into_iter().chain(numbered).find(is_free).expect("numbers do not end")
}

/// The value at a path.
pub(crate) fn at<'a>(root: &'a Value, path: &[Step]) -> Option<&'a Value> {
    path.iter().try_fold(root, |value, step| match step {
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.get(index),
    })
}

fn at_mut<'a>(root: &'a mut Value, path: &[Step]) -> Option<&'a mut Value> {
    path.iter().try_fold(root, |value, step| match step {
        Step::Key(key) => value.get_mut(key),
        Step::Index(index) => value.get_mut(index),
    })
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
