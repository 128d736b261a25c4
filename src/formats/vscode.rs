//! `{"servers": {…}, "inputs": […]}`: VS Code, and Copilot in other editors. MCPHub's templates keep
//! their servers under the same key.

use serde_json::Value;

use crate::formats::entry::{self, Read};
use crate::settings::sensitive;

/// The servers, or nothing where there is no such key.
pub(crate) fn read(root: &Value, notes: &mut Vec<String>) -> Option<Vec<Read>> {
    let mut servers = root.get("servers")?.clone();
    fill_inputs(root, &mut servers, notes);
    let servers = servers.as_object()?;
    if root.get("groups").and_then(Value::as_array).is_some_and(|groups| !groups.is_empty()) {
        notes.push("groups (`groups`) were not imported".into());
    }
    Some(entry::read_all(servers))
}

/// Gives references to inputs the defaults that `root` has for them, and notes what each is for.
pub(super) fn fill_inputs(root: &Value, servers: &mut Value, notes: &mut Vec<String>) {
    for input in root.get("inputs").and_then(Value::as_array).into_iter().flatten() {
        let Some(id) = text(input, "id") else { continue };
        let name = sensitive::variable_name(&[id]);
        if let Some(description) = text(input, "description") {
            notes.push(format!("{name}: {description}"));
        }
        if text(input, "type") == Some("command") {
            notes.push(format!("{name} came from a command of the editor: set it"));
        }
        let default = text(input, "default").filter(|text| !text.contains(['}', '$']));
        if let Some(default) = default.filter(|default| !default.is_empty()) {
            let with_default = format!("${{{name}:-{default}}}");
            let wanted = format!("${{input:{id}}}");
            in_strings(servers, &|text| text.replace(&wanted, &with_default));
        }
    }
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key)?.as_str()
}

fn in_strings(value: &mut Value, change: &impl Fn(&str) -> String) {
    match value {
        Value::String(text) => *text = change(text),
        Value::Array(elements) => elements.iter_mut().for_each(|one| in_strings(one, change)),
        Value::Object(members) => members.values_mut().for_each(|one| in_strings(one, change)),
        _ => {}
    }
}
