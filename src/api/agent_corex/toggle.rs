//! Enables or disables a server; setting the current state again has no effect. Enabling a registry
//! entry creates a server from it.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::api::agent_corex::body::{Body, Fields};
use crate::api::agent_corex::refusal::{Refusal, Refused};
use crate::api::agent_corex::registry::{filled, is_called, offered, texts};
use crate::api::agent_corex::sight;
use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::new_server;
use crate::api::state::ApiState;
use crate::settings::edit::{self, Outcome};
use crate::settings::{Document, Settings};

/// The server and its new state.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Switch {
    /// Name of the server.
    server: String,
    /// `true` connects the server; `false` disconnects it and keeps its entry.
    enabled: bool,
}

impl Fields for Switch {
    const REQUIRED: &'static [&'static str] = &["server", "enabled"];
}

/// The result of a toggle.
#[derive(Serialize, ToSchema)]
pub(crate) struct Switched {
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
const PATIENCE: Duration = Duration::from_secs(10);

/// Enables or disables a server.
#[utoipa::path(post, path = "/mcp_servers/toggle", tag = "Agent-Corex: servers",
    request_body = Switch,
    responses((status = 200, body = Switched), (status = 400, body = Refused),
        (status = 403, body = Refused), (status = 404, body = Refused)))]
pub(crate) async fn toggle(
    State(state): State<ApiState>,
    caller: Caller,
    Body(Switch { server, enabled }, _): Body<Switch>,
) -> Result<Json<Switched>, Refusal> {
    let change = change(&state.live.snapshot(), &caller, &server, enabled)?;
    let name = server.clone();
    let by = caller.clone();
    let edited = state.edit(move |document| change.apply(&by, document, &name)).await;
    edited.map_err(|error| Refusal::of_edit(error, &server))?;
    let mut tools_enabled = 0;
    if enabled {
        state.settled(std::slice::from_ref(&server), PATIENCE).await;
        tools_enabled = sight::all(&state, &server).iter().filter(|tool| tool.enabled).count();
    }
    let status = if enabled { "activated" } else { "deactivated" };
    Ok(Json(Switched { server, enabled, status, tools_enabled }))
}

/// The edit that a toggle requires.
pub(super) enum Change {
    /// Sets the state of an existing server.
    Set(bool),
    /// Creates the server from its registry entry.
    Install(Map<String, Value>),
    /// The server does not exist and remains absent.
    Nothing,
}

impl Change {
    /// Applies the edit to the document.
    pub(super) fn apply(
        &self,
        caller: &Caller,
        document: &mut Document,
        name: &str,
    ) -> Result<Outcome, edit::Refused> {
        match self {
            Self::Set(enabled) => edit::enable_server(document, name, *enabled),
            Self::Install(entry) => new_server::add(caller, document, name, entry),
            Self::Nothing => Ok(Outcome::Unchanged),
        }
    }
}

/// Returns the edit that sets the state of `name`.
///
/// # Errors
/// Fails if the server does not exist, if it belongs to another user, or if the registry entry does
/// not contain a command.
pub(super) fn change(
    settings: &Settings,
    caller: &Caller,
    name: &str,
    enabled: bool,
) -> Result<Change, Refusal> {
    let seen = settings.server(name).is_some_and(|server| sight::sees(settings, caller, server));
    let broken = caller.admin && settings.unusable.iter().any(|known| known == name);
    if seen || broken {
        caller.may_change_server(settings, name)?;
        return Ok(Change::Set(enabled));
    }
    let entry = offered(settings).find(|entry| is_called(entry, name));
    let entry = entry.ok_or_else(|| Refusal::no_server(name))?;
    if !enabled {
        return Ok(Change::Nothing);
    }
    let mut server = server_of(entry).ok_or_else(|| {
        let text = format!("cannot start `{name}`: its registry entry has no `command`");
        ApiError::invalid(text)
    })?;
    new_server::own(caller, &mut server)?;
    Ok(Change::Install(server))
}

/// Converts a registry entry to a server. Its required variables refer to the hub's environment.
fn server_of(entry: &Map<String, Value>) -> Option<Map<String, Value>> {
    let mut server = Map::new();
    server.insert("command".to_owned(), filled(entry, "command")?.into());
    let args = texts(entry, "args").filter(|args| !args.is_empty());
    let env = texts(entry, "env_required").unwrap_or_default();
    let env: Map<String, Value> =
        env.into_iter().map(|name| (name.clone(), format!("${{{name}}}").into())).collect();
    server.extend(args.map(|args| ("args".to_owned(), args.into())));
    if !env.is_empty() {
        server.insert("env".to_owned(), json!(env));
    }
    for (to, from) in [
        ("description", "description"),
        ("displayName", "display_name"),
        ("homepage", "url"),
        ("icon", "icon"),
        ("category", "category"),
    ] {
        server.extend(filled(entry, from).map(|text| (to.to_owned(), text.into())));
    }
    Some(server)
}
