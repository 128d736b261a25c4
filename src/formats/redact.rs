//! Takes secrets out of settings that leave the house: each becomes a reference to a variable.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::settings::document::{Step, dotted};
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

/// What of `root`, a settings document, must be taken out. Equal secrets share a variable.
pub(crate) fn redact(root: &Value) -> Redacted {
    let mut out = Redacted::default();
    let mut used: BTreeMap<String, String> = BTreeMap::new();
    let mut found = sensitive::in_document(root);
    found.retain(|one| one.look >= Look::Likely);
    let mut rest = found.as_slice();
    while let Some(first) = rest.first() {
        let (same, others) =
            rest.split_at(rest.iter().take_while(|o| o.path == first.path).count());
        rest = others;
        let Some(text) = sensitive::at(root, &first.path).and_then(Value::as_str) else { continue };
        let mut new = text.to_owned();
        for one in same.iter().rev() {
            let secret = &text[one.range.clone()];
            let name = free_name(one, secret, &used);
            new.replace_range(one.range.clone(), &format!("${{{name}}}"));
            if used.insert(name.clone(), secret.to_owned()).is_none() {
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

/// The variable's own name; with a number where the name stands for another secret already.
fn free_name(one: &Sensitive, secret: &str, used: &BTreeMap<String, String>) -> String {
    let is_free = |name: &String| used.get(name).is_none_or(|known| known == secret);
    let numbered = (2..).map(|number| format!("{}_{number}", one.variable));
    let mut names = std::iter::once(one.variable.clone()).chain(numbered);
    names.find(is_free).expect("numbers do not end")
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
