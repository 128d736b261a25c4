//! Groups, by name or id. Groups that are not listed to the caller do not exist for the caller.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::extract::{JsonBody, PathParams};
use crate::api::mcphub::access::users;
use crate::api::mcphub::envelope::{
    self, Batch, Data, Done, Reply, ReplyWith, batch, data, data_with, done,
};
use crate::api::service::entry::{EntryExt, object};
use crate::api::service::name_policy;
use crate::api::service::servers::stored_entry;
use crate::api::state::ApiState;
use crate::settings::edit::{self, Refused};
use crate::settings::model::group::{Group, Member, Selector};
use crate::settings::model::server::Visibility;
use crate::settings::model::user::FIRST_USER;
use crate::settings::{Document, Settings};
use crate::state::random;

/// A group in requests.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[serde(expecting = "a group")]
pub(crate) struct GroupInput {
    /// Unique name of the group.
    name: Option<String>,
    /// Description of the group.
    description: Option<String>,
    /// Names, or objects with `name`, `alias`, `tools`, `excludedTools`, `prompts`, `resources`,
    /// `pinnedTools`.
    servers: Option<Vec<Value>>,
    /// One of `private`, `group` and `public`.
    visibility: Option<String>,
    /// Usernames, if the visibility is `group`.
    shared_with_users: Option<Vec<String>>,
}

/// Several groups in a request.
#[derive(Deserialize, ToSchema)]
pub(crate) struct GroupInputs {
    /// Groups, each of which succeeds or fails separately.
    groups: Vec<Value>,
}

/// Lists the groups that the caller may see.
#[utoipa::path(get, path = "/api/groups", tag = "Groups", responses((status = 200, body = Data)))]
pub(crate) async fn list(State(state): State<ApiState>, caller: Caller) -> Reply {
    let settings = state.live.snapshot();
    let groups = settings.groups.iter().filter(|group| caller.can_list_group(group));
    Ok(data(groups.map(view).collect::<Vec<_>>()))
}

/// Returns one group by name or id.
#[utoipa::path(get, path = "/api/groups/{id}", tag = "Groups",
    params(("id" = String, Path, description = "name or id")),
    responses((status = 200, body = Data)))]
pub(crate) async fn read(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(id): PathParams<String>,
) -> Reply {
    Ok(data(view(&find_group(&state, &caller, &id)?)))
}

/// Creates a group that the caller owns. Unknown servers are ignored.
#[utoipa::path(post, path = "/api/groups", tag = "Groups", request_body = GroupInput,
    responses((status = 201, body = Data)))]
pub(crate) async fn create(
    State(state): State<ApiState>,
    caller: Caller,
    JsonBody(input): JsonBody<GroupInput>,
) -> ReplyWith {
    require_free_name(&state.live.snapshot(), &caller, input.name.as_deref())?;
    let (id, entry) = new_group(&caller, &input)?;
    let by_id = id.clone();
    state
        .edit(move |d| create_in(d, &caller, &id, &entry))
        .await
        .map_err(ApiError::invalid_if_exists)?;
    let group = state.live.snapshot().group(&by_id).map(view);
    Ok((StatusCode::CREATED, data_with(group.unwrap_or_default(), "group created")))
}

/// Creates several groups, each separately.
#[utoipa::path(post, path = "/api/groups/batch", tag = "Groups", request_body = GroupInputs,
    responses((status = 200, body = Batch), (status = 207, body = Batch)))]
pub(crate) async fn create_many(
    State(state): State<ApiState>,
    caller: Caller,
    JsonBody(GroupInputs { groups }): JsonBody<GroupInputs>,
) -> ReplyWith {
    if groups.is_empty() {
        return Err(ApiError::invalid("`groups` must be a list that is not empty"));
    }
    envelope::check_batch_size(groups.len())?;
    let settings = state.live.snapshot();
    let verb = move |document: &mut Document| {
        Ok(groups.iter().map(|group| create_one(document, &settings, &caller, group)).collect())
    };
    let results: Vec<Value> = state.edit(verb).await?;
    let (status, body) = batch(&results);
    Ok((status, Json(body)))
}

/// Changes the given members of a group.
#[utoipa::path(put, path = "/api/groups/{id}", tag = "Groups",
    params(("id" = String, Path, description = "name or id")), request_body = GroupInput,
    responses((status = 200, body = Data)))]
pub(crate) async fn update(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(id): PathParams<String>,
    JsonBody(input): JsonBody<GroupInput>,
) -> Reply {
    let patch = input.entry()?;
    if patch.is_empty() {
        return Err(ApiError::invalid("nothing to change: send name, description, servers, …"));
    }
    require_free_name(&state.live.snapshot(), &caller, input.name.as_deref())?;
    let by = caller.clone();
    edit_group(&state, &caller, &id, "group updated", move |document, id| {
        let patch = with_known_servers(document, &by, &patch);
        name_policy::edit_with_allowed_names(&by, document, |document| {
            edit::patch_group(document, id, &patch)
        })
    })
    .await
}

/// Removes a group, also from bearer keys.
#[utoipa::path(delete, path = "/api/groups/{id}", tag = "Groups",
    params(("id" = String, Path, description = "name or id")),
    responses((status = 200, body = Done)))]
pub(crate) async fn remove(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(id): PathParams<String>,
) -> Reply {
    caller.may_change_group(&state.live.snapshot(), &id)?;
    state.edit(move |document| edit::delete_group(document, &id)).await?;
    Ok(done("group deleted"))
}

/// Lists the users with whom a group can be shared.
#[utoipa::path(get, path = "/api/groups/{id}/share-candidates", tag = "Groups",
    params(("id" = String, Path, description = "name or id")),
    responses((status = 200, body = Data)))]
pub(crate) async fn share_candidates(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(id): PathParams<String>,
) -> Reply {
    let group = find_group(&state, &caller, &id)?;
    Ok(data(users::other_users(&state, &group.sharing)))
}

/// Returns the group if it exists for the caller.
pub(super) fn find_group(state: &ApiState, caller: &Caller, id: &str) -> Result<Group, ApiError> {
    let settings = state.live.snapshot();
    let group = settings.group(id).filter(|group| caller.can_list_group(group));
    group.cloned().ok_or_else(|| ApiError::not_found(format!("no group `{id}`")))
}

/// Edits a group that the caller may change, and returns the changed group.
pub(super) async fn edit_group(
    state: &ApiState,
    caller: &Caller,
    id: &str,
    message: &str,
    mut verb: impl FnMut(&mut Document, &str) -> Result<edit::Outcome, Refused> + Send + 'static,
) -> Reply {
    let settings = state.live.snapshot();
    caller.may_change_group(&settings, id)?;
    let at = settings.groups.iter().position(|g| g.name == id || g.id.as_deref() == Some(id));
    let key = id.to_owned();
    state.edit(move |document| verb(document, &key)).await?;
    let settings = state.live.snapshot();
    // The edit may have renamed the group.
    let group = settings.group(id).or_else(|| settings.groups.get(at?));
    Ok(data_with(group.map(view).unwrap_or_default(), message))
}

/// Returns a group's representation, with members as objects with selectors.
pub(super) fn view(group: &Group) -> Value {
    let mut out = json!({
        "id": group.id.as_deref().unwrap_or(&group.name),
        "name": group.name,
        "description": group.description.as_deref().unwrap_or_default(),
        "servers": group.members.iter().map(member_view).collect::<Vec<_>>(),
        "owner": group.sharing.owner.as_deref().unwrap_or(FIRST_USER),
    });
    if let Some(visibility) = group.sharing.visibility {
        out["visibility"] = word(visibility).into();
    }
    if !group.sharing.shared_with.is_empty() {
        out["sharedWithUsers"] = group.sharing.shared_with.clone().into();
    }
    out
}

/// Returns a member's representation.
pub(super) fn member_view(member: &Member) -> Value {
    let selector = |selector: &Selector| match selector {
        Selector::All => Value::from("all"),
        Selector::Only(names) => Value::from(names.clone()),
    };
    let mut out = json!({ "name": member.server });
    if let Some(alias) = &member.alias {
        out["alias"] = alias.clone().into();
    }
    out["tools"] = selector(&member.tools);
    if !member.excluded_tools.is_empty() {
        out["excludedTools"] = member.excluded_tools.clone().into();
    }
    out["prompts"] = selector(&member.prompts);
    out["resources"] = selector(&member.resources);
    if !member.pinned_tools.is_empty() {
        out["pinnedTools"] = member.pinned_tools.clone().into();
    }
    out
}

/// Converts a member to an object for the file, as MCPHub stores it.
pub(super) fn stored_member(sent: &Value) -> Result<Value, ApiError> {
    let mut entry = match sent {
        Value::String(name) => object(json!({ "name": name })),
        Value::Object(entry) if entry.get("name").is_some_and(Value::is_string) => entry.clone(),
        _ => {
            let text = "`servers`: each is a name, or an object with `name`";
            return Err(ApiError::invalid(text));
        }
    };
    for selector in ["tools", "prompts", "resources"] {
        entry.entry(selector).or_insert_with(|| "all".into());
    }
    Ok(Value::Object(entry))
}

fn word(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Private => "private",
        Visibility::Group => "group",
        Visibility::Public => "public",
    }
}

impl GroupInput {
    /// Returns the members of the request as stored in the file.
    fn entry(&self) -> Result<Map<String, Value>, ApiError> {
        let mut out = Map::new();
        out.put_some("name", self.name.as_deref());
        out.put_some("description", self.description.as_deref());
        out.put_some("visibility", self.visibility.as_deref());
        out.put_some("sharedWithUsers", self.shared_with_users.clone());
        if let Some(servers) = &self.servers {
            out.put("servers", servers.iter().map(stored_member).collect::<Result<Value, _>>()?);
        }
        Ok(out)
    }
}

fn new_group(
    caller: &Caller,
    input: &GroupInput,
) -> Result<(String, Map<String, Value>), ApiError> {
    if input.name.as_deref().is_none_or(|name| name.trim().is_empty()) {
        return Err(ApiError::invalid("`name` must be a string that is not empty"));
    }
    let mut entry = input.entry()?;
    entry.entry("servers").or_insert_with(|| Value::Array(Vec::new()));
    entry.put("owner", caller.owner());
    let id = random::id()?;
    Ok((id, entry))
}

fn create_in(
    document: &mut Document,
    caller: &Caller,
    id: &str,
    entry: &Map<String, Value>,
) -> Result<(), Refused> {
    let entry = with_known_servers(document, caller, entry);
    let name = entry.text("name").unwrap_or_default().to_owned();
    name_policy::edit_with_allowed_names(caller, document, |document| {
        match edit::create_group(document, id, &entry)? {
            edit::Outcome::Unchanged => Err(Refused::Exists { kind: edit::ItemKind::Group, name }),
            _ => Ok(()),
        }
    })
}

fn create_one(
    document: &mut Document,
    settings: &Settings,
    caller: &Caller,
    sent: &Value,
) -> Value {
    let name = sent.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
    let input = serde_json::from_value::<GroupInput>(sent.clone())
        .map_err(|e| ApiError::invalid(e.to_string()));
    let created = input
        .and_then(|input| {
            require_free_name(settings, caller, input.name.as_deref())?;
            new_group(caller, &input)
        })
        .and_then(|(id, entry)| Ok(create_in(document, caller, &id, &entry)?));
    envelope::batch_item(&name, created)
}

/// Removes unknown servers (source: MCPHub), and servers that the caller does not see.
fn with_known_servers(
    document: &Document,
    caller: &Caller,
    entry: &Map<String, Value>,
) -> Map<String, Value> {
    let mut entry = entry.clone();
    if let Some(Value::Array(members)) = entry.get_mut("servers") {
        members.retain(|member| can_see_server(document, caller, member["name"].as_str()));
    }
    entry
}

/// Returns whether the document has a server of this name that the caller sees.
pub(super) fn can_see_server(document: &Document, caller: &Caller, name: Option<&str>) -> bool {
    let entry = name.and_then(|name| stored_entry(document, name));
    entry.is_some_and(|entry| caller.can_see_entry(entry))
}

/// Fails if a non-admin gives a group the name of a server: the endpoint of that name would lead to
/// the group.
pub(super) fn require_free_name(
    settings: &Settings,
    caller: &Caller,
    name: Option<&str>,
) -> Result<(), ApiError> {
    let is_taken = name.is_some_and(|name| settings.servers.iter().any(|s| s.name == name));
    if is_taken && !caller.admin {
        return Err(ApiError::invalid("this name is in use"));
    }
    Ok(())
}
