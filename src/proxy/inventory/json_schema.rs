//! Checks whether a JSON Schema compiles. Some clients compile each tool's output schema when they
//! read the list, and reject the whole list if one fails.

use serde_json::Value;

use crate::protocol::ecma_pattern;

/// Whether clients that compile the schema can do so.
pub(crate) fn compiles(root: &Value) -> bool {
    Compiler { root, followed: Vec::new() }.schema(root)
}

/// Walks a schema and its references.
struct Compiler<'a> {
    root: &'a Value,
    /// References already followed.
    followed: Vec<&'a str>,
}

impl<'a> Compiler<'a> {
    fn schema(&mut self, schema: &'a Value) -> bool {
        let Value::Object(members) = schema else { return schema.is_boolean() };
        if members.contains_key("nullable") && !members.contains_key("type") {
            return false;
        }
        members.iter().all(|(key, value)| self.member(key, value))
    }

    fn member(&mut self, key: &str, value: &'a Value) -> bool {
        match key {
            "type" => match value {
                Value::Array(kinds) => !kinds.is_empty() && kinds.iter().all(is_type),
                kind => is_type(kind),
            },
            "$ref" => value.as_str().is_some_and(|reference| self.reference(reference)),
            "$id" | "$schema" | "format" => value.is_string(),
            "pattern" => value.as_str().is_some_and(ecma_pattern::is_valid),
            "required" => value.as_array().is_some_and(|all| all.iter().all(Value::is_string)),
            "enum" => value.as_array().is_some_and(|all| !all.is_empty()),
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf"
            | "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties"
            | "maxProperties" => value.is_number(),
            "uniqueItems" | "nullable" => value.is_boolean(),
            "patternProperties" => value.as_object().is_some_and(|schemas| {
                let are_valid = schemas.keys().all(|pattern| ecma_pattern::is_valid(pattern));
                are_valid && schemas.values().all(|schema| self.schema(schema))
            }),
            "properties" => value
                .as_object()
                .is_some_and(|schemas| schemas.values().all(|schema| self.schema(schema))),
            "allOf" | "anyOf" | "oneOf" => value
                .as_array()
                .is_some_and(|all| !all.is_empty() && all.iter().all(|schema| self.schema(schema))),
            "items" => match value {
                Value::Array(schemas) => schemas.iter().all(|schema| self.schema(schema)),
                schema => self.schema(schema),
            },
            "additionalItems"
            | "additionalProperties"
            | "contains"
            | "propertyNames"
            | "not"
            | "if"
            | "then"
            | "else" => self.schema(value),
            _ => true,
        }
    }

    /// Whether a reference resolves. One into another document does not, unless this document
    /// defines its own ids or anchors.
    fn reference(&mut self, reference: &'a str) -> bool {
        if self.followed.contains(&reference) {
            return true;
        }
        self.followed.push(reference);
        let pointer = reference.strip_prefix('#').filter(|p| p.is_empty() || p.starts_with('/'));
        let Some(pointer) = pointer else {
            let text = self.root.to_string();
            return text.contains("\"$id\":") || text.contains("\"$anchor\":");
        };
        let pointer = percent_encoding::percent_decode_str(pointer).decode_utf8_lossy();
        let root = self.root;
        root.pointer(&pointer).is_some_and(|target| self.schema(target))
    }
}

fn is_type(kind: &Value) -> bool {
    const KINDS: [&str; 7] = ["string", "number", "integer", "boolean", "null", "object", "array"];
    kind.as_str().is_some_and(|kind| KINDS.contains(&kind))
}
