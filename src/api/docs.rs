//! The API document, `GET /api/docs/openapi.json`: all routes there are, as their handlers say. What
//! stands before every handler is said here once.

use axum::Router;
use axum::body::Bytes;
use axum::routing::get;
use http::header::CONTENT_TYPE;
use serde_json::{Value, json};
use utoipa::openapi::OpenApi;

use crate::api::state::ApiState;

/// The document of these routes, at its own path.
pub(crate) fn routes(document: &OpenApi, base_path: &str) -> Router<ApiState> {
    let text = Bytes::from(whole(document, base_path).to_string());
    let answer = async move || ([(CONTENT_TYPE, "application/json")], text);
    Router::new().route("/api/docs/openapi.json", get(answer))
}

/// With the server, the credentials, and what any route of its kind may answer.
fn whole(document: &OpenApi, base_path: &str) -> Value {
    let mut document = serde_json::to_value(document).unwrap_or_default();
    document["info"] = json!({
        "title": "mcphub admin API",
        "version": env!("CARGO_PKG_VERSION"),
        "description": "Settings, users and running servers of a hub. MCP itself is spoken at /mcp.",
    });
    document["servers"] = json!([{ "url": if base_path.is_empty() { "/" } else { base_path } }]);
    document["components"]["securitySchemes"] = json!({
        "key": { "type": "http", "scheme": "bearer", "description": "a key of the system that opens everything" },
        "login": { "type": "apiKey", "in": "header", "name": "x-auth-token", "description": "what a login answers" },
    });
    document["security"] = json!([{ "key": [] }, { "login": [] }]);
    for (path, methods) in document["paths"].as_object_mut().into_iter().flatten() {
        for (method, operation) in methods.as_object_mut().into_iter().flatten() {
            refusals(path, method, operation);
            operation["operationId"] = name_of(path, method).into();
        }
    }
    document
}

/// The name of an operation in clients that are made of the document: `post_servers_name_toggle`.
fn name_of(path: &str, method: &str) -> String {
    let words = path.split(|c: char| !c.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty() && *word != "api");
    [method].into_iter().chain(words).collect::<Vec<_>>().join("_")
}

/// What stands before the handler refuses alike everywhere.
fn refusals(path: &str, method: &str, operation: &mut Value) {
    let open = operation.get("security") == Some(&json!([{}]));
    let mut statuses = vec![(400, "what was sent cannot be used"), (429, "too many requests")];
    if !open || path.contains("/auth/") {
        statuses.push((401, "no credential, or a wrong one"));
    }
    if !open {
        statuses.push((403, "the caller may not do this, or the hub is read-only"));
    }
    if path.contains('{') {
        statuses.push((404, "there is no such thing"));
    }
    if method != "get" {
        statuses.push((409, "it is there already, or the file changed or cannot be used"));
    }
    if operation.get("requestBody").is_some() {
        statuses.push((413, "the body is too large"));
        statuses.push((415, "the body is not of the kind that is read"));
    }
    let Some(responses) = operation["responses"].as_object_mut() else { return };
    for (status, description) in statuses {
        let refusal = json!({
            "description": description,
            "content": { "application/json": { "schema": { "type": "object" } } },
        });
        responses.entry(status.to_string()).or_insert(refusal);
    }
}
