//! The registry. Callers with a credential read how a server is started and which variables it needs;
//! the values of arguments that look like secrets are for admins. Without a credential there are names
//! and descriptions if the hub is open to everybody, and nothing otherwise. Nothing of the servers that
//! run is shown here.

use axum::Json;
use axum::extract::State;
use http::{HeaderMap, Uri};
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::api::agent_corex::admit;
use crate::api::agent_corex::refusal::{Refusal, Refused};
use crate::api::extract::At;
use crate::api::state::ApiState;
use crate::settings::{Settings, redact};

/// An entry as it is listed.
#[derive(Serialize, ToSchema)]
pub(crate) struct Entry {
    /// Unique.
    pub(super) name: String,
    /// For people; the name where there is no other.
    pub(super) display_name: String,
    /// For people.
    pub(super) description: String,
    /// Of the server.
    version: String,
    /// How many tools it has, as far as the registry knows.
    pub(super) tools_count: u64,
    /// For sorting.
    pub(super) category: String,
    /// For search.
    tags: Vec<String>,
    /// Where to read about it.
    pub(super) url: String,
    /// For display.
    pub(super) icon: String,
    /// The program to start.
    #[serde(skip_serializing_if = "Option::is_none")]
    command: Option<String>,
    /// Its arguments.
    #[serde(skip_serializing_if = "Option::is_none")]
    args: Option<Vec<String>>,
    /// Names of variables that it needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    env_required: Option<Vec<String>>,
    /// Names of variables that it looks at.
    #[serde(skip_serializing_if = "Option::is_none")]
    env_optional: Option<Vec<String>>,
    /// For people.
    #[serde(skip_serializing_if = "Option::is_none")]
    install_note: Option<String>,
    /// `false`: it is not offered.
    #[serde(skip_serializing_if = "Option::is_none")]
    is_active: Option<bool>,
}

/// An entry with all that is known of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct WholeEntry {
    /// As it is listed.
    #[serde(flatten)]
    entry: Entry,
    /// What it offers.
    tools: Vec<Value>,
    /// Which secrets it needs, by the names of variables.
    authentication: Map<String, Value>,
    /// How often it may be asked.
    rate_limit: Map<String, Value>,
    /// Where it runs.
    supported_platforms: Vec<String>,
}

/// The registry.
#[derive(Serialize, ToSchema)]
pub(crate) struct Registry {
    /// What it offers, in the order of the file.
    servers: Vec<Entry>,
    /// How many there are.
    total: usize,
    /// Why there are none, if they are shown to callers with a credential only.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'static str>,
}

/// What one caller is shown of the registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sight {
    /// Everything.
    Whole,
    /// Everything but what looks like a secret.
    Masked,
    /// Names and descriptions.
    Names,
    /// Nothing.
    Nothing,
}

impl Sight {
    fn of(state: &ApiState, settings: &Settings, headers: &HeaderMap, query: Option<&str>) -> Self {
        match admit::anybody(state, settings, headers, query) {
            Some(caller) if caller.admin => Self::Whole,
            Some(_) => Self::Masked,
            None if is_open(settings) => Self::Names,
            None => Self::Nothing,
        }
    }

    /// An entry as far as it is shown.
    fn shown(self, entry: &Map<String, Value>) -> Map<String, Value> {
        match self {
            Self::Whole => entry.clone(),
            Self::Masked => redact::entry(entry),
            Self::Names | Self::Nothing => {
                let told = entry.iter().filter(|(key, _)| TOLD_TO_ALL.contains(&key.as_str()));
                told.map(|(key, value)| (key.clone(), value.clone())).collect()
            }
        }
    }
}

/// The members of an entry that need no credential on an open hub.
const TOLD_TO_ALL: [&str; 9] = [
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

/// What a caller without a credential is told by a hub that wants one.
const WANTED: &str = "send a key to see the registry: this hub shows it to no one else";

/// Whether the hub's servers can be used without a credential.
fn is_open(settings: &Settings) -> bool {
    !settings.wants_credential()
}

/// What the registry offers, as far as the caller is shown it.
#[utoipa::path(get, path = "/mcp_registry", tag = "Agent-Corex: registry", security(()),
    responses((status = 200, body = Registry)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    headers: HeaderMap,
    uri: Uri,
) -> Json<Registry> {
    state.freshen().await;
    let settings = state.live.snapshot();
    let sight = Sight::of(&state, &settings, &headers, uri.query());
    let all = offered(&settings).filter(|_| sight != Sight::Nothing);
    let servers: Vec<Entry> = all.map(|entry| Entry::of(&sight.shown(entry))).collect();
    let message = (sight == Sight::Nothing).then_some(WANTED);
    Json(Registry { total: servers.len(), servers, message })
}

/// One entry, with the tools and the secrets that it names, as far as the caller is shown it.
#[utoipa::path(get, path = "/mcp_registry/{name}", tag = "Agent-Corex: registry", security(()),
    params(("name" = String, Path)),
    responses((status = 200, body = WholeEntry), (status = 404, body = Refused)))]
pub(crate) async fn read(
    State(state): State<ApiState>,
    At(name): At<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Json<WholeEntry>, Refusal> {
    state.freshen().await;
    let settings = state.live.snapshot();
    let sight = Sight::of(&state, &settings, &headers, uri.query());
    let entry = offered(&settings).find(|entry| is_called(entry, &name));
    let entry = entry.filter(|_| sight != Sight::Nothing);
    let entry = entry.ok_or_else(|| Refusal::no_server(&name))?;
    Ok(Json(WholeEntry::of(&sight.shown(entry))))
}

/// The entries that are offered.
pub(super) fn offered(settings: &Settings) -> impl Iterator<Item = &Map<String, Value>> {
    settings.registry.iter().filter(|entry| entry.get("is_active") != Some(&Value::Bool(false)))
}

/// Whether an entry has this name.
pub(super) fn is_called(entry: &Map<String, Value>, name: &str) -> bool {
    entry.get("name").and_then(Value::as_str) == Some(name)
}

/// The strings of a list.
pub(super) fn texts(entry: &Map<String, Value>, key: &str) -> Option<Vec<String>> {
    let list = entry.get(key)?.as_array()?;
    Some(list.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// A string; one that is empty says nothing.
pub(super) fn filled(entry: &Map<String, Value>, key: &str) -> Option<String> {
    entry.get(key).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
}

impl Entry {
    /// The view of an entry of the file.
    pub(super) fn of(entry: &Map<String, Value>) -> Self {
        let text = |key: &str| filled(entry, key);
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
            tags: texts(entry, "tags").unwrap_or_default(),
            url: text("url").unwrap_or_default(),
            icon: text("icon").unwrap_or_default(),
            command: text("command"),
            args: texts(entry, "args"),
            env_required: texts(entry, "env_required"),
            env_optional: texts(entry, "env_optional"),
            install_note: text("install_note"),
            is_active: entry.get("is_active").and_then(Value::as_bool),
        }
    }
}

impl WholeEntry {
    /// The view of an entry of the file.
    pub(super) fn of(entry: &Map<String, Value>) -> Self {
        let object = |key: &str| entry.get(key).and_then(Value::as_object).cloned();
        Self {
            entry: Entry::of(entry),
            tools: entry.get("tools").and_then(Value::as_array).cloned().unwrap_or_default(),
            authentication: object("authentication").unwrap_or_else(|| authentication(entry)),
            rate_limit: object("rate_limit").unwrap_or_default(),
            supported_platforms: texts(entry, "supported_platforms").unwrap_or_default(),
        }
    }
}

/// What the names of the variables that it needs say, in the two forms that Agent-Corex documents.
fn authentication(entry: &Map<String, Value>) -> Map<String, Value> {
    let said = match texts(entry, "env_required").unwrap_or_default().as_slice() {
        [] => json!({ "type": "none", "required": false }),
        [one] => json!({ "type": "token", "required": true, "env_var": one }),
        several => json!({ "type": "credentials", "required": true, "env_vars": several }),
    };
    said.as_object().cloned().unwrap_or_default()
}
