//! Templates: groups with their servers, for another hub. Source: MCPHub's REST reference,
//! "Templates".

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::{IntoParams, ToSchema};

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::extract::{JsonBody, PathParams, QueryParams};
use crate::api::mcphub::envelope::{Data, Refusal, Reply, ReplyWith, data};
use crate::api::mcphub::groups::require_free_name;
use crate::api::service::name_policy;
use crate::api::service::server_policy::forbid_commands;
use crate::api::state::ApiState;
use crate::api::time::iso_now;
use crate::settings::Document;
use crate::settings::Settings;
use crate::settings::edit::{self, Fate, ItemKind, ItemResult, TemplateImport};
use crate::settings::model::group::Group;
use crate::settings::transfer::template;
use crate::settings::transfer::template::About;
use crate::state::random;

/// A request to export a template.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Export {
    /// Name of the template.
    name: Option<String>,
    /// Description of the template.
    description: Option<String>,
    /// Groups by name or id; all groups if absent.
    group_ids: Option<Vec<String>>,
    /// Whether to include disabled servers. Default false.
    include_disabled_servers: Option<bool>,
}

/// Query of the export of one group.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct NameQuery {
    /// Name of the template. Default the group's name.
    name: Option<String>,
}

/// Returns a template with the groups and their servers, without secrets. Omits servers that the
/// caller may not change.
#[utoipa::path(post, path = "/api/templates/export", tag = "Templates", request_body = Export,
    responses((status = 200, body = Data), (status = 404, body = Refusal)))]
pub(crate) async fn export(
    State(state): State<ApiState>,
    caller: Caller,
    JsonBody(sent): JsonBody<Export>,
) -> Reply {
    let name = sent
        .name
        .filter(|name| !name.trim().is_empty())
        .ok_or_else(|| ApiError::invalid("`name` must be a string that is not empty"))?;
    let settings = state.live.snapshot();
    let groups = match sent.group_ids.filter(|ids| !ids.is_empty()) {
        None => settings.groups.iter().filter(|group| caller.can_list_group(group)).collect(),
        Some(ids) => ids
            .iter()
            .map(|id| find_group(&settings, &caller, id))
            .collect::<Result<Vec<_>, _>>()?,
    };
    let about =
        About { name: &name, description: sent.description.as_deref(), created_at: &iso_now() };
    let disabled = sent.include_disabled_servers.unwrap_or(false);
    Ok(data(write_template(&settings, &caller, about, &groups, disabled)))
}

/// Returns a template of one group.
#[utoipa::path(get, path = "/api/templates/export/groups/{id}", tag = "Templates",
    params(("id" = String, Path, description = "name or id"), NameQuery),
    responses((status = 200, body = Data)))]
pub(crate) async fn export_group(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(id): PathParams<String>,
    QueryParams(query): QueryParams<NameQuery>,
) -> Reply {
    let settings = state.live.snapshot();
    let group = find_group(&settings, &caller, &id)?;
    let name = query.name.as_deref().filter(|name| !name.trim().is_empty());
    let about = About {
        name: name.unwrap_or(&group.name),
        description: group.description.as_deref(),
        created_at: &iso_now(),
    };
    Ok(data(write_template(&settings, &caller, about, &[group], false)))
}

/// Creates the servers and groups of a template that have unused names. The caller owns them.
#[utoipa::path(post, path = "/api/templates/import", tag = "Templates", request_body = Object,
    responses((status = 200, body = Data), (status = 400, body = Object, description = "nothing was created")))]
pub(crate) async fn import(
    State(state): State<ApiState>,
    caller: Caller,
    JsonBody(mut template): JsonBody<Map<String, Value>>,
) -> ReplyWith {
    if !caller.admin {
        let servers = template.get("servers").and_then(Value::as_object).into_iter().flatten();
        servers.filter_map(|(_, entry)| entry.as_object()).try_for_each(forbid_commands)?;
        restrict_groups(&state.live.snapshot(), &caller, &mut template)?;
    }
    let new_id = || random::id().map_err(|e| e.to_string());
    let verb = move |document: &mut Document| {
        name_policy::edit_with_allowed_names(&caller, document, |document| {
            edit::import_template(document, &template, Some(caller.owner()), new_id)
        })
    };
    let imported = state.edit(verb).await?;
    let [servers, groups] =
        [ItemKind::Server, ItemKind::Group].map(|kind| imported.count(kind, Fate::Created));
    let created = servers + groups > 0;
    let body = json!({
        "success": created,
        "data": import_result(&imported),
        "message": format!("created: servers {servers}, groups {groups}"),
    });
    Ok((if created { StatusCode::OK } else { StatusCode::BAD_REQUEST }, Json(body)))
}

/// Restricts the groups of a template to the rights of a non-admin: of the existing servers, only
/// those that the caller sees.
fn restrict_groups(
    settings: &Settings,
    caller: &Caller,
    template: &mut Map<String, Value>,
) -> Result<(), ApiError> {
    let hidden = |name: &str| settings.server(name).is_some_and(|server| !caller.can_see(server));
    let groups = template.get_mut("groups").and_then(Value::as_array_mut);
    for group in groups.into_iter().flatten() {
        require_free_name(settings, caller, group.get("name").and_then(Value::as_str))?;
        if let Some(Value::Array(members)) = group.get_mut("servers") {
            members.retain(|m| !m.as_str().or_else(|| m["name"].as_str()).is_some_and(hidden));
        }
    }
    Ok(())
}

/// Returns the result of an import in MCPHub's form.
fn import_result(imported: &TemplateImport) -> Value {
    let count = |kind, fate| imported.count(kind, fate);
    let created = [ItemKind::Server, ItemKind::Group].map(|kind| count(kind, Fate::Created));
    json!({
        "success": created != [0, 0],
        "serversCreated": created[0],
        "serversSkipped": count(ItemKind::Server, Fate::Skipped),
        "groupsCreated": created[1],
        "groupsSkipped": count(ItemKind::Group, Fate::Skipped),
        "requiredEnvVars": imported.variables,
        "details": imported.details.iter().map(import_detail).collect::<Vec<_>>(),
    })
}

fn import_detail(detail: &ItemResult) -> Value {
    let action = match detail.fate {
        Fate::Created => "created",
        Fate::Skipped => "skipped",
        Fate::Failed => "failed",
    };
    let mut out = json!({ "type": detail.kind.word(), "name": detail.name, "action": action });
    if let Some(message) = &detail.message {
        out["message"] = message.as_str().into();
    }
    out
}

fn find_group<'a>(
    settings: &'a Settings,
    caller: &Caller,
    id: &str,
) -> Result<&'a Group, ApiError> {
    let group = settings.group(id).filter(|group| caller.can_list_group(group));
    group.ok_or_else(|| ApiError::not_found(format!("no group `{id}`")))
}

/// Writes a template without the servers that the caller may not change.
fn write_template(
    settings: &Settings,
    caller: &Caller,
    about: About<'_>,
    groups: &[&Group],
    disabled: bool,
) -> Value {
    let mut servers = template::servers_of(settings, groups, disabled);
    servers.retain(|server| caller.may_change_server(settings, &server.name).is_ok());
    template::write(about, &servers, groups).value
}
