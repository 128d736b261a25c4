//! Generates the JSON Schema of the settings file from the table of fields.

use serde_json::{Map, Value, json};

use crate::schema::fields::SETTINGS;
use crate::schema::shape::{Field, Shape, Table};

/// Returns the schema (draft 2020-12). Everything that it rejects, validation reports as an error
/// or a warning.
pub fn schema() -> Value {
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "mcp_settings.json",
    });
    if let Value::Object(root) = object(&SETTINGS) {
        schema.as_object_mut().into_iter().for_each(|schema| schema.extend(root.clone()));
    }
    schema
}

/// Unknown keys are allowed, as in the file.
fn object(table: &Table) -> Value {
    let properties: Map<String, Value> = table.fields.iter().map(property).collect();
    let required: Vec<&str> =
        table.fields.iter().filter(|field| field.required).map(|field| field.name).collect();
    let mut schema = json!({ "type": "object" });
    if !properties.is_empty() {
        schema["properties"] = Value::Object(properties);
    }
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

/// Programs write null for fields without a value, so optional keys accept it.
fn property(field: &Field) -> (String, Value) {
    let mut schema = of(&field.shape);
    if !field.required {
        if let Some(kind) = schema.get("type").cloned() {
            schema["type"] = json!([kind, "null"]);
        }
        for choices in ["enum", "anyOf"] {
            if let Some(list) = schema.get_mut(choices).and_then(Value::as_array_mut) {
                list.push(if choices == "enum" { Value::Null } else { json!({ "type": "null" }) });
            }
        }
    }
    let without = if field.implemented { "" } else { " Not implemented yet: kept without effect." };
    schema["description"] = json!(format!("{}{without}", field.about));
    (field.name.to_owned(), schema)
}

fn of(shape: &Shape) -> Value {
    match shape {
        Shape::Any => json!({}),
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Text | Shape::Prose | Shape::Plain => json!({ "type": "string" }),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::Whole(least) => json!({ "type": "integer", "minimum": least }),
        Shape::Number => json!({ "type": "number" }),
        Shape::Object(table) => object(table),
        Shape::List(inner) => json!({ "type": "array", "items": of(inner) }),
        Shape::Map(Shape::Plain) => {
            json!({ "type": "object", "additionalProperties": { "type": ["string", "null"] } })
        }
        Shape::Map(inner) => json!({ "type": "object", "additionalProperties": of(inner) }),
        Shape::Either(shapes) => json!({ "anyOf": shapes.iter().map(of).collect::<Vec<_>>() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn optional_keys_may_be_null_and_needed_ones_may_not() {
        let server = &schema()["properties"]["mcpServers"]["additionalProperties"]["properties"];
        assert_eq!(server["type"]["enum"].as_array().unwrap().last(), Some(&Value::Null));
        assert_eq!(server["enabled"]["type"], json!(["boolean", "null"]));
        assert_eq!(server["env"]["additionalProperties"]["type"], json!(["string", "null"]));
        let about = &server["requireApproval"]["description"];
        assert_eq!(
            *about,
            "Ask before a tool is called. Not implemented yet: kept without effect."
        );
        let key = &schema()["properties"]["bearerKeys"];
        assert_eq!(key["items"]["properties"]["token"]["type"], "string");
        assert_eq!(schema()["properties"]["groups"]["anyOf"][2], json!({ "type": "null" }));
    }

    #[test]
    fn every_key_has_a_description() {
        fn check(table: &Table) {
            for field in table.fields {
                assert!(field.about.ends_with('.'), "{} of {}", field.name, table.what);
                if let Shape::Object(inner) = &field.shape {
                    check(inner);
                }
            }
        }
        check(&SETTINGS);
    }
}
