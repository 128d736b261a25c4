//! The tools, prompts and resources of the demo server, with their list entries and results. Only
//! the `count` tool, which takes time, is implemented by the server.

use serde_json::{Number, Value, json};

#[derive(Debug, PartialEq)]
pub(super) struct RpcError {
    pub(super) code: i64,
    pub(super) message: String,
    pub(super) data: Option<Value>,
}

impl RpcError {
    pub(super) fn new(code: i64, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), data: None }
    }

    pub(super) fn with(self, data: Value) -> Self {
        Self { data: Some(data), ..self }
    }
}

/// JSON-RPC code for invalid parameters and unknown items.
pub(super) const INVALID_PARAMS: i64 = -32602;

/// The prefix of greeting URIs; the rest is the name.
const GREETING: &str = "demo://greeting/";

/// Returns the tools in list order.
pub(super) fn tools() -> Vec<Value> {
    let read_only = json!({ "readOnlyHint": true, "openWorldHint": false });
    vec![
        json!({
            "name": "echo",
            "title": "Echo",
            "description": "Returns the text that it was given.",
            "inputSchema": {
                "type": "object",
                "properties": { "text": { "type": "string", "description": "The text to return." } },
                "required": ["text"]
            },
            "annotations": read_only
        }),
        json!({
            "name": "add",
            "title": "Add",
            "description": "Adds two numbers and returns the sum as structured content.",
            "inputSchema": {
                "type": "object",
                "properties": { "a": { "type": "number" }, "b": { "type": "number" } },
                "required": ["a", "b"]
            },
            "outputSchema": {
                "type": "object",
                "properties": { "sum": { "type": "number" } },
                "required": ["sum"]
            },
            "annotations": read_only
        }),
        json!({
            "name": "count",
            "title": "Count",
            "description": "Counts slowly, reports progress at each step, and stops when cancelled.",
            "inputSchema": {
                "type": "object",
                "properties": {
                    "to": { "type": "integer", "minimum": 1, "maximum": 1000, "default": 5 }
                }
            },
            "annotations": read_only
        }),
        json!({
            "name": "fail",
            "title": "Fail",
            "description": "Always returns a tool error, to see how a client shows one.",
            "inputSchema": {
                "type": "object",
                "properties": { "reason": { "type": "string", "description": "The error's text." } }
            },
            "annotations": read_only
        }),
    ]
}

/// Returns a successful tool result with one text.
pub(super) fn text_result(text: impl Into<String>) -> Value {
    json!({ "content": [{ "type": "text", "text": text.into() }] })
}

/// Returns a tool result with `isError`.
pub(super) fn tool_error(text: impl Into<String>) -> Value {
    json!({ "content": [{ "type": "text", "text": text.into() }], "isError": true })
}

/// Calls a tool other than `count`. Returns `None` if the name is unknown.
pub(super) fn call(name: &str, arguments: &Value) -> Option<Value> {
    Some(match name {
        "echo" => match arguments["text"].as_str() {
            Some(text) => text_result(text),
            None => tool_error("echo needs a string `text`"),
        },
        "add" => match (&arguments["a"], &arguments["b"]) {
            (Value::Number(a), Value::Number(b)) => match sum(a, b) {
                Some(sum) => {
                    let mut answer = text_result(sum.to_string());
                    answer["structuredContent"] = json!({ "sum": sum });
                    answer
                }
                None => tool_error("the sum is too large"),
            },
            _ => tool_error("add needs two numbers, `a` and `b`"),
        },
        "fail" => tool_error(arguments["reason"].as_str().unwrap_or("this tool always fails")),
        _ => return None,
    })
}

/// Returns the number of steps of a `count` call, or a tool error.
pub(super) fn steps_of(arguments: &Value) -> Result<u64, Value> {
    match &arguments["to"] {
        Value::Null => Ok(5),
        to => to
            .as_u64()
            .filter(|to| (1..=1000).contains(to))
            .ok_or_else(|| tool_error("`to` must be a whole number from 1 to 1000")),
    }
}

/// Adds two numbers, as integers if both are. Returns `None` if the sum is not finite.
fn sum(a: &Number, b: &Number) -> Option<Number> {
    if let (Some(a), Some(b)) = (a.as_i64(), b.as_i64())
        && let Some(sum) = a.checked_add(b)
    {
        return Some(sum.into());
    }
    Number::from_f64(a.as_f64()? + b.as_f64()?)
}

/// Returns the prompts in list order.
pub(super) fn prompts() -> Vec<Value> {
    vec![
        json!({ "name": "tour", "title": "Tour", "description": "Requests a tour of the demo tools." }),
        json!({
            "name": "greet",
            "title": "Greet",
            "description": "Requests a greeting.",
            "arguments": [
                { "name": "name", "description": "The name to greet.", "required": true },
                { "name": "language", "description": "The language of the greeting.", "required": false }
            ]
        }),
    ]
}

/// Returns the messages of a prompt.
///
/// # Errors
/// Fails if the prompt is unknown or a required argument is missing.
pub(super) fn prompt(name: &str, arguments: &Value) -> Result<Value, RpcError> {
    let text = match name {
        "tour" => "Call each demo tool once and report its result.".to_owned(),
        "greet" => {
            let missing =
                || RpcError::new(INVALID_PARAMS, "prompt `greet` needs the argument `name`");
            let person = arguments["name"].as_str().ok_or_else(missing)?;
            match arguments["language"].as_str() {
                Some(language) => format!("Greet {person} in {language}."),
                None => format!("Greet {person}."),
            }
        }
        _ => return Err(RpcError::new(INVALID_PARAMS, format!("unknown prompt: {name}"))),
    };
    Ok(json!({ "messages": [{ "role": "user", "content": { "type": "text", "text": text } }] }))
}

/// Returns the languages that begin with the typed text, for the argument `language` of `greet`.
pub(super) fn completions(params: &Value) -> Value {
    let typed = params["argument"]["value"].as_str().unwrap_or_default();
    let is_language = params["ref"]["name"] == "greet" && params["argument"]["name"] == "language";
    let values: Vec<_> = ["English", "French", "German", "Hindi", "Japanese", "Spanish"]
        .into_iter()
        .filter(|language| {
            is_language && language.to_lowercase().starts_with(&typed.to_lowercase())
        })
        .collect();
    json!({ "completion": { "total": values.len(), "hasMore": false, "values": values } })
}

/// Returns the resources in list order.
pub(super) fn resources() -> Vec<Value> {
    vec![
        json!({
            "uri": "demo://about",
            "name": "about",
            "description": "About this server.",
            "mimeType": "text/plain"
        }),
        json!({
            "uri": "demo://palette",
            "name": "palette",
            "description": "A few colors, as data.",
            "mimeType": "application/json"
        }),
    ]
}

pub(super) fn templates() -> Vec<Value> {
    vec![json!({
        "uriTemplate": "demo://greeting/{name}",
        "name": "greeting",
        "description": "A greeting for a name.",
        "mimeType": "text/plain"
    })]
}

/// Returns the contents of a resource; `None` if the URI is unknown.
pub(super) fn read(uri: &str) -> Option<Value> {
    let (mime_type, text) = match uri {
        "demo://about" => ("text/plain", "A small MCP server to try things with.".to_owned()),
        "demo://palette" => (
            "application/json",
            r##"{"sky":"#87ceeb","grass":"#7cfc00","brick":"#b22222"}"##.into(),
        ),
        _ => match uri.strip_prefix(GREETING) {
            Some(name) if !name.is_empty() => ("text/plain", format!("Hello, {name}!")),
            _ => return None,
        },
    };
    Some(json!({ "contents": [{ "uri": uri, "mimeType": mime_type, "text": text }] }))
}
