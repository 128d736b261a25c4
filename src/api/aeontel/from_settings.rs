//! Converts a server's entry and connection state to a response.

use serde_json::Value;

use crate::api::aeontel::id;
use crate::api::aeontel::to_settings::{
    AUTHORIZATION_ENDPOINT, CLIENT_ID, SCOPES, TOKEN_ENDPOINT, auth_type, is_remote,
    visible_headers,
};
use crate::api::aeontel::wire::{AuthType, ConnectorStatus, Server};
use crate::api::caller::Caller;
use crate::api::service::entry::EntryExt;
use crate::api::state::ApiState;
use crate::api::time::iso_ms;
use crate::oauth::authorization::Pending;
use crate::oauth::summary::Summary;
use crate::proxy::upstream::State;
use crate::settings::model::server;
use crate::settings::model::user::FIRST_USER;
use crate::settings::secrets::redact;

/// Returns a server's representation. `base` is the hub's URL. Only callers who may change the
/// server see its endpoint and headers; for others it is a server of the hub.
pub(super) fn server_response(
    state: &ApiState,
    caller: &Caller,
    server: &server::Server,
    base: &str,
    waiting: Option<&Pending>,
) -> Server {
    let mut entry = redact::entry(&server.entry);
    let login = state.hub.login(&server.name);
    let mut stored = login.as_ref().map(|login| login.summary()).unwrap_or_default();
    let is_behind_login = stored.has_token || login.is_some_and(|login| login.is_wanted());
    if caller.may_change_server(&state.live.snapshot(), &server.name).is_err() {
        entry.retain(|key, _| PUBLIC_MEMBERS.contains(&key.as_str()));
        stored = Summary::default();
    }
    let text = |key: &str| entry.text(key).map(str::to_owned);
    let oauth = |key: &str| {
        let value = entry.get("oauth")?.get(key)?;
        let list = value.as_array().into_iter().flatten().filter_map(Value::as_str);
        Some(value.as_str().map_or_else(|| list.collect::<Vec<_>>().join(" "), str::to_owned))
    };
    let headers = entry.object("headers");
    let url = text("url").filter(|_| is_remote(&entry));
    let since = hub_start(state);
    let owner = server.sharing.owner.as_deref().unwrap_or(FIRST_USER);
    Server {
        id: id::of_server(server),
        workspace_id: workspace(server),
        name: text("displayName").unwrap_or_else(|| server.name.clone()),
        url: url.unwrap_or_else(|| format!("{base}/mcp/{}", server.name)),
        auth_type: match auth_type(&server.entry) {
            AuthType::None if is_behind_login => AuthType::Oauth,
            kind => kind,
        },
        oauth_client_id: oauth(CLIENT_ID).or(stored.client_id),
        oauth_token_endpoint: oauth(TOKEN_ENDPOINT).or(stored.token_endpoint),
        oauth_authorization_endpoint: oauth(AUTHORIZATION_ENDPOINT),
        oauth_scopes: oauth(SCOPES).or(stored.scope),
        oauth_expires_at: stored.expires_at.map(|at| iso_ms(at.0.as_millisecond())),
        authorization_url: waiting.map(|login| login.url.to_string()),
        headers: headers.map(visible_headers),
        connector_id: text("connectorId"),
        connector_config: entry.get("connectorConfig").filter(|c| !c.is_null()).cloned(),
        connector_status: match state.hub.status(&server.name).map(|status| status.state) {
            Some(State::Ready) => ConnectorStatus::Connected,
            Some(State::Failed { .. }) => ConnectorStatus::Error,
            _ => ConnectorStatus::Disconnected,
        },
        created_by: format!("usr_{owner}"),
        created_at: text("createdAt").unwrap_or_else(|| since.clone()),
        updated_at: text("updatedAt").or_else(|| text("createdAt")).unwrap_or(since),
    }
}

/// Fallback creation time of a server: the start of the hub.
pub(super) fn hub_start(state: &ApiState) -> String {
    iso_ms(state.started_ms)
}

/// Members of an entry that do not reveal how the server is reached.
const PUBLIC_MEMBERS: [&str; 4] = ["displayName", "connectorId", "createdAt", "updatedAt"];

/// Returns the workspace of a server.
pub(super) fn workspace(server: &server::Server) -> String {
    let own = server.entry.text("workspaceId");
    own.unwrap_or(id::WORKSPACE).to_owned()
}
