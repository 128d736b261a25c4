//! Values that each user sets for themselves at servers that ask for them. They are write-only: no
//! answer contains one. Source: MCPHub's `/api/credentials`.

use std::sync::Arc;

use axum::extract::State;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use crate::api::audit;
use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::extract::{JsonBody, PathParams};
use crate::api::mcphub::envelope::{Data, Done, Refusal, Reply, data, done};
use crate::api::state::ApiState;
use crate::secret_store::{Key, Secrets};
use crate::settings::model::secret::Secret;
use crate::settings::model::server::Server;
use crate::settings::model::slot::{Slot, SlotTarget};

/// Values by target and name. An empty text or `null` removes one.
#[derive(Deserialize, ToSchema)]
pub(crate) struct UserValues {
    /// `env`, `headers`, and `user` for references such as `${user:NAME}`.
    #[schema(value_type = Object)]
    values: Map<String, Value>,
}

/// Lists the servers that ask the caller for values, and which of them are set.
#[utoipa::path(get, path = "/api/credentials", tag = "Credentials",
    responses((status = 200, body = Data), (status = 403, body = Refusal)))]
pub(crate) async fn list(State(state): State<ApiState>, caller: Caller) -> Reply {
    let user = user_of(&caller)?;
    let secrets = secrets_of(&state)?;
    let settings = state.live.snapshot();
    let asking = settings
        .servers
        .iter()
        .filter(|server| server.enabled && server.has_slots() && caller.can_use(&settings, server));
    let servers: Vec<Server> = asking.cloned().collect();
    let listed = on_disk(move || {
        let stored = secrets.list()?;
        let told = servers.iter().map(|server| {
            let slots = server.slots();
            let updated = |slot: &Slot| {
                let key = secrets.key(&slot.key(&server.name), Some(&user));
                let found = stored.iter().find(|one| one.key == key);
                found.map(|one| one.updated_at.clone())
            };
            describe(server, &slots, &updated)
        });
        Ok(told.collect::<Vec<Value>>())
    });
    Ok(data(listed.await?))
}

/// Sets the caller's values at a server. The others stay.
#[utoipa::path(put, path = "/api/credentials/{serverName}", tag = "Credentials",
    params(("serverName" = String, Path)), request_body = UserValues,
    responses((status = 200, body = Done), (status = 400, body = Refusal)))]
pub(crate) async fn put(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(name): PathParams<String>,
    JsonBody(sent): JsonBody<UserValues>,
) -> Reply {
    let (slots, user) = slots_at(&state, &caller, &name)?;
    let secrets = secrets_of(&state)?;
    let mut changes = Vec::new();
    for (word, values) in &sent.values {
        let Some(values) = values.as_object() else {
            return Err(ApiError::invalid(format!("`values.{word}` must be an object")));
        };
        for (field, value) in values {
            let slot = SlotTarget::of_word(word).and_then(|target| find(&slots, target, field));
            let slot = slot.ok_or_else(|| {
                ApiError::invalid(format!("server `{name}` does not ask for `{word}.{field}`"))
            })?;
            let value = match value {
                Value::Null => None,
                Value::String(text) => Some(text.trim()).filter(|text| !text.is_empty()),
                _ => {
                    let text = format!("`values.{word}.{field}` must be a string or null");
                    return Err(ApiError::invalid(text));
                }
            };
            changes.push((secrets.key(&slot.key(&name), Some(&user)), value.map(Secret::new)));
        }
    }
    if changes.is_empty() {
        return Err(ApiError::invalid("`values` names no value"));
    }
    write(&state, secrets, changes).await?;
    Ok(done(format!("credentials for server `{name}` are stored")))
}

/// Removes the caller's values at a server.
#[utoipa::path(delete, path = "/api/credentials/{serverName}", tag = "Credentials",
    params(("serverName" = String, Path)), responses((status = 200, body = Done)))]
pub(crate) async fn remove(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams(name): PathParams<String>,
) -> Reply {
    let (slots, user) = slots_at(&state, &caller, &name)?;
    let secrets = secrets_of(&state)?;
    let keys = slots.iter().map(|slot| secrets.key(&slot.key(&name), Some(&user)));
    let changes = keys.map(|key| (key, None)).collect();
    write(&state, secrets, changes).await?;
    Ok(done(format!("credentials for server `{name}` are removed")))
}

/// Writes the changes, and reconnects what depends on them for this user.
async fn write(
    state: &ApiState,
    secrets: Arc<Secrets>,
    changes: Vec<(Key, Option<Secret>)>,
) -> Result<(), ApiError> {
    let hub = Arc::clone(&state.hub);
    let trail = audit::current_trail();
    on_disk(move || {
        let names: Vec<String> = changes.iter().map(|(key, _)| key.name.clone()).collect();
        if secrets.put(&changes)? > 0 {
            if let Some(trail) = trail {
                trail.record_names(names.iter().map(|name| format!("credential {name}")).collect());
            }
            hub.read_secrets_again(false);
        }
        Ok(())
    })
    .await
}

/// Runs what waits for the disk or a keyring.
async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, ApiError> {
    let done = tokio::task::spawn_blocking(work).await;
    let done = done.map_err(|_| ApiError::internal("the task was aborted"))?;
    done.map_err(|why| {
        tracing::warn!("{why}");
        ApiError::internal("the store of secrets cannot be used; the log of the hub says why")
    })
}

/// Returns the user whose values the caller may set.
fn user_of(caller: &Caller) -> Result<String, ApiError> {
    let none = || ApiError::forbidden("credentials belong to a user: log in as one");
    caller.identity.user.clone().ok_or_else(none)
}

fn secrets_of(state: &ApiState) -> Result<Arc<Secrets>, ApiError> {
    let none = || ApiError::internal("this hub has no store of secrets");
    state.hub.secrets().cloned().ok_or_else(none)
}

fn slots_at(
    state: &ApiState,
    caller: &Caller,
    name: &str,
) -> Result<(Vec<Slot>, String), ApiError> {
    let user = user_of(caller)?;
    let settings = state.live.snapshot();
    let server = caller.usable_server(&settings, name)?;
    let slots = server.slots();
    if slots.is_empty() {
        let text = format!("server `{name}` asks for no credentials");
        return Err(ApiError::invalid(text));
    }
    Ok((slots, user))
}

fn find<'a>(slots: &'a [Slot], target: SlotTarget, name: &str) -> Option<&'a Slot> {
    slots.iter().filter(|slot| slot.target == target).find(|slot| match target {
        SlotTarget::Header => slot.name.eq_ignore_ascii_case(name),
        SlotTarget::Env | SlotTarget::Reference => slot.name == name,
    })
}

/// Describes what a server asks for. `updated` returns when a value was set, if it is.
fn describe(
    server: &Server,
    slots: &[Slot],
    updated: &dyn Fn(&Slot) -> Option<Option<String>>,
) -> Value {
    let (mut template, mut configured) = (Vec::new(), Map::new());
    let (mut complete, mut last) = (true, None::<String>);
    for slot in slots {
        let label = slot.label.as_deref().unwrap_or(&slot.name);
        template.push(json!({ "target": slot.target.word(), "name": slot.name, "label": label }));
        let at = updated(slot);
        complete &= at.is_some();
        last = last.max(at.clone().flatten());
        let of_target = configured.entry(slot.target.word()).or_insert_with(|| json!({}));
        of_target[&slot.name] = at.is_some().into();
    }
    json!({
        "serverName": server.name,
        "credentialTemplate": template,
        "complete": complete,
        "configured": configured,
        "updatedAt": last,
    })
}
