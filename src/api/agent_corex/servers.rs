//! The servers in the settings, followed by registry entries without a server.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::api::agent_corex::registry::{self, Entry, active_entries, has_name, non_empty};
use crate::api::agent_corex::visibility;
use crate::api::caller::Caller;
use crate::api::login::waiting;
use crate::api::state::ApiState;
use crate::proxy::upstream::State as Upstream;
use crate::settings::Settings;

/// A server in Agent-Corex's list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ServerItem {
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
    /// `disconnected` if the server needs a login.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    /// How to log in, for those who may.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// The list of servers.
#[expect(clippy::struct_field_names, reason = "as Agent-Corex calls them")]
#[derive(Serialize, ToSchema)]
pub(crate) struct Servers {
    /// Servers of the hub, then registry entries without a server.
    servers: Vec<ServerItem>,
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
    let visible = visibility::servers(&settings, &caller);
    let logins = waiting::logins(&state, &caller).await;
    let mut servers: Vec<ServerItem> = visible
        .map(|server| {
            let listed_tools = visibility::all_tools(&state, &server.name).len() as u64;
            let mut item =
                server_item(&settings, &server.name, &server.entry, server.enabled, listed_tools);
            let status = state.hub.status(&server.name).map(|status| status.state);
            if matches!(status, Some(Upstream::NeedsLogin(_))) {
                item.status = Some("disconnected");
                let url = logins.get(&server.name).map(|login| login.url.as_str());
                item.error = Some(match url {
                    Some(url) => format!("needs a login: {url}"),
                    None => "needs a login".to_owned(),
                });
            }
            item
        })
        .collect();
    let unusable = caller.unusable_servers(&settings);
    servers.extend(unusable.map(|name| server_item(&settings, name, &Map::new(), false, 0)));
    let is_there = |name: &str| servers.iter().any(|server| server.name == name);
    let registry_items: Vec<ServerItem> = active_entries(&settings)
        .map(Entry::of)
        .filter(|entry| !is_there(&entry.name))
        .map(registry_item)
        .collect();
    servers.extend(registry_items);
    let enabled_count = servers.iter().filter(|server| server.enabled).count();
    Json(Servers { total: servers.len(), enabled_count, servers })
}

/// Builds the list item of a server; the registry provides members that its entry lacks.
fn server_item(
    settings: &Settings,
    name: &str,
    entry: &Map<String, Value>,
    enabled: bool,
    listed_tools: u64,
) -> ServerItem {
    let known = settings.registry.iter().find(|entry| has_name(entry, name)).map(Entry::of);
    let or = |key: &str, of_registry: fn(&Entry) -> &str| {
        let in_registry = || known.as_ref().map(|known| of_registry(known).to_owned());
        non_empty(entry, key).or_else(in_registry).unwrap_or_default()
    };
    let display_name = or("displayName", |known| &known.display_name);
    ServerItem {
        name: name.to_owned(),
        display_name: if display_name.is_empty() { name.to_owned() } else { display_name },
        description: or("description", |known| &known.description),
        url: or("homepage", |known| &known.url),
        enabled,
        installed: true,
        tools_count: match (listed_tools, &known) {
            (0, Some(known)) => known.tools_count,
            (listed_tools, _) => listed_tools,
        },
        icon: or("icon", |known| &known.icon),
        category: category(or("category", |known| &known.category)),
        status: None,
        error: None,
    }
}

fn registry_item(entry: registry::Entry) -> ServerItem {
    ServerItem {
        name: entry.name,
        display_name: entry.display_name,
        description: entry.description,
        url: entry.url,
        enabled: false,
        installed: false,
        tools_count: entry.tools_count,
        icon: entry.icon,
        category: category(entry.category),
        status: None,
        error: None,
    }
}

fn category(category: String) -> String {
    if category.is_empty() { CATEGORY.to_owned() } else { category }
}
