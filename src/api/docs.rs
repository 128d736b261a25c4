//! Builds the OpenAPI document, `GET /api/docs/openapi.json`, from the routes of all dialects. Adds
//! the parts that are common to all operations, such as authentication and its errors. Each
//! operation is at the root and below `/dialect/{name}`; an operation of several dialects has an
//! entry for each there and a merged one at the root.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::get;
use http::header::CONTENT_TYPE;
use serde_json::{Map, Value, json};
use utoipa::openapi::OpenApi;

use crate::api::state::ApiState;
use crate::settings::model::dialect::Dialect;

/// Methods that a path item can have.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Returns the document of each dialect.
pub(crate) type Documents = fn(&ApiState) -> Vec<(Dialect, OpenApi)>;

/// Serves the document, which is built on the first request.
pub(crate) fn routes(documents: Documents) -> Router<ApiState> {
    let kept: Arc<OnceLock<Bytes>> = Arc::default();
    let answer = async move |State(state): State<ApiState>| {
        let make = || Bytes::from(merge_documents(documents(&state), &state.base_path).to_string());
        ([(CONTENT_TYPE, "application/json")], kept.get_or_init(make).clone())
    };
    Router::new().route("/api/docs/openapi.json", get(answer))
}

struct DocumentedOperation {
    dialect: Dialect,
    path: String,
    method: String,
    operation: Value,
}

/// Merges the documents and adds the server, the credentials and the common responses.
fn merge_documents(documents: Vec<(Dialect, OpenApi)>, base_path: &str) -> Value {
    let (mut operations, mut schemas) = (Vec::new(), Map::new());
    for (dialect, document) in documents {
        let mut document = serde_json::to_value(document).unwrap_or_default();
        if dialect != Dialect::McpHub {
            rename_schemas(&mut document, dialect);
        }
        if let Value::Object(own) = document["components"]["schemas"].take() {
            schemas.extend(own);
        }
        let Value::Object(paths) = document["paths"].take() else { continue };
        for (path, item) in paths {
            let Value::Object(item) = item else { continue };
            for (method, operation) in item {
                if METHODS.contains(&method.as_str()) {
                    let mut one =
                        DocumentedOperation { dialect, path: path.clone(), method, operation };
                    one.complete();
                    operations.push(one);
                }
            }
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "mcphub admin API",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Settings, users and running servers of a hub, in the shapes of five systems. MCP itself is served at /mcp.",
        },
        "servers": [{ "url": if base_path.is_empty() { "/" } else { base_path } }],
        "paths": paths(operations, base_path),
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "key": { "type": "http", "scheme": "bearer", "description": "a system key with full access" },
                "login": { "type": "apiKey", "in": "header", "name": "x-auth-token", "description": "the token that a login returns" },
                "keyHeader": { "type": "apiKey", "in": "header", "name": "x-api-key", "description": "a key, as Agent-Corex sends it" },
                "keyQuery": { "type": "apiKey", "in": "query", "name": "api_key", "description": "a key, as Agent-Corex sends it" },
                "adminKey": { "type": "apiKey", "in": "header", "name": "x-admin-key", "description": "an admin's key, as Agent-Corex sends it" },
            },
        },
        "security": [{ "key": [] }, { "login": [] }],
    })
}

fn paths(operations: Vec<DocumentedOperation>, base_path: &str) -> Value {
    let mut at_root: BTreeMap<(String, String), Vec<DocumentedOperation>> = BTreeMap::new();
    let mut order = Vec::new();
    for one in operations {
        let key = (one.path.clone(), one.method.clone());
        if !at_root.contains_key(&key) {
            order.push(key.clone());
        }
        at_root.entry(key).or_default().push(one);
    }
    let mut paths = json!({});
    for key in order {
        let Some(all) = at_root.remove(&key) else { continue };
        let (path, method) = &key;
        if let [one] = all.as_slice() {
            let own = format!("{base_path}/dialect/{}", one.dialect.word());
            let root = if base_path.is_empty() { "/" } else { base_path };
            let mut operation = one.operation.clone();
            operation["servers"] = json!([{ "url": root }, { "url": own }]);
            paths[path][method] = operation;
            continue;
        }
        let operations: Vec<Value> = all.iter().map(|one| one.operation.clone()).collect();
        paths[path][method] = merge_operations(path, method, &operations);
        for one in all {
            let own = format!("/dialect/{}{path}", one.dialect.word());
            let mut operation = one.operation;
            operation["operationId"] = operation_id(one.dialect, &own, method).into();
            paths[own][method] = operation;
        }
    }
    paths
}

/// Merges the operations of several dialects at one path into one.
fn merge_operations(path: &str, method: &str, operations: &[Value]) -> Value {
    let mut responses = json!({});
    for operation in operations {
        for (status, response) in operation["responses"].as_object().into_iter().flatten() {
            if responses.get(status).is_none() {
                responses[status] = json!({ "description": response["description"] });
            }
            for (kind, content) in response["content"].as_object().into_iter().flatten() {
                let schemas = &mut responses[status]["content"][kind]["schema"]["anyOf"];
                let schema = content.get("schema").cloned().unwrap_or_else(|| json!({}));
                match schemas.as_array_mut() {
                    Some(list) if list.contains(&schema) => {}
                    Some(list) => list.push(schema),
                    None => *schemas = json!([schema]),
                }
            }
        }
    }
    let parameters: Vec<&Value> =
        operations.iter().filter_map(|one| one["parameters"].as_array()).flatten().collect();
    let bodies: Vec<&Value> = operations
        .iter()
        .map(|one| &one["requestBody"]["content"]["application/json"]["schema"])
        .filter(|schema| !schema.is_null())
        .collect();
    let mut operation = json!({
        "tags": operations[0]["tags"],
        "summary": "The body or the credential selects the dialect.",
        "operationId": operation_id(Dialect::McpHub, path, method),
        "parameters": parameters,
        "responses": responses,
    });
    if !bodies.is_empty() {
        let schema = json!({ "anyOf": bodies });
        operation["requestBody"] =
            json!({ "content": { "application/json": { "schema": schema } } });
    }
    let security = &operations[0]["security"];
    if !security.is_null() && operations.iter().all(|one| one["security"] == *security) {
        operation["security"] = security.clone();
    }
    operation
}

/// Prefixes schema names with the dialect: two dialects may use one name for different schemas.
fn rename_schemas(document: &mut Value, dialect: Dialect) {
    let before = dialect.word().replace('-', "_");
    if let Some(schemas) = document["components"]["schemas"].as_object_mut() {
        let own = std::mem::take(schemas);
        schemas.extend(own.into_iter().map(|(name, value)| (format!("{before}_{name}"), value)));
    }
    prefix_references(document, &before);
}

fn prefix_references(value: &mut Value, before: &str) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                match value {
                    Value::String(to) if key == "$ref" => {
                        *to = to.replace("/schemas/", &format!("/schemas/{before}_"));
                    }
                    value => prefix_references(value, before),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| prefix_references(value, before)),
        _ => {}
    }
}

/// Returns the operation id, which names a function in generated clients:
/// `post_servers_name_toggle`.
fn operation_id(dialect: Dialect, path: &str, method: &str) -> String {
    let is_prefixed = dialect != Dialect::McpHub && !path.starts_with("/dialect/");
    let prefix = is_prefixed.then(|| dialect.word().replace('-', "_"));
    let words = path
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty() && *word != "api")
        .map(str::to_owned);
    let all: Vec<_> = prefix.into_iter().chain([method.to_owned()]).chain(words).collect();
    all.join("_")
}

impl DocumentedOperation {
    fn complete(&mut self) {
        let Self { dialect, path, method, operation } = self;
        add_error_responses(path, method, operation);
        operation["operationId"] = operation_id(*dialect, path, method).into();
        if let (None, Some(schemes)) = (operation.get("security"), security_schemes(*dialect, path))
        {
            operation["security"] = schemes.iter().map(|name| json!({ *name: [] })).collect();
        }
    }
}

/// Returns the security schemes of an operation if they differ from the document's default,
/// MCPHub's.
fn security_schemes(dialect: Dialect, path: &str) -> Option<&'static [&'static str]> {
    match dialect {
        Dialect::McpHub => None,
        Dialect::AgentCorex if path.starts_with("/admin/") => {
            Some(&["key", "keyHeader", "keyQuery", "adminKey"])
        }
        Dialect::AgentCorex => Some(&["key", "keyHeader", "keyQuery"]),
        Dialect::McpJungle | Dialect::Pandora | Dialect::Aeontel => Some(&["key"]),
    }
}

/// Adds the error responses that admission and extraction produce for every handler.
fn add_error_responses(path: &str, method: &str, operation: &mut Value) {
    let open = operation.get("security") == Some(&json!([{}]));
    let mut statuses = vec![(400, "the request is invalid"), (429, "too many requests")];
    if !open || path.contains("/auth/") {
        statuses.push((401, "the credential is missing or not valid"));
    }
    if !open || path.contains("/auth/") {
        statuses.push((403, "the caller may not do this, or the hub is read-only"));
    }
    if path.contains('{') {
        statuses.push((404, "not found"));
    }
    if method != "get" {
        statuses.push((409, "it already exists, or the settings file changed or is not usable"));
    }
    if operation.get("requestBody").is_some() {
        statuses.push((413, "the body is too large"));
        statuses.push((415, "the Content-Type is not supported"));
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
