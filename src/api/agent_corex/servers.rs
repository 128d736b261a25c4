//! The servers of the file, and after them what the registry offers beside.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::api::agent_corex::registry::{self, Entry, filled, is_called, offered};
use crate::api::agent_corex::sight;
use crate::api::caller::Caller;
use crate::api::state::ApiState;
use crate::settings::Settings;

/// A server as Agent-Corex lists it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Listed {
    /// Unique.
    name: String,
    /// For people.
    display_name: String,
    /// For people.
    description: String,
    /// Where to read about it; no MCP endpoint.
    url: String,
    /// Whether it is connected, or would be.
    enabled: bool,
    /// Whether it is one of the hub's servers; `false`: the registry offers it.
    installed: bool,
    /// How many tools it has: as heard from it, else as the registry says.
    tools_count: u64,
    /// For display.
    icon: String,
    /// For sorting.
    category: String,
}

/// Servers.
#[expect(clippy::struct_field_names, reason = "as Agent-Corex calls them")]
#[derive(Serialize, ToSchema)]
pub(crate) struct Servers {
    /// Those of the hub, then those that the registry offers.
    servers: Vec<Listed>,
    /// How many there are.
    total: usize,
    /// How many of them are enabled.
    enabled_count: usize,
}

/// The category of what has none. Source: Agent-Corex's table of categories.
const CATEGORY: &str = "custom";

/// The servers that the caller sees, and what the registry offers beside them.
#[utoipa::path(get, path = "/mcp_servers", tag = "Agent-Corex: servers",
    responses((status = 200, body = Servers)))]
pub(crate) async fn list(State(state): State<ApiState>, caller: Caller) -> Json<Servers> {
    let settings = state.live.snapshot();
    let seen = sight::servers(&settings, &caller);
    let mut servers: Vec<Listed> = seen
        .map(|server| {
            let heard = sight::all(&state, &server.name).len() as u64;
            installed(&settings, &server.name, &server.entry, server.enabled, heard)
        })
        .collect();
    // What cannot be used is shown to who can mend it.
    let broken = settings.unusable.iter().filter(|_| caller.admin);
    servers.extend(broken.map(|name| installed(&settings, name, &Map::new(), false, 0)));
    let is_there = |name: &str| servers.iter().any(|server| server.name == name);
    let beside = offered(&settings).map(Entry::of).filter(|entry| !is_there(&entry.name));
    let beside: Vec<Listed> = beside.map(not_installed).collect();
    servers.extend(beside);
    let enabled_count = servers.iter().filter(|server| server.enabled).count();
    Json(Servers { total: servers.len(), enabled_count, servers })
}

/// A server of the file; what its entry does not say, the registry may.
fn installed(
    settings: &Settings,
    name: &str,
    entry: &Map<String, Value>,
    enabled: bool,
    heard: u64,
) -> Listed {
    let known = settings.registry.iter().find(|entry| is_called(entry, name)).map(Entry::of);
    let or = |key: &str, of_registry: fn(&Entry) -> &str| {
        let in_registry = || known.as_ref().map(|known| of_registry(known).to_owned());
        filled(entry, key).or_else(in_registry).unwrap_or_default()
    };
    let display_name = or("displayName", |known| &known.display_name);
    Listed {
        name: name.to_owned(),
        display_name: if display_name.is_empty() { name.to_owned() } else { display_name },
        description: or("description", |known| &known.description),
        url: or("homepage", |known| &known.url),
        enabled,
        installed: true,
        tools_count: match (heard, &known) {
            (0, Some(known)) => known.tools_count,
            (heard, _) => heard,
        },
        icon: or("icon", |known| &known.icon),
        category: category(or("category", |known| &known.category)),
    }
}

fn not_installed(entry: registry::Entry) -> Listed {
    Listed {
        name: entry.name,
        display_name: entry.display_name,
        description: entry.description,
        url: entry.url,
        enabled: false,
        installed: false,
        tools_count: entry.tools_count,
        icon: entry.icon,
        category: category(entry.category),
    }
}

fn category(said: String) -> String {
    if said.is_empty() { CATEGORY.to_owned() } else { said }
}
