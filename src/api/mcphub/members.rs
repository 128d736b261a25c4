//! Members of groups: the servers of a group, and the selected items of each.

use axum::extract::State;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::extract::{JsonBody, PathParams};
use crate::api::mcphub::envelope::{Data, Reply, data};
use crate::api::mcphub::groups::{
    can_see_server, edit_group, find_group, member_view, stored_member,
};
use crate::api::service::entry::object;
use crate::api::state::ApiState;
use crate::settings::edit::{self, ItemKind, Outcome, Refused};

/// A request to add a server.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AddMember {
    /// Name of the server.
    server_name: Option<String>,
    /// Alternative of `serverName` in some documents.
    server_id: Option<String>,
}

/// A request to replace the servers of a group.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Members {
    /// Names, or objects with `name`.
    servers: Vec<Value>,
}

/// The selected tools of a server in a group.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ToolSelection {
    /// `"all"`, or the tools' original names.
    tools: Value,
}

/// Lists the servers of a group.
#[utoipa::path(get, path = "/api/groups/{id}/servers", tag = "Groups",
    params(("id" = String, Path, description = "name or id")),
    responses((status = 200, body = Data)))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(id): PathParams<String>,
) -> Reply {
    let group = find_group(&state, &caller, &id)?;
    Ok(data(group.members.iter().map(member_view).collect::<Vec<_>>()))
}

/// Adds a server to a group; an existing member stays unchanged.
#[utoipa::path(post, path = "/api/groups/{id}/servers", tag = "Groups",
    params(("id" = String, Path, description = "name or id")), request_body = AddMember,
    responses((status = 200, body = Data)))]
pub(crate) async fn add(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(id): PathParams<String>,
    JsonBody(sent): JsonBody<AddMember>,
) -> Reply {
    let name = sent
        .server_name
        .or(sent.server_id)
        .filter(|name| !name.is_empty())
        .ok_or_else(|| ApiError::invalid("`serverName` must be a server's name"))?;
    let there = find_group(&state, &caller, &id)?.members.iter().any(|m| m.server == name);
    let entry = stored_member(&Value::from(name.as_str()))?;
    let by = caller.clone();
    edit_group(&state, &caller, &id, "server added to the group", move |document, id| {
        if !there && !can_see_server(document, &by, Some(&name)) {
            let name = name.clone();
            return Err(Refused::Absent { kind: ItemKind::Server, name, near: Vec::new() });
        }
        if there { Ok(Outcome::Unchanged) } else { edit::put_member(document, id, &entry) }
    })
    .await
}

/// Replaces all servers of a group.
#[utoipa::path(put, path = "/api/groups/{id}/servers/batch", tag = "Groups",
    params(("id" = String, Path, description = "name or id")), request_body = Members,
    responses((status = 200, body = Data)))]
pub(crate) async fn replace(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(id): PathParams<String>,
    JsonBody(Members { servers }): JsonBody<Members>,
) -> Reply {
    let members = servers.iter().map(stored_member).collect::<Result<Vec<_>, _>>()?;
    let by = caller.clone();
    edit_group(&state, &caller, &id, "servers of the group updated", move |document, id| {
        let known = |member: &&Value| can_see_server(document, &by, member["name"].as_str());
        let members: Vec<Value> = members.iter().filter(known).cloned().collect();
        let patch = object(json!({ "servers": members }));
        edit::patch_group(document, id, &patch)
    })
    .await
}

/// Removes a server from a group. Succeeds if it is not a member.
#[utoipa::path(delete, path = "/api/groups/{id}/servers/{server}", tag = "Groups",
    params(("id" = String, Path, description = "name or id"), ("server" = String, Path)),
    responses((status = 200, body = Data)))]
pub(crate) async fn remove(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams((id, server)): PathParams<(String, String)>,
) -> Reply {
    edit_group(&state, &caller, &id, "server removed from the group", move |document, id| {
        match edit::remove_member(document, id, &server) {
            Err(Refused::Absent { kind: ItemKind::Member, .. }) => Ok(Outcome::Unchanged),
            outcome => outcome,
        }
    })
    .await
}

/// Lists the members of a group with their selectors; empty for an unknown group.
#[utoipa::path(get, path = "/api/groups/{id}/server-configs", tag = "Groups",
    params(("id" = String, Path, description = "name or id")),
    responses((status = 200, body = Data)))]
pub(crate) async fn configs(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(id): PathParams<String>,
) -> Reply {
    let members = find_group(&state, &caller, &id).map(|group| group.members).unwrap_or_default();
    Ok(data(members.iter().map(member_view).collect::<Vec<_>>()))
}

/// Returns one member of a group with its selectors.
#[utoipa::path(get, path = "/api/groups/{id}/server-configs/{server}", tag = "Groups",
    params(("id" = String, Path, description = "name or id"), ("server" = String, Path)),
    responses((status = 200, body = Data)))]
pub(crate) async fn config(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams((id, server)): PathParams<(String, String)>,
) -> Reply {
    let group = find_group(&state, &caller, &id)?;
    let found = group.members.iter().find(|member| member.server == server);
    let absent = || ApiError::not_found(format!("no server `{server}` in this group"));
    Ok(data(member_view(found.ok_or_else(absent)?)))
}

/// Selects the tools of a server in a group.
#[utoipa::path(put, path = "/api/groups/{id}/server-configs/{server}/tools", tag = "Groups",
    params(("id" = String, Path, description = "name or id"), ("server" = String, Path)),
    request_body = ToolSelection, responses((status = 200, body = Data)))]
pub(crate) async fn choose_tools(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams((id, server)): PathParams<(String, String)>,
    JsonBody(ToolSelection { tools }): JsonBody<ToolSelection>,
) -> Reply {
    let names = tools.as_array().is_some_and(|names| names.iter().all(Value::is_string));
    if tools != "all" && !names {
        return Err(ApiError::invalid("`tools` must be \"all\" or a list of names"));
    }
    let group = find_group(&state, &caller, &id)?;
    if !group.members.iter().any(|member| member.server == server) {
        return Err(ApiError::not_found(format!("no server `{server}` in this group")));
    }
    let entry = json!({ "name": server, "tools": tools });
    edit_group(&state, &caller, &id, "tools of the server updated", move |document, id| {
        edit::put_member(document, id, &entry)
    })
    .await
}
