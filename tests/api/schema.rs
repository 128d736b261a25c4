//! Validates JSON against a schema of the API document, for the keywords that it uses.

use serde_json::{Map, Value};

/// Returns the place and the reason if a value does not match the schema.
pub(crate) fn mismatch(document: &Value, schema: &Value, value: &Value) -> Option<String> {
    if let Some(name) = schema["$ref"].as_str() {
        let there = document.pointer(name.trim_start_matches('#'));
        return mismatch(document, there.unwrap_or_else(|| panic!("{name} is not there")), value);
    }
    // A walk's placeholder for a value that differs between runs.
    if value.as_str().is_some_and(|text| text.starts_with('<')) {
        return None;
    }
    for any in ["anyOf", "oneOf"] {
        let Some(schemas) = schema[any].as_array() else { continue };
        let mut why = schemas.iter().map(|schema| mismatch(document, schema, value));
        if why.by_ref().all(|why| why.is_some()) {
            return Some(format!("{value} matches no schema of {any}"));
        }
    }
    let of_all = schema["allOf"].as_array().into_iter().flatten();
    let mut of_all = of_all.filter_map(|schema| mismatch(document, schema, value));
    of_all.next().or_else(|| wrong_type(schema, value)).or_else(|| match value {
        Value::Object(members) => wrong_member(document, schema, members),
        Value::Array(list) if schema["items"].is_object() => {
            list.iter().find_map(|item| mismatch(document, &schema["items"], item))
        }
        _ => None,
    })
}

fn wrong_type(schema: &Value, value: &Value) -> Option<String> {
    let is = |word: &Value| match word.as_str().unwrap_or_default() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("unknown type {other}"),
    };
    let words = match &schema["type"] {
        Value::Null => return None,
        Value::Array(words) => words.as_slice(),
        word => std::slice::from_ref(word),
    };
    let listed = schema["enum"].as_array().is_none_or(|list| list.contains(value));
    (!listed || !words.iter().any(is)).then(|| format!("{value} is not {}", schema["type"]))
}

fn wrong_member(document: &Value, schema: &Value, members: &Map<String, Value>) -> Option<String> {
    let mut needed = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let missing = needed.find(|name| !members.contains_key(*name));
    missing.map(|name| format!("`{name}` is missing")).or_else(|| {
        members.iter().find_map(|(name, value)| {
            let schema = schema["properties"].get(name)?;
            mismatch(document, schema, value).map(|why| format!("`{name}`: {why}"))
        })
    })
}
