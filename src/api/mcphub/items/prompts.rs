//! Built-in prompts, by id; and any prompt as a client gets it.

use axum::extract::State;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::extract::{JsonBody, PathParams};
use crate::api::mcphub::envelope::{Data, Done, Refusal, Reply, ReplyWith, data, done};
use crate::api::mcphub::items::built_in;
use crate::api::mcphub::items::built_in::require_text;
use crate::api::state::ApiState;
use crate::proxy::catalog::scope::Target;
use crate::proxy::inventory::items::ListKind;
use crate::settings::Settings;
use crate::settings::edit::BuiltIn;
use crate::settings::model::built_in::Prompt;

/// A prompt in requests.
#[derive(Deserialize, Serialize, ToSchema)]
pub(crate) struct PromptInput {
    /// Unique name of the prompt.
    name: Option<String>,
    /// Display name of the prompt.
    title: Option<String>,
    /// Description of the prompt.
    description: Option<String>,
    /// The text, with `{{name}}` for an argument.
    template: Option<String>,
    /// Arguments of the prompt.
    arguments: Option<Vec<Argument>>,
    /// `false` hides the prompt from clients.
    enabled: Option<bool>,
}

/// An argument of a prompt.
#[derive(Deserialize, Serialize, ToSchema)]
pub(crate) struct Argument {
    /// Name of the argument in the template.
    name: String,
    /// Display name of the argument.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// Description of the argument.
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    /// Whether the prompt requires the argument.
    #[serde(skip_serializing_if = "Option::is_none")]
    required: Option<bool>,
}

/// A request for a rendered prompt.
#[derive(Deserialize, ToSchema)]
pub(crate) struct RenderRequest {
    /// Name of the prompt, if not in the path.
    name: Option<String>,
    /// Values by argument name.
    #[schema(value_type = Option<Object>)]
    arguments: Option<Map<String, Value>>,
}

/// Lists all built-in prompts, including disabled ones.
#[utoipa::path(get, path = "/api/prompts", tag = "Prompts", responses((status = 200, body = Data)))]
pub(crate) async fn list(State(state): State<ApiState>) -> Reply {
    let settings = state.live.snapshot();
    Ok(data(settings.prompts.iter().map(view).collect::<Vec<_>>()))
}

/// Returns one built-in prompt by its id.
#[utoipa::path(get, path = "/api/prompts/{id}", tag = "Prompts", params(("id" = String, Path)),
    responses((status = 200, body = Data)))]
pub(crate) async fn read(
    State(state): State<ApiState>,
    PathParams(id): PathParams<String>,
) -> Reply {
    Ok(data(view(find_prompt(&state.live.snapshot(), &id)?)))
}

/// Creates a built-in prompt.
#[utoipa::path(post, path = "/api/prompts", tag = "Prompts", request_body = PromptInput,
    responses((status = 201, body = Data)))]
pub(crate) async fn create(
    State(state): State<ApiState>,
    caller: Caller,
    JsonBody(input): JsonBody<PromptInput>,
) -> ReplyWith {
    require_text("name", input.name.as_ref())?;
    require_text("template", input.template.as_ref())?;
    let id = built_in::create(&state, &caller, BuiltIn::Prompt, &input).await?;
    Ok((StatusCode::CREATED, data(view(find_prompt(&state.live.snapshot(), &id)?))))
}

/// Changes the given members of a prompt.
#[utoipa::path(put, path = "/api/prompts/{id}", tag = "Prompts", params(("id" = String, Path)),
    request_body = PromptInput, responses((status = 200, body = Data)))]
pub(crate) async fn update(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(id): PathParams<String>,
    JsonBody(input): JsonBody<PromptInput>,
) -> Reply {
    built_in::update(&state, &caller, BuiltIn::Prompt, &id, &input).await?;
    // A prompt without an id may have a new name now.
    let settings = state.live.snapshot();
    let prompt = find_prompt(&settings, &id).or_else(|e| match &input.name {
        Some(name) => find_prompt(&settings, name),
        None => Err(e),
    })?;
    Ok(data(view(prompt)))
}

/// Removes a built-in prompt.
#[utoipa::path(delete, path = "/api/prompts/{id}", tag = "Prompts", params(("id" = String, Path)),
    responses((status = 200, body = Done)))]
pub(crate) async fn remove(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(id): PathParams<String>,
) -> Reply {
    built_in::remove(&state, &caller, BuiltIn::Prompt, &id).await?;
    Ok(done("prompt deleted"))
}

/// Returns a server's prompt, rendered with arguments.
#[utoipa::path(post, path = "/api/mcp/{server}/prompts/{prompt}", tag = "Prompts",
    params(("server" = String, Path), ("prompt" = String, Path, description = "exposed or bare")),
    request_body = RenderRequest,
    responses((status = 200, body = Data), (status = 500, body = Refusal)))]
pub(crate) async fn get(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams((server, prompt)): PathParams<(String, String)>,
    JsonBody(request): JsonBody<RenderRequest>,
) -> Reply {
    let settings = state.live.snapshot();
    caller.usable_server(&settings, &server)?;
    let prompt = request.name.filter(|name| !name.is_empty()).unwrap_or(prompt);
    let known = state.hub.catalog().describe(&server, ListKind::Prompts);
    let bare = known.into_iter().find(|one| one.exposed == prompt).map_or(prompt, |one| one.key);
    let params = json!({ "name": bare, "arguments": request.arguments.unwrap_or_default() });
    let target = Target::Direct(server);
    let got = built_in::send_request(&state, caller, target, "prompts/get", &params).await?;
    Ok(data(got.map_err(|why| ApiError::new(Kind::Failed, why))?))
}

fn find_prompt<'a>(settings: &'a Settings, id: &str) -> Result<&'a Prompt, ApiError> {
    let prompts = || settings.prompts.iter();
    let by_id = prompts().find(|prompt| prompt.id.as_deref() == Some(id));
    let found = by_id.or_else(|| prompts().find(|prompt| prompt.name == id));
    found.ok_or_else(|| ApiError::not_found(format!("no prompt `{id}`")))
}

/// Uses the name as id of a prompt without one, which was added by hand.
fn view(prompt: &Prompt) -> Value {
    let id = prompt.id.clone().unwrap_or_else(|| prompt.name.clone());
    json!(Prompt { id: Some(id), ..prompt.clone() })
}
