//! Built-in resources, by id; and any resource as a client would read it.

use axum::extract::State;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::extract::{At, Sent};
use crate::api::mcphub::built_in::{self, needed};
use crate::api::mcphub::envelope::{Data, Done, Reply, ReplyWith, data, done};
use crate::api::state::ApiState;
use crate::proxy::scope::Target;
use crate::settings::Settings;
use crate::settings::built_in::Resource;
use crate::settings::edit::BuiltIn;

/// A resource as it is sent.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ResourceSketch {
    /// What clients ask for it by. Unique.
    uri: Option<String>,
    /// A name for people.
    name: Option<String>,
    /// A note for people.
    description: Option<String>,
    /// Default `text/plain`.
    mime_type: Option<String>,
    /// The text.
    content: Option<String>,
    /// `false` hides it.
    enabled: Option<bool>,
}

/// What is read.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Wanted {
    /// A built-in resource's, or a server's.
    uri: String,
}

/// All built-in resources, the disabled ones too.
#[utoipa::path(get, path = "/api/resources", tag = "Resources",
    responses((status = 200, body = Data)))]
pub(crate) async fn list(State(state): State<ApiState>) -> Reply {
    let settings = state.live.snapshot();
    Ok(data(settings.resources.iter().map(view).collect::<Vec<_>>()))
}

/// One built-in resource.
#[utoipa::path(get, path = "/api/resources/{id}", tag = "Resources",
    params(("id" = String, Path)), responses((status = 200, body = Data)))]
pub(crate) async fn read(State(state): State<ApiState>, At(id): At<String>) -> Reply {
    Ok(data(view(found(&state.live.snapshot(), &id)?)))
}

/// Makes a resource.
#[utoipa::path(post, path = "/api/resources", tag = "Resources", request_body = ResourceSketch,
    responses((status = 201, body = Data)))]
pub(crate) async fn create(
    State(state): State<ApiState>,
    caller: Caller,
    Sent(sketch): Sent<ResourceSketch>,
) -> ReplyWith {
    needed("uri", sketch.uri.as_ref())?;
    needed("content", sketch.content.as_ref())?;
    let id = built_in::create(&state, &caller, BuiltIn::Resource, &sketch).await?;
    Ok((StatusCode::CREATED, data(view(found(&state.live.snapshot(), &id)?))))
}

/// Changes what is sent; the rest stays.
#[utoipa::path(put, path = "/api/resources/{id}", tag = "Resources",
    params(("id" = String, Path)), request_body = ResourceSketch,
    responses((status = 200, body = Data)))]
pub(crate) async fn update(
    State(state): State<ApiState>,
    caller: Caller,
    At(id): At<String>,
    Sent(sketch): Sent<ResourceSketch>,
) -> Reply {
    built_in::update(&state, &caller, BuiltIn::Resource, &id, &sketch).await?;
    // One without an id may have another URI by now.
    let settings = state.live.snapshot();
    let resource = found(&settings, &id).or_else(|e| match &sketch.uri {
        Some(uri) => found(&settings, uri),
        None => Err(e),
    })?;
    Ok(data(view(resource)))
}

/// Removes a resource.
#[utoipa::path(delete, path = "/api/resources/{id}", tag = "Resources",
    params(("id" = String, Path)), responses((status = 200, body = Done)))]
pub(crate) async fn remove(
    State(state): State<ApiState>,
    caller: Caller,
    At(id): At<String>,
) -> Reply {
    built_in::remove(&state, &caller, BuiltIn::Resource, &id).await?;
    Ok(done("resource deleted"))
}

/// Reads a resource as a client of all servers would. What goes wrong is the text. Source: MCPHub.
#[utoipa::path(post, path = "/api/resources/read", tag = "Resources", request_body = Wanted,
    responses((status = 200, body = Data)))]
pub(crate) async fn get(
    State(state): State<ApiState>,
    caller: Caller,
    Sent(Wanted { uri }): Sent<Wanted>,
) -> Reply {
    needed("uri", Some(&uri))?;
    let params = json!({ "uri": uri });
    let got = built_in::ask(&state, caller, Target::All, "resources/read", &params).await?;
    Ok(data(got.unwrap_or_else(|why| {
        let text = format!("Error: {why}");
        json!({ "contents": [{ "uri": uri, "mimeType": "text/plain", "text": text }] })
    })))
}

fn found<'a>(settings: &'a Settings, id: &str) -> Result<&'a Resource, ApiError> {
    let resources = || settings.resources.iter();
    let by_id = resources().find(|resource| resource.id.as_deref() == Some(id));
    let found = by_id.or_else(|| resources().find(|resource| resource.uri == id));
    found.ok_or_else(|| ApiError::absent(format!("no resource `{id}`")))
}

/// One from a file written by hand has no id: it is known by its URI.
fn view(resource: &Resource) -> Value {
    let id = resource.id.clone().unwrap_or_else(|| resource.uri.clone());
    json!(Resource { id: Some(id), ..resource.clone() })
}
