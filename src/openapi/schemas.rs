//! Makes the schemas of an OpenAPI document self-contained: replaces references by their targets,
//! cuts cycles, and translates or drops keywords that only OpenAPI has. The output is bounded for
//! any input.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use crate::openapi::limits;

/// Maximum nesting depth; deeper schemas are left unspecified.
const DEPTH_MAX: usize = 24;
/// Maximum length of a chain of references.
const HOPS_MAX: usize = 16;

/// OpenAPI keywords that JSON Schema lacks, and JSON Schema keywords that are meaningless once
/// references are replaced.
const DROPPED: &[&str] = &[
    "$ref",
    "$defs",
    "definitions",
    "$id",
    "$schema",
    "$anchor",
    "$comment",
    "$dynamicAnchor",
    "$dynamicRef",
    "nullable",
    "discriminator",
    "xml",
    "externalDocs",
    "example",
    "readOnly",
    "writeOnly",
];

/// Reads the schemas of one document.
pub(crate) struct Schemas<'a> {
    root: &'a Value,
    /// References being followed.
    active: Vec<&'a str>,
    /// Approximate bytes left for the schemas of the current tool.
    room: usize,
    /// Approximate bytes left for the schemas of all tools.
    left: usize,
}

impl<'a> Schemas<'a> {
    /// Reads the schemas of the document `root`.
    pub(crate) fn of(root: &'a Value) -> Self {
        Self { root, active: Vec::new(), room: 0, left: limits::SCHEMAS_BYTES }
    }

    /// Resets the budget for the next tool.
    pub(crate) fn next_tool(&mut self) {
        self.room = limits::SCHEMA_BYTES.min(self.left);
    }

    /// Follows the references of `value`. Returns `None` if one has no target in this document.
    pub(crate) fn resolve(&self, value: &'a Value) -> Option<&'a Value> {
        let mut value = value;
        for _ in 0..HOPS_MAX {
            match value.get("$ref").and_then(Value::as_str) {
                Some(reference) => value = self.find(reference)?,
                None => return Some(value),
            }
        }
        None
    }

    /// Returns the schema of an input: without members that only the API may set.
    pub(crate) fn input(&mut self, schema: &'a Value) -> Value {
        self.schema(schema, 0)
    }

    /// Returns the target of a reference in this document.
    fn find(&self, reference: &str) -> Option<&'a Value> {
        let pointer = percent_decode_str(reference.strip_prefix('#')?).decode_utf8().ok()?;
        self.root.pointer(&pointer)
    }

    fn schema(&mut self, schema: &'a Value, depth: usize) -> Value {
        let Value::Object(members) = schema else {
            // `true` and `false` are schemas; any other value is an error in the document.
            return if schema.is_boolean() { schema.clone() } else { json!({}) };
        };
        if depth > DEPTH_MAX || !self.spend(2) {
            return without_details(members);
        }
        let mut out = Map::new();
        if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
            let target = self.find(reference);
            if self.active.contains(&reference) {
                out = target.and_then(Value::as_object).map(only_type).unwrap_or_default();
            } else if let Some(target) = target {
                self.active.push(reference);
                if let Value::Object(resolved) = self.schema(target, depth + 1) {
                    out = resolved;
                }
                self.active.pop();
            }
        }
        for (key, value) in members {
            if DROPPED.contains(&key.as_str()) || key.starts_with("x-") {
                continue;
            }
            if !self.spend(key.len() + 4) {
                break;
            }
            if let Some(value) = self.member(key, value, members, depth) {
                out.insert(key.clone(), value);
            }
        }
        if let Some(example) = members.get("example").filter(|_| !out.contains_key("examples"))
            && self.spend(size(example))
        {
            out.insert("examples".into(), json!([example]));
        }
        if members.get("nullable") == Some(&Value::Bool(true)) {
            make_nullable(&mut out);
        }
        Value::Object(out)
    }

    /// Returns one member of a schema; `None` if it must be dropped.
    fn member(
        &mut self,
        key: &str,
        value: &'a Value,
        schema: &'a Map<String, Value>,
        depth: usize,
    ) -> Option<Value> {
        let depth = depth + 1;
        match (key, value) {
            ("properties", Value::Object(properties)) => {
                let inputs = properties.iter().filter(|(_, property)| !is_read_only(property));
                Some(Value::Object(self.map(inputs, depth)))
            }
            ("patternProperties" | "dependentSchemas", Value::Object(schemas)) => {
                Some(Value::Object(self.map(schemas.iter(), depth)))
            }
            (
                "items"
                | "additionalProperties"
                | "unevaluatedProperties"
                | "unevaluatedItems"
                | "propertyNames"
                | "contains"
                | "not"
                | "if"
                | "then"
                | "else",
                Value::Object(_) | Value::Bool(_),
            ) => Some(self.schema(value, depth)),
            ("items" | "allOf" | "anyOf" | "oneOf" | "prefixItems", Value::Array(schemas)) => {
                Some(schemas.iter().map(|schema| self.schema(schema, depth)).collect())
            }
            ("required", Value::Array(names)) => {
                let properties = schema.get("properties");
                let property = |name: &Value| properties?.get(name.as_str()?);
                let inputs = |name: &&Value| !property(name).is_some_and(is_read_only);
                Some(names.iter().filter(inputs).cloned().collect())
            }
            // Some documents declare `required` as a boolean on the property itself.
            ("required", _) => None,
            ("exclusiveMinimum", Value::Bool(is)) => schema.get("minimum").filter(|_| *is).cloned(),
            ("exclusiveMaximum", Value::Bool(is)) => schema.get("maximum").filter(|_| *is).cloned(),
            _ => self.spend(size(value)).then(|| value.clone()),
        }
    }

    fn map(
        &mut self,
        schemas: impl Iterator<Item = (&'a String, &'a Value)>,
        depth: usize,
    ) -> Map<String, Value> {
        let mut out = Map::new();
        for (name, schema) in schemas {
            if !self.spend(name.len() + 4) {
                break;
            }
            out.insert(name.clone(), self.schema(schema, depth));
        }
        out
    }

    /// Spends this many bytes of the budget. Returns `false` if too few are left.
    fn spend(&mut self, bytes: usize) -> bool {
        let fits = bytes <= self.room;
        let taken = if fits { bytes } else { self.room };
        self.room -= taken;
        self.left = self.left.saturating_sub(taken);
        fits
    }
}

/// Returns the schema without details.
fn without_details(members: &Map<String, Value>) -> Value {
    Value::Object(only_type(members))
}

fn only_type(members: &Map<String, Value>) -> Map<String, Value> {
    let kind = members.get("type").filter(|kind| kind.is_string());
    kind.map(|kind| ("type".to_owned(), kind.clone())).into_iter().collect()
}

fn is_read_only(property: &Value) -> bool {
    property.get("readOnly") == Some(&Value::Bool(true))
}

/// Translates `nullable` of OpenAPI 3.0: adds null to the types and to the choices.
fn make_nullable(schema: &mut Map<String, Value>) {
    if let Some(kind @ Value::String(_)) = schema.get_mut("type") {
        *kind = json!([kind, "null"]);
    }
    if let Some(Value::Array(choices)) = schema.get_mut("enum")
        && !choices.contains(&Value::Null)
    {
        choices.push(Value::Null);
    }
}

/// Returns the approximate length of a value as text.
fn size(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 6,
        Value::String(text) => text.len() + 2,
        Value::Array(values) => values.iter().map(|value| size(value) + 1).sum::<usize>() + 2,
        Value::Object(members) => {
            members.iter().map(|(key, value)| key.len() + size(value) + 4).sum::<usize>() + 2
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(root: &Value, schema: &Value) -> Value {
        let document = json!({ "root": root, "schema": schema });
        let mut schemas = Schemas::of(&document);
        schemas.next_tool();
        schemas.input(&document["schema"])
    }

    #[test]
    fn references_are_replaced_by_their_targets() {
        let root = json!({ "a/b": { "type": "string" }, "c d": { "$ref": "#/root/a~1b" } });
        let schema = json!({ "type": "object", "properties": {
            "x": { "$ref": "#/root/a~1b", "description": "mine" },
            "y": { "$ref": "#/root/c%20d" },
            "gone": { "$ref": "#/root/nowhere" },
            "far": { "$ref": "other.json#/x" },
            "$ref": { "type": "integer" }
        }});
        let wanted = json!({ "type": "object", "properties": {
            "x": { "type": "string", "description": "mine" },
            "y": { "type": "string" },
            "gone": {},
            "far": {},
            "$ref": { "type": "integer" }
        }});
        assert_eq!(input(&root, &schema), wanted);
    }

    #[test]
    fn cycles_are_cut() {
        let root = json!({ "node": { "type": "object", "properties": {
            "name": { "type": "string" },
            "next": { "$ref": "#/root/node" },
            "all": { "type": "array", "items": { "$ref": "#/root/node" } }
        }}, "self": { "$ref": "#/root/self" } });
        let wanted = json!({ "type": "object", "properties": {
            "name": { "type": "string" },
            "next": { "type": "object" },
            "all": { "type": "array", "items": { "type": "object" } }
        }});
        assert_eq!(input(&root, &json!({ "$ref": "#/root/node" })), wanted);
        assert_eq!(input(&root, &json!({ "$ref": "#/root/self" })), json!({}));
    }

    #[test]
    fn exponential_schemas_stay_small() {
        let doubled = |n: usize| {
            let next = json!({ "$ref": format!("#/root/{}", n + 1) });
            json!({ "type": "object", "properties": { "left": next, "right": next } })
        };
        let root: Vec<_> = (0..100).map(doubled).collect();
        let text = input(&json!(root), &json!({ "$ref": "#/root/0" })).to_string();
        assert!(text.len() < 2 * limits::SCHEMA_BYTES, "{}", text.len());
        let deep = (0..100).fold(json!({}), |inner, _| json!({ "items": inner }));
        assert_eq!(input(&json!({}), &deep).to_string().matches("items").count(), DEPTH_MAX + 1);
    }

    #[test]
    fn openapi_keywords_become_json_schema_keywords() {
        let schema = json!({
            "type": "object",
            "required": ["id", "name"],
            "x-mcp-header": "X",
            "example": { "name": "n" },
            "properties": {
                "id": { "type": "integer", "readOnly": true },
                "name": { "type": "string", "nullable": true, "enum": ["a"], "required": true },
                "n": { "minimum": 1, "exclusiveMinimum": true, "maximum": 2, "exclusiveMaximum": false }
            }
        });
        let wanted = json!({
            "type": "object",
            "required": ["name"],
            "properties": {
                "name": { "type": ["string", "null"], "enum": ["a", null] },
                "n": { "minimum": 1, "exclusiveMinimum": 1, "maximum": 2 }
            },
            "examples": [{ "name": "n" }]
        });
        assert_eq!(input(&json!({}), &schema), wanted);
    }
}
