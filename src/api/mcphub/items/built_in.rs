//! Common parts of the handlers for built-in prompts and resources. These belong to no user: every
//! logged-in user may read them, and only admins change them.

use http::HeaderMap;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::state::ApiState;
use crate::proxy::catalog::scope::Target;
use crate::proxy::in_process_client;
use crate::settings::edit::{self, BuiltIn};
use crate::state::random;

/// Creates an item from the request and returns its id.
pub(in crate::api::mcphub) async fn create(
    state: &ApiState,
    caller: &Caller,
    kind: BuiltIn,
    sent: &impl Serialize,
) -> Result<String, ApiError> {
    caller.require_admin()?;
    let entry = members_of(sent)?;
    let id = random::id()?;
    let created = id.clone();
    state.edit(move |document| edit::create_built_in(document, kind, &id, &entry)).await?;
    Ok(created)
}

/// Changes the given members of an item.
pub(in crate::api::mcphub) async fn update(
    state: &ApiState,
    caller: &Caller,
    kind: BuiltIn,
    id: &str,
    sent: &impl Serialize,
) -> Result<(), ApiError> {
    caller.require_admin()?;
    let id = id.to_owned();
    let patch = members_of(sent)?;
    state.edit(move |document| edit::patch_built_in(document, kind, &id, &patch)).await?;
    Ok(())
}

/// Removes one item by its id.
pub(in crate::api::mcphub) async fn remove(
    state: &ApiState,
    caller: &Caller,
    kind: BuiltIn,
    id: &str,
) -> Result<(), ApiError> {
    caller.require_admin()?;
    let id = id.to_owned();
    state.edit(move |document| edit::delete_built_in(document, kind, &id)).await?;
    Ok(())
}

/// Sends a request to the hub as the caller. Returns the result, or the error message.
pub(in crate::api::mcphub) async fn send_request(
    state: &ApiState,
    caller: Caller,
    target: Target,
    method: &str,
    params: &Value,
) -> Result<Result<Value, String>, ApiError> {
    if !caller.may_use(&state.live.snapshot(), &target) {
        return Err(ApiError::forbidden("this credential grants no access to that"));
    }
    let params = params.to_string();
    let asker =
        in_process_client::Asker { target, identity: caller.identity, headers: HeaderMap::new() };
    let answer = in_process_client::ask_as(&state.gateway, asker, method, &params).await;
    let read = |raw: &str| serde_json::from_str::<Value>(raw).unwrap_or_default();
    Ok(answer.map(|raw| read(&raw)).map_err(|raw| {
        read(&raw).get("message").and_then(Value::as_str).unwrap_or("the request failed").to_owned()
    }))
}

/// Fails if a required text is absent or empty.
pub(in crate::api::mcphub) fn require_text(
    name: &str,
    sent: Option<&String>,
) -> Result<(), ApiError> {
    match sent {
        Some(text) if !text.trim().is_empty() => Ok(()),
        _ => Err(ApiError::invalid(format!("`{name}` must be a string that is not empty"))),
    }
}

/// Returns the members of the request as stored in the file.
fn members_of(sent: &impl Serialize) -> Result<Map<String, Value>, ApiError> {
    match serde_json::to_value(sent) {
        Ok(Value::Object(mut entry)) => {
            entry.retain(|_, value| !value.is_null());
            Ok(entry)
        }
        _ => Err(ApiError::internal("the request did not serialize to an object")),
    }
}
