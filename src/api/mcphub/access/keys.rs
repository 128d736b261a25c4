//! Bearer keys. Source: MCPHub's REST reference, "Bearer keys". A token is returned only once, when
//! its key is created.

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::extract::{JsonBody, PathParams};
use crate::api::mcphub::envelope::{Data, Reply, ReplyWith, data, data_with};
use crate::api::service::entry::{EntryExt, object};
use crate::api::state::ApiState;
use crate::settings::edit;
use crate::settings::model::key::{Access, BearerKey};
use crate::state::random;

/// A request to create a key.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewKey {
    /// Unique name of the key.
    name: String,
    /// Whether the key is enabled. Default true.
    enabled: Option<bool>,
    /// `system`, or `user` for a key that acts for its owner. Non-admins can only create keys of
    /// kind `user`.
    kind: Option<Kind>,
    /// Owner of a key of kind `user`. Default the caller.
    owner: Option<String>,
    /// Access of a system key.
    access_type: Option<KeyAccess>,
    /// Groups by name or id, for `groups` and `custom`.
    allowed_groups: Option<Vec<String>>,
    /// Servers by name, for `servers` and `custom`.
    allowed_servers: Option<Vec<String>>,
}

/// A change of a key.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct KeyPatch {
    /// Unique name of the key.
    name: Option<String>,
    /// Whether the key is enabled.
    enabled: Option<bool>,
    /// Access of a system key.
    access_type: Option<KeyAccess>,
    /// Groups by name or id.
    allowed_groups: Option<Vec<String>>,
    /// Servers by their names.
    allowed_servers: Option<Vec<String>>,
}

/// The result of a deletion.
#[derive(Serialize, ToSchema)]
pub(crate) struct Deleted {
    /// Always true on success.
    success: bool,
}

/// The identity that a key acts for.
#[derive(Clone, Copy, Deserialize, PartialEq, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    /// Acts for no user.
    System,
    /// Acts for its owner and has no own limits: it grants access to everything that the owner
    /// sees.
    User,
}

/// The access of a key. An empty list grants nothing.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum KeyAccess {
    /// Everything, including the admin API.
    All,
    /// The groups in `allowedGroups`.
    Groups,
    /// The servers in `allowedServers`, and groups that contain only these servers.
    Servers,
    /// Both the groups and the servers.
    Custom,
}

/// Lists keys with masked tokens; for non-admins, their own keys.
#[utoipa::path(get, path = "/api/auth/keys", tag = "Keys", responses((status = 200, body = Data)))]
pub(crate) async fn list(State(state): State<ApiState>, caller: Caller) -> Reply {
    Ok(data(list_for(&state, &caller)))
}

/// Returns the keys that the caller may manage, with masked tokens.
pub(in crate::api::mcphub) fn list_for(state: &ApiState, caller: &Caller) -> Vec<Value> {
    let settings = state.live.snapshot();
    let keys = settings.keys_in_force();
    keys.iter().filter(|key| may_manage(caller, key)).map(|key| view(key, false)).collect()
}

/// Masks a token in MCPHub's form: the first 8 and last 4 characters, or 8 stars if that would
/// reveal too much.
pub(in crate::api::mcphub) fn mask_token(token: &str) -> String {
    let letters: Vec<char> = token.chars().collect();
    if letters.len() <= 12 {
        return "********".into();
    }
    let text = |part: &[char]| part.iter().collect::<String>();
    format!("{}...{}", text(&letters[..8]), text(&letters[letters.len() - 4..]))
}

/// Creates a key. Only this response contains its token.
#[utoipa::path(post, path = "/api/auth/keys", tag = "Keys", request_body = NewKey,
    responses((status = 201, body = Data)))]
pub(crate) async fn create(
    State(state): State<ApiState>,
    caller: Caller,
    JsonBody(sent): JsonBody<NewKey>,
) -> ReplyWith {
    let id = random::id()?;
    let entry = entry(&state, &caller, &id, &sent)?;
    state.edit(move |document| edit::create_key(document, &entry)).await?;
    let settings = state.live.snapshot();
    let key = settings
        .keys_in_force()
        .iter()
        .find(|key| key.id.as_ref() == Some(&id))
        .cloned()
        .ok_or_else(|| ApiError::internal("the key is missing after its creation"))?;
    let text = "key created; its token is not shown again";
    Ok((StatusCode::CREATED, data_with(view(&key, true), text)))
}

/// Changes the given members of a key. The token stays the same.
#[utoipa::path(put, path = "/api/auth/keys/{id}", tag = "Keys", params(("id" = String, Path)),
    request_body = KeyPatch, responses((status = 200, body = Data)))]
pub(crate) async fn update(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(id): PathParams<String>,
    JsonBody(sent): JsonBody<KeyPatch>,
) -> Reply {
    require_manageable(&state, &caller, &id)?;
    let mut patch = Map::new();
    patch.put_some("name", sent.name);
    patch.put_some("enabled", sent.enabled);
    patch.put_some("accessType", sent.access_type.map(KeyAccess::word));
    patch.put_some("allowedGroups", sent.allowed_groups);
    patch.put_some("allowedServers", sent.allowed_servers);
    let key = id.clone();
    state.edit(move |document| edit::patch_key(document, &key, &patch)).await?;
    let settings = state.live.snapshot();
    let keys = settings.keys_in_force();
    Ok(data(
        keys.iter().find(|key| has_id(key, &id)).map(|key| view(key, false)).unwrap_or_default(),
    ))
}

/// Removes a key permanently.
#[utoipa::path(delete, path = "/api/auth/keys/{id}", tag = "Keys", params(("id" = String, Path)),
    responses((status = 200, body = Deleted)))]
pub(crate) async fn remove(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(id): PathParams<String>,
) -> Result<Json<Deleted>, ApiError> {
    require_manageable(&state, &caller, &id)?;
    state.edit(move |document| edit::delete_key(document, &id)).await?;
    Ok(Json(Deleted { success: true }))
}

fn entry(
    state: &ApiState,
    caller: &Caller,
    id: &str,
    sent: &NewKey,
) -> Result<Map<String, Value>, ApiError> {
    if sent.name.trim().is_empty() {
        return Err(ApiError::invalid("`name` must be a string that is not empty"));
    }
    let kind = sent.kind.unwrap_or(if caller.admin { Kind::System } else { Kind::User });
    let owner = match kind {
        Kind::System => {
            caller.require_admin()?;
            None
        }
        Kind::User => {
            let owner = sent.owner.as_deref().unwrap_or(caller.owner());
            caller.require_user(owner)?;
            if state.live.snapshot().user(owner).is_none() {
                return Err(ApiError::invalid(format!("`owner`: no user `{owner}`")));
            }
            Some(owner)
        }
    };
    let access = match (kind, sent.access_type) {
        (_, Some(access)) => access,
        (Kind::User, None) => KeyAccess::All,
        (Kind::System, None) => {
            return Err(ApiError::invalid("`accessType` must be all, groups, servers or custom"));
        }
    };
    let token = random::token()?;
    let mut entry = object(json!({
        "id": id,
        "name": sent.name.trim(),
        "token": token,
        "enabled": sent.enabled.unwrap_or(true),
        "kind": if owner.is_some() { "user" } else { "system" },
        "accessType": access.word(),
        "allowedGroups": sent.allowed_groups.clone().unwrap_or_default(),
        "allowedServers": sent.allowed_servers.clone().unwrap_or_default(),
    }));
    entry.put_some("owner", owner);
    Ok(entry)
}

fn require_manageable(state: &ApiState, caller: &Caller, id: &str) -> Result<(), ApiError> {
    let settings = state.live.snapshot();
    let keys = settings.keys_in_force();
    match keys.iter().find(|key| has_id(key, id)) {
        Some(key) if may_manage(caller, key) => Ok(()),
        Some(_) => Err(ApiError::forbidden("this is another's key")),
        None if caller.admin => Ok(()),
        None => Err(ApiError::not_found(format!("no key `{id}`"))),
    }
}

fn may_manage(caller: &Caller, key: &BearerKey) -> bool {
    caller.admin || key.user.is_some() && key.user == caller.identity.user
}

/// Keys of old files have no id; their name identifies them.
fn has_id(key: &BearerKey, id: &str) -> bool {
    key.id.as_deref().unwrap_or(&key.name) == id
}

fn view(key: &BearerKey, whole: bool) -> Value {
    let none = Vec::new();
    let (access, groups, servers) = match &key.access {
        Access::All => ("all", &none, &none),
        Access::Groups(groups) => ("groups", groups, &none),
        Access::Servers(servers) => ("servers", &none, servers),
        Access::Custom { groups, servers } => ("custom", groups, servers),
    };
    let token = match &key.reference {
        // The token itself is not in the file, so no answer shows a part of it.
        Some(reference) => reference.to_string(),
        None if whole => key.token.reveal().to_owned(),
        None => mask_token(key.token.reveal()),
    };
    json!({
        "id": key.id.as_ref().unwrap_or(&key.name),
        "name": key.name,
        "token": token,
        "enabled": key.enabled,
        "kind": if key.user.is_some() { "user" } else { "system" },
        "owner": key.user,
        "accessType": access,
        "allowedGroups": groups,
        "allowedServers": servers,
    })
}

impl KeyAccess {
    fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Groups => "groups",
            Self::Servers => "servers",
            Self::Custom => "custom",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_masked() {
        assert_eq!(mask_token("mcphub_0123456789"), "mcphub_0...6789");
        assert_eq!(mask_token("short-token"), "********");
    }
}
