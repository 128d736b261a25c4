//! Switches a server on or off: sets, does not flip. What the registry offers and the hub has not yet
//! becomes a server when it is switched on.

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

/// Which server, and whether it is on.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Switch {
    /// Its name.
    server: String,
    /// `true` connects it, `false` keeps it in the file.
    enabled: bool,
}

impl Fields for Switch {
    const REQUIRED: &'static [&'static str] = &["server", "enabled"];
}

/// Where the server stands now.
#[derive(Serialize, ToSchema)]
pub(crate) struct Switched {
    /// Its name.
    server: String,
    /// Whether it is on.
    enabled: bool,
    /// `activated` or `deactivated`.
    status: &'static str,
    /// How many of its tools clients can call now.
    tools_enabled: usize,
}

/// How long an answer waits for a server that was switched on.
const PATIENCE: Duration = Duration::from_secs(10);

/// Switches a server on or off.
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

/// What a switch does to the file.
pub(super) enum Change {
    /// The server is there.
    Set(bool),
    /// It is made, of what the registry says.
    Install(Map<String, Value>),
    /// It is not there, and stays so.
    Nothing,
}

impl Change {
    /// Does it.
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

/// What it takes to switch `name`.
///
/// # Errors
/// There is no such server, it is another's, or the registry does not say how to start it.
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
        let text = format!("the registry does not say how to start `{name}`: it has no `command`");
        ApiError::invalid(text)
    })?;
    new_server::own(caller, &mut server)?;
    Ok(Change::Install(server))
}

/// The server that an entry of the registry describes: the variables that it needs are the hub's.
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
