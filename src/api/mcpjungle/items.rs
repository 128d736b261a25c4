//! What servers offer, as MCPJungle shows it: with the things that are hidden, each with a flag, and
//! under names that say whose they are.

use http::HeaderMap;
use serde_json::value::RawValue;

use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::mcpjungle::naming;
use crate::api::state::ApiState;
use crate::protocol::json;
use crate::proxy::catalog::Described;
use crate::proxy::inventory::ListKind;
use crate::proxy::limits;
use crate::proxy::own::{self, Asker};
use crate::proxy::scope::Target;
use crate::settings::Settings;
use crate::settings::server::Server;

/// A tool, prompt or resource of a server.
pub(super) struct Item {
    /// Whose it is.
    pub(super) server: String,
    /// Whether clients see it: it and its server are enabled.
    pub(super) enabled: bool,
    /// What its server and the settings say of it.
    pub(super) said: Described,
}

impl Item {
    /// Its name: `server__tool`.
    pub(super) fn name(&self) -> String {
        naming::of(&self.server, &self.said.key)
    }

    /// What clients are told that it is.
    pub(super) fn description(&self) -> String {
        let own = || self.text("description").unwrap_or_default();
        self.said.description.clone().unwrap_or_else(own)
    }

    /// A text that its server says of it.
    pub(super) fn text(&self, member: &str) -> Option<String> {
        let raw = &self.said.raw;
        let span = json::get(raw, &(0..raw.len()), member)?;
        json::string(raw, &span).map(std::borrow::Cow::into_owned)
    }

    /// Something else that its server says of it, as it says it.
    pub(super) fn raw(&self, member: &str) -> Option<Box<RawValue>> {
        raw_of(&self.said.raw, member)
    }
}

/// A member of an object, as it is written.
pub(super) fn raw_of(text: &str, member: &str) -> Option<Box<RawValue>> {
    let span = json::get(text, &(0..text.len()), member)?;
    RawValue::from_string(text[span].to_owned()).ok()
}

/// What the servers that the caller sees offer, or one of them.
///
/// # Errors
/// The caller sees no such server.
pub(super) async fn all(
    state: &ApiState,
    caller: &Caller,
    kind: ListKind,
    server: Option<&str>,
) -> Result<Vec<Item>, ApiError> {
    state.hub.settle_at_start().await;
    let settings = state.live.snapshot();
    if let Some(name) = server.filter(|name| !name.is_empty()) {
        let server = seen(&settings, caller, name)?;
        return Ok(of_server(state, server, kind));
    }
    let servers = settings.servers.iter().filter(|server| caller.lists(&settings, server));
    Ok(servers.flat_map(|server| of_server(state, server, kind)).collect())
}

/// What one server offers.
pub(super) fn of_server(state: &ApiState, server: &Server, kind: ListKind) -> Vec<Item> {
    let offered = state.hub.offered(&server.name, kind).into_iter();
    let item = |said: Described| Item {
        server: server.name.clone(),
        enabled: server.enabled && said.enabled,
        said,
    };
    offered.map(item).collect()
}

/// The thing of that name; waits for a server that has not been heard yet.
///
/// # Errors
/// There is none that the caller sees.
pub(super) async fn find(
    state: &ApiState,
    caller: &Caller,
    kind: ListKind,
    name: &str,
) -> Result<Item, ApiError> {
    let settings = state.live.snapshot();
    let absent = || ApiError::absent(format!("no {} `{name}`", word(kind)));
    let (server, key) = apart(&settings, caller, name).ok_or_else(absent)?;
    named(state, server, kind, key).await.ok_or_else(absent)
}

/// The server that a name begins with, and its own name for the thing.
pub(super) fn apart<'a>(
    settings: &'a Settings,
    caller: &Caller,
    name: &'a str,
) -> Option<(&'a Server, &'a str)> {
    let servers = settings.servers.iter().filter(|server| caller.reaches(settings, server));
    let (server, key) = naming::apart(name, servers.map(|s| (s.name.as_str(), s.trusted)))?;
    Some((settings.server(server)?, key))
}

/// The thing that a server itself calls so; waits for a server that has not been heard yet.
pub(super) async fn named(
    state: &ApiState,
    server: &Server,
    kind: ListKind,
    key: &str,
) -> Option<Item> {
    heard(state, server).await;
    of_server(state, server, kind).into_iter().find(|item| item.said.key == key)
}

/// Waits, for a bounded time, until an enabled server was connected or is known not to be.
pub(super) async fn heard(state: &ApiState, server: &Server) {
    if server.enabled && state.hub.offered(&server.name, ListKind::Tools).is_empty() {
        let _ = tokio::time::timeout(limits::AWAIT_READY, state.hub.tried(&server.name)).await;
    }
}

/// The server of that name.
///
/// # Errors
/// There is none that the caller sees.
pub(super) fn seen<'a>(
    settings: &'a Settings,
    caller: &Caller,
    name: &str,
) -> Result<&'a Server, ApiError> {
    let server = settings.server(name).filter(|server| caller.reaches(settings, server));
    server.ok_or_else(|| ApiError::absent(format!("no server `{name}`")))
}

/// Refuses what is switched off.
pub(super) fn must_be_enabled(item: &Item, kind: ListKind) -> Result<(), ApiError> {
    if item.enabled {
        return Ok(());
    }
    Err(ApiError::invalid(format!("the {} `{}` is disabled", word(kind), item.name())))
}

/// Asks a server in its own words, in the caller's name; no header of the caller's goes there.
///
/// # Errors
/// `Failed`; `Absent` or `Invalid` where the server says that there is no such thing, or that it cannot
/// use what it was sent.
pub(super) async fn ask(
    state: &ApiState,
    caller: Caller,
    server: &str,
    method: &str,
    params: &str,
) -> Result<String, ApiError> {
    let target = Target::Direct(server.to_owned());
    let asker = Asker { target, identity: caller.identity, headers: HeaderMap::new() };
    let answer = own::ask_as(&state.hub, asker, method, params).await;
    answer.map_err(|error| {
        let whole = 0..error.len();
        let message = json::get(&error, &whole, "message");
        let message = message.and_then(|span| json::string(&error, &span));
        let message = message.as_deref().unwrap_or("the server reports an error").to_owned();
        let code = json::get(&error, &whole, "code").map(|span| error[span].to_owned());
        let kind = match code.as_deref() {
            Some(NO_RESOURCE) => Kind::Absent,
            Some(NO_SUCH_PARAMS) => Kind::Invalid,
            _ => Kind::Failed,
        };
        ApiError::new(kind, message)
    })
}

/// The code of a server that has no such resource. Source: MCP, revisions up to 2025-11-25.
const NO_RESOURCE: &str = "-32002";

/// The code of a server that cannot use what it was sent. Source: JSON-RPC.
const NO_SUCH_PARAMS: &str = "-32602";

/// The word for people.
pub(super) fn word(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Tools => "tool",
        ListKind::Prompts => "prompt",
        ListKind::Resources | ListKind::Templates => "resource",
    }
}
