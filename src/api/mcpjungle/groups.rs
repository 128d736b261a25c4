//! Tool groups: the tools of the hub's groups. Each group has MCP endpoints.

use axum::Json;
use axum::extract::State;
use http::{HeaderMap, StatusCode, header};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use url::Url;
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::extract::{JsonBody, PathParams};
use crate::api::mcpjungle::admission::Admin;
use crate::api::mcpjungle::items::items;
use crate::api::mcpjungle::items::tool_lists::ToolLists;
use crate::api::mcpjungle::naming;
use crate::api::mcpjungle::refusal::Refusal;
use crate::api::service::entry::EntryExt;
use crate::api::state::ApiState;
use crate::proxy::inventory::items::ListKind;
use crate::settings::Document;
use crate::settings::edit::{self, ItemKind, Outcome, Refused};
use crate::settings::model::group::Group;
use crate::state::random;

/// A group in requests. In a change, absent members stay unchanged.
#[derive(Deserialize, ToSchema)]
pub(crate) struct GroupInput {
    /// Letters, digits, `_` and `-`. Optional in a change, which cannot rename a group.
    #[serde(default)]
    name: String,
    /// Description of the group.
    description: Option<String>,
    /// Tools in the group: `server__tool`.
    included_tools: Option<Vec<String>>,
    /// Servers with all tools in the group.
    included_servers: Option<Vec<String>>,
    /// Tools that the group excludes.
    excluded_tools: Option<Vec<String>>,
}

/// A group in responses.
#[derive(Serialize, ToSchema)]
pub(crate) struct ToolGroup {
    /// Name of the group.
    name: String,
    /// Description of the group.
    description: String,
    /// Tools in the group: `server__tool`.
    included_tools: Vec<String>,
    /// Servers with all tools in the group.
    included_servers: Vec<String>,
    /// Tools that the group excludes.
    excluded_tools: Vec<String>,
}

/// MCP endpoints of a group.
#[expect(clippy::struct_field_names, reason = "as MCPJungle calls them")]
#[derive(Serialize, ToSchema)]
pub(crate) struct Endpoints {
    /// Endpoint for streamable HTTP.
    streamable_http_endpoint: String,
    /// Endpoint for HTTP with SSE.
    sse_endpoint: String,
    /// Endpoint for messages of clients that use SSE.
    sse_message_endpoint: String,
}

/// A group with its endpoints.
#[derive(Serialize, ToSchema)]
pub(crate) struct GroupWithEndpoints {
    #[serde(flatten)]
    group: ToolGroup,
    #[serde(flatten)]
    endpoints: Endpoints,
}

/// The result of a change.
#[derive(Serialize, ToSchema)]
pub(crate) struct GroupUpdate {
    /// Name of the group.
    name: String,
    /// The group before the change.
    old: ToolGroup,
    /// The group after the change.
    new: ToolGroup,
}

/// The tools of a group.
#[derive(Serialize, ToSchema)]
pub(crate) struct EffectiveTools {
    /// Tools as `server__tool`, sorted.
    tools: Vec<String>,
}

/// Lists all tool groups.
#[utoipa::path(get, path = "/api/v0/tool-groups", tag = "MCPJungle: tool groups",
    responses((status = 200, body = [ToolGroup])))]
pub(crate) async fn list(
    State(state): State<ApiState>,
    _: Admin,
) -> Result<Json<Vec<ToolGroup>>, ApiError> {
    Ok(Json(state.live.snapshot().groups.iter().map(group_view).collect()))
}

/// Creates a tool group.
#[utoipa::path(post, path = "/api/v0/tool-groups", tag = "MCPJungle: tool groups",
    request_body = GroupInput,
    responses((status = 201, body = Endpoints), (status = 400, body = Refusal),
        (status = 404, body = Refusal), (status = 409, body = Refusal)))]
pub(crate) async fn create(
    State(state): State<ApiState>,
    Admin(caller): Admin,
    headers: HeaderMap,
    JsonBody(input): JsonBody<GroupInput>,
) -> Result<(StatusCode, Json<Endpoints>), ApiError> {
    naming::check_group(&input.name).map_err(ApiError::invalid)?;
    let lists = input.merge_lists(&state, &caller, ToolLists::default()).await?;
    let name = input.name.clone();
    let mut entry = Map::new();
    entry.put("name", name.as_str());
    entry.put("servers", lists.to_members(&[]));
    entry.put("owner", caller.owner());
    entry.put_some("description", input.description.filter(|text| !text.is_empty()));
    let id = random::id()?;
    let endpoints = Endpoints::of(&state, &headers, &name);
    let verb = move |document: &mut Document| match edit::create_group(document, &id, &entry)? {
        Outcome::Unchanged => Err(Refused::Exists { kind: ItemKind::Group, name: name.clone() }),
        _ => Ok(()),
    };
    state.edit(verb).await?;
    Ok((StatusCode::CREATED, Json(endpoints)))
}

/// Returns one group with its endpoints.
#[utoipa::path(get, path = "/api/v0/tool-groups/{name}", tag = "MCPJungle: tool groups",
    params(("name" = String, Path)),
    responses((status = 200, body = GroupWithEndpoints), (status = 404, body = Refusal)))]
pub(crate) async fn read(
    State(state): State<ApiState>,
    _: Admin,
    PathParams(name): PathParams<String>,
    headers: HeaderMap,
) -> Result<Json<GroupWithEndpoints>, ApiError> {
    let group = find_group(&state, &name)?;
    let endpoints = Endpoints::of(&state, &headers, &group.name);
    Ok(Json(GroupWithEndpoints { group: group_view(&group), endpoints }))
}

/// Returns the tools that clients see in a group now.
#[utoipa::path(get, path = "/api/v0/tool-groups/{name}/effective-tools",
    tag = "MCPJungle: tool groups", params(("name" = String, Path)),
    responses((status = 200, body = EffectiveTools), (status = 404, body = Refusal)))]
pub(crate) async fn effective_tools(
    State(state): State<ApiState>,
    _: Admin,
    PathParams(name): PathParams<String>,
) -> Result<Json<EffectiveTools>, ApiError> {
    state.hub.wait_startup().await;
    let lists = ToolLists::of(&find_group(&state, &name)?);
    Ok(Json(EffectiveTools { tools: effective(&state, &lists) }))
}

/// Changes the given members of a group; the name stays the same.
#[utoipa::path(put, path = "/api/v0/tool-groups/{name}", tag = "MCPJungle: tool groups",
    params(("name" = String, Path)), request_body = GroupInput,
    responses((status = 200, body = GroupUpdate), (status = 400, body = Refusal),
        (status = 404, body = Refusal)))]
pub(crate) async fn update(
    State(state): State<ApiState>,
    Admin(caller): Admin,
    PathParams(name): PathParams<String>,
    JsonBody(input): JsonBody<GroupInput>,
) -> Result<Json<GroupUpdate>, ApiError> {
    let old = find_group(&state, &name)?;
    let mut patch = Map::new();
    patch.put_some("description", input.description.as_deref());
    let lists = if input.has_lists() {
        Some(input.merge_lists(&state, &caller, ToolLists::of(&old)).await?)
    } else {
        None
    };
    let key = old.name.clone();
    let verb = move |document: &mut Document| {
        if let Some(lists) = &lists {
            patch.put("servers", lists.to_members(&members(document, &key)));
        }
        edit::patch_group(document, &key, &patch)
    };
    state.edit(verb).await?;
    let new = find_group(&state, &old.name)?;
    Ok(Json(GroupUpdate { name: old.name.clone(), old: group_view(&old), new: group_view(&new) }))
}

/// Removes a group. Succeeds if the group does not exist.
#[utoipa::path(delete, path = "/api/v0/tool-groups/{name}", tag = "MCPJungle: tool groups",
    params(("name" = String, Path)), responses((status = 204)))]
pub(crate) async fn remove(
    State(state): State<ApiState>,
    _: Admin,
    PathParams(name): PathParams<String>,
) -> Result<StatusCode, ApiError> {
    let verb = move |document: &mut Document| match edit::delete_group(document, &name) {
        Err(Refused::Absent { .. }) => Ok(()),
        outcome => outcome.map(drop),
    };
    state.edit(verb).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl GroupInput {
    fn has_lists(&self) -> bool {
        self.included_tools.is_some()
            || self.included_servers.is_some()
            || self.excluded_tools.is_some()
    }

    /// Returns the lists of the request, with those in `lists` for absent ones. Fails if a tool or
    /// server is not visible.
    async fn merge_lists(
        &self,
        state: &ApiState,
        caller: &Caller,
        mut lists: ToolLists,
    ) -> Result<ToolLists, ApiError> {
        let settings = state.live.snapshot();
        if let Some(servers) = &self.included_servers {
            for name in servers {
                caller.usable_server(&settings, name)?;
            }
            lists.servers.clone_from(servers);
        }
        if let Some(tools) = &self.included_tools {
            lists.tools.clear();
            for name in tools {
                let unknown = |_| ApiError::invalid(format!("no tool `{name}`"));
                let found = items::find(state, caller, ListKind::Tools, name).await;
                let item = found.map_err(unknown)?;
                items::require_enabled(&item, ListKind::Tools)?;
                lists.tools.push((item.server, item.described.key));
            }
        }
        if let Some(excluded) = &self.excluded_tools {
            let split = |name: &String| {
                let (server, tool) = items::split_name(&settings, caller, name)?;
                Some((server.name.clone(), tool.to_owned()))
            };
            // Unknown tools need no exclusion.
            lists.excluded = excluded.iter().filter_map(split).collect();
        }
        for server in lists.members().into_iter().filter_map(|name| settings.server(name)) {
            items::wait_listed(state, server).await;
        }
        if effective(state, &lists).is_empty() {
            return Err(ApiError::invalid("the group would have no tool"));
        }
        Ok(lists)
    }
}

impl Endpoints {
    /// Returns the endpoints at the host and scheme that the request used.
    fn of(state: &ApiState, headers: &HeaderMap, group: &str) -> Self {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let secure = header("x-forwarded-proto").is_some_and(|s| s.eq_ignore_ascii_case("https"));
        let scheme = if secure { "https" } else { "http" };
        let host = header(header::HOST.as_str()).unwrap_or("localhost");
        let endpoint = |last: &str| {
            let Ok(mut url) = Url::parse(&format!("{scheme}://{host}{}", state.base_path)) else {
                return String::new();
            };
            if let Ok(mut path) = url.path_segments_mut() {
                path.pop_if_empty().extend(["v0", "groups", group, last]);
            }
            url.to_string()
        };
        Self {
            streamable_http_endpoint: endpoint("mcp"),
            sse_endpoint: endpoint("sse"),
            sse_message_endpoint: endpoint("message"),
        }
    }
}

/// Returns the tools of these lists that clients see now, sorted.
fn effective(state: &ApiState, lists: &ToolLists) -> Vec<String> {
    let settings = state.live.snapshot();
    let members = lists.members().into_iter().filter_map(|name| settings.server(name));
    let tools = members.flat_map(|server| items::of_server(state, server, ListKind::Tools));
    let taken =
        tools.filter(|item| item.enabled && lists.contains(&item.server, &item.described.key));
    let mut names: Vec<String> = taken.map(|item| item.name()).collect();
    names.sort();
    names
}

/// Returns the members of a group as stored in the file.
fn members(document: &Document, name: &str) -> Vec<Value> {
    let is = |group: &&Value| group.get("name").and_then(Value::as_str) == Some(name);
    let groups = document.get(&["groups".into()]);
    let group = match groups {
        Some(Value::Object(by_name)) => by_name.values().find(is).or_else(|| by_name.get(name)),
        Some(Value::Array(list)) => list.iter().find(is),
        _ => None,
    };
    let members = group.and_then(|group| group.get("servers")).and_then(Value::as_array);
    members.cloned().unwrap_or_default()
}

fn find_group(state: &ApiState, name: &str) -> Result<Group, ApiError> {
    let group = state.live.snapshot().group(name).cloned();
    group.ok_or_else(|| ApiError::not_found(format!("no tool group `{name}`")))
}

fn group_view(group: &Group) -> ToolGroup {
    let lists = ToolLists::of(group);
    let names = |list: &[(String, String)]| -> Vec<String> {
        list.iter().map(|(server, tool)| naming::item_name(server, tool)).collect()
    };
    ToolGroup {
        name: group.name.clone(),
        description: group.description.clone().unwrap_or_default(),
        included_tools: names(&lists.tools),
        excluded_tools: names(&lists.excluded),
        included_servers: lists.servers,
    }
}
