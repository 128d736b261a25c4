//! Changes of the registry, for admins. What an entry says beside the fields of the registry is not
//! taken; what others wrote into the file stays.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::api::agent_corex::body::{Body, Fields};
use crate::api::agent_corex::refusal::{Refusal, Refused};
use crate::api::agent_corex::registry::{WholeEntry, is_called};
use crate::api::error::ApiError;
use crate::api::extract::At;
use crate::api::state::ApiState;
use crate::settings::edit;
use crate::settings::name;
use crate::settings::other_fields::REGISTRY_ENTRY;

/// What an entry says. A new one needs a `name`; where one is changed, `null` takes a field away.
#[derive(Deserialize, ToSchema)]
#[expect(dead_code, reason = "read to see that each is of its kind; stored is what was sent")]
pub(crate) struct EntryFields {
    /// Unique: letters, digits and `. _ - /`.
    name: Option<String>,
    /// For people.
    display_name: Option<String>,
    /// For people.
    description: Option<String>,
    /// Of the server.
    version: Option<String>,
    /// Where to read about it; no MCP endpoint.
    url: Option<String>,
    /// For display.
    icon: Option<String>,
    /// For sorting.
    category: Option<String>,
    /// For search.
    tags: Option<Vec<String>>,
    /// What it offers: each a name and a description.
    tools: Option<Vec<Map<String, Value>>>,
    /// How many tools it has.
    tools_count: Option<u64>,
    /// Which secrets it needs, by the names of variables.
    authentication: Option<Map<String, Value>>,
    /// How often it may be asked.
    rate_limit: Option<Map<String, Value>>,
    /// Where it runs.
    supported_platforms: Option<Vec<String>>,
    /// The program to start.
    command: Option<String>,
    /// Its arguments.
    args: Option<Vec<String>>,
    /// Names of variables that it needs.
    env_required: Option<Vec<String>>,
    /// Names of variables that it looks at.
    env_optional: Option<Vec<String>>,
    /// For people.
    install_note: Option<String>,
    /// `false`: it is not offered.
    is_active: Option<bool>,
}

impl Fields for EntryFields {}

/// It is gone.
#[derive(Serialize, ToSchema)]
pub(crate) struct Deleted {
    /// What was deleted.
    name: String,
    /// Always `deleted`.
    status: &'static str,
}

/// What stands at a name's place in a path of its own.
const SYNC: &str = "sync-to-supabase";

/// Puts an entry into the registry.
#[utoipa::path(post, path = "/admin/mcp_registry", tag = "Agent-Corex: registry",
    request_body = EntryFields,
    responses((status = 201, body = WholeEntry), (status = 400, body = Refused),
        (status = 403, body = Refused), (status = 409, body = Refused)))]
pub(crate) async fn create(
    State(state): State<ApiState>,
    Body(fields, sent): Body<EntryFields>,
) -> Result<(StatusCode, Json<WholeEntry>), Refusal> {
    let name = fields.name.ok_or_else(|| Refusal::missing("name"))?;
    check_name(&name)?;
    let mut entry = known(sent);
    entry.retain(|_, value| !value.is_null());
    let verb = move |document: &mut _| edit::create_registry_entry(document, &entry);
    state.edit(verb).await?;
    Ok((StatusCode::CREATED, Json(stored(&state, &name)?)))
}

/// Changes what is sent of an entry.
#[utoipa::path(patch, path = "/admin/mcp_registry/{name}", tag = "Agent-Corex: registry",
    params(("name" = String, Path)), request_body = EntryFields,
    responses((status = 200, body = WholeEntry), (status = 400, body = Refused),
        (status = 403, body = Refused), (status = 404, body = Refused),
        (status = 409, body = Refused)))]
pub(crate) async fn change(
    State(state): State<ApiState>,
    At(name): At<String>,
    Body(fields, sent): Body<EntryFields>,
) -> Result<Json<WholeEntry>, Refusal> {
    let patch = known(sent);
    let new_name = match fields.name {
        Some(other) if other != name => {
            check_name(&other)?;
            other
        }
        _ => name.clone(),
    };
    let old_name = name.clone();
    let verb = move |document: &mut _| edit::patch_registry_entry(document, &old_name, &patch);
    state.edit(verb).await.map_err(|error| Refusal::of_edit(error, &name))?;
    Ok(Json(stored(&state, &new_name)?))
}

/// Takes an entry out of the registry. A server that was made from it stays.
#[utoipa::path(delete, path = "/admin/mcp_registry/{name}", tag = "Agent-Corex: registry",
    params(("name" = String, Path)),
    responses((status = 200, body = Deleted), (status = 403, body = Refused),
        (status = 404, body = Refused)))]
pub(crate) async fn delete(
    State(state): State<ApiState>,
    At(name): At<String>,
) -> Result<Json<Deleted>, Refusal> {
    let gone = name.clone();
    let verb = move |document: &mut _| edit::delete_registry_entry(document, &gone);
    state.edit(verb).await.map_err(|error| Refusal::of_edit(error, &name))?;
    Ok(Json(Deleted { name, status: "deleted" }))
}

fn check_name(name: &str) -> Result<(), ApiError> {
    if name == SYNC {
        return Err(ApiError::invalid(format!("`{SYNC}` cannot name an entry of the registry")));
    }
    let text = |why| format!("`{}` cannot name an entry: {why}", name.escape_debug());
    name::check(name).map_err(|why| ApiError::invalid(text(why)))
}

fn known(mut sent: Map<String, Value>) -> Map<String, Value> {
    sent.retain(|key, _| REGISTRY_ENTRY.field(key).is_some());
    sent
}

fn stored(state: &ApiState, name: &str) -> Result<WholeEntry, Refusal> {
    let settings = state.live.snapshot();
    let entry = settings.registry.iter().find(|entry| is_called(entry, name));
    entry.map(WholeEntry::of).ok_or_else(|| Refusal::no_server(name))
}
