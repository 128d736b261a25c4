//! Tool calls without MCP: each tool at its own path, and calls by name. Source: MCPHub's REST
//! reference, "Tools", and its OpenAPI integration.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, Method, StatusCode};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::extract::{JsonText, PathParams, parse_json};
use crate::api::mcphub::envelope::Data;
use crate::api::mcphub::items::arguments;
use crate::api::mcphub::items::tool_lookup;
use crate::api::mcphub::items::tool_lookup::{CallableTool, SearchIn};
use crate::api::state::ApiState;
use crate::openapi::writer::resolve_references;
use crate::protocol::json;
use crate::proxy::in_process_client;
use crate::proxy::in_process_client::Asker;

/// A tool call by name.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ToolCall {
    /// The tool's name, original or exposed.
    tool_name: Option<String>,
    /// Arguments of the call.
    #[schema(value_type = Object)]
    arguments: Option<Box<RawValue>>,
}

/// Members of a result that the response contains.
const RESULT_MEMBERS: [&str; 4] = ["content", "isError", "structuredContent", "_meta"];

/// Calls a tool with arguments from the query or a JSON body. Returns the MCP result verbatim, even
/// if the tool failed.
#[utoipa::path(method(get, post), path = "/api/tools/{server}/{tool}", tag = "Tools",
    params(("server" = String, Path), ("tool" = String, Path, description = "the tool's name on its server")),
    responses((status = 200, body = Value), (status = 500, body = Value)))]
pub(crate) async fn execute(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams((server, tool)): PathParams<(String, String)>,
    sent: CallRequest,
) -> Result<Response, ApiError> {
    let offered = tool_lookup::find(&state, &caller, SearchIn::Everything, &server, &tool).await?;
    execute_tool(&state, caller, offered, &tool, sent).await
}

/// Calls a tool of a group; tools outside the group do not exist here.
#[utoipa::path(method(get, post), path = "/api/{group}/tools/{server}/{tool}", tag = "Tools",
    params(("group" = String, Path, description = "name or id"), ("server" = String, Path),
        ("tool" = String, Path, description = "the tool's name on its server")),
    responses((status = 200, body = Value), (status = 500, body = Value)))]
pub(crate) async fn execute_in_group(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams((group, server, tool)): PathParams<(String, String, String)>,
    sent: CallRequest,
) -> Result<Response, ApiError> {
    let offered =
        tool_lookup::find(&state, &caller, SearchIn::Group(&group), &server, &tool).await?;
    execute_tool(&state, caller, offered, &tool, sent).await
}

/// Calls a tool by its name.
#[utoipa::path(post, path = "/api/tools/call/{server}", tag = "Tools",
    params(("server" = String, Path)), request_body = ToolCall,
    responses((status = 200, body = Data), (status = 500, body = Value)))]
pub(crate) async fn call(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(server): PathParams<String>,
    sent: CallRequest,
) -> Result<Response, ApiError> {
    let body: ToolCall = parse_json(sent.body.as_bytes())?;
    let tool = body
        .tool_name
        .filter(|name| !name.is_empty())
        .ok_or_else(|| ApiError::invalid("`toolName` must be a tool's name"))?;
    let given = match body.arguments.as_ref().map(|raw| raw.get()) {
        None | Some("null") => "{}",
        Some(text) => text,
    };
    let offered = tool_lookup::find(&state, &caller, SearchIn::Everything, &server, &tool).await?;
    let schema =
        offered.as_ref().map(|offered| resolve_references(&offered.input)).unwrap_or_default();
    let arguments = arguments::from_body(&schema, given)
        .ok_or_else(|| ApiError::invalid("`arguments` must be an object"))?;
    let result = match call_tool(&state, caller, offered, &tool, sent.headers, &arguments).await {
        Ok(result) => result,
        Err(failed) => return Ok(failed.into_response()),
    };
    let whole = 0..result.len();
    let member = |name: &&str| {
        let span = json::get(&result, &whole, name)?;
        Some(format!(r#""{name}":{},"#, &result[span]))
    };
    let members: String = RESULT_MEMBERS.iter().filter_map(member).collect();
    let tool = json::quote(&tool);
    let data = format!(r#"{{{members}"toolName":{tool},"arguments":{arguments}}}"#);
    Ok(json_response(format!(r#"{{"success":true,"data":{data}}}"#)))
}

/// The parts of a request that make a tool call.
pub(crate) struct CallRequest {
    method: Method,
    headers: HeaderMap,
    query: String,
    body: String,
}

impl<S: Send + Sync> axum::extract::FromRequest<S> for CallRequest {
    type Rejection = ApiError;

    async fn from_request(
        request: axum::extract::Request,
        state: &S,
    ) -> Result<Self, Self::Rejection> {
        let method = request.method().clone();
        let headers = request.headers().clone();
        let query = request.uri().query().unwrap_or_default().to_owned();
        let body = if method == Method::GET {
            String::new()
        } else {
            JsonText::from_request(request, state).await?.0
        };
        Ok(Self { method, headers, query, body })
    }
}

async fn execute_tool(
    state: &ApiState,
    caller: Caller,
    offered: Option<CallableTool>,
    tool: &str,
    sent: CallRequest,
) -> Result<Response, ApiError> {
    let schema =
        offered.as_ref().map(|offered| resolve_references(&offered.input)).unwrap_or_default();
    let arguments = if sent.method == Method::GET {
        arguments::from_query(&schema, &sent.query)
    } else {
        let arguments = arguments::from_body(&schema, &sent.body);
        arguments.ok_or_else(|| ApiError::invalid("the body must be a JSON object"))?
    };
    match call_tool(state, caller, offered, tool, sent.headers, &arguments).await {
        Ok(result) => Ok(json_response(result)),
        Err(failed) => Ok(failed.into_response()),
    }
}

/// A call that did not reach the server.
struct CallFailure(String);

impl IntoResponse for CallFailure {
    fn into_response(self) -> Response {
        let body = json!({
            "success": false, "error": "Failed to execute tool", "message": self.0
        });
        (StatusCode::INTERNAL_SERVER_ERROR, Json(body)).into_response()
    }
}

/// Returns the raw result. An error from the server becomes an error result.
async fn call_tool(
    state: &ApiState,
    caller: Caller,
    offered: Option<CallableTool>,
    tool: &str,
    headers: HeaderMap,
    arguments: &str,
) -> Result<String, CallFailure> {
    let Some(offered) = offered else {
        return Ok(error_result(&format!("Unknown tool: {tool}")));
    };
    let asker = Asker { target: offered.target, identity: caller.identity, headers };
    let name = json::quote(&offered.name);
    let params = format!(r#"{{"name":{name},"arguments":{arguments}}}"#);
    match in_process_client::ask_as(&state.gateway, asker, "tools/call", &params).await {
        Ok(result) => Ok(result),
        Err(error) => {
            let error: Value = serde_json::from_str(&error).unwrap_or_default();
            let message = error["message"].as_str().unwrap_or("the server returned an error");
            if error["data"].get("mcphub").is_some() {
                return Err(CallFailure(message.to_owned()));
            }
            Ok(error_result(message))
        }
    }
}

fn error_result(text: &str) -> String {
    json!({ "content": [{ "type": "text", "text": format!("Error: {text}") }], "isError": true })
        .to_string()
}

fn json_response(text: String) -> Response {
    ([(CONTENT_TYPE, "application/json")], text).into_response()
}
