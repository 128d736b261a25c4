//! Changes of the registry, for admins. Unknown members of a request are ignored; unknown members
//! of the file are kept.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::api::agent_corex::json_body::{JsonFields, RequiredFields};
use crate::api::agent_corex::refusal::{ErrorBody, Refusal};
use crate::api::agent_corex::registry::{FullEntry, has_name};
use crate::api::error::ApiError;
use crate::api::extract::PathParams;
use crate::api::state::ApiState;
use crate::settings::edit;
use crate::settings::name;
use crate::settings::schema::other_fields::REGISTRY_ENTRY;

/// The members of an entry. A new entry requires a `name`; in a change, `null` removes a member.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "deserialized to check the types; the original members are stored")]
pub(crate) struct EntryFields {
    /// Unique name: letters, digits and `. _ - /`.
    name: Option<String>,
    /// Display name of the server.
    display_name: Option<String>,
    /// Description of the server.
    description: Option<String>,
    /// Version of the server.
    version: Option<String>,
    /// Page about the server; not its MCP endpoint.
    url: Option<String>,
    /// Icon, for display.
    icon: Option<String>,
    /// Category, for sorting.
    category: Option<String>,
    /// Tags, for search.
    tags: Option<Vec<String>>,
    /// Tools of the server, each with a name and a description.
    tools: Option<Vec<Map<String, Value>>>,
    /// Number of tools of the server.
    tools_count: Option<u64>,
    /// Secrets that the server requires, by the names of variables.
    authentication: Option<Map<String, Value>>,
    /// Rate limits of the server.
    rate_limit: Option<Map<String, Value>>,
    /// Platforms that the server supports.
    supported_platforms: Option<Vec<String>>,
    /// The program to start.
    command: Option<String>,
    /// Arguments of the program.
    args: Option<Vec<String>>,
    /// Names of the variables that the server requires.
    env_required: Option<Vec<String>>,
    /// Names of further variables that the server uses.
    env_optional: Option<Vec<String>>,
    /// Installation note for users.
    install_note: Option<String>,
    /// If `false`, the registry does not list the entry.
    is_active: Option<bool>,
}

impl RequiredFields for EntryFields {}

/// The result of a deletion.
#[derive(Serialize, ToSchema)]
pub(crate) struct Deleted {
    /// Name of the deleted entry.
    name: String,
    /// Always `deleted` on success.
    status: &'static str,
}

/// Not allowed as a name, because it is the path of another route.
const SYNC: &str = "sync-to-supabase";

/// Adds an entry to the registry.
#[utoipa::path(post, path = "/admin/mcp_registry", tag = "Agent-Corex: registry",
    request_body = EntryFields,
    responses((status = 201, body = FullEntry), (status = 400, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 409, body = ErrorBody)))]
pub(crate) async fn create(
    State(state): State<ApiState>,
    JsonFields(fields, sent): JsonFields<EntryFields>,
) -> Result<(StatusCode, Json<FullEntry>), Refusal> {
    let name = fields.name.ok_or_else(|| Refusal::missing("name"))?;
    check_name(&name)?;
    let mut entry = known_members(sent);
    entry.retain(|_, value| !value.is_null());
    let verb = move |document: &mut _| edit::create_registry_entry(document, &entry);
    state.edit(verb).await?;
    Ok((StatusCode::CREATED, Json(stored_entry(&state, &name)?)))
}

/// Changes the given members of an entry.
#[utoipa::path(patch, path = "/admin/mcp_registry/{name}", tag = "Agent-Corex: registry",
    params(("name" = String, Path)), request_body = EntryFields,
    responses((status = 200, body = FullEntry), (status = 400, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 404, body = ErrorBody),
        (status = 409, body = ErrorBody)))]
pub(crate) async fn change(
    State(state): State<ApiState>,
    PathParams(name): PathParams<String>,
    JsonFields(fields, sent): JsonFields<EntryFields>,
) -> Result<Json<FullEntry>, Refusal> {
    let patch = known_members(sent);
    let new_name = match fields.name {
        Some(other) if other != name => {
            check_name(&other)?;
            other
        }
        _ => name.clone(),
    };
    let old_name = name.clone();
    let verb = move |document: &mut _| edit::patch_registry_entry(document, &old_name, &patch);
    state.edit(verb).await.map_err(|error| Refusal::from_edit(error, &name))?;
    Ok(Json(stored_entry(&state, &new_name)?))
}

/// Removes an entry from the registry. A server that was created from it is kept.
#[utoipa::path(delete, path = "/admin/mcp_registry/{name}", tag = "Agent-Corex: registry",
    params(("name" = String, Path)),
    responses((status = 200, body = Deleted), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)))]
pub(crate) async fn delete(
    State(state): State<ApiState>,
    PathParams(name): PathParams<String>,
) -> Result<Json<Deleted>, Refusal> {
    let removed = name.clone();
    let verb = move |document: &mut _| edit::delete_registry_entry(document, &removed);
    state.edit(verb).await.map_err(|error| Refusal::from_edit(error, &name))?;
    Ok(Json(Deleted { name, status: "deleted" }))
}

fn check_name(name: &str) -> Result<(), ApiError> {
    if name == SYNC {
        return Err(ApiError::invalid(format!("`{SYNC}` cannot name an entry of the registry")));
    }
    let text = |why| format!("`{}` cannot name an entry: {why}", name.escape_debug());
    name::check(name).map_err(|why| ApiError::invalid(text(why)))
}

fn known_members(mut sent: Map<String, Value>) -> Map<String, Value> {
    sent.retain(|key, _| REGISTRY_ENTRY.field(key).is_some());
    sent
}

fn stored_entry(state: &ApiState, name: &str) -> Result<FullEntry, Refusal> {
    let settings = state.live.snapshot();
    let entry = settings.registry.iter().find(|entry| has_name(entry, name));
    entry.map(FullEntry::of).ok_or_else(|| Refusal::unknown_server(name))
}
