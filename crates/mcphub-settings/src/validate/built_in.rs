//! Reads `prompts` and `resources` of the hub itself.

use std::collections::HashSet;

use serde_json::Value;

use crate::diagnostic::Code;
use crate::model::built_in::{Argument, DEFAULT_MIME_TYPE, Prompt, Resource};
use crate::text::tree::Node;
use crate::validate::findings::Findings;
use crate::validate::read::{self, Members};

/// Reads all prompts; an entry with an error or a duplicate name is omitted.
pub(super) fn read_prompts(node: &Node, findings: &mut Findings) -> Vec<Prompt> {
    let entries = usable(node, "name", findings).into_iter();
    let prompt = |entry: Members| {
        let arguments = entry.get("arguments").and_then(Value::as_array).into_iter().flatten();
        Some(Prompt {
            id: read::non_blank(&entry, "id"),
            name: read::text(&entry, "name")?,
            title: read::text(&entry, "title"),
            description: read::text(&entry, "description"),
            template: read::text(&entry, "template")?,
            arguments: arguments.filter_map(|one| argument(one.as_object()?)).collect(),
            enabled: read::flag(&entry, "enabled").unwrap_or(true),
        })
    };
    entries.filter_map(prompt).collect()
}

/// Reads all resources; an entry with an error or a duplicate URI is omitted.
pub(super) fn read_resources(node: &Node, findings: &mut Findings) -> Vec<Resource> {
    let entries = usable(node, "uri", findings).into_iter();
    let resource = |entry: Members| {
        let mime_type = read::non_blank(&entry, "mimeType");
        Some(Resource {
            id: read::non_blank(&entry, "id"),
            uri: read::text(&entry, "uri")?,
            name: read::non_blank(&entry, "name"),
            description: read::text(&entry, "description"),
            mime_type: mime_type.unwrap_or_else(|| DEFAULT_MIME_TYPE.to_owned()),
            content: read::text(&entry, "content")?,
            enabled: read::flag(&entry, "enabled").unwrap_or(true),
        })
    };
    entries.filter_map(resource).collect()
}

fn argument(entry: &Members) -> Option<Argument> {
    Some(Argument {
        name: read::text(entry, "name")?,
        title: read::text(entry, "title"),
        description: read::text(entry, "description"),
        required: read::flag(entry, "required").unwrap_or(false),
    })
}

/// Returns the entries without errors. `key` identifies them: if it is duplicated, the first entry
/// counts.
fn usable(node: &Node, key: &str, findings: &mut Findings) -> Vec<Members> {
    let mut seen = HashSet::new();
    let mut entries = Vec::new();
    for item in node.items() {
        let Some(named) = item.value.get(key) else { continue };
        let Value::String(name) = named.to_value() else { continue };
        if !seen.insert(name.clone()) {
            let message = format!("another entry has the same `{key}`, `{name}`");
            findings.warn(Code::DuplicateBuiltIn, &named.place, message);
        } else if findings.allow(&item.value.place)
            && let Value::Object(entry) = item.value.to_value()
        {
            entries.push(entry);
        }
    }
    entries
}
