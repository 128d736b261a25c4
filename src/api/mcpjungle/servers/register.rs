//! Registers a server. Connects to it before anything is stored: if that fails, the registration
//! fails, and an existing server of the name stays unchanged.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
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
use crate::api::mcpjungle::servers::list;
use crate::api::mcpjungle::servers::list::ServerItem;
use crate::api::service::entry::{EntryExt, object};
use crate::api::service::protected;
use crate::api::service::server_policy;
use crate::api::service::servers::stored_entry;
use crate::api::state::ApiState;
use crate::proxy::limits;
use crate::proxy::probe::Unusable;
use crate::settings::edit::{self, OnConflict};
use crate::settings::model::bearer;
use crate::settings::secrets::redact;
use crate::settings::{Document, validate};

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

/// A registered server: as in the list, and again below `server` for newer clients.
#[derive(Serialize, ToSchema)]
pub(crate) struct Registered {
    #[serde(flatten)]
    item: ServerItem,
    /// The server with all members, including those of other transports.
    server: FullServer,
}

/// A server with all members.
#[derive(Serialize, ToSchema)]
struct FullServer {
    name: String,
    transport: &'static str,
    enabled: bool,
    description: String,
    url: String,
    command: String,
    args: Option<Vec<String>>,
    env: Option<BTreeMap<String, String>>,
    session_mode: &'static str,
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
        (status = 409, body = Refusal), (status = 500, body = Refusal)))]
pub(crate) async fn register(
    State(state): State<ApiState>,
    Admin(caller): Admin,
    QueryParams(Force { force }): QueryParams<Force>,
    JsonBody(input): JsonBody<ServerInput>,
) -> Result<(StatusCode, Json<Registered>), ApiError> {
    let force = parse_force(force.as_deref())?;
    let mut entry = input.entry()?;
    let name = input.name;
    // In MCPJungle, every user sees every server.
    entry.put("visibility", "public");
    server_policy::set_owner(&caller, &mut entry)?;
    check_connection(&state, &caller, &name, &entry, force).await?;
    let key = name.clone();
    let verb = move |document: &mut Document| add(&caller, document, &key, &entry, force);
    state.edit(verb).await?;
    let _ =
        tokio::time::timeout(limits::AWAIT_READY, state.hub.wait_connected_or_failed(&name)).await;
    let settings = state.live.snapshot();
    let removed = || ApiError::new(Kind::Conflict, format!("`{name}` was removed meanwhile"));
    let item = list::server_item(settings.server(&name).ok_or_else(removed)?);
    Ok((StatusCode::CREATED, Json(Registered { server: FullServer::of(item.clone()), item })))
}

/// Connects to the server as it would be stored, and closes the connection.
async fn check_connection(
    state: &ApiState,
    caller: &Caller,
    name: &str,
    entry: &Map<String, Value>,
    force: bool,
) -> Result<(), ApiError> {
    let mut document = state.document().await?;
    let before = document.value().clone();
    add(caller, &mut document, name, entry, force)?;
    protected::check_edit(&before, document.value())?;
    let (settings, _) = validate(&document);
    let server = settings
        .server(name)
        .ok_or_else(|| ApiError::invalid("this server's configuration is not valid"))?;
    let tried = state.hub.probe(server, &settings).await;
    tried.map_err(|why| match why {
        Unusable::NeedsLogin(_) => ApiError::new(Kind::NeedsLogin, why.to_string()),
        Unusable::Unreachable(_) | Unusable::Silent(_) => {
            ApiError::new(Kind::Failed, why.to_string())
        }
    })
}

fn add(
    caller: &Caller,
    document: &mut Document,
    name: &str,
    entry: &Map<String, Value>,
    force: bool,
) -> Result<edit::Outcome, edit::Refused> {
    if !force {
        return server_policy::add(caller, document, name, entry);
    }
    let old = stored_entry(document, name).and_then(Value::as_object);
    let entry = old.map_or_else(|| entry.clone(), |old| restore_secrets(old, entry));
    edit::add_server(document, name, &entry, OnConflict::Replace)
}

/// Returns the new entry. Masked values of the old entry keep their secrets.
fn restore_secrets(old: &Map<String, Value>, new: &Map<String, Value>) -> Map<String, Value> {
    let shown = redact::entry(old);
    let restored = |(key, value): (&String, &Value)| {
        let value = redact::restore_masked(value.clone(), shown.get(key), old.get(key));
        (key.clone(), value)
    };
    new.iter().map(restored).collect()
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

impl FullServer {
    fn of(item: ServerItem) -> Self {
        Self {
            name: item.name,
            transport: item.transport,
            enabled: item.enabled,
            description: item.description,
            url: item.url.unwrap_or_default(),
            command: item.command.unwrap_or_default(),
            args: item.args,
            env: item.env,
            session_mode: item.session_mode,
        }
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
