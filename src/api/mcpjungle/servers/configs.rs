//! Returns the configurations of all servers, including secrets, in a form that can be registered
//! on another hub.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde_json::{Map, Value};

use crate::api::error::ApiError;
use crate::api::mcpjungle::admission::Admin;
use crate::api::mcpjungle::servers::list::{pairs, session_mode, transport};
use crate::api::mcpjungle::servers::register::ServerInput;
use crate::api::service::entry::EntryExt;
use crate::api::state::ApiState;
use crate::settings::model::bearer;
use crate::settings::model::server::{Server, TransportKind};

/// Lists all servers in the form of a registration, except OpenAPI servers, which have none.
#[utoipa::path(get, path = "/api/v0/server_configs", tag = "MCPJungle: servers",
    responses((status = 200, body = [ServerInput])))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    _: Admin,
) -> Result<Json<Vec<ServerInput>>, ApiError> {
    let settings = state.live.snapshot();
    Ok(Json(settings.servers.iter().filter_map(config).collect()))
}

fn config(server: &Server) -> Option<ServerInput> {
    let entry = &server.entry;
    let text = |entry: &Map<String, Value>, key: &str| entry.text(key).map(str::to_owned);
    let texts =
        |entry: &Map<String, Value>, key: &str| entry.texts(key).filter(|list| !list.is_empty());
    let kind = server.transport.kind();
    let mut config = ServerInput {
        name: server.name.clone(),
        transport: transport(kind).to_owned(),
        description: server.description.clone().filter(|text| !text.is_empty()),
        session_mode: Some(session_mode(entry).to_owned()),
        ..ServerInput::default()
    };
    match kind {
        TransportKind::OpenApi => return None,
        TransportKind::Stdio => {
            config.command = text(entry, "command");
            config.args = texts(entry, "args");
            config.env = Some(pairs(entry, "env")).filter(|env| !env.is_empty());
        }
        TransportKind::Sse | TransportKind::StreamableHttp => {
            let (headers, token) = bearer::apart(entry);
            let header_texts: BTreeMap<_, _> = headers
                .into_iter()
                .filter_map(|(name, value)| Some((name, value.as_str()?.to_owned())))
                .collect();
            config.url = text(entry, "url");
            config.headers = Some(header_texts).filter(|texts| !texts.is_empty());
            config.bearer_token = token;
            if let Some(oauth) = entry.object("oauth") {
                config.oauth_client_id = text(oauth, "clientId");
                config.oauth_client_secret = text(oauth, "clientSecret");
                config.oauth_redirect_uri = text(oauth, "redirectUri");
                config.oauth_scopes = texts(oauth, "scopes");
            }
        }
    }
    Some(config)
}
