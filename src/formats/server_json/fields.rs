//! Reads members of `server.json`, whose older versions have keys in snake case.

use serde_json::Value;

/// Returns the member `key`, given in camel case, under either spelling.
pub(super) fn member<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    value.get(key).or_else(|| value.get(snake_case(key)))
}

/// Returns a text that is not empty.
pub(super) fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    member(value, key)?.as_str().filter(|text| !text.is_empty())
}

/// Returns a text, or the text of a number or a boolean.
pub(super) fn scalar(value: &Value, key: &str) -> Option<String> {
    match member(value, key)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        value @ (Value::Number(_) | Value::Bool(_)) => Some(value.to_string()),
        _ => None,
    }
}

pub(super) fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    member(value, key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Returns whether the member is `true`.
pub(super) fn is_set(value: &Value, key: &str) -> bool {
    member(value, key).and_then(Value::as_bool).unwrap_or(false)
}

fn snake_case(key: &str) -> String {
    let mut snake = String::with_capacity(key.len() + 2);
    for c in key.chars() {
        if c.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(c.to_ascii_lowercase());
    }
    snake
}
