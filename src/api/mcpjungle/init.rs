//! The first step with a new hub: it asks nobody from then on, or it has an admin with a token.

use axum::Json;
use axum::extract::State;
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::api::error::ApiError;
use crate::api::extract::Sent;
use crate::api::mcpjungle::admission::is_initialised;
use crate::api::mcpjungle::refusal::Refusal;
use crate::api::mcpjungle::token;
use crate::api::mcpjungle::users::{key_of, made};
use crate::api::people::FIRST;
use crate::api::rate::Peer;
use crate::api::state::ApiState;
use crate::settings::edit;

/// How the hub is to be.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Init {
    /// `production` is an older word for `enterprise`.
    mode: InitMode,
}

/// The modes.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum InitMode {
    /// Nobody is asked who they are.
    Development,
    /// Everybody shows a token.
    Enterprise,
    /// The same.
    Production,
}

/// What was done.
#[derive(Serialize, ToSchema)]
pub(crate) struct Initialised {
    /// A sentence for people.
    status: &'static str,
    /// In enterprise mode: opens everything, and is not shown again.
    #[serde(skip_serializing_if = "Option::is_none")]
    admin_access_token: Option<String>,
}

/// Says how the hub is to be: once, and from its own machine.
#[utoipa::path(post, path = "/init", tag = "MCPJungle: about", security(()), request_body = Init,
    responses((status = 200, body = Initialised), (status = 400, body = Refusal),
        (status = 403, body = Refusal)))]
pub(crate) async fn init(
    State(state): State<ApiState>,
    peer: Peer,
    headers: HeaderMap,
    Sent(Init { mode }): Sent<Init>,
) -> Result<Json<Initialised>, ApiError> {
    state.freshen().await;
    if is_initialised(&state, &state.live.snapshot()) {
        return Err(ApiError::invalid("this hub is already initialised"));
    }
    if !peer.is_near(&headers) {
        return Err(ApiError::forbidden("a hub is initialised from its own machine"));
    }
    if state.readonly {
        return Err(ApiError::forbidden("this hub is read-only"));
    }
    match mode {
        InitMode::Development => development(&state).await,
        InitMode::Enterprise | InitMode::Production => enterprise(&state).await,
    }
}

async fn development(state: &ApiState) -> Result<Json<Initialised>, ApiError> {
    if !state.gate.may_skip {
        let text = "this hub can be reached from other machines, so it asks who they are";
        return Err(ApiError::invalid(text));
    }
    let patch = json!({ "routing": { "skipAuth": true } });
    let patch = patch.as_object().cloned().unwrap_or_default();
    state.edit(move |document| edit::patch_system(document, &patch)).await?;
    let status = "initialised in development mode";
    Ok(Json(Initialised { status, admin_access_token: None }))
}

async fn enterprise(state: &ApiState) -> Result<Json<Initialised>, ApiError> {
    let (token, _) = token::chosen_or_new(None)?;
    let user = Map::from_iter([
        ("username".to_owned(), Value::from(FIRST)),
        ("isAdmin".to_owned(), true.into()),
    ]);
    let key = key_of(FIRST, &token)?;
    // Who comes second finds the user.
    let made = state.edit(move |document| made(document, &user, &key)).await;
    made.map_err(ApiError::invalid_if_there)?;
    let status = "initialised in enterprise mode";
    Ok(Json(Initialised { status, admin_access_token: Some(token.reveal().to_owned()) }))
}
