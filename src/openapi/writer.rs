//! Writes tools as an OpenAPI 3.0.3 document in MCPHub's layout, with a path for each tool. Pure.
//! The parameters of a path match those that `tools.rs` reads.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::openapi::schemas::Schemas;

/// Characters that JavaScript's `encodeURIComponent` leaves unchanged.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');
/// Limit of query parameters; a tool with more takes a body.
const SIMPLE_MAX: usize = 10;

/// The content of a document beside its tools.
#[derive(Debug, Default)]
pub(crate) struct DocumentInfo {
    /// Title of the document; MCPHub's if absent.
    pub(crate) title: Option<String>,
    /// Description of the document.
    pub(crate) description: Option<String>,
    /// Version of the document.
    pub(crate) version: Option<String>,
    /// URL that the paths are relative to.
    pub(crate) url: String,
}

/// A tool in a document.
#[derive(Debug)]
pub(crate) struct Tool {
    /// Name of the tool's server.
    pub(crate) server: String,
    /// The tool's name on its server.
    pub(crate) name: String,
    /// The tool's name in the hub.
    pub(crate) exposed: String,
    /// Description of the tool.
    pub(crate) description: Option<String>,
    /// JSON Schema of the arguments.
    pub(crate) input: Value,
}

/// Returns the document of these tools.
pub(crate) fn document(about: &DocumentInfo, tools: &[Tool]) -> Value {
    let mut paths = Map::new();
    let mut tags: Vec<Value> = Vec::new();
    for tool in tools {
        let path = format!("/tools/{}/{}", segment(&tool.server, true), segment(&tool.name, false));
        let (method, operation) = operation(tool);
        paths.insert(path, json!({ method: operation }));
        let tag = json!({
            "name": tool.server,
            "description": format!("Tools from {} server", tool.server),
        });
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    let description = "The tools of MCP servers behind a hub, each as an HTTP request.";
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": about.title.as_deref().unwrap_or("MCPHub API"),
            "description": about.description.as_deref().unwrap_or(description),
            "version": about.version.as_deref().unwrap_or("1.0.0"),
        },
        "servers": [{ "url": about.url, "description": "MCPHub API Server" }],
        "paths": paths,
        "components": {
            "schemas": {
                "ToolResponse": {
                    "type": "object",
                    "properties": {
                        "content": {
                            "type": "array",
                            "items": {
                                "type": "object",
                                "properties": {
                                    "type": { "type": "string" },
                                    "text": { "type": "string" },
                                },
                            },
                        },
                        "isError": { "type": "boolean" },
                    },
                },
                "ErrorResponse": {
                    "type": "object",
                    "properties": {
                        "error": { "type": "string" },
                        "message": { "type": "string" },
                    },
                },
            },
            "securitySchemes": { "bearerAuth": { "type": "http", "scheme": "bearer" } },
        },
        "security": [{ "bearerAuth": [] }],
        "tags": tags,
    })
}

/// Encodes a name as one path segment. A server named `call` would clash with another route.
fn segment(name: &str, is_server: bool) -> String {
    if is_server && name == "call" {
        return "%63all".to_owned();
    }
    utf8_percent_encode(name, SEGMENT).to_string()
}

/// Returns the method and the operation object.
fn operation(tool: &Tool) -> (&'static str, Value) {
    let answer = |description: &str, schema: &str| {
        let schema = json!({ "$ref": format!("#/components/schemas/{schema}") });
        json!({ "description": description, "content": { "application/json": { "schema": schema } } })
    };
    let described = tool.description.as_deref().filter(|text| !text.is_empty());
    let default = format!("Execute {} tool", tool.exposed);
    let mut operation = json!({
        "summary": described.unwrap_or(&default),
        "description": described.unwrap_or(&default),
        "operationId": tool.exposed,
        "tags": [tool.server],
        "responses": {
            "200": answer("Successful tool execution", "ToolResponse"),
            "400": answer("Bad request - invalid parameters", "ErrorResponse"),
            "500": answer("Internal server error", "ErrorResponse"),
        },
    });
    let schema = to_openapi(&resolve_references(&tool.input));
    let required: Vec<_> = schema["required"].as_array().cloned().unwrap_or_default();
    if is_simple(&schema) {
        let parameter = |(name, schema): (&String, &Value)| {
            let mut schema = schema.clone();
            let words = schema.as_object_mut().and_then(|s| s.shift_remove("description"));
            json!({
                "name": name,
                "in": "query",
                "required": required.contains(&Value::from(name.as_str())),
                "description": words.unwrap_or_else(|| format!("Parameter {name}").into()),
                "schema": schema,
            })
        };
        let properties = schema["properties"].as_object().into_iter().flatten();
        let parameters: Vec<_> = properties.map(parameter).collect();
        if !parameters.is_empty() {
            operation["parameters"] = parameters.into();
        }
        return ("get", operation);
    }
    operation["requestBody"] = json!({
        "required": !required.is_empty(),
        "content": { "application/json": { "schema": schema } },
    });
    ("post", operation)
}

/// Returns an input schema with its references resolved.
pub(crate) fn resolve_references(input: &Value) -> Value {
    let mut schemas = Schemas::of(input);
    schemas.next_tool();
    schemas.input(input)
}

/// Returns whether a tool has only a few number and boolean parameters.
fn is_simple(schema: &Value) -> bool {
    let properties = schema["properties"].as_object();
    let is_small = |property: &Value| {
        matches!(property["type"].as_str(), Some("integer" | "number" | "boolean"))
    };
    properties.is_none_or(|all| all.len() <= SIMPLE_MAX && all.values().all(is_small))
}

/// Schema members with strings.
const TEXTS: [&str; 4] = ["title", "description", "format", "pattern"];
/// Schema members with booleans.
const SWITCHES: [&str; 5] = ["uniqueItems", "nullable", "readOnly", "writeOnly", "deprecated"];
/// Schema members with integers from 0.
const COUNTS: [&str; 6] =
    ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"];
/// Types that OpenAPI 3.0 supports.
const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// Converts a JSON Schema to OpenAPI 3.0. Keywords that 3.0 does not support are omitted, so that
/// the schema accepts more values, but every reader accepts the schema.
fn to_openapi(schema: &Value) -> Value {
    let members = match schema {
        Value::Object(members) => members,
        Value::Bool(false) => return json!({ "not": {} }),
        _ => return json!({}),
    };
    let mut out = Map::new();
    for (key, value) in members {
        let is_kept = match (key.as_str(), value) {
            (key, Value::String(_)) => TEXTS.contains(&key),
            (key, Value::Bool(_)) => SWITCHES.contains(&key),
            ("multipleOf" | "minimum" | "maximum", Value::Number(_)) => true,
            (key, Value::Number(number)) => COUNTS.contains(&key) && number.is_u64(),
            ("required" | "enum", Value::Array(list)) => !list.is_empty(),
            _ => false,
        };
        let is_free = matches!(key.as_str(), "default" | "example") || key.starts_with("x-");
        if is_kept || is_free {
            out.insert(key.clone(), value.clone());
        }
        match (key.as_str(), value) {
            ("properties", Value::Object(properties)) => {
                let all =
                    properties.iter().map(|(name, schema)| (name.clone(), to_openapi(schema)));
                out.insert(key.clone(), Value::Object(all.collect()));
            }
            ("additionalProperties", Value::Bool(_)) => {
                out.insert(key.clone(), value.clone());
            }
            ("additionalProperties" | "not", value) => {
                out.insert(key.clone(), to_openapi(value));
            }
            ("const", value) => drop(out.insert("enum".into(), json!([value]))),
            ("examples", Value::Array(list)) if !list.is_empty() => {
                out.insert("example".into(), list[0].clone());
            }
            ("exclusiveMinimum", limit) => exclude(&mut out, key, "minimum", limit),
            ("exclusiveMaximum", limit) => exclude(&mut out, key, "maximum", limit),
            ("allOf" | "anyOf" | "oneOf", Value::Array(list)) => {
                let rest = list.iter().filter(|one| key == "allOf" || !is_null(one));
                let rest: Vec<Value> = rest.map(to_openapi).collect();
                if rest.len() < list.len() {
                    out.insert("nullable".into(), true.into());
                }
                if !rest.is_empty() {
                    out.insert(key.clone(), rest.into());
                }
            }
            _ => {}
        }
    }
    with_types(&mut out, members.get("type"));
    with_items(&mut out, members);
    if out.get("enum").and_then(Value::as_array).is_some_and(|list| list.contains(&Value::Null)) {
        out.insert("nullable".into(), true.into());
    }
    Value::Object(out)
}

/// Writes an exclusive limit as 3.0 requires: a number, and a flag that excludes it.
fn exclude(out: &mut Map<String, Value>, key: &str, inclusive: &str, limit: &Value) {
    match limit {
        Value::Number(_) => {
            out.insert(inclusive.to_owned(), limit.clone());
            out.insert(key.to_owned(), true.into());
        }
        Value::Bool(_) => drop(out.insert(key.to_owned(), limit.clone())),
        _ => {}
    }
}

/// Returns whether a schema accepts null only.
fn is_null(schema: &Value) -> bool {
    schema["type"] == "null" || schema.get("const").is_some_and(Value::is_null)
}

/// Writes the type, of which 3.0 allows one; several become `anyOf`.
fn with_types(out: &mut Map<String, Value>, types: Option<&Value>) {
    let all = match types {
        Some(Value::Array(all)) => all.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => return,
    };
    let known: Vec<&str> =
        all.iter().filter_map(Value::as_str).filter(|word| TYPES.contains(word)).collect();
    let has_null = all.iter().any(|word| word == "null");
    if has_null {
        out.insert("nullable".into(), true.into());
    }
    match known.as_slice() {
        [] if has_null => drop(out.insert("enum".into(), json!([null]))),
        [one] => drop(out.insert("type".into(), (*one).into())),
        [_, ..] if !out.contains_key("anyOf") => {
            let choice = known.iter().map(|word| match *word {
                "array" => json!({ "type": word, "items": {} }),
                word => json!({ "type": word }),
            });
            out.insert("anyOf".into(), choice.collect());
        }
        _ => {}
    }
}

/// Writes the items of an array: 3.0 requires `items` and does not support tuples.
fn with_items(out: &mut Map<String, Value>, members: &Map<String, Value>) {
    let (places, rest) = match (members.get("prefixItems"), members.get("items")) {
        (Some(Value::Array(places)), rest) => (places.as_slice(), rest),
        (_, Some(Value::Array(places))) => (places.as_slice(), members.get("additionalItems")),
        (_, rest) => (&[][..], rest),
    };
    if places.is_empty() {
        match rest {
            Some(rest) => drop(out.insert("items".into(), to_openapi(rest))),
            None if out.get("type").is_some_and(|word| word == "array") => {
                out.insert("items".into(), json!({}));
            }
            None => {}
        }
        return;
    }
    let mut choice: Vec<Value> = places.iter().map(to_openapi).collect();
    match rest {
        Some(Value::Bool(false)) => {
            out.entry("maxItems").or_insert_with(|| places.len().into());
        }
        Some(rest) => choice.push(to_openapi(rest)),
        None => {}
    }
    out.insert("items".into(), json!({ "anyOf": choice }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, input: Value) -> Value {
        let tool = Tool {
            server: "s".into(),
            name: name.into(),
            exposed: format!("s-{name}"),
            description: None,
            input,
        };
        document(&DocumentInfo::default(), &[tool])["paths"].take()
    }

    #[test]
    fn numbers_and_booleans_are_query_parameters_all_else_is_a_body() {
        let paths = of(
            "n",
            json!({ "type": "object", "required": ["i"], "properties": {
                "i": { "type": "integer", "description": "how many", "exclusiveMinimum": 0 },
                "b": { "type": ["boolean", "null"] }
            }}),
        );
        let get = &paths["/tools/s/n"]["get"];
        let expected = json!([
            { "name": "i", "in": "query", "required": true, "description": "how many",
              "schema": { "type": "integer", "minimum": 0, "exclusiveMinimum": true } },
            { "name": "b", "in": "query", "required": false, "description": "Parameter b",
              "schema": { "type": "boolean", "nullable": true } }
        ]);
        assert_eq!(get["parameters"], expected);
        assert_eq!(get["operationId"], "s-n");

        assert!(of("x", json!({ "type": "object" }))["/tools/s/x"]["get"]["parameters"].is_null());
        let many = (0..11).map(|n| (format!("p{n}"), json!({ "type": "integer" })));
        let many = json!({ "properties": many.collect::<Map<_, _>>() });
        for input in [
            many,
            json!({ "properties": { "t": { "type": "string" } } }),
            json!({ "properties": { "any": {} } }),
        ] {
            let paths = of("x", input.clone());
            assert_eq!(paths["/tools/s/x"]["post"]["requestBody"]["required"], false, "{input}");
        }
    }

    #[test]
    fn references_are_resolved_and_cycles_are_cut() {
        let input = json!({
            "type": "object",
            "properties": { "tree": { "$ref": "#/$defs/tree" }, "kind": { "const": "a" } },
            "required": ["tree"],
            "$defs": { "tree": { "type": "object", "properties": {
                "all": { "type": "array", "items": { "$ref": "#/$defs/tree" } }
            }}}
        });
        let body = &of("x", input)["/tools/s/x"]["post"]["requestBody"];
        let expected = json!({
            "required": true,
            "content": { "application/json": { "schema": {
                "type": "object",
                "properties": {
                    "tree": { "type": "object", "properties": {
                        "all": { "type": "array", "items": { "type": "object" } }
                    }},
                    "kind": { "enum": ["a"] }
                },
                "required": ["tree"]
            }}}
        });
        assert_eq!(*body, expected);
    }

    #[test]
    fn unsupported_keywords_are_converted_or_omitted() {
        for (schema, expected) in [
            (json!(true), json!({})),
            (json!(null), json!({})),
            (json!(false), json!({ "not": {} })),
            (json!({ "const": null }), json!({ "enum": [null], "nullable": true })),
            (json!({ "type": "null" }), json!({ "enum": [null], "nullable": true })),
            (
                json!({ "type": ["string", "integer", "null"] }),
                json!({ "anyOf": [{ "type": "string" }, { "type": "integer" }], "nullable": true }),
            ),
            (
                json!({ "anyOf": [{ "type": "string" }, { "type": "null" }], "default": null }),
                json!({ "anyOf": [{ "type": "string" }], "nullable": true, "default": null }),
            ),
            (json!({ "oneOf": [true, { "const": 1 }] }), json!({ "oneOf": [{}, { "enum": [1] }] })),
            (
                json!({ "type": "array", "prefixItems": [{ "type": "string" }, true], "items": false }),
                json!({ "type": "array", "items": { "anyOf": [{ "type": "string" }, {}] }, "maxItems": 2 }),
            ),
            (
                json!({ "type": "array", "items": [{ "type": "string" }] }),
                json!({ "type": "array", "items": { "anyOf": [{ "type": "string" }] } }),
            ),
            (json!({ "type": "array" }), json!({ "type": "array", "items": {} })),
            (
                json!({ "properties": { "a": true, "b": false }, "additionalProperties": false }),
                json!({ "properties": { "a": {}, "b": { "not": {} } }, "additionalProperties": false }),
            ),
            (
                json!({ "$schema": "x", "$defs": {}, "if": {}, "required": [], "enum": [], "title": 1,
                        "patternProperties": {}, "type": "any", "minLength": -1, "x-own": 1 }),
                json!({ "x-own": 1 }),
            ),
        ] {
            assert_eq!(to_openapi(&schema), expected, "{schema}");
        }
    }

    #[test]
    fn each_name_is_one_path_segment() {
        let tool = |server: &str, name: &str| Tool {
            server: server.into(),
            name: name.into(),
            exposed: String::new(),
            description: None,
            input: json!({}),
        };
        let tools = [tool("com.a/b c", "x/y"), tool("call", "call")];
        let document = document(&DocumentInfo::default(), &tools);
        let paths: Vec<_> = document["paths"].as_object().unwrap().keys().collect();
        assert_eq!(paths, ["/tools/com.a%2Fb%20c/x%2Fy", "/tools/%63all/call"]);
    }
}
