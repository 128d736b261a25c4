//! Built-in prompts, by id; and any prompt as a client would get it.

use axum::extract::State;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::extract::{At, Sent};
use crate::api::mcphub::built_in::{self, needed};
use crate::api::mcphub::envelope::{Data, Done, Refusal, Reply, ReplyWith, data, done};
use crate::api::state::ApiState;
use crate::proxy::inventory::ListKind;
use crate::proxy::scope::Target;
use crate::settings::Settings;
use crate::settings::built_in::Prompt;
use crate::settings::edit::BuiltIn;

/// A prompt as it is sent.
#[derive(Deserialize, Serialize, ToSchema)]
pub(crate) struct PromptSketch {
    /// What clients ask for it by. Unique.
    name: Option<String>,
    /// A name for people.
    title: Option<String>,
    /// A note for people.
    description: Option<String>,
    /// The text; `{{name}}` stands for an argument.
    template: Option<String>,
    /// What may be filled in.
    arguments: Option<Vec<Argument>>,
    /// `false` hides it.
    enabled: Option<bool>,
}

/// What may be filled into a prompt.
#[derive(Deserialize, Serialize, ToSchema)]
pub(crate) struct Argument {
    /// As in the template.
    name: String,
    /// A name for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    /// A note for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    /// Whether the prompt cannot be had without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    required: Option<bool>,
}

/// What is filled in.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Filling {
    /// The prompt, where the path does not say it.
    name: Option<String>,
    /// Strings by argument.
    #[schema(value_type = Option<Object>)]
    arguments: Option<Map<String, Value>>,
}

/// All built-in prompts, the disabled ones too.
#[utoipa::path(get, path = "/api/prompts", tag = "Prompts", responses((status = 200, body = Data)))]
pub(crate) async fn list(State(state): State<ApiState>) -> Reply {
    let settings = state.live.snapshot();
    Ok(data(settings.prompts.iter().map(view).collect::<Vec<_>>()))
}

/// One built-in prompt.
#[utoipa::path(get, path = "/api/prompts/{id}", tag = "Prompts", params(("id" = String, Path)),
    responses((status = 200, body = Data)))]
pub(crate) async fn read(State(state): State<ApiState>, At(id): At<String>) -> Reply {
    Ok(data(view(found(&state.live.snapshot(), &id)?)))
}

/// Makes a prompt.
#[utoipa::path(post, path = "/api/prompts", tag = "Prompts", request_body = PromptSketch,
    responses((status = 201, body = Data)))]
pub(crate) async fn create(
    State(state): State<ApiState>,
    caller: Caller,
    Sent(sketch): Sent<PromptSketch>,
) -> ReplyWith {
    needed("name", sketch.name.as_ref())?;
    needed("template", sketch.template.as_ref())?;
    let id = built_in::create(&state, &caller, BuiltIn::Prompt, &sketch).await?;
    Ok((StatusCode::CREATED, data(view(found(&state.live.snapshot(), &id)?))))
}

/// Changes what is sent; the rest stays.
#[utoipa::path(put, path = "/api/prompts/{id}", tag = "Prompts", params(("id" = String, Path)),
    request_body = PromptSketch, responses((status = 200, body = Data)))]
pub(crate) async fn update(
    State(state): State<ApiState>,
    caller: Caller,
    At(id): At<String>,
    Sent(sketch): Sent<PromptSketch>,
) -> Reply {
    built_in::update(&state, &caller, BuiltIn::Prompt, &id, &sketch).await?;
    // One without an id may have another name by now.
    let settings = state.live.snapshot();
    let prompt = found(&settings, &id).or_else(|e| match &sketch.name {
        Some(name) => found(&settings, name),
        None => Err(e),
    })?;
    Ok(data(view(prompt)))
}

/// Removes a prompt.
#[utoipa::path(delete, path = "/api/prompts/{id}", tag = "Prompts", params(("id" = String, Path)),
    responses((status = 200, body = Done)))]
pub(crate) async fn remove(
    State(state): State<ApiState>,
    caller: Caller,
    At(id): At<String>,
) -> Reply {
    built_in::remove(&state, &caller, BuiltIn::Prompt, &id).await?;
    Ok(done("prompt deleted"))
}

/// A prompt of a server, filled in.
#[utoipa::path(post, path = "/api/mcp/{server}/prompts/{prompt}", tag = "Prompts",
    params(("server" = String, Path), ("prompt" = String, Path, description = "exposed or bare")),
    request_body = Filling,
    responses((status = 200, body = Data), (status = 500, body = Refusal)))]
pub(crate) async fn get(
    State(state): State<ApiState>,
    caller: Caller,
    At((server, prompt)): At<(String, String)>,
    Sent(filling): Sent<Filling>,
) -> Reply {
    let settings = state.live.snapshot();
    if !settings.server(&server).is_some_and(|server| caller.reaches(&settings, server)) {
        return Err(ApiError::absent(format!("no server `{server}`")));
    }
    let prompt = filling.name.filter(|name| !name.is_empty()).unwrap_or(prompt);
    let known = state.hub.catalog().describe(&server, ListKind::Prompts);
    let bare = known.into_iter().find(|one| one.exposed == prompt).map_or(prompt, |one| one.key);
    let params = json!({ "name": bare, "arguments": filling.arguments.unwrap_or_default() });
    let target = Target::Direct(server);
    let got = built_in::ask(&state, caller, target, "prompts/get", &params).await?;
    Ok(data(got.map_err(|why| ApiError::new(Kind::Failed, why))?))
}

fn found<'a>(settings: &'a Settings, id: &str) -> Result<&'a Prompt, ApiError> {
    let prompts = || settings.prompts.iter();
    let by_id = prompts().find(|prompt| prompt.id.as_deref() == Some(id));
    let found = by_id.or_else(|| prompts().find(|prompt| prompt.name == id));
    found.ok_or_else(|| ApiError::absent(format!("no prompt `{id}`")))
}

/// One from a file written by hand has no id: it is known by its name.
fn view(prompt: &Prompt) -> Value {
    let id = prompt.id.clone().unwrap_or_else(|| prompt.name.clone());
    json!(Prompt { id: Some(id), ..prompt.clone() })
}
