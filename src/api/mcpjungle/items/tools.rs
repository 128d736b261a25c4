//! Lists, enables, disables and calls tools of all servers.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::header::CONTENT_TYPE;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::extract::{JsonBody, QueryParams};
use crate::api::mcpjungle::admission::Admin;
use crate::api::mcpjungle::items::items;
use crate::api::mcpjungle::items::items::Item;
use crate::api::mcpjungle::refusal::Refusal;
use crate::api::mcpjungle::servers::enabling::set_enabled;
use crate::api::state::ApiState;
use crate::protocol::json;
use crate::proxy::inventory::items::ListKind;

/// A tool of a server.
#[derive(Serialize, ToSchema)]
pub(crate) struct Tool {
    /// The name `server__tool`.
    name: String,
    /// Whether clients see the tool.
    enabled: bool,
    /// Description of the tool.
    description: String,
    /// JSON Schema of the arguments.
    #[schema(value_type = Option<Object>)]
    input_schema: Option<Box<RawValue>>,
    /// Annotations of the tool, as its server declares them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    annotations: Option<Box<RawValue>>,
}

/// Query of the lists.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ServerQuery {
    /// Name of a server; all servers if absent.
    pub(in crate::api::mcpjungle) server: Option<String>,
}

/// Query for one item.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct NameQuery {
    /// The name `server__tool`.
    pub(in crate::api::mcpjungle) name: String,
}

/// Query for an item or a server.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct EntityQuery {
    /// The name `server__tool`, or a server for all its items.
    pub(in crate::api::mcpjungle) entity: String,
}

/// A request to call a tool.
#[derive(ToSchema)]
#[expect(
    dead_code,
    reason = "schema for the API document; the other members of the body are arguments"
)]
pub(crate) struct Invocation {
    /// The name `server__tool`; all other members are arguments.
    name: String,
}

/// The result of a tool call.
#[derive(ToSchema)]
#[expect(dead_code, reason = "schema for the API document; the result is passed through verbatim")]
pub(crate) struct CallResult {
    /// Content of the result, such as texts and images.
    content: Option<Vec<Value>>,
    /// Whether the tool failed.
    #[schema(rename = "isError")]
    is_error: Option<bool>,
}

/// Lists the tools of all servers or of one server, including disabled ones.
#[utoipa::path(get, path = "/api/v0/tools", tag = "MCPJungle: tools", params(ServerQuery),
    responses((status = 200, body = [Tool]), (status = 404, body = Refusal)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    caller: Caller,
    QueryParams(ServerQuery { server }): QueryParams<ServerQuery>,
) -> Result<Json<Vec<Tool>>, ApiError> {
    let all = items::list(&state, &caller, ListKind::Tools, server.as_deref()).await?;
    Ok(Json(all.iter().map(tool_view).collect()))
}

/// Returns one tool by its name.
#[utoipa::path(get, path = "/api/v0/tool", tag = "MCPJungle: tools", params(NameQuery),
    responses((status = 200, body = Tool), (status = 400, body = Refusal),
        (status = 404, body = Refusal)))]
pub(crate) async fn read(
    State(state): State<ApiState>,
    caller: Caller,
    QueryParams(NameQuery { name }): QueryParams<NameQuery>,
) -> Result<Json<Tool>, ApiError> {
    if name.is_empty() {
        return Err(ApiError::invalid("`name` must be a tool's name"));
    }
    let item = items::find(&state, &caller, ListKind::Tools, &name).await?;
    Ok(Json(tool_view(&item)))
}

/// Calls a tool and returns its result verbatim, even if the tool failed.
#[utoipa::path(post, path = "/api/v0/tools/invoke", tag = "MCPJungle: tools",
    request_body = Invocation,
    responses((status = 200, body = CallResult), (status = 400, body = Refusal),
        (status = 404, body = Refusal), (status = 500, body = Refusal)))]
pub(crate) async fn invoke(
    State(state): State<ApiState>,
    caller: Caller,
    JsonBody(mut sent): JsonBody<BTreeMap<String, Box<RawValue>>>,
) -> Result<Response, ApiError> {
    let name = sent
        .remove("name")
        .and_then(|raw| serde_json::from_str::<String>(raw.get()).ok())
        .filter(|name| !name.is_empty())
        .ok_or_else(|| ApiError::invalid("`name` must be a tool's name"))?;
    let item = items::find(&state, &caller, ListKind::Tools, &name).await?;
    items::require_enabled(&item, ListKind::Tools)?;
    let arguments = serde_json::to_string(&sent).map_err(|e| ApiError::internal(e.to_string()))?;
    let own = json::quote(&item.described.key);
    let params = format!(r#"{{"name":{own},"arguments":{arguments}}}"#);
    let result = items::send_request(&state, caller, &item.server, "tools/call", &params).await?;
    Ok(([(CONTENT_TYPE, "application/json")], omit_is_error_false(&result)).into_response())
}

/// Enables a tool, or all tools of a server.
#[utoipa::path(post, path = "/api/v0/tools/enable", tag = "MCPJungle: tools", params(EntityQuery),
    responses((status = 200, body = [String]), (status = 400, body = Refusal),
        (status = 404, body = Refusal)))]
pub(crate) async fn enable(
    State(state): State<ApiState>,
    admin: Admin,
    QueryParams(EntityQuery { entity }): QueryParams<EntityQuery>,
) -> Result<Json<Vec<String>>, ApiError> {
    set_enabled(&state, &admin, ListKind::Tools, &entity, true).await.map(Json)
}

/// Disables a tool, or all tools of a server.
#[utoipa::path(post, path = "/api/v0/tools/disable", tag = "MCPJungle: tools", params(EntityQuery),
    responses((status = 200, body = [String]), (status = 400, body = Refusal),
        (status = 404, body = Refusal)))]
pub(crate) async fn disable(
    State(state): State<ApiState>,
    admin: Admin,
    QueryParams(EntityQuery { entity }): QueryParams<EntityQuery>,
) -> Result<Json<Vec<String>>, ApiError> {
    set_enabled(&state, &admin, ListKind::Tools, &entity, false).await.map(Json)
}

fn tool_view(item: &Item) -> Tool {
    Tool {
        name: item.name(),
        enabled: item.enabled,
        description: item.description(),
        input_schema: item.raw("inputSchema"),
        annotations: item.raw("annotations"),
    }
}

/// Returns the result without `"isError": false`, which MCPJungle omits.
fn omit_is_error_false(result: &str) -> String {
    let members = json::members(result, &(0..result.len()));
    let is_kept = |member: &&json::Member| {
        let is_false = &result[member.value.clone()] == "false";
        !(json::is_key(result, &member.key, "isError") && is_false)
    };
    let kept: Vec<_> = members
        .iter()
        .filter(is_kept)
        .map(|m| format!("{}:{}", &result[m.key.clone()], &result[m.value.clone()]))
        .collect();
    format!("{{{}}}", kept.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_error_is_omitted_unless_true() {
        let bytes = r#"{"content":[ 1.0 ], "isError" : false,"_meta":{"isError":false}}"#;
        assert_eq!(omit_is_error_false(bytes), r#"{"content":[ 1.0 ],"_meta":{"isError":false}}"#);
        assert_eq!(omit_is_error_false(r#"{"isError":true}"#), r#"{"isError":true}"#);
    }
}
