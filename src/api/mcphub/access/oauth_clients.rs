//! Clients of the hub's own OAuth server: those that an admin added to the settings file, and those
//! that registered themselves. Source: MCPHub's REST reference, "OAuth clients". A secret is returned
//! only once, when it is created.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::extract::{JsonBody, PathParams};
use crate::api::mcphub::envelope::{Reply, ReplyWith};
use crate::api::service::entry::EntryExt;
use crate::api::state::ApiState;
use crate::authorization_server::redirect_uri;
use crate::settings::Settings;
use crate::settings::edit::{self, Refused};
use crate::settings::model::oauth_server::{GRANTS, OauthClient};
use crate::settings::model::secret::Secret;
use crate::state::oauth_server::RegisteredClient;
use crate::state::random;

/// Owner of the clients that registered themselves. Source: MCPHub.
const REGISTERED: &str = "dynamic-registration";

/// A request to create a client.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewOauthClient {
    /// A name for people.
    name: String,
    /// Where browsers may return to.
    redirect_uris: Vec<String>,
    /// Grant types. Default `authorization_code` and `refresh_token`.
    grants: Option<Vec<String>>,
    /// Scopes that the client may request. Default all that the settings allow.
    scopes: Option<Vec<String>>,
    /// Whether the client gets a secret. Default true.
    require_secret: Option<bool>,
}

/// A change of a client.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OauthClientPatch {
    /// A name for people.
    name: Option<String>,
    /// Where browsers may return to.
    redirect_uris: Option<Vec<String>>,
    /// Grant types.
    grants: Option<Vec<String>>,
    /// Scopes that the client may request.
    scopes: Option<Vec<String>>,
}

/// The clients, for the API document.
#[derive(Serialize, ToSchema)]
pub(crate) struct OauthClients {
    /// Always true on success.
    success: bool,
    /// `clientId`, `name`, `redirectUris`, `grants`, `scopes` and `owner` of each client.
    clients: Vec<Value>,
}

/// One client, for the API document.
#[derive(Serialize, ToSchema)]
pub(crate) struct OneOauthClient {
    /// Always true on success.
    success: bool,
    /// The change, as a sentence, if there was one.
    message: Option<String>,
    /// The client; a new one with its `clientSecret`.
    client: Value,
    /// What to do with the secret.
    warning: Option<String>,
}

/// A new secret, for the API document.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewOauthSecret {
    /// Always true on success.
    success: bool,
    /// The change, as a sentence.
    message: String,
    /// The secret.
    client_secret: String,
    /// What to do with the secret.
    warning: String,
}

const WARNING: &str = "store the secret now: it is not shown again";

/// Lists the clients; non-admins see their own.
#[utoipa::path(get, path = "/api/oauth/clients", tag = "OAuth clients",
    responses((status = 200, body = OauthClients)))]
pub(crate) async fn list(State(state): State<ApiState>, caller: Caller) -> Reply {
    let settings = state.live.snapshot();
    let stored = state.gate.oauth.server.state();
    let sees = |owner: Option<&str>| caller.admin || owner == caller.identity.user.as_deref();
    let of_file = settings.oauth_clients.iter().filter(|one| sees(one.owner.as_deref()));
    let registered = stored.clients.iter().filter(|_| caller.admin).map(view_registered);
    let clients: Vec<Value> = of_file.map(view).chain(registered).collect();
    Ok(Json(json!({ "success": true, "clients": clients })))
}

/// Returns one client by id.
#[utoipa::path(get, path = "/api/oauth/clients/{clientId}", tag = "OAuth clients",
    params(("clientId" = String, Path)), responses((status = 200, body = OneOauthClient)))]
pub(crate) async fn read(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(id): PathParams<String>,
) -> Reply {
    let settings = state.live.snapshot();
    let client = find(&state, &settings, &id)?;
    let own = client.text("owner").is_some_and(|o| caller.identity.user.as_deref() == Some(o));
    if !caller.admin && !own {
        return Err(ApiError::forbidden("this is another user's"));
    }
    Ok(Json(json!({ "success": true, "client": client })))
}

/// Creates a client.
#[utoipa::path(post, path = "/api/oauth/clients", tag = "OAuth clients",
    request_body = NewOauthClient, responses((status = 201, body = OneOauthClient)))]
pub(crate) async fn create(
    State(state): State<ApiState>,
    caller: Caller,
    JsonBody(sent): JsonBody<NewOauthClient>,
) -> ReplyWith {
    caller.require_admin()?;
    check(&state.live.snapshot(), Some(&sent.name), Some(&sent.redirect_uris))?;
    let id = random::hex(&random::bytes::<16>()?);
    let secret = sent.require_secret.unwrap_or(true).then(new_secret).transpose()?;
    let mut entry = Map::new();
    entry.put("clientId", id.as_str());
    entry.put_some("clientSecret", secret.as_ref().map(Secret::reveal));
    entry.put("name", sent.name.trim());
    entry.put("redirectUris", sent.redirect_uris);
    entry.put("grants", sent.grants.unwrap_or_else(|| GRANTS.map(str::to_owned).to_vec()));
    entry.put_some("scopes", sent.scopes);
    entry.put("owner", caller.owner());
    state.edit(move |document| edit::create_oauth_client(document, &entry)).await?;
    let mut client = find(&state, &state.live.snapshot(), &id)?;
    let mut body = json!({ "success": true, "message": "client created" });
    if let Some(secret) = secret {
        client.put("clientSecret", secret.reveal());
        body["warning"] = WARNING.into();
    }
    body["client"] = Value::Object(client);
    Ok((StatusCode::CREATED, Json(body)))
}

/// Changes the given members of a client.
#[utoipa::path(put, path = "/api/oauth/clients/{clientId}", tag = "OAuth clients",
    params(("clientId" = String, Path)), request_body = OauthClientPatch,
    responses((status = 200, body = OneOauthClient)))]
pub(crate) async fn update(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(id): PathParams<String>,
    JsonBody(sent): JsonBody<OauthClientPatch>,
) -> Reply {
    caller.require_admin()?;
    let settings = state.live.snapshot();
    require_of_file(&state, &settings, &id)?;
    check(&settings, sent.name.as_deref(), sent.redirect_uris.as_deref())?;
    let mut patch = Map::new();
    patch.put_some("name", sent.name.as_deref().map(str::trim));
    patch.put_some("redirectUris", sent.redirect_uris);
    patch.put_some("grants", sent.grants);
    patch.put_some("scopes", sent.scopes);
    if patch.is_empty() {
        let text = "nothing to change: send name, redirectUris, grants or scopes";
        return Err(ApiError::invalid(text));
    }
    patch_client(&state, &id, patch).await?;
    let client = find(&state, &state.live.snapshot(), &id)?;
    Ok(Json(json!({ "success": true, "message": "client updated", "client": client })))
}

/// Removes a client. Its tokens are revoked.
#[utoipa::path(delete, path = "/api/oauth/clients/{clientId}", tag = "OAuth clients",
    params(("clientId" = String, Path)),
    responses((status = 200, body = crate::api::mcphub::envelope::Done)))]
pub(crate) async fn remove(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(id): PathParams<String>,
) -> Reply {
    caller.require_admin()?;
    let settings = state.live.snapshot();
    find(&state, &settings, &id)?;
    if settings.oauth_client(&id).is_some() {
        let id = id.clone();
        state.edit(move |document| edit::delete_oauth_client(document, &id)).await?;
    }
    let server = Arc::clone(&state.gate.oauth.server);
    let removed = tokio::task::spawn_blocking(move || server.remove_client(&id)).await;
    let aborted = |_| ApiError::internal("the task was aborted");
    removed.map_err(aborted)?.map_err(|error| ApiError::internal(error.description))?;
    Ok(Json(json!({ "success": true, "message": "client removed" })))
}

/// Replaces the secret of a client.
#[utoipa::path(post, path = "/api/oauth/clients/{clientId}/regenerate-secret",
    tag = "OAuth clients", params(("clientId" = String, Path)),
    responses((status = 200, body = NewOauthSecret)))]
pub(crate) async fn regenerate_secret(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(id): PathParams<String>,
) -> Reply {
    caller.require_admin()?;
    require_of_file(&state, &state.live.snapshot(), &id)?;
    let secret = new_secret()?;
    let mut patch = Map::new();
    patch.put("clientSecret", secret.reveal());
    patch_client(&state, &id, patch).await?;
    let message = "the old secret is no longer valid";
    Ok(Json(json!({
        "success": true, "message": message, "clientSecret": secret.reveal(), "warning": WARNING,
    })))
}

async fn patch_client(
    state: &ApiState,
    id: &str,
    patch: Map<String, Value>,
) -> Result<(), ApiError> {
    let id = id.to_owned();
    let verb = move |document: &mut _| -> Result<_, Refused> {
        edit::patch_oauth_client(document, &id, &patch)
    };
    state.edit(verb).await.map(drop)
}

fn new_secret() -> Result<Secret, ApiError> {
    Ok(Secret::new(random::hex(&random::bytes::<32>()?)))
}

/// Fails with all faults of a name and redirect URIs.
fn check(settings: &Settings, name: Option<&str>, uris: Option<&[String]>) -> Result<(), ApiError> {
    let mut faults = Vec::new();
    if name.is_some_and(|name| name.trim().is_empty()) {
        faults.push("`name` is empty".to_owned());
    }
    if uris.is_some_and(<[String]>::is_empty) {
        faults.push("`redirectUris` is empty".to_owned());
    }
    for uri in uris.unwrap_or_default() {
        if let Err(reason) = redirect_uri::check(uri, &settings.system.oauth_server) {
            faults.push(format!("the redirect URI `{}` {reason}", uri.escape_debug()));
        }
    }
    match faults.first() {
        None => Ok(()),
        Some(first) => {
            Err(ApiError { kind: Kind::Invalid, message: first.clone(), details: faults })
        }
    }
}

fn find(state: &ApiState, settings: &Settings, id: &str) -> Result<Map<String, Value>, ApiError> {
    let stored = state.gate.oauth.server.state();
    let registered = || stored.clients.iter().find(|one| one.id == id).map(view_registered);
    let found = settings.oauth_client(id).map(view).or_else(registered);
    match found {
        Some(Value::Object(client)) => Ok(client),
        _ => Err(ApiError::not_found(format!("no OAuth client `{id}`"))),
    }
}

/// Fails unless the settings file contains the client.
fn require_of_file(state: &ApiState, settings: &Settings, id: &str) -> Result<(), ApiError> {
    find(state, settings, id)?;
    if settings.oauth_client(id).is_none() {
        return Err(ApiError::invalid("this client registered itself; only it can change this"));
    }
    Ok(())
}

fn view(client: &OauthClient) -> Value {
    json!({
        "clientId": client.id,
        "name": client.name,
        "redirectUris": client.redirect_uris,
        "grants": client.grants,
        "scopes": client.scopes,
        "owner": client.owner,
    })
}

fn view_registered(client: &RegisteredClient) -> Value {
    json!({
        "clientId": client.id,
        "name": client.name,
        "redirectUris": client.redirect_uris,
        "grants": client.grants,
        "scopes": client.scopes,
        "owner": REGISTERED,
    })
}
