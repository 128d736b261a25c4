//! Initialization of a new hub: its owner gets an admin with a token.

use axum::Json;
use axum::extract::State;
use http::HeaderMap;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::access::rate_limit::Peer;
use crate::api::error::ApiError;
use crate::api::extract::JsonBody;
use crate::api::mcpjungle::admission::is_initialized;
use crate::api::mcpjungle::refusal::Refusal;
use crate::api::mcpjungle::token;
use crate::api::mcpjungle::users::{add_user_with_key, new_key_entry};
use crate::api::service::accounts;
use crate::api::service::entry::object;
use crate::api::state::ApiState;
use crate::settings::model::user::FIRST_USER;

/// A request to initialize the hub.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Init {
    /// The mode; `production` is an older name of `enterprise`.
    mode: InitMode,
}

/// The modes of a hub.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum InitMode {
    /// Every caller is an admin. Only the settings file can set it.
    Development,
    /// Every caller requires a token.
    Enterprise,
    /// An older name of `enterprise`.
    Production,
}

/// Error for development mode: a request must not remove the hub's authentication.
const DEVELOPMENT: &str = "development mode is not set by a request; write \
    `\"systemConfig\": {\"routing\": {\"skipAuth\": true}}` into the settings file";

/// The result of the initialization.
#[derive(Serialize, ToSchema)]
pub(crate) struct InitResult {
    /// A sentence for the user.
    status: &'static str,
    /// In enterprise mode, a token with full access. Not shown again.
    #[serde(skip_serializing_if = "Option::is_none")]
    admin_access_token: Option<String>,
}

/// Creates the first admin and a token, once.
///
/// Requires the hub's owner: `Authorization: Bearer` with the local admin token or the password
/// that `serve` printed. Rejects development mode, which only the settings file can set.
#[utoipa::path(post, path = "/init", tag = "MCPJungle: about", security(()), request_body = Init,
    responses((status = 200, body = InitResult), (status = 400, body = Refusal),
        (status = 401, body = Refusal), (status = 403, body = Refusal)))]
pub(crate) async fn init(
    State(state): State<ApiState>,
    Peer(from): Peer,
    headers: HeaderMap,
    JsonBody(Init { mode }): JsonBody<Init>,
) -> Result<Json<InitResult>, ApiError> {
    state.refresh_settings().await;
    if is_initialized(&state, &state.live.snapshot()) {
        return Err(ApiError::invalid("this hub is already initialized"));
    }
    accounts::check_owner(&state, from, &headers, None)?;
    if state.readonly {
        return Err(ApiError::forbidden("this hub is read-only"));
    }
    match mode {
        InitMode::Development => Err(ApiError::forbidden(DEVELOPMENT)),
        InitMode::Enterprise | InitMode::Production => init_enterprise(&state).await,
    }
}

async fn init_enterprise(state: &ApiState) -> Result<Json<InitResult>, ApiError> {
    let (token, _) = token::chosen_or_new(None)?;
    let user = object(json!({ "username": FIRST_USER, "isAdmin": true }));
    let key = new_key_entry(FIRST_USER, &token)?;
    // A concurrent second request finds the user.
    let created = state.edit(move |document| add_user_with_key(document, &user, &key)).await;
    created.map_err(ApiError::invalid_if_exists)?;
    let status = "initialized in enterprise mode";
    Ok(Json(InitResult { status, admin_access_token: Some(token.reveal().to_owned()) }))
}
