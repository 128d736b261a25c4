//! What the handlers of built-in prompts and resources have in common. They are everybody's: who is
//! logged in may read them, and admins change them.

use http::HeaderMap;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::state::ApiState;
use crate::proxy::own;
use crate::proxy::scope::Target;
use crate::settings::edit::{self, BuiltIn};
use crate::state::random;

/// Makes one of what was sent; answers its id.
pub(super) async fn create(
    state: &ApiState,
    caller: &Caller,
    kind: BuiltIn,
    sent: &impl Serialize,
) -> Result<String, ApiError> {
    caller.must_be_admin()?;
    let entry = entry(sent)?;
    let id = random::id().map_err(|e| ApiError::bug(e.to_string()))?;
    let made = id.clone();
    state.edit(move |document| edit::create_built_in(document, kind, &id, &entry)).await?;
    Ok(made)
}

/// Changes what was sent of one; the rest stays.
pub(super) async fn update(
    state: &ApiState,
    caller: &Caller,
    kind: BuiltIn,
    id: &str,
    sent: &impl Serialize,
) -> Result<(), ApiError> {
    caller.must_be_admin()?;
    let (id, patch) = (id.to_owned(), entry(sent)?);
    state.edit(move |document| edit::patch_built_in(document, kind, &id, &patch)).await?;
    Ok(())
}

/// Removes one.
pub(super) async fn remove(
    state: &ApiState,
    caller: &Caller,
    kind: BuiltIn,
    id: &str,
) -> Result<(), ApiError> {
    caller.must_be_admin()?;
    let id = id.to_owned();
    state.edit(move |document| edit::delete_built_in(document, kind, &id)).await?;
    Ok(())
}

/// Asks as a client with this caller's credential would; the result, or what went wrong.
pub(super) async fn ask(
    state: &ApiState,
    caller: Caller,
    target: Target,
    method: &str,
    params: &Value,
) -> Result<Result<Value, String>, ApiError> {
    if !caller.may_use(&state.live.snapshot(), &target) {
        return Err(ApiError::forbidden("this credential does not open that"));
    }
    let params = params.to_string();
    let asker = own::Asker { target, identity: caller.identity, headers: HeaderMap::new() };
    let answer = own::ask_as(&state.hub, asker, method, &params).await;
    let read = |raw: &str| serde_json::from_str::<Value>(raw).unwrap_or_default();
    Ok(answer.map(|raw| read(&raw)).map_err(|raw| {
        read(&raw).get("message").and_then(Value::as_str).unwrap_or("it failed").to_owned()
    }))
}

/// Refuses where a text that is needed was not sent, or is empty.
pub(super) fn needed(name: &str, sent: Option<&String>) -> Result<(), ApiError> {
    match sent {
        Some(text) if !text.trim().is_empty() => Ok(()),
        _ => Err(ApiError::invalid(format!("`{name}` must be a string that is not empty"))),
    }
}

/// The members that were sent, as they are written.
fn entry(sent: &impl Serialize) -> Result<Map<String, Value>, ApiError> {
    match serde_json::to_value(sent) {
        Ok(Value::Object(mut entry)) => {
            entry.retain(|_, value| !value.is_null());
            Ok(entry)
        }
        _ => Err(ApiError::bug("what was sent is no object")),
    }
}
