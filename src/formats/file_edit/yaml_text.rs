//! Writes values as YAML. Strings that could be read as something else are quoted.

use serde_json::{Map, Value};

/// Returns the lines of a member: `key: value`, or the key and deeper lines.
pub(super) fn member(key: &str, value: &Value) -> Vec<String> {
    let key = scalar_text(key);
    match value {
        Value::Object(members) if !members.is_empty() => {
            let mut lines = vec![format!("{key}:")];
            lines.extend(map(members).into_iter().map(|line| format!("  {line}")));
            lines
        }
        Value::Array(items) if !items.is_empty() => {
            let mut lines = vec![format!("{key}:")];
            for item in items {
                lines.extend(element(item).into_iter().map(|line| format!("  {line}")));
            }
            lines
        }
        other => vec![format!("{key}: {}", scalar(other))],
    }
}

/// Returns the lines of an element: `- value`.
pub(super) fn element(value: &Value) -> Vec<String> {
    match value {
        Value::Object(members) if !members.is_empty() => {
            let lines = map(members).into_iter().enumerate();
            lines.map(|(at, line)| format!("{}{line}", if at == 0 { "- " } else { "  " })).collect()
        }
        // A list in a list is written in one line.
        other => vec![format!("- {}", scalar(other))],
    }
}

fn map(members: &Map<String, Value>) -> Vec<String> {
    members.iter().flat_map(|(key, value)| member(key, value)).collect()
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => scalar_text(text),
        // JSON is YAML.
        other => other.to_string(),
    }
}

/// Returns a string, bare if it can only be read as a string.
fn scalar_text(text: &str) -> String {
    const WORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/');
    let is_word = WORDS.contains(&text.to_lowercase().as_str());
    if starts && text.chars().all(plain) && !is_word {
        return text.to_owned();
    }
    Value::from(text).to_string()
}
