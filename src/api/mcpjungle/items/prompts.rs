//! Lists, enables, disables and renders prompts of all servers.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::json;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::extract::{JsonBody, QueryParams};
use crate::api::mcpjungle::admission::Admin;
use crate::api::mcpjungle::items::items;
use crate::api::mcpjungle::items::items::{Item, raw_member};
use crate::api::mcpjungle::items::tools::{EntityQuery, NameQuery, ServerQuery};
use crate::api::mcpjungle::refusal::Refusal;
use crate::api::mcpjungle::servers::enabling::set_enabled;
use crate::api::state::ApiState;
use crate::protocol::json as text;
use crate::proxy::inventory::items::ListKind;

/// A prompt of a server.
#[derive(Serialize, ToSchema)]
pub(crate) struct Prompt {
    /// The name `server__prompt`.
    name: String,
    /// Whether clients see the prompt.
    enabled: bool,
    /// Description of the prompt.
    description: String,
    /// Arguments of the prompt.
    arguments: Vec<Argument>,
}

/// An argument of a prompt.
#[derive(Serialize, ToSchema)]
pub(crate) struct Argument {
    /// Name of the argument.
    name: String,
    /// Description of the argument.
    description: String,
    /// Whether the prompt requires the argument.
    required: bool,
}

/// A request to render a prompt.
#[derive(Deserialize, ToSchema)]
pub(crate) struct RenderRequest {
    /// The name `server__prompt`.
    name: String,
    /// Values by argument name.
    arguments: Option<BTreeMap<String, String>>,
}

/// A rendered prompt.
#[derive(Serialize, ToSchema)]
pub(crate) struct RenderedPrompt {
    /// Description of the prompt.
    description: String,
    /// Messages, as the server returned them.
    #[schema(value_type = Vec<Object>)]
    messages: Option<Box<RawValue>>,
    /// `_meta` of the server's result.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    meta: Option<Box<RawValue>>,
}

/// Lists the prompts of all servers or of one server, including disabled ones.
#[utoipa::path(get, path = "/api/v0/prompts", tag = "MCPJungle: prompts", params(ServerQuery),
    responses((status = 200, body = [Prompt]), (status = 404, body = Refusal)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    caller: Caller,
    QueryParams(ServerQuery { server }): QueryParams<ServerQuery>,
) -> Result<Json<Vec<Prompt>>, ApiError> {
    let all = items::list(&state, &caller, ListKind::Prompts, server.as_deref()).await?;
    Ok(Json(all.iter().map(prompt_view).collect()))
}

/// Returns one prompt by its name.
#[utoipa::path(get, path = "/api/v0/prompt", tag = "MCPJungle: prompts", params(NameQuery),
    responses((status = 200, body = Prompt), (status = 400, body = Refusal),
        (status = 404, body = Refusal)))]
pub(crate) async fn read(
    State(state): State<ApiState>,
    caller: Caller,
    QueryParams(NameQuery { name }): QueryParams<NameQuery>,
) -> Result<Json<Prompt>, ApiError> {
    require_name(&name)?;
    Ok(Json(prompt_view(&items::find(&state, &caller, ListKind::Prompts, &name).await?)))
}

/// Renders a prompt with arguments.
#[utoipa::path(post, path = "/api/v0/prompts/render", tag = "MCPJungle: prompts",
    request_body = RenderRequest,
    responses((status = 200, body = RenderedPrompt), (status = 400, body = Refusal),
        (status = 404, body = Refusal), (status = 500, body = Refusal)))]
pub(crate) async fn render(
    State(state): State<ApiState>,
    caller: Caller,
    JsonBody(RenderRequest { name, arguments }): JsonBody<RenderRequest>,
) -> Result<Json<RenderedPrompt>, ApiError> {
    require_name(&name)?;
    let item = items::find(&state, &caller, ListKind::Prompts, &name).await?;
    items::require_enabled(&item, ListKind::Prompts)?;
    let params = json!({ "name": item.described.key, "arguments": arguments.unwrap_or_default() });
    let server = &item.server;
    let got =
        items::send_request(&state, caller, server, "prompts/get", &params.to_string()).await?;
    let description = text::get(&got, &(0..got.len()), "description")
        .and_then(|span| text::string(&got, &span))
        .unwrap_or_default()
        .into_owned();
    Ok(Json(RenderedPrompt {
        description,
        messages: raw_member(&got, "messages").or_else(|| RawValue::from_string("[]".into()).ok()),
        meta: raw_member(&got, "_meta"),
    }))
}

/// Enables a prompt, or all prompts of a server.
#[utoipa::path(post, path = "/api/v0/prompts/enable", tag = "MCPJungle: prompts", params(EntityQuery),
    responses((status = 200, body = [String]), (status = 400, body = Refusal),
        (status = 404, body = Refusal)))]
pub(crate) async fn enable(
    State(state): State<ApiState>,
    admin: Admin,
    QueryParams(EntityQuery { entity }): QueryParams<EntityQuery>,
) -> Result<Json<Vec<String>>, ApiError> {
    set_enabled(&state, &admin, ListKind::Prompts, &entity, true).await.map(Json)
}

/// Disables a prompt, or all prompts of a server.
#[utoipa::path(post, path = "/api/v0/prompts/disable", tag = "MCPJungle: prompts", params(EntityQuery),
    responses((status = 200, body = [String]), (status = 400, body = Refusal),
        (status = 404, body = Refusal)))]
pub(crate) async fn disable(
    State(state): State<ApiState>,
    admin: Admin,
    QueryParams(EntityQuery { entity }): QueryParams<EntityQuery>,
) -> Result<Json<Vec<String>>, ApiError> {
    set_enabled(&state, &admin, ListKind::Prompts, &entity, false).await.map(Json)
}

fn require_name(name: &str) -> Result<(), ApiError> {
    if name.is_empty() {
        return Err(ApiError::invalid("`name` must be a prompt's name"));
    }
    Ok(())
}

fn prompt_view(item: &Item) -> Prompt {
    let raw = &item.described.raw;
    let declared = text::get(raw, &(0..raw.len()), "arguments")
        .map(|span| text::elements(raw, &span))
        .unwrap_or_default();
    let argument = |span| {
        let word = |name| {
            let value = text::get(raw, span, name)?;
            text::string(raw, &value).map(std::borrow::Cow::into_owned)
        };
        let required = text::get(raw, span, "required");
        Some(Argument {
            name: word("name")?,
            description: word("description").unwrap_or_default(),
            required: required.is_some_and(|value| &raw[value] == "true"),
        })
    };
    Prompt {
        name: item.name(),
        enabled: item.enabled,
        description: item.description(),
        arguments: declared.iter().filter_map(argument).collect(),
    }
}
