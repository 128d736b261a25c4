//! `{"servers": {…}, "inputs": […]}`: VS Code, and Copilot in other editors. MCPHub's templates use
//! the same key for servers.

use serde_json::{Map, Value};

use crate::formats::entry;
use crate::formats::imported::Read;
use crate::settings::secrets::locate;

/// The `inputs`: values that the editor prompts for when a server starts.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::formats) struct Inputs(Vec<Input>);

/// One input. Its id is the name of the variable.
#[derive(Clone, Debug, PartialEq)]
struct Input {
    variable: String,
    description: String,
    is_secret: bool,
    default: Option<String>,
}

impl Inputs {
    /// Returns a reference to the input of a variable, adding the input if needed. Returns `None`
    /// if it exists with another default.
    pub(in crate::formats) fn reference(
        &mut self,
        variable: &str,
        description: &str,
        is_secret: bool,
        default: Option<&str>,
    ) -> Option<String> {
        let known = self.0.iter_mut().find(|input| input.variable == variable);
        if let Some(input) = known {
            input.is_secret |= is_secret;
            if default.is_some() && input.default.as_deref() != default {
                return None;
            }
        } else {
            self.0.push(Input {
                variable: variable.to_owned(),
                description: description.to_owned(),
                is_secret,
                default: default.map(str::to_owned),
            });
        }
        Some(format!("${{input:{variable}}}"))
    }

    /// Returns the variables of all inputs.
    pub(in crate::formats) fn variables(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|input| input.variable.as_str())
    }

    /// Returns the inputs in the editor's format.
    pub(in crate::formats) fn to_value(&self) -> Value {
        let written = |input: &Input| {
            let mut written = Map::new();
            written.insert("type".into(), "promptString".into());
            written.insert("id".into(), input.variable.as_str().into());
            written.insert("description".into(), input.description.as_str().into());
            if let Some(default) = &input.default {
                written.insert("default".into(), default.as_str().into());
            }
            if input.is_secret {
                written.insert("password".into(), true.into());
            }
            Value::Object(written)
        };
        self.0.iter().map(written).collect()
    }
}

/// Returns the servers, or `None` if the key is missing.
pub(crate) fn read(root: &Value, notes: &mut Vec<String>) -> Option<Vec<Read>> {
    let mut servers = root.get("servers")?.clone();
    fill_inputs(root, &mut servers, notes);
    let servers = servers.as_object()?;
    if root.get("groups").and_then(Value::as_array).is_some_and(|groups| !groups.is_empty()) {
        notes.push("groups (`groups`) were not imported".into());
    }
    Some(entry::read_all(servers))
}

/// Adds the defaults of the inputs in `root` to the references, and notes their descriptions.
pub(in crate::formats) fn fill_inputs(root: &Value, servers: &mut Value, notes: &mut Vec<String>) {
    for input in root.get("inputs").and_then(Value::as_array).into_iter().flatten() {
        let Some(id) = text(input, "id") else { continue };
        let name = locate::variable_name(&[id]);
        if let Some(description) = text(input, "description") {
            notes.push(format!("{name}: {description}"));
        }
        if text(input, "type") == Some("command") {
            notes.push(format!("{name} is set by a command of the editor; set it here"));
        }
        let default = text(input, "default").filter(|default| !default.is_empty());
        if default.is_some_and(|default| default.contains(['}', '$'])) {
            notes.push(format!("{name} loses its default: a default cannot contain `$` or `}}`"));
        } else if let Some(default) = default {
            let with_default = format!("${{{name}:-{default}}}");
            let reference = format!("${{input:{id}}}");
            in_strings(servers, &|text| text.replace(&reference, &with_default));
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
