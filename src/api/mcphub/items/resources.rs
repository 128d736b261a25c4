//! Built-in resources, by id; and any resource as a client reads it.

use axum::extract::State;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::extract::{JsonBody, PathParams};
use crate::api::mcphub::envelope::{Data, Done, Reply, ReplyWith, data, done};
use crate::api::mcphub::items::built_in;
use crate::api::mcphub::items::built_in::require_text;
use crate::api::state::ApiState;
use crate::proxy::catalog::scope::Target;
use crate::settings::Settings;
use crate::settings::edit::BuiltIn;
use crate::settings::model::built_in::Resource;

/// A resource in requests.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ResourceInput {
    /// Unique URI of the resource.
    uri: Option<String>,
    /// Display name of the resource.
    name: Option<String>,
    /// Description of the resource.
    description: Option<String>,
    /// MIME type. Default `text/plain`.
    mime_type: Option<String>,
    /// Text of the resource.
    content: Option<String>,
    /// `false` hides the resource from clients.
    enabled: Option<bool>,
}

/// A request to read a resource.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ReadRequest {
    /// URI of a built-in resource or of a server's resource.
    uri: String,
}

/// Lists all built-in resources, including disabled ones.
#[utoipa::path(get, path = "/api/resources", tag = "Resources",
    responses((status = 200, body = Data)))]
pub(crate) async fn list(State(state): State<ApiState>) -> Reply {
    let settings = state.live.snapshot();
    Ok(data(settings.resources.iter().map(view).collect::<Vec<_>>()))
}

/// Returns one built-in resource by its id.
#[utoipa::path(get, path = "/api/resources/{id}", tag = "Resources",
    params(("id" = String, Path)), responses((status = 200, body = Data)))]
pub(crate) async fn read(
    State(state): State<ApiState>,
    PathParams(id): PathParams<String>,
) -> Reply {
    Ok(data(view(find_resource(&state.live.snapshot(), &id)?)))
}

/// Creates a built-in resource.
#[utoipa::path(post, path = "/api/resources", tag = "Resources", request_body = ResourceInput,
    responses((status = 201, body = Data)))]
pub(crate) async fn create(
    State(state): State<ApiState>,
    caller: Caller,
    JsonBody(input): JsonBody<ResourceInput>,
) -> ReplyWith {
    require_text("uri", input.uri.as_ref())?;
    require_text("content", input.content.as_ref())?;
    let id = built_in::create(&state, &caller, BuiltIn::Resource, &input).await?;
    Ok((StatusCode::CREATED, data(view(find_resource(&state.live.snapshot(), &id)?))))
}

/// Changes the given members of a resource.
#[utoipa::path(put, path = "/api/resources/{id}", tag = "Resources",
    params(("id" = String, Path)), request_body = ResourceInput,
    responses((status = 200, body = Data)))]
pub(crate) async fn update(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(id): PathParams<String>,
    JsonBody(input): JsonBody<ResourceInput>,
) -> Reply {
    built_in::update(&state, &caller, BuiltIn::Resource, &id, &input).await?;
    // A resource without an id may have a new URI now.
    let settings = state.live.snapshot();
    let resource = find_resource(&settings, &id).or_else(|e| match &input.uri {
        Some(uri) => find_resource(&settings, uri),
        None => Err(e),
    })?;
    Ok(data(view(resource)))
}

/// Removes a built-in resource.
#[utoipa::path(delete, path = "/api/resources/{id}", tag = "Resources",
    params(("id" = String, Path)), responses((status = 200, body = Done)))]
pub(crate) async fn remove(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(id): PathParams<String>,
) -> Reply {
    built_in::remove(&state, &caller, BuiltIn::Resource, &id).await?;
    Ok(done("resource deleted"))
}

/// Reads a resource as a client of all servers. An error becomes the text of the resource. Source:
/// MCPHub.
#[utoipa::path(post, path = "/api/resources/read", tag = "Resources", request_body = ReadRequest,
    responses((status = 200, body = Data)))]
pub(crate) async fn get(
    State(state): State<ApiState>,
    caller: Caller,
    JsonBody(ReadRequest { uri }): JsonBody<ReadRequest>,
) -> Reply {
    require_text("uri", Some(&uri))?;
    let params = json!({ "uri": uri });
    let got =
        built_in::send_request(&state, caller, Target::All, "resources/read", &params).await?;
    Ok(data(got.unwrap_or_else(|why| {
        let text = format!("Error: {why}");
        json!({ "contents": [{ "uri": uri, "mimeType": "text/plain", "text": text }] })
    })))
}

fn find_resource<'a>(settings: &'a Settings, id: &str) -> Result<&'a Resource, ApiError> {
    let resources = || settings.resources.iter();
    let by_id = resources().find(|resource| resource.id.as_deref() == Some(id));
    let found = by_id.or_else(|| resources().find(|resource| resource.uri == id));
    found.ok_or_else(|| ApiError::not_found(format!("no resource `{id}`")))
}

/// Uses the URI as id of a resource without one, which was added by hand.
fn view(resource: &Resource) -> Value {
    let id = resource.id.clone().unwrap_or_else(|| resource.uri.clone());
    json!(Resource { id: Some(id), ..resource.clone() })
}
