//! The inputs of a server in a registry: values that the person who installs it provides.

use serde_json::Value;

use crate::formats::server_json::fields::{is_set, list, scalar, text};
use crate::settings::secrets::locate::variable_name;

/// The part of the entry that an input becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Environment,
    Header,
    Argument,
    /// `{name}` in a value or a URL.
    Variable,
}

/// The form of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    Number,
    Boolean,
    /// The path of a file or folder.
    Path,
}

/// An input without a fixed value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Input {
    pub(crate) role: Role,
    /// The name of the variable or header, the argument with its dashes, or what it stands for.
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) is_required: bool,
    pub(crate) is_secret: bool,
    /// Whether it may have several values.
    pub(crate) is_repeated: bool,
    pub(crate) default: Option<String>,
    /// The only values allowed; any if empty.
    pub(crate) choices: Vec<String>,
    pub(crate) form: Form,
}

/// Answers an input: no value leaves it out.
pub(crate) type Answer<'a> = dyn FnMut(&Input) -> Vec<String> + 'a;

impl Input {
    /// Reads the object of an input.
    pub(super) fn read(role: Role, name: &str, value: &Value) -> Self {
        let form = match text(value, "format") {
            Some("number") => Form::Number,
            Some("boolean") => Form::Boolean,
            Some("filepath") => Form::Path,
            _ => Form::Text,
        };
        Self {
            role,
            name: name.to_owned(),
            description: text(value, "description").map(str::to_owned),
            is_required: is_set(value, "isRequired"),
            is_secret: is_set(value, "isSecret"),
            is_repeated: is_set(value, "isRepeated"),
            default: scalar(value, "default"),
            choices: list(value, "choices")
                .iter()
                .filter_map(|choice| choice.as_str().map(str::to_owned))
                .collect(),
            form,
        }
    }

    /// Returns the name of the variable that holds the value, if it is not in the entry itself.
    pub(crate) fn variable(&self) -> String {
        match self.role {
            Role::Environment if is_variable(&self.name) => self.name.clone(),
            _ => variable_name(&[&self.name]),
        }
    }

    /// Returns `${NAME}`.
    pub(crate) fn reference(&self) -> String {
        format!("${{{}}}", self.variable())
    }
}

fn is_variable(name: &str) -> bool {
    crate::settings::reference::names(&format!("${{{name}}}")) == [name]
}

/// Answers inputs without a person: defaults, and references for secrets and required values. Adds
/// a note for each variable to set.
pub(crate) fn answer_unattended(input: &Input, notes: &mut Vec<String>) -> Vec<String> {
    if let Some(default) = input.default.as_ref().filter(|_| !input.is_secret) {
        return vec![default.clone()];
    }
    if !input.is_secret && !input.is_required {
        return Vec::new();
    }
    let note = to_set(input);
    if !notes.contains(&note) {
        notes.push(note);
    }
    vec![input.reference()]
}

/// Returns "set NAME: what it is".
pub(crate) fn to_set(input: &Input) -> String {
    let about = input.description.as_deref().map(|text| format!(": {text}"));
    format!("set {}{}", input.variable(), about.unwrap_or_default())
}
