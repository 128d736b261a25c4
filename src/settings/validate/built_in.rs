//! `prompts` and `resources` that the hub itself offers.

use std::collections::HashSet;

use serde_json::Value;

use crate::settings::diagnostic::Code;
use crate::settings::tree::Node;
use crate::settings::validate::findings::Findings;

/// The entries without errors, as written. `key` is what they are asked for by.
pub(super) fn read(node: &Node, key: &str, findings: &mut Findings) -> Vec<Value> {
    let mut seen = HashSet::new();
    let mut entries = Vec::new();
    for item in node.items() {
        let Some(named) = item.value.get(key) else { continue };
        let Value::String(name) = named.to_value() else { continue };
        if !seen.insert(name.clone()) {
            let message = format!("there is already one whose `{key}` is `{name}`");
            findings.warn(Code::DuplicateBuiltIn, &named.place, message);
        } else if findings.allow(&item.value.place) {
            entries.push(item.value.to_value());
        }
    }
    entries
}
