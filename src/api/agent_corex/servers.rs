//! The servers in the settings, followed by registry entries without a server.

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

/// A server in Agent-Corex's list.
#[derive(Serialize, ToSchema)]
pub(crate) struct Listed {
    /// Unique name of the server.
    name: String,
    /// Display name of the server.
    display_name: String,
    /// Description of the server.
    description: String,
    /// Page about the server; not its MCP endpoint.
    url: String,
    /// Whether the server is enabled.
    enabled: bool,
    /// Whether the server is in the settings; if `false`, it is a registry entry.
    installed: bool,
    /// Number of tools: as listed by the server, else as stated in the registry.
    tools_count: u64,
    /// Icon, for display.
    icon: String,
    /// Category, for sorting.
    category: String,
}

/// The list of servers.
#[expect(clippy::struct_field_names, reason = "as Agent-Corex calls them")]
#[derive(Serialize, ToSchema)]
pub(crate) struct Servers {
    /// Servers of the hub, then registry entries without a server.
    servers: Vec<Listed>,
    /// Number of listed servers.
    total: usize,
    /// Number of enabled servers.
    enabled_count: usize,
}

/// The default category. Source: Agent-Corex's table of categories.
const CATEGORY: &str = "custom";

/// Lists the servers that the caller sees, and registry entries without a server.
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
    // Only admins see unusable entries, because only they can repair them.
    let broken = settings.unusable.iter().filter(|_| caller.admin);
    servers.extend(broken.map(|name| installed(&settings, name, &Map::new(), false, 0)));
    let is_there = |name: &str| servers.iter().any(|server| server.name == name);
    let beside = offered(&settings).map(Entry::of).filter(|entry| !is_there(&entry.name));
    let beside: Vec<Listed> = beside.map(not_installed).collect();
    servers.extend(beside);
    let enabled_count = servers.iter().filter(|server| server.enabled).count();
    Json(Servers { total: servers.len(), enabled_count, servers })
}

/// Builds the list item of a server; the registry provides members that its entry lacks.
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
