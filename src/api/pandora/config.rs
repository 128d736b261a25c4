//! Reads the configuration and merges patches into it. `mcpServers` is derived from the file's
//! servers; the rest is stored in the file's `pandora`. An edit writes only the differences, so
//! that data of other dialects is kept.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::extract::JsonBody;
use crate::api::pandora::config_schema::{self, CONFIG};
use crate::api::pandora::merge::{merge, transfer_changes};
use crate::api::pandora::server;
use crate::api::service::entry::EntryExt;
use crate::api::service::name_policy;
use crate::api::service::server_policy;
use crate::api::state::ApiState;
use crate::settings::edit::{self, ItemKind, Refused};
use crate::settings::{Document, Settings, validate};

/// How long a response waits for connection attempts.
pub(super) const CONNECT_WAIT: Duration = Duration::from_secs(10);

/// The member derived from the file's servers.
const SERVERS: &str = "mcpServers";

/// The whole configuration, including defaults.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Config {
    /// An object with the member `name`.
    identity: Map<String, Value>,
    /// An IANA time zone.
    timezone: String,
    /// An object with the member `systemPrompt`.
    personality: Option<Map<String, Value>>,
    /// An object with the member `operator`.
    models: Option<Map<String, Value>>,
    /// Plugin settings by plugin name.
    plugins: BTreeMap<String, Value>,
    /// Servers by their id.
    mcp_servers: BTreeMap<String, ServerConfig>,
    /// An object with `enabled` and `model`.
    memory: Map<String, Value>,
    /// An object with `enabled`, `tasks` and `heartbeat`.
    schedule: Map<String, Value>,
    /// Whether the first steps are done.
    onboarding_complete: bool,
}

/// A server in the configuration.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ServerConfig {
    /// The program to start; takes precedence over `url`.
    command: Option<String>,
    /// Arguments of the program.
    args: Option<Vec<String>>,
    /// Endpoint of a remote server.
    url: Option<String>,
    /// Whether the server is enabled; true if absent.
    enabled: Option<bool>,
    /// Display name of the server.
    name: Option<String>,
    /// Names of the hub's variables that the program receives.
    env: Option<Vec<String>>,
    /// Whether each call requires approval by a user; true if absent.
    require_approval: Option<bool>,
    /// Headers of each request to the server.
    headers: Option<BTreeMap<String, String>>,
    /// Whether the hub uses OAuth to log in.
    oauth: Option<bool>,
}

/// The edits that a patch requires.
#[derive(Debug, Default, PartialEq)]
struct ConfigEdits {
    removed: Vec<String>,
    changed: Vec<(String, Map<String, Value>)>,
    added: Vec<(String, Map<String, Value>)>,
    /// Changes of the stored rest; `null` removes a member.
    kept: Map<String, Value>,
}

/// Returns the whole configuration, with defaults, and headers in clear.
#[utoipa::path(get, path = "/api/config", tag = "Pandora: configuration",
    responses((status = 200, body = Config)))]
pub(super) async fn read(State(state): State<ApiState>, caller: Caller) -> Json<Value> {
    Json(view(&state.live.snapshot(), &caller).into())
}

/// Merges a patch: `null` removes, objects are merged, other values are replaced.
#[utoipa::path(patch, path = "/api/config", tag = "Pandora: configuration",
    request_body(content = Object), responses((status = 200, body = Config)))]
pub(super) async fn change(
    State(state): State<ApiState>,
    caller: Caller,
    JsonBody(patch): JsonBody<Map<String, Value>>,
) -> Result<Json<Value>, ApiError> {
    let by = caller.clone();
    let verb = move |document: &mut Document| {
        let (settings, _) = validate(document);
        // A rejected plan leaves the document unchanged.
        let plan = match plan_edits(&settings, &by, &patch) {
            Ok(plan) => plan,
            Err(error) => return Ok(Err(error)),
        };
        name_policy::edit_with_allowed_names(&by, document, |document| {
            apply_edits(&by, document, &plan)
        })?;
        let tried = plan.changed.into_iter().chain(plan.added).map(|(name, _)| name);
        Ok(Ok(tried.collect::<Vec<_>>()))
    };
    let tried = state.edit(verb).await??;
    state.wait_first_attempts(&tried, CONNECT_WAIT).await;
    Ok(Json(view(&state.live.snapshot(), &caller).into()))
}

/// Returns the configuration for the caller. It contains only servers that the caller may change.
fn view(settings: &Settings, caller: &Caller) -> Map<String, Value> {
    let own = |name: &str| caller.may_change_server(settings, name).is_ok();
    let servers: Map<String, Value> = settings
        .servers
        .iter()
        .filter(|server| own(&server.name))
        .filter_map(|server| Some((server.name.clone(), server::view(server)?.into())))
        .collect();
    let mut config = settings.pandora.clone();
    if !caller.admin {
        // Plugin settings may contain secrets.
        config.shift_remove("plugins");
    }
    config.put(SERVERS, servers);
    let config = Value::Object(config);
    config_schema::read(&CONFIG, &config, &config).0
}

fn plan_edits(
    settings: &Settings,
    caller: &Caller,
    patch: &Map<String, Value>,
) -> Result<ConfigEdits, ApiError> {
    let old = view(settings, caller);
    let mut merged = old.clone();
    merge(&mut merged, patch);
    for (name, patched) in patch.object(SERVERS).into_iter().flatten() {
        if !servers_of(&old).contains_key(name) {
            reject_hidden(settings, caller, name, patched)?;
        }
    }
    let (new, issues) = config_schema::read(&CONFIG, &merged.into(), &Value::Object(old.clone()));
    if !issues.is_empty() {
        return Err(ApiError::invalid(issues.join(", ")));
    }
    let mut plan = ConfigEdits::default();
    let (before, after) = (servers_of(&old), servers_of(&new));
    let is_there = |name: &&String| !after.contains_key(*name);
    plan.removed = before.keys().filter(is_there).cloned().collect();
    for (name, config) in &after {
        let Some(config) = config.as_object() else { continue };
        match (before.object(name), settings.server(name)) {
            (Some(old), _) if old == config => {}
            (Some(old), Some(server)) => {
                let patch = server::patch(server, old, config);
                if !caller.admin {
                    server_policy::forbid_commands(&patch)?;
                    server_policy::forbid_commands(&server.entry)?;
                }
                plan.changed.push((name.clone(), patch));
            }
            _ => {
                let mut entry = server::entry(config);
                server_policy::set_owner(caller, &mut entry)?;
                plan.added.push((name.clone(), entry));
            }
        }
    }
    plan.kept = stored_changes(&settings.pandora, old, new);
    if !plan.kept.is_empty() {
        caller.require_admin()?;
    }
    Ok(plan)
}

/// Rejects a patch of a server that is in the file but not in the caller's view.
fn reject_hidden(
    settings: &Settings,
    caller: &Caller,
    name: &str,
    patched: &Value,
) -> Result<(), ApiError> {
    let unusable = settings.unusable.iter().any(|one| one == name);
    let Some(server) = settings.server(name) else {
        if unusable && caller.admin {
            let text = format!("{SERVERS}.{name}: its entry in the settings file cannot be used");
            return Err(ApiError::invalid(text));
        }
        return Ok(());
    };
    // Another user's server does not exist for the caller, so its removal is a no-op.
    let own = caller.may_change_server(settings, name);
    if own.is_err() && patched.is_null() {
        return Ok(());
    }
    // Names are unique across users.
    let exists = || Refused::Exists { kind: ItemKind::Server, name: name.to_owned() };
    own.map_err(|error| if error.kind == Kind::NotFound { exists().into() } else { error })?;
    let kind = server.transport.kind().word();
    let text = format!("{SERVERS}.{name}: a server of type {kind} cannot be changed here");
    Err(ApiError::invalid(text))
}

/// Returns the changes of the stored rest of the configuration; `null` removes a member.
fn stored_changes(
    stored: &Map<String, Value>,
    mut old: Map<String, Value>,
    mut new: Map<String, Value>,
) -> Map<String, Value> {
    old.shift_remove(SERVERS);
    new.shift_remove(SERVERS);
    let mut carried = stored.clone();
    transfer_changes(&mut carried, &old, &new);
    let removed: Vec<_> = stored
        .keys()
        .filter(|key| !carried.contains_key(*key))
        .map(|key| (key.clone(), Value::Null))
        .collect();
    let changed = carried.into_iter().filter(|(key, value)| stored.get(key) != Some(value));
    changed.chain(removed).collect()
}

fn apply_edits(
    caller: &Caller,
    document: &mut Document,
    plan: &ConfigEdits,
) -> Result<(), Refused> {
    for name in &plan.removed {
        edit::remove_server(document, name)?;
    }
    for (name, patch) in &plan.changed {
        edit::patch_server(document, name, patch)?;
    }
    for (name, entry) in &plan.added {
        server_policy::add(caller, document, name, entry)?;
    }
    if !plan.kept.is_empty() {
        edit::put_section(document, "pandora", &plan.kept)?;
    }
    Ok(())
}

fn servers_of(config: &Map<String, Value>) -> Map<String, Value> {
    config.object(SERVERS).cloned().unwrap_or_default()
}
