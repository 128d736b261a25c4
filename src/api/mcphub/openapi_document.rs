//! Tools as an OpenAPI 3.0.3 document: a path for each, in MCPHub's layout. Pure. What a path takes
//! is what the route behind it reads.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::proxy::schemas::Schemas;

/// What JavaScript's `encodeURIComponent` leaves as it is.
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
/// The most parameters of a path that takes them in its query.
const SIMPLE_MAX: usize = 10;

/// What a document says beside the tools.
#[derive(Debug, Default)]
pub(super) struct About {
    /// Its title; MCPHub's where absent.
    pub(super) title: Option<String>,
    /// What it is for.
    pub(super) description: Option<String>,
    /// Its version.
    pub(super) version: Option<String>,
    /// The URL that paths stand below.
    pub(super) url: String,
}

/// A tool in a document.
#[derive(Debug)]
pub(super) struct Tool {
    /// The server.
    pub(super) server: String,
    /// The tool's name there.
    pub(super) name: String,
    /// Its name among all tools.
    pub(super) exposed: String,
    /// What it is for.
    pub(super) description: Option<String>,
    /// Its input schema.
    pub(super) input: Value,
}

/// The document of these tools.
pub(super) fn document(about: &About, tools: &[Tool]) -> Value {
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

/// A name as one segment of a path. One server's name would lead to another route.
fn segment(name: &str, is_server: bool) -> String {
    if is_server && name == "call" {
        return "%63all".to_owned();
    }
    utf8_percent_encode(name, SEGMENT).to_string()
}

/// The method and what is said of it.
fn operation(tool: &Tool) -> (&'static str, Value) {
    let answer = |description: &str, schema: &str| {
        let schema = json!({ "$ref": format!("#/components/schemas/{schema}") });
        json!({ "description": description, "content": { "application/json": { "schema": schema } } })
    };
    let said = tool.description.as_deref().filter(|text| !text.is_empty());
    let unsaid = format!("Execute {} tool", tool.exposed);
    let mut operation = json!({
        "summary": said.unwrap_or(&unsaid),
        "description": said.unwrap_or(&unsaid),
        "operationId": tool.exposed,
        "tags": [tool.server],
        "responses": {
            "200": answer("Successful tool execution", "ToolResponse"),
            "400": answer("Bad request - invalid parameters", "ErrorResponse"),
            "500": answer("Internal server error", "ErrorResponse"),
        },
    });
    let mut schema = plain(&tool.input);
    to_openapi(&mut schema);
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

/// An input schema without references.
pub(super) fn plain(input: &Value) -> Value {
    let mut schemas = Schemas::of(input);
    schemas.next_tool();
    schemas.input(input)
}

/// Whether all that a tool takes is numbers and switches, and not many.
fn is_simple(schema: &Value) -> bool {
    let properties = schema["properties"].as_object();
    let is_small = |property: &Value| {
        matches!(property["type"].as_str(), Some("integer" | "number" | "boolean"))
    };
    properties.is_none_or(|all| all.len() <= SIMPLE_MAX && all.values().all(is_small))
}

/// Says in the words of OpenAPI 3.0 what it says in other words than JSON Schema.
fn to_openapi(schema: &mut Value) {
    let Some(members) = schema.as_object_mut() else { return };
    if let Some(Value::Array(kinds)) = members.get("type") {
        let mut kinds = kinds.clone();
        let count = kinds.len();
        kinds.retain(|kind| kind != "null");
        if kinds.len() < count {
            members.insert("nullable".into(), true.into());
        }
        match kinds.as_slice() {
            [only] => drop(members.insert("type".into(), only.clone())),
            _ => drop(members.shift_remove("type")),
        }
    }
    if let Some(value) = members.shift_remove("const") {
        members.insert("enum".into(), json!([value]));
    }
    for (exclusive, limit) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if let Some(value @ Value::Number(_)) = members.get(exclusive).cloned() {
            members.insert(limit.into(), value);
            members.insert(exclusive.into(), true.into());
        }
    }
    if let Some(Value::Array(examples)) = members.shift_remove("examples")
        && let Some(example) = examples.into_iter().next()
    {
        members.insert("example".into(), example);
    }
    for (key, value) in members.iter_mut() {
        match (key.as_str(), value) {
            ("properties", Value::Object(properties)) => {
                properties.values_mut().for_each(to_openapi);
            }
            ("allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => {
                schemas.iter_mut().for_each(to_openapi);
            }
            ("items" | "additionalProperties" | "not", value) => to_openapi(value),
            _ => {}
        }
    }
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
        document(&About::default(), &[tool])["paths"].take()
    }

    #[test]
    fn numbers_and_switches_stand_in_the_query_and_all_else_in_a_body() {
        let paths = of(
            "n",
            json!({ "type": "object", "required": ["i"], "properties": {
                "i": { "type": "integer", "description": "how many", "exclusiveMinimum": 0 },
                "b": { "type": ["boolean", "null"] }
            }}),
        );
        let get = &paths["/tools/s/n"]["get"];
        let wanted = json!([
            { "name": "i", "in": "query", "required": true, "description": "how many",
              "schema": { "type": "integer", "minimum": 0, "exclusiveMinimum": true } },
            { "name": "b", "in": "query", "required": false, "description": "Parameter b",
              "schema": { "type": "boolean", "nullable": true } }
        ]);
        assert_eq!(get["parameters"], wanted);
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
    fn a_body_stands_for_itself_and_a_circle_is_cut() {
        let input = json!({
            "type": "object",
            "properties": { "tree": { "$ref": "#/$defs/tree" }, "kind": { "const": "a" } },
            "required": ["tree"],
            "$defs": { "tree": { "type": "object", "properties": {
                "all": { "type": "array", "items": { "$ref": "#/$defs/tree" } }
            }}}
        });
        let body = &of("x", input)["/tools/s/x"]["post"]["requestBody"];
        let wanted = json!({
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
        assert_eq!(*body, wanted);
    }

    #[test]
    fn names_are_one_segment_each() {
        let tool = |server: &str, name: &str| Tool {
            server: server.into(),
            name: name.into(),
            exposed: String::new(),
            description: None,
            input: json!({}),
        };
        let tools = [tool("com.a/b c", "x/y"), tool("call", "call")];
        let document = document(&About::default(), &tools);
        let paths: Vec<_> = document["paths"].as_object().unwrap().keys().collect();
        assert_eq!(paths, ["/tools/com.a%2Fb%20c/x%2Fy", "/tools/%63all/call"]);
    }
}
