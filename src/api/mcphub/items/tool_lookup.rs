//! Resolves tools for callers of the API: by server and name, or through a group, within the limits
//! of the caller's credential.

use std::time::Duration;

use serde_json::Value;

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::state::ApiState;
use crate::proxy::catalog::catalog::{Catalog, ManagedItem};
use crate::proxy::catalog::scope::{Part, Scope, Target};
use crate::proxy::inventory::items::ListKind;
use crate::proxy::limits;

/// A tool that the caller may call.
#[derive(Debug)]
pub(in crate::api::mcphub) struct CallableTool {
    /// The endpoint that exposes the tool.
    pub(in crate::api::mcphub) target: Target,
    /// The tool's name at this endpoint.
    pub(in crate::api::mcphub) name: String,
    /// JSON Schema of the arguments.
    pub(in crate::api::mcphub) input: Value,
}

/// Where to search a tool: in a group, by name or id, or in all servers.
#[derive(Clone, Copy, Debug)]
pub(in crate::api::mcphub) enum SearchIn<'a> {
    Everything,
    Group(&'a str),
}

/// Finds a tool by its server and its original or exposed name; waits for a server that has not
/// listed its tools yet. Returns `None` if the tool is unknown or hidden.
///
/// # Errors
/// Fails if the credential grants no access, or if the group does not exist.
pub(in crate::api::mcphub) async fn find(
    state: &ApiState,
    caller: &Caller,
    within: SearchIn<'_>,
    server: &str,
    tool: &str,
) -> Result<Option<CallableTool>, ApiError> {
    let unheard = state.hub.catalog().describe(server, ListKind::Tools).is_empty();
    if unheard {
        let wait: Duration = limits::AWAIT_READY;
        let _ = tokio::time::timeout(wait, state.hub.wait_first_attempt(server)).await;
    }
    let catalog = state.hub.catalog();
    let endpoints = endpoints(&catalog, caller, within, server)?;
    let tools = catalog.describe(server, ListKind::Tools);
    let found = tools.iter().find(|item| item.key == tool);
    let Some(found) = found.or_else(|| tools.iter().find(|item| item.exposed == tool)) else {
        return Ok(None);
    };
    Ok(exposed_at(&catalog, &endpoints, server, found).map(|(target, name)| CallableTool {
        target: target.clone(),
        name,
        input: found.input_schema().unwrap_or_default(),
    }))
}

/// Returns whether the caller can call a tool at one of these endpoints.
pub(in crate::api::mcphub) fn is_exposed(
    catalog: &Catalog,
    endpoints: &[(Target, Scope)],
    server: &str,
    item: &ManagedItem,
) -> bool {
    exposed_at(catalog, endpoints, server, item).is_some()
}

/// Returns whether a tool belongs to one of these endpoints, even if its server's settings hide it.
pub(in crate::api::mcphub) fn is_member(
    catalog: &Catalog,
    endpoints: &[(Target, Scope)],
    server: &str,
    key: &str,
) -> bool {
    endpoints.iter().any(|(_, scope)| {
        let members = catalog.members(scope, "", None);
        members.iter().any(|(_, member)| member.server == server && member.takes_tool(key))
    })
}

/// Returns the endpoints at which the caller can use a server's tools: the server's own, else
/// groups.
///
/// # Errors
/// Fails if the credential grants access to none, or if the group does not exist.
pub(in crate::api::mcphub) fn endpoints(
    catalog: &Catalog,
    caller: &Caller,
    within: SearchIn<'_>,
    server: &str,
) -> Result<Vec<(Target, Scope)>, ApiError> {
    if let SearchIn::Group(name) = within {
        return Ok(vec![group(catalog, caller, name)?]);
    }
    let settings = &catalog.settings;
    let viewer = caller.identity.viewer.as_ref();
    let open = |target: Target| {
        caller.may_use(settings, &target).then(|| {
            let scope = catalog.resolve(&target, viewer);
            scope.map(|scope| (target, scope))
        })
    };
    if let Some(direct) = open(Target::Direct(server.to_owned())) {
        return Ok(direct.into_iter().collect());
    }
    let members = settings.groups.iter().filter(|g| g.members.iter().any(|m| m.server == server));
    let name = |group: &crate::settings::model::group::Group| {
        Target::Named(group.id.clone().unwrap_or_else(|| group.name.clone()))
    };
    let opened: Vec<_> = members.filter_map(|group| open(name(group))).collect();
    if opened.is_empty() {
        return Err(ApiError::forbidden(format!("this credential grants no access to `{server}`")));
    }
    Ok(opened.into_iter().flatten().collect())
}

/// Returns the endpoint of a group.
///
/// # Errors
/// Fails if the credential grants no access, or if the group does not exist.
pub(in crate::api::mcphub) fn group(
    catalog: &Catalog,
    caller: &Caller,
    name: &str,
) -> Result<(Target, Scope), ApiError> {
    let target = Target::Named(name.to_owned());
    let scope = catalog
        .resolve(&target, caller.identity.viewer.as_ref())
        .filter(|scope| matches!(scope.part, Part::Group(_)))
        .ok_or_else(|| ApiError::not_found(format!("no group `{name}`")))?;
    if !caller.may_use(&catalog.settings, &target) {
        return Err(ApiError::forbidden(format!("this credential grants no access to `{name}`")));
    }
    Ok((target, scope))
}

/// Returns the first endpoint that exposes an item, and the item's name there.
fn exposed_at<'a>(
    catalog: &Catalog,
    endpoints: &'a [(Target, Scope)],
    server: &str,
    item: &ManagedItem,
) -> Option<(&'a Target, String)> {
    endpoints.iter().find_map(|(target, scope)| {
        let view = catalog.view(scope, "", None);
        let name = view.exposed(ListKind::Tools, server, &item.key)?;
        Some((target, name.to_owned()))
    })
}
