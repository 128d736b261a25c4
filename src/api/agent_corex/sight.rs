//! What a caller sees: servers and tools that are shared with a user, or that a key opens.

use serde_json::Value;

use crate::api::caller::Caller;
use crate::api::state::ApiState;
use crate::proxy::inventory::ListKind;
use crate::proxy::scope::Target;
use crate::settings::Settings;
use crate::settings::group::{Group, Member};
use crate::settings::server::Server;

/// A tool of a server.
pub(super) struct Tool {
    /// Its own name.
    pub(super) name: String,
    /// Whose it is.
    pub(super) server: String,
    /// The user's own description, else the server's.
    pub(super) description: String,
    /// Whether clients may call it.
    pub(super) enabled: bool,
    /// `{}` where the server says none.
    pub(super) input_schema: Value,
}

/// The servers that the caller sees, in file order.
pub(super) fn servers<'a>(
    settings: &'a Settings,
    caller: &'a Caller,
) -> impl Iterator<Item = &'a Server> {
    settings.servers.iter().filter(move |server| sees(settings, caller, server))
}

/// Whether the caller sees a server.
pub(super) fn sees(settings: &Settings, caller: &Caller, server: &Server) -> bool {
    let opened = || opens(settings, caller, &server.name);
    let in_group = || memberships(settings, caller, &server.name).next().is_some();
    caller.sees(server) && (opened() || in_group())
}

/// The tools that the caller sees of the servers that have been heard, in file order.
pub(super) fn tools(state: &ApiState, caller: &Caller) -> Vec<Tool> {
    let settings = state.live.snapshot();
    let servers = servers(&settings, caller).filter(|server| caller.lists(&settings, server));
    let of_server = |server: &Server| {
        let whole = opens(&settings, caller, &server.name);
        let is_member = |tool: &Tool| {
            memberships(&settings, caller, &server.name).any(|one| one.takes_tool(&tool.name))
        };
        let mut tools = all(state, &server.name);
        tools.retain(|tool| whole || is_member(tool));
        tools
    };
    servers.flat_map(of_server).collect()
}

/// All tools of a server that has been heard; of one that is switched off, those from when it was on
/// in this run.
pub(super) fn all(state: &ApiState, server: &str) -> Vec<Tool> {
    let tools = state.hub.offered(server, ListKind::Tools);
    let settings = state.live.snapshot();
    let is_on = settings.server(server).is_some_and(|server| server.enabled);
    let read = tools.into_iter().map(|tool| {
        let said: Value = serde_json::from_str(&tool.raw).unwrap_or_default();
        let description = tool.description.as_deref().or(said["description"].as_str());
        Tool {
            description: description.unwrap_or_default().to_owned(),
            input_schema: said
                .get("inputSchema")
                .cloned()
                .unwrap_or_else(|| Value::Object(<_>::default())),
            name: tool.key,
            server: server.to_owned(),
            enabled: tool.enabled && is_on,
        }
    });
    read.collect()
}

/// Whether the credential opens the whole of a server.
fn opens(settings: &Settings, caller: &Caller, server: &str) -> bool {
    caller.may_use(settings, &Target::Direct(server.to_owned()))
}

/// The server's places in the groups that the credential opens.
fn memberships<'a>(
    settings: &'a Settings,
    caller: &'a Caller,
    server: &'a str,
) -> impl Iterator<Item = &'a Member> {
    let is_open = |group: &&Group| caller.may_use_group(group);
    let groups = settings.groups.iter().filter(is_open);
    groups.flat_map(|group| &group.members).filter(move |member| member.server == server)
}
