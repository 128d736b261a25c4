//! Registers a server. Connects to it before anything is stored: if that fails, the registration
//! fails, and an existing server of the name stays unchanged.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use url::Url;
use utoipa::{IntoParams, ToSchema};

use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::extract::{JsonBody, QueryParams};
use crate::api::mcpjungle::admission::Admin;
use crate::api::mcpjungle::naming;
use crate::api::mcpjungle::refusal::Refusal;
use crate::api::mcpjungle::servers::store::Registered;
use crate::api::mcpjungle::servers::{authorize, store};
use crate::api::service::entry::{EntryExt, object};
use crate::api::service::protected;
use crate::api::service::server_policy;
use crate::api::state::ApiState;
use crate::oauth::login::Login;
use crate::proxy::probe::Unusable;
use crate::settings::model::bearer;
use crate::settings::validate;

/// A server to register, or a registered one in the list of configurations.
#[derive(Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(expecting = "a server: an object with `name` and `transport`")]
pub(crate) struct ServerInput {
    /// Letters, digits, `_` and `-`, without `__`.
    #[serde(default)]
    pub(in crate::api::mcpjungle) name: String,
    /// One of `stdio`, `streamable_http` and `sse`.
    #[serde(default)]
    pub(in crate::api::mcpjungle) transport: String,
    /// Description of the server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::api::mcpjungle) description: Option<String>,
    /// `stateless`, the default, or `stateful`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::api::mcpjungle) session_mode: Option<String>,
    /// The server's URL; not for `stdio`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::api::mcpjungle) url: Option<String>,
    /// Token that the hub sends in `Authorization`; not for `stdio`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::api::mcpjungle) bearer_token: Option<String>,
    /// Headers of each request. An `Authorization` header takes precedence over the token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::api::mcpjungle) headers: Option<BTreeMap<String, String>>,
    /// Program of the server, for `stdio`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::api::mcpjungle) command: Option<String>,
    /// Arguments of the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::api::mcpjungle) args: Option<Vec<String>>,
    /// Variables of the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::api::mcpjungle) env: Option<BTreeMap<String, String>>,
    /// Redirect URI after a login.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::api::mcpjungle) oauth_redirect_uri: Option<String>,
    /// The hub's client id at the authorization server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::api::mcpjungle) oauth_client_id: Option<String>,
    /// The hub's client secret at the authorization server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::api::mcpjungle) oauth_client_secret: Option<String>,
    /// Scopes that the hub requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::api::mcpjungle) oauth_scopes: Option<Vec<String>>,
}

/// Whether to replace an existing server of the name.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Force {
    /// A boolean in any form that Go parses; false if absent.
    force: Option<String>,
}

/// Transports of a server.
#[derive(Clone, Copy, PartialEq)]
enum Transport {
    Stdio,
    StreamableHttp,
    Sse,
}

/// Registers a server after a successful connection to it.
#[utoipa::path(post, path = "/api/v0/servers", tag = "MCPJungle: servers", params(Force),
    request_body = ServerInput,
    responses((status = 201, body = Registered), (status = 400, body = Refusal),
        (status = 202, description = "the login to complete first", body = Value),
        (status = 409, body = Refusal), (status = 500, body = Refusal)))]
pub(crate) async fn register(
    State(state): State<ApiState>,
    Admin(caller): Admin,
    QueryParams(Force { force }): QueryParams<Force>,
    JsonBody(input): JsonBody<ServerInput>,
) -> Result<Response, ApiError> {
    let force = parse_force(force.as_deref())?;
    let mut entry = input.entry()?;
    let name = input.name.clone();
    // In MCPJungle, every user sees every server.
    entry.put("visibility", "public");
    server_policy::set_owner(&caller, &mut entry)?;
    if let Some(login) = check_connection(&state, &caller, &name, &entry, force).await? {
        let redirect_uri = input.oauth_redirect_uri.as_deref().unwrap_or_default();
        let server = (name, entry, force);
        let answer = authorize::begin(&state, caller, server, login, redirect_uri).await?;
        return Ok((StatusCode::ACCEPTED, Json(answer)).into_response());
    }
    let registered = store::store(&state, caller, name, entry, force).await?;
    Ok((StatusCode::CREATED, Json(registered)).into_response())
}

/// Connects to the server as it would be stored, and closes the connection. Returns the login that it
/// needs, if the settings say where the browser returns to.
async fn check_connection(
    state: &ApiState,
    caller: &Caller,
    name: &str,
    entry: &Map<String, Value>,
    force: bool,
) -> Result<Option<Arc<Login>>, ApiError> {
    let mut document = state.document().await?;
    let before = document.value().clone();
    store::add(caller, &mut document, name, entry, force)?;
    protected::check_edit(&before, document.value())?;
    let (settings, _) = validate(&document);
    let server = settings
        .server(name)
        .ok_or_else(|| ApiError::invalid("this server's configuration is not valid"))?;
    let (tried, login) = state.hub.probe(server, &settings).await;
    let names_return = entry.object("oauth").is_some_and(|oauth| oauth.contains_key("redirectUri"));
    match tried {
        Ok(()) => Ok(None),
        Err(Unusable::NeedsLogin(_)) if names_return && login.is_some() => Ok(login),
        Err(why @ Unusable::NeedsLogin(_)) => Err(ApiError::new(Kind::NeedsLogin, why.to_string())),
        Err(why) => Err(ApiError::new(Kind::Failed, why.to_string())),
    }
}

impl ServerInput {
    /// Returns the settings entry, without members of other transports. Source: MCPJungle's order
    /// of checks.
    fn entry(&self) -> Result<Map<String, Value>, ApiError> {
        let transport = match self.transport.as_str() {
            "stdio" => Transport::Stdio,
            "streamable_http" => Transport::StreamableHttp,
            "sse" => Transport::Sse,
            _ => {
                let text = "`transport` must be stdio, streamable_http or sse";
                return Err(ApiError::invalid(text));
            }
        };
        let mode = match self.session_mode.as_deref() {
            None | Some("") => "stateless",
            Some(mode) => mode,
        };
        if !["stateless", "stateful"].contains(&mode) {
            return Err(ApiError::invalid("`session_mode` must be stateless or stateful"));
        }
        let (needed, value) = match transport {
            Transport::Stdio => ("command", &self.command),
            Transport::StreamableHttp | Transport::Sse => ("url", &self.url),
        };
        if value.as_deref().is_none_or(|value| value.trim().is_empty()) {
            let text = format!("`{needed}` is required for the transport {}", self.transport);
            return Err(ApiError::invalid(text));
        }
        naming::check_server(&self.name).map_err(ApiError::invalid)?;
        let mut entry = match transport {
            Transport::Stdio => self.stdio_entry(),
            Transport::StreamableHttp | Transport::Sse => self.remote_entry(transport)?,
        };
        let description = self.description.as_deref().filter(|text| !text.is_empty());
        entry.put_some("description", description);
        entry.put("sessionMode", mode);
        Ok(entry)
    }

    fn stdio_entry(&self) -> Map<String, Value> {
        let mut entry = object(json!({ "type": "stdio", "command": self.command }));
        entry.put_some("args", self.args.clone());
        let env = self.env.as_ref().filter(|env| !env.is_empty());
        entry.put_some("env", env.map(|env| json!(env)));
        entry
    }

    fn remote_entry(&self, transport: Transport) -> Result<Map<String, Value>, ApiError> {
        let text = self.url.as_deref().unwrap_or_default().trim();
        let url = Url::parse(text).ok().filter(|url| ["http", "https"].contains(&url.scheme()));
        if url.is_none_or(|url| url.host_str().is_none_or(str::is_empty)) {
            return Err(ApiError::invalid("`url` must be an http or https URL with a host"));
        }
        let kind = if transport == Transport::Sse { "sse" } else { "streamable-http" };
        let mut entry = object(json!({ "type": kind, "url": text }));
        // Headers are kept for SSE too, although MCPJungle drops them.
        let headers = self
            .headers
            .iter()
            .flatten()
            .map(|(name, value)| (name.clone(), Value::from(value.as_str())))
            .collect();
        let token = self.bearer_token.as_deref().filter(|token| !token.is_empty());
        bearer::put(&mut entry, headers, token);
        let mut oauth = Map::new();
        let texts = [
            ("clientId", &self.oauth_client_id),
            ("clientSecret", &self.oauth_client_secret),
            ("redirectUri", &self.oauth_redirect_uri),
        ];
        for (key, value) in texts {
            oauth.put_some(key, value.as_deref().filter(|value| !value.is_empty()));
        }
        oauth.put_some("scopes", self.oauth_scopes.clone().filter(|scopes| !scopes.is_empty()));
        if !oauth.is_empty() {
            entry.put("oauth", oauth);
        }
        Ok(entry)
    }
}

/// Parses a boolean as Go does.
fn parse_force(text: Option<&str>) -> Result<bool, ApiError> {
    match text.unwrap_or_default() {
        "1" | "t" | "T" | "TRUE" | "true" | "True" => Ok(true),
        "" | "0" | "f" | "F" | "FALSE" | "false" | "False" => Ok(false),
        _ => Err(ApiError::invalid("`force` must be true or false")),
    }
}
