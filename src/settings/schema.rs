//! The JSON Schema of the settings file: made from the table of fields, checked in as text.

/// The schema's text (draft 2020-12).
pub(crate) const SCHEMA: &str = include_str!("schema.json");

#[cfg(test)]
pub(crate) mod tests {
    use serde_json::{Map, Value, json};

    use super::SCHEMA;
    use crate::settings::fields::SETTINGS;
    use crate::settings::shape::{Field, Shape, Table};

    /// The schema that the table of fields comes to.
    pub(crate) fn generated() -> String {
        let Value::Object(root) = object(&SETTINGS) else { unreachable!("a table is an object") };
        let mut schema = Map::from_iter([
            ("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema")),
            ("title".to_owned(), json!("mcp_settings.json")),
        ]);
        schema.extend(root);
        format!("{:#}\n", Value::Object(schema))
    }

    /// Keys that are not known stay allowed, as they are in the file.
    fn object(table: &Table) -> Value {
        let property = |field: &Field| {
            let mut schema = of(&field.shape);
            schema["description"] = json!(field.about);
            (field.name.to_owned(), schema)
        };
        let properties: Map<String, Value> = table.fields.iter().map(property).collect();
        let required = table.fields.iter().filter(|field| field.required);
        let required: Vec<&str> = required.map(|field| field.name).collect();
        let mut schema = json!({ "type": "object" });
        if !properties.is_empty() {
            schema["properties"] = Value::Object(properties);
        }
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        schema
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
            Shape::Map(inner) => json!({ "type": "object", "additionalProperties": of(inner) }),
            Shape::Either(shapes) => json!({ "anyOf": shapes.iter().map(of).collect::<Vec<_>>() }),
        }
    }

    #[test]
    fn the_schema_names_what_the_table_names() {
        assert!(SCHEMA == generated(), "run the tests with UPDATE=1, and look at the difference");
    }

    #[test]
    fn every_key_says_what_it_is_for() {
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
