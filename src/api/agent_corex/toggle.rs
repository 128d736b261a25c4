//! Enables or disables a server; setting the current state again has no effect. Enabling a registry
//! entry creates a server from it.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::api::agent_corex::json_body::{JsonFields, RequiredFields};
use crate::api::agent_corex::refusal::{ErrorBody, Refusal};
use crate::api::agent_corex::registry::{active_entries, has_name, non_empty};
use crate::api::agent_corex::visibility;
use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::service::entry::EntryExt;
use crate::api::service::server_policy;
use crate::api::state::ApiState;
use crate::settings::edit::{self, Outcome};
use crate::settings::{Document, Settings};

/// The server and its new state.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ToggleRequest {
    /// Name of the server.
    server: String,
    /// `true` connects the server; `false` disconnects it and keeps its entry.
    enabled: bool,
}

impl RequiredFields for ToggleRequest {
    const REQUIRED: &'static [&'static str] = &["server", "enabled"];
}

/// The result of a toggle.
#[derive(Serialize, ToSchema)]
pub(crate) struct ToggleResult {
    /// Name of the server.
    server: String,
    /// Whether the server is enabled.
    enabled: bool,
    /// `activated` or `deactivated`, by the new state.
    status: &'static str,
    /// Number of the server's tools that clients can call now.
    tools_enabled: usize,
}

/// How long a response waits for an enabled server to connect.
const CONNECT_WAIT: Duration = Duration::from_secs(10);

/// Enables or disables a server.
#[utoipa::path(post, path = "/mcp_servers/toggle", tag = "Agent-Corex: servers",
    request_body = ToggleRequest,
    responses((status = 200, body = ToggleResult), (status = 400, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody)))]
pub(crate) async fn toggle(
    State(state): State<ApiState>,
    caller: Caller,
    JsonFields(ToggleRequest { server, enabled }, _): JsonFields<ToggleRequest>,
) -> Result<Json<ToggleResult>, Refusal> {
    let change = plan_toggle(&state.live.snapshot(), &caller, &server, enabled)?;
    let name = server.clone();
    let by = caller.clone();
    let edited = state.edit(move |document| change.apply(&by, document, &name)).await;
    edited.map_err(|error| Refusal::from_edit(error, &server))?;
    let mut tools_enabled = 0;
    if enabled {
        state.wait_first_attempts(std::slice::from_ref(&server), CONNECT_WAIT).await;
        tools_enabled =
            visibility::all_tools(&state, &server).iter().filter(|tool| tool.enabled).count();
    }
    let status = if enabled { "activated" } else { "deactivated" };
    Ok(Json(ToggleResult { server, enabled, status, tools_enabled }))
}

/// The edit that a toggle requires.
pub(super) enum ToggleEdit {
    /// Sets the state of an existing server.
    Set(bool),
    /// Creates the server from its registry entry.
    Install(Map<String, Value>),
    /// The server does not exist and remains absent.
    Nothing,
}

impl ToggleEdit {
    /// Applies the edit to the document.
    pub(super) fn apply(
        &self,
        caller: &Caller,
        document: &mut Document,
        name: &str,
    ) -> Result<Outcome, edit::Refused> {
        match self {
            Self::Set(enabled) => edit::enable_server(document, name, *enabled),
            Self::Install(entry) => server_policy::add(caller, document, name, entry),
            Self::Nothing => Ok(Outcome::Unchanged),
        }
    }
}

/// Returns the edit that sets the state of `name`.
///
/// # Errors
/// Fails if the server does not exist, if it belongs to another user, or if the registry entry does
/// not contain a command.
pub(super) fn plan_toggle(
    settings: &Settings,
    caller: &Caller,
    name: &str,
    enabled: bool,
) -> Result<ToggleEdit, Refusal> {
    let seen =
        settings.server(name).is_some_and(|server| visibility::can_see(settings, caller, server));
    let is_unusable = || caller.unusable_servers(settings).any(|known| known == name);
    if seen || is_unusable() {
        caller.may_change_server(settings, name)?;
        return Ok(ToggleEdit::Set(enabled));
    }
    let entry = active_entries(settings)
        .find(|entry| has_name(entry, name))
        .ok_or_else(|| Refusal::unknown_server(name))?;
    if !enabled {
        return Ok(ToggleEdit::Nothing);
    }
    let mut server = server_of(entry).ok_or_else(|| {
        let text = format!("cannot start `{name}`: its registry entry has no `command`");
        ApiError::invalid(text)
    })?;
    server_policy::set_owner(caller, &mut server)?;
    Ok(ToggleEdit::Install(server))
}

/// Converts a registry entry to a server. Its required variables refer to the hub's environment.
fn server_of(entry: &Map<String, Value>) -> Option<Map<String, Value>> {
    let mut server = Map::new();
    server.put("command", non_empty(entry, "command")?);
    let args = entry.texts("args").filter(|args| !args.is_empty());
    let required = entry.texts("env_required").unwrap_or_default();
    let env: Map<String, Value> =
        required.into_iter().map(|name| (name.clone(), format!("${{{name}}}").into())).collect();
    server.put_some("args", args);
    server.put_some("env", Some(env).filter(|env| !env.is_empty()));
    for (to, from) in [
        ("description", "description"),
        ("displayName", "display_name"),
        ("homepage", "url"),
        ("icon", "icon"),
        ("category", "category"),
    ] {
        server.put_some(to, non_empty(entry, from));
    }
    Some(server)
}
