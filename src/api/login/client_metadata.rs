//! The hub's client metadata document, which serves as its client id at authorization servers.
//! Source: draft-ietf-oauth-client-id-metadata-document.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::api::error::ApiError;
use crate::api::state::ApiState;
use crate::proxy::hub_address::CLIENT_METADATA;

/// Returns the metadata of the hub as a client of authorization servers.
#[utoipa::path(get, path = "/oauth/client-metadata.json", tag = "Logins", security(()),
    responses((status = 200, description = "the client metadata", body = Value)))]
pub(crate) async fn read(State(state): State<ApiState>) -> Result<Json<Value>, ApiError> {
    let url = |path: &str| {
        let none = || ApiError::not_found("this hub does not listen");
        state.hub.url(path).ok_or_else(none)
    };
    let settings = state.live.snapshot();
    let client = &settings.system.oauth_client;
    let (own, callback) = (url(CLIENT_METADATA)?, url("/oauth/callback")?);
    Ok(Json(json!({
        "client_id": client.metadata_url.as_ref().unwrap_or(&own),
        "client_name": client.name.as_deref().unwrap_or("mcphub"),
        "client_uri": url("/")?,
        "redirect_uris": [callback, url("/oauth/mcp/callback")?],
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "token_endpoint_auth_method": "none",
    })))
}
