//! Visibility: the servers and tools that are shared with a user or that a key grants access to.

use serde_json::{Value, json};

use crate::api::caller::Caller;
use crate::api::state::ApiState;
use crate::proxy::catalog::scope::Target;
use crate::proxy::inventory::items::ListKind;
use crate::settings::Settings;
use crate::settings::model::group::{Group, Member};
use crate::settings::model::server::Server;

/// A tool of a server.
pub(super) struct Tool {
    /// The tool's name on its server.
    pub(super) name: String,
    /// Name of the tool's server.
    pub(super) server: String,
    /// The description in the settings, else the server's.
    pub(super) description: String,
    /// Whether clients may call the tool.
    pub(super) enabled: bool,
    /// `{}` if the server declares none.
    pub(super) input_schema: Value,
}

/// Returns the servers that the caller sees, in file order.
pub(super) fn servers<'a>(
    settings: &'a Settings,
    caller: &'a Caller,
) -> impl Iterator<Item = &'a Server> {
    settings.servers.iter().filter(move |server| can_see(settings, caller, server))
}

/// Returns whether the caller sees a server.
pub(super) fn can_see(settings: &Settings, caller: &Caller, server: &Server) -> bool {
    let opened = || grants_server(settings, caller, &server.name);
    let in_group = || memberships(settings, caller, &server.name).next().is_some();
    caller.can_see(server) && (opened() || in_group())
}

/// Returns the tools that the caller sees, in file order, of all servers that have listed theirs.
pub(super) fn tools(state: &ApiState, caller: &Caller) -> Vec<Tool> {
    let settings = state.live.snapshot();
    let servers =
        servers(&settings, caller).filter(|server| caller.can_list_items(&settings, server));
    let of_server = |server: &Server| {
        let whole = grants_server(&settings, caller, &server.name);
        let is_member = |tool: &Tool| {
            memberships(&settings, caller, &server.name).any(|one| one.takes_tool(&tool.name))
        };
        let mut tools = all_tools(state, &server.name);
        tools.retain(|tool| whole || is_member(tool));
        tools
    };
    servers.flat_map(of_server).collect()
}

/// Returns all tools that a server has listed; of a disabled server, those from its last connection
/// in this run.
pub(super) fn all_tools(state: &ApiState, server: &str) -> Vec<Tool> {
    let tools = state.hub.managed_items(server, ListKind::Tools);
    let settings = state.live.snapshot();
    let is_on = settings.server(server).is_some_and(|server| server.enabled);
    let read = tools.into_iter().map(|tool| Tool {
        description: tool.description().unwrap_or_default(),
        input_schema: tool.input_schema().unwrap_or_else(|| json!({})),
        name: tool.key,
        server: server.to_owned(),
        enabled: tool.enabled && is_on,
    });
    read.collect()
}

/// Returns whether the credential grants access to the whole server.
fn grants_server(settings: &Settings, caller: &Caller, server: &str) -> bool {
    caller.may_use(settings, &Target::Direct(server.to_owned()))
}

/// Returns the server's memberships in the groups that the credential grants access to.
fn memberships<'a>(
    settings: &'a Settings,
    caller: &'a Caller,
    server: &'a str,
) -> impl Iterator<Item = &'a Member> {
    let is_open = |group: &&Group| caller.may_use_group(group);
    let groups = settings.groups.iter().filter(is_open);
    groups.flat_map(|group| &group.members).filter(move |member| member.server == server)
}
