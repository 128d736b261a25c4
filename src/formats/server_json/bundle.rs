//! The questions of an MCPB bundle, its `user_config`, as inputs.

use serde_json::Value;

use crate::formats::server_json::inputs::{Form, Input, Role};
use crate::settings::transfer::bundle::Manifest;

/// Returns the inputs of a bundle, in the order of its manifest.
pub(crate) fn inputs(manifest: &Manifest) -> Vec<Input> {
    let questions = manifest.entry["user_config"].as_object().into_iter().flatten();
    questions.map(|(name, question)| input(name, question)).collect()
}

fn input(name: &str, question: &Value) -> Input {
    let is_set = |key: &str| question[key] == true;
    let about = question["description"].as_str().or_else(|| question["title"].as_str());
    let default = match &question["default"] {
        Value::String(text) => Some(text.clone()),
        value @ (Value::Number(_) | Value::Bool(_)) => Some(value.to_string()),
        Value::Array(list) => list.first().and_then(Value::as_str).map(str::to_owned),
        _ => None,
    };
    Input {
        role: Role::Variable,
        name: name.to_owned(),
        description: about.map(str::to_owned),
        is_required: is_set("required"),
        is_secret: is_set("sensitive"),
        is_repeated: is_set("multiple"),
        default: default.filter(|default| !default.is_empty()),
        choices: Vec::new(),
        form: match question["type"].as_str() {
            Some("number") => Form::Number,
            Some("boolean") => Form::Boolean,
            Some("directory" | "file") => Form::Path,
            _ => Form::Text,
        },
    }
}
