//! Items of servers as MCPJungle shows them: including disabled ones, each with a flag, and with
//! the server in their names.

use std::borrow::Cow;

use http::HeaderMap;
use serde_json::value::RawValue;

use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::mcpjungle::naming;
use crate::api::state::ApiState;
use crate::protocol::json;
use crate::proxy::catalog::catalog::ManagedItem;
use crate::proxy::catalog::scope::Target;
use crate::proxy::in_process_client;
use crate::proxy::in_process_client::Asker;
use crate::proxy::inventory::items::ListKind;
use crate::proxy::limits;
use crate::settings::Settings;
use crate::settings::model::server::Server;

/// A tool, prompt or resource of a server.
pub(in crate::api::mcpjungle) struct Item {
    /// Name of the item's server.
    pub(in crate::api::mcpjungle) server: String,
    /// Whether clients see the item: it and its server are enabled.
    pub(in crate::api::mcpjungle) enabled: bool,
    /// The item as described by its server and the settings.
    pub(in crate::api::mcpjungle) described: ManagedItem,
}

impl Item {
    /// Returns the item's name: `server__tool`.
    pub(in crate::api::mcpjungle) fn name(&self) -> String {
        naming::item_name(&self.server, &self.described.key)
    }

    /// Returns the description that clients receive.
    pub(in crate::api::mcpjungle) fn description(&self) -> String {
        self.described.description().unwrap_or_default()
    }

    /// Returns any member of the item, verbatim.
    pub(in crate::api::mcpjungle) fn raw(&self, member: &str) -> Option<Box<RawValue>> {
        raw_member(&self.described.raw, member)
    }
}

/// Returns a member of an object, verbatim.
pub(in crate::api::mcpjungle) fn raw_member(text: &str, member: &str) -> Option<Box<RawValue>> {
    let span = json::get(text, &(0..text.len()), member)?;
    RawValue::from_string(text[span].to_owned()).ok()
}

/// Returns the items of all servers that the caller sees, or of one server.
///
/// # Errors
/// Fails if the caller does not see the server.
pub(in crate::api::mcpjungle) async fn list(
    state: &ApiState,
    caller: &Caller,
    kind: ListKind,
    server: Option<&str>,
) -> Result<Vec<Item>, ApiError> {
    state.hub.wait_startup().await;
    let settings = state.live.snapshot();
    if let Some(name) = server.filter(|name| !name.is_empty()) {
        let server = caller.usable_server(&settings, name)?;
        return Ok(of_server(state, server, kind));
    }
    let servers = settings.servers.iter().filter(|server| caller.can_list_items(&settings, server));
    Ok(servers.flat_map(|server| of_server(state, server, kind)).collect())
}

/// Returns the items of one server.
pub(in crate::api::mcpjungle) fn of_server(
    state: &ApiState,
    server: &Server,
    kind: ListKind,
) -> Vec<Item> {
    let offered = state.hub.managed_items(&server.name, kind).into_iter();
    let item = |described: ManagedItem| Item {
        server: server.name.clone(),
        enabled: server.enabled && described.enabled,
        described,
    };
    offered.map(item).collect()
}

/// Returns the item of this name; waits for a server that has not listed its items yet.
///
/// # Errors
/// Fails if the caller sees no such item.
pub(in crate::api::mcpjungle) async fn find(
    state: &ApiState,
    caller: &Caller,
    kind: ListKind,
    name: &str,
) -> Result<Item, ApiError> {
    let settings = state.live.snapshot();
    let absent = || ApiError::not_found(format!("no {} `{name}`", kind_name(kind)));
    let (server, key) = split_name(&settings, caller, name).ok_or_else(absent)?;
    find_in_server(state, server, kind, key).await.ok_or_else(absent)
}

/// Splits a name into the server and the item's original name.
pub(in crate::api::mcpjungle) fn split_name<'a>(
    settings: &'a Settings,
    caller: &'a Caller,
    name: &'a str,
) -> Option<(&'a Server, &'a str)> {
    let servers = caller.usable_servers(settings);
    let (server, key) = naming::split(name, servers.map(|s| (s.name.as_str(), s.trusted)))?;
    Some((settings.server(server)?, key))
}

/// Returns the item with this original name; waits for a server that has not listed its items yet.
pub(in crate::api::mcpjungle) async fn find_in_server(
    state: &ApiState,
    server: &Server,
    kind: ListKind,
    key: &str,
) -> Option<Item> {
    wait_listed(state, server).await;
    of_server(state, server, kind).into_iter().find(|item| item.described.key == key)
}

/// Waits, for a bounded time, until an enabled server is connected or has failed.
pub(in crate::api::mcpjungle) async fn wait_listed(state: &ApiState, server: &Server) {
    if server.enabled && state.hub.managed_items(&server.name, ListKind::Tools).is_empty() {
        let _ = tokio::time::timeout(
            limits::AWAIT_READY,
            state.hub.wait_connected_or_failed(&server.name),
        )
        .await;
    }
}

/// Fails if the item is disabled.
pub(in crate::api::mcpjungle) fn require_enabled(
    item: &Item,
    kind: ListKind,
) -> Result<(), ApiError> {
    if item.enabled {
        return Ok(());
    }
    Err(ApiError::invalid(format!("the {} `{}` is disabled", kind_name(kind), item.name())))
}

/// Sends a request to a server for the caller. Passes on none of the caller's headers.
///
/// # Errors
/// `NotFound` or `Invalid` if the server reports an unknown item or invalid parameters; `Failed` for
/// any other error.
pub(in crate::api::mcpjungle) async fn send_request(
    state: &ApiState,
    caller: Caller,
    server: &str,
    method: &str,
    params: &str,
) -> Result<String, ApiError> {
    let target = Target::Direct(server.to_owned());
    let asker = Asker { target, identity: caller.identity, headers: HeaderMap::new() };
    let answer = in_process_client::ask_as(&state.gateway, asker, method, params).await;
    answer.map_err(|error| {
        let whole = 0..error.len();
        let message = json::get(&error, &whole, "message")
            .and_then(|span| json::string(&error, &span))
            .map_or_else(|| "the server returned an error".to_owned(), Cow::into_owned);
        let code = json::get(&error, &whole, "code").map(|span| error[span].to_owned());
        let kind = match code.as_deref() {
            Some(RESOURCE_NOT_FOUND) => Kind::NotFound,
            Some(INVALID_PARAMS) => Kind::Invalid,
            _ => Kind::Failed,
        };
        ApiError::new(kind, message)
    })
}

/// Error code for an unknown resource. Source: MCP, revisions up to 2025-11-25.
const RESOURCE_NOT_FOUND: &str = "-32002";

/// Error code for invalid parameters. Source: JSON-RPC.
const INVALID_PARAMS: &str = "-32602";

/// Returns the kind's name in error messages.
pub(in crate::api::mcpjungle) fn kind_name(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Tools => "tool",
        ListKind::Prompts => "prompt",
        ListKind::Resources | ListKind::Templates => "resource",
    }
}
