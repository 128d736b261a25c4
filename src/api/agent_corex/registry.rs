//! The registry. A caller with a credential sees how a server is started and the variables it
//! requires; only admins see argument values that look like secrets. Without a credential, an open
//! hub shows names and descriptions, and any other hub shows nothing. The registry never shows the
//! state of running servers.

use axum::Json;
use axum::extract::State;
use http::{HeaderMap, Uri};
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::api::agent_corex::auth;
use crate::api::agent_corex::refusal::{ErrorBody, Refusal};
use crate::api::extract::PathParams;
use crate::api::service::entry::{EntryExt, object};
use crate::api::state::ApiState;
use crate::settings::Settings;
use crate::settings::secrets::redact;

/// An entry in the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct Entry {
    /// Unique name of the entry.
    pub(super) name: String,
    /// Display name; defaults to the name.
    pub(super) display_name: String,
    /// Description of the server.
    pub(super) description: String,
    /// Version of the server.
    version: String,
    /// Number of tools according to the registry.
    pub(super) tools_count: u64,
    /// Category, for sorting.
    pub(super) category: String,
    /// Tags, for search.
    tags: Vec<String>,
    /// Page about the server.
    pub(super) url: String,
    /// Icon, for display.
    pub(super) icon: String,
    /// The program to start.
    #[serde(skip_serializing_if = "Option::is_none")]
    command: Option<String>,
    /// Arguments of the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    args: Option<Vec<String>>,
    /// Names of the variables that the server requires.
    #[serde(skip_serializing_if = "Option::is_none")]
    env_required: Option<Vec<String>>,
    /// Names of further variables that the server uses.
    #[serde(skip_serializing_if = "Option::is_none")]
    env_optional: Option<Vec<String>>,
    /// Installation note for users.
    #[serde(skip_serializing_if = "Option::is_none")]
    install_note: Option<String>,
    /// If `false`, the registry does not list the entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    is_active: Option<bool>,
}

/// An entry with all its members.
#[derive(Serialize, ToSchema)]
pub(crate) struct FullEntry {
    #[serde(flatten)]
    entry: Entry,
    /// Tools that the server offers.
    tools: Vec<Value>,
    /// Secrets that the server requires, by the names of variables.
    authentication: Map<String, Value>,
    /// Rate limits of the server.
    rate_limit: Map<String, Value>,
    /// Platforms that the server supports.
    supported_platforms: Vec<String>,
}

/// The list of registry entries.
#[derive(Serialize, ToSchema)]
pub(crate) struct Registry {
    /// Listed entries, in file order.
    servers: Vec<Entry>,
    /// Number of listed entries.
    total: usize,
    /// Why the list is empty, if the hub shows it only to callers with a credential.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'static str>,
}

/// How much of the registry a caller sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RegistryAccess {
    Whole,
    /// Everything, with likely secrets masked.
    Masked,
    /// Names and descriptions.
    Names,
    Nothing,
}

impl RegistryAccess {
    fn of(state: &ApiState, settings: &Settings, headers: &HeaderMap, query: Option<&str>) -> Self {
        match auth::optional_caller(state, settings, headers, query) {
            Some(caller) if caller.admin => Self::Whole,
            Some(_) => Self::Masked,
            None if is_open(settings) => Self::Names,
            None => Self::Nothing,
        }
    }

    /// Returns the visible part of an entry.
    fn visible(self, entry: &Map<String, Value>) -> Map<String, Value> {
        match self {
            Self::Whole => entry.clone(),
            Self::Masked => redact::entry(entry),
            Self::Names | Self::Nothing => {
                let public = entry.iter().filter(|(key, _)| PUBLIC_MEMBERS.contains(&key.as_str()));
                public.map(|(key, value)| (key.clone(), value.clone())).collect()
            }
        }
    }
}

/// Members of an entry that an open hub shows without a credential.
const PUBLIC_MEMBERS: [&str; 9] = [
    "name",
    "display_name",
    "description",
    "version",
    "tools_count",
    "category",
    "tags",
    "icon",
    "is_active",
];

/// Message in the empty list of a hub that requires a credential.
const KEY_REQUIRED: &str = "this hub shows its registry only to callers with a key";

/// Returns whether the hub's servers can be used without a credential.
fn is_open(settings: &Settings) -> bool {
    !settings.wants_credential()
}

/// Lists the registry, as far as the caller may see it.
#[utoipa::path(get, path = "/mcp_registry", tag = "Agent-Corex: registry", security(()),
    responses((status = 200, body = Registry)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    headers: HeaderMap,
    uri: Uri,
) -> Json<Registry> {
    state.refresh_settings().await;
    let settings = state.live.snapshot();
    let access = RegistryAccess::of(&state, &settings, &headers, uri.query());
    let all = active_entries(&settings).filter(|_| access != RegistryAccess::Nothing);
    let servers: Vec<Entry> = all.map(|entry| Entry::of(&access.visible(entry))).collect();
    let message = (access == RegistryAccess::Nothing).then_some(KEY_REQUIRED);
    Json(Registry { total: servers.len(), servers, message })
}

/// Returns one entry with its tools and required secrets, as far as the caller may see it.
#[utoipa::path(get, path = "/mcp_registry/{name}", tag = "Agent-Corex: registry", security(()),
    params(("name" = String, Path)),
    responses((status = 200, body = FullEntry), (status = 404, body = ErrorBody)))]
pub(crate) async fn read(
    State(state): State<ApiState>,
    PathParams(name): PathParams<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Json<FullEntry>, Refusal> {
    state.refresh_settings().await;
    let settings = state.live.snapshot();
    let access = RegistryAccess::of(&state, &settings, &headers, uri.query());
    let entry = active_entries(&settings)
        .find(|entry| has_name(entry, &name))
        .filter(|_| access != RegistryAccess::Nothing)
        .ok_or_else(|| Refusal::unknown_server(&name))?;
    Ok(Json(FullEntry::of(&access.visible(entry))))
}

/// Returns the active entries of the registry.
pub(super) fn active_entries(settings: &Settings) -> impl Iterator<Item = &Map<String, Value>> {
    settings.registry.iter().filter(|entry| entry.get("is_active") != Some(&Value::Bool(false)))
}

/// Returns whether an entry has this name.
pub(super) fn has_name(entry: &Map<String, Value>, name: &str) -> bool {
    entry.text("name") == Some(name)
}

/// Returns a string, or `None` if it is empty.
pub(super) fn non_empty(entry: &Map<String, Value>, key: &str) -> Option<String> {
    entry.text(key).filter(|text| !text.is_empty()).map(str::to_owned)
}

impl Entry {
    /// Converts an entry of the file.
    pub(super) fn of(entry: &Map<String, Value>) -> Self {
        let text = |key: &str| non_empty(entry, key);
        let name = text("name").unwrap_or_default();
        let tools = entry.get("tools").and_then(Value::as_array).map_or(0, Vec::len);
        let tools_count = entry.get("tools_count").and_then(Value::as_u64);
        Self {
            display_name: text("display_name").unwrap_or_else(|| name.clone()),
            name,
            description: text("description").unwrap_or_default(),
            version: text("version").unwrap_or_default(),
            tools_count: tools_count.unwrap_or(tools as u64),
            category: text("category").unwrap_or_default(),
            tags: entry.texts("tags").unwrap_or_default(),
            url: text("url").unwrap_or_default(),
            icon: text("icon").unwrap_or_default(),
            command: text("command"),
            args: entry.texts("args"),
            env_required: entry.texts("env_required"),
            env_optional: entry.texts("env_optional"),
            install_note: text("install_note"),
            is_active: entry.get("is_active").and_then(Value::as_bool),
        }
    }
}

impl FullEntry {
    /// Converts an entry of the file.
    pub(super) fn of(entry: &Map<String, Value>) -> Self {
        Self {
            entry: Entry::of(entry),
            tools: entry.get("tools").and_then(Value::as_array).cloned().unwrap_or_default(),
            authentication: entry
                .object("authentication")
                .cloned()
                .unwrap_or_else(|| authentication(entry)),
            rate_limit: entry.object("rate_limit").cloned().unwrap_or_default(),
            supported_platforms: entry.texts("supported_platforms").unwrap_or_default(),
        }
    }
}

/// Derives the required secrets from the variable names, in the two forms that Agent-Corex
/// documents.
fn authentication(entry: &Map<String, Value>) -> Map<String, Value> {
    object(match entry.texts("env_required").unwrap_or_default().as_slice() {
        [] => json!({ "type": "none", "required": false }),
        [one] => json!({ "type": "token", "required": true, "env_var": one }),
        several => json!({ "type": "credentials", "required": true, "env_vars": several }),
    })
}
