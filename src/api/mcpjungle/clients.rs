//! Clients of the MCP endpoints, each with a token and a list of allowed servers.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use utoipa::ToSchema;

use crate::api::error::ApiError;
use crate::api::extract::{JsonBody, PathParams};
use crate::api::mcpjungle::admission::EnterpriseAdmin;
use crate::api::mcpjungle::refusal::Refusal;
use crate::api::mcpjungle::token::{self, TokenOwner};
use crate::api::service::entry::{EntryExt, object};
use crate::api::state::ApiState;
use crate::settings::Document;
use crate::settings::edit::{self, Refused};
use crate::settings::model::client::Client;

/// A request to create a client.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewClient {
    /// Unique name of the client.
    name: String,
    /// Description of the client.
    description: Option<String>,
    /// Allowed servers; `*` allows all of them, an empty list none.
    allow_list: Option<Vec<String>>,
    /// At least 8 characters without spaces; generated if absent or empty.
    access_token: Option<String>,
}

/// A change of a client; absent members stay unchanged.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ClientPatch {
    /// Description of the client.
    description: Option<String>,
    /// Allowed servers; `*` allows all of them.
    allow_list: Option<Vec<String>>,
    /// At least 8 characters without spaces.
    access_token: Option<String>,
}

/// A client in responses.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClientView {
    /// Name of the client.
    name: String,
    /// Description of the client.
    description: String,
    /// Token for the MCP endpoints: `Authorization: Bearer <token>`.
    access_token: String,
    /// Whether the token was chosen by a user.
    is_custom_access_token: bool,
    /// Allowed servers; `*` allows all of them.
    allow_list: Vec<String>,
}

/// Lists all clients with their tokens.
#[utoipa::path(get, path = "/api/v0/clients", tag = "MCPJungle: clients",
    responses((status = 200, body = [ClientView]), (status = 403, body = Refusal)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    _: EnterpriseAdmin,
) -> Result<Json<Vec<ClientView>>, ApiError> {
    Ok(Json(state.live.snapshot().clients.iter().map(client_view).collect()))
}

/// Creates a client with a token.
#[utoipa::path(post, path = "/api/v0/clients", tag = "MCPJungle: clients",
    request_body = NewClient,
    responses((status = 201, body = ClientView), (status = 400, body = Refusal),
        (status = 403, body = Refusal), (status = 409, body = Refusal)))]
pub(crate) async fn create(
    State(state): State<ApiState>,
    _: EnterpriseAdmin,
    JsonBody(sent): JsonBody<NewClient>,
) -> Result<(StatusCode, Json<ClientView>), ApiError> {
    if sent.name.trim().is_empty() {
        return Err(ApiError::invalid("`name` must be a string that is not empty"));
    }
    let (token, chosen) = token::chosen_or_new(sent.access_token.as_deref())?;
    let entry = object(json!({
        "name": sent.name,
        "description": sent.description.unwrap_or_default(),
        "accessToken": token.reveal(),
        "isCustomAccessToken": chosen,
        "allowList": sent.allow_list.unwrap_or_default(),
    }));
    let name = sent.name.clone();
    let verb = move |document: &mut Document| {
        edit::create_client(document, &entry)?;
        token::require_unique(document, &token, &TokenOwner::Client(&name))
    };
    state.edit(verb).await?;
    Ok((StatusCode::CREATED, Json(find_client(&state, &sent.name)?)))
}

/// Changes the given members of a client.
#[utoipa::path(put, path = "/api/v0/clients/{name}", tag = "MCPJungle: clients",
    params(("name" = String, Path)), request_body = ClientPatch,
    responses((status = 200, body = ClientView), (status = 400, body = Refusal),
        (status = 403, body = Refusal), (status = 404, body = Refusal)))]
pub(crate) async fn update(
    State(state): State<ApiState>,
    _: EnterpriseAdmin,
    PathParams(name): PathParams<String>,
    JsonBody(sent): JsonBody<ClientPatch>,
) -> Result<Json<ClientView>, ApiError> {
    let mut patch = Map::new();
    let token = sent.access_token.as_deref().map(token::check).transpose()?;
    if let Some(token) = &token {
        patch.put("accessToken", token.reveal());
        patch.put("isCustomAccessToken", true);
    }
    patch.put_some("description", sent.description);
    patch.put_some("allowList", sent.allow_list);
    if patch.is_empty() {
        let text = "nothing to change: send access_token, allow_list or description";
        return Err(ApiError::invalid(text));
    }
    let key = name.clone();
    let verb = move |document: &mut Document| {
        edit::patch_client(document, &key, &patch)?;
        match &token {
            Some(token) => token::require_unique(document, token, &TokenOwner::Client(&key)),
            None => Ok(()),
        }
    };
    state.edit(verb).await?;
    Ok(Json(find_client(&state, &name)?))
}

/// Removes a client and ends its streams. Succeeds if the client does not exist.
#[utoipa::path(delete, path = "/api/v0/clients/{name}", tag = "MCPJungle: clients",
    params(("name" = String, Path)), responses((status = 204), (status = 403, body = Refusal)))]
pub(crate) async fn remove(
    State(state): State<ApiState>,
    _: EnterpriseAdmin,
    PathParams(name): PathParams<String>,
) -> Result<StatusCode, ApiError> {
    let verb = move |document: &mut Document| match edit::delete_client(document, &name) {
        Err(Refused::Absent { .. }) => Ok(()),
        outcome => outcome.map(drop),
    };
    state.edit(verb).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn find_client(state: &ApiState, name: &str) -> Result<ClientView, ApiError> {
    let settings = state.live.snapshot();
    let client = settings.client(name).map(client_view);
    client.ok_or_else(|| ApiError::not_found(format!("no client `{name}`")))
}

fn client_view(client: &Client) -> ClientView {
    ClientView {
        name: client.name.clone(),
        description: client.description.clone().unwrap_or_default(),
        access_token: client.token.reveal().to_owned(),
        is_custom_access_token: client.has_custom_token,
        allow_list: client.allow_list.clone(),
    }
}
