//! `PUT /system-config`: the settings in `systemConfig`.

use axum::extract::State;
use serde_json::{Map, Value};

use crate::api::caller::Caller;
use crate::api::extract::JsonBody;
use crate::api::mcphub::access::keys;
use crate::api::mcphub::envelope::{Data, Reply, data_with};
use crate::api::mcphub::provider_secrets;
use crate::api::state::ApiState;
use crate::settings::Document;
use crate::settings::edit;

/// Sets the given fields. Fields of a wrong type are ignored; `null` clears a field.
#[utoipa::path(put, path = "/api/system-config", tag = "Settings",
    request_body = Value, responses((status = 200, body = Data)))]
pub(crate) async fn change(
    State(state): State<ApiState>,
    caller: Caller,
    JsonBody(patch): JsonBody<Map<String, Value>>,
) -> Reply {
    caller.require_admin()?;
    let verb = move |document: &mut Document| {
        edit::patch_system(document, &without_mask(document, &patch))?;
        let mut system = document.get(&["systemConfig".into()]).cloned().unwrap_or_default();
        provider_secrets::mask(&mut system);
        Ok(system)
    };
    let system = state.edit(verb).await?;
    Ok(data_with(system, "system configuration updated"))
}

/// Removes a masked key, and restores other masked secrets, which a dashboard read from `GET /settings` and sent back.
fn without_mask(document: &Document, patch: &Map<String, Value>) -> Map<String, Value> {
    let mut patch = patch.clone();
    provider_secrets::restore(document, &mut patch);
    let key = ["systemConfig".into(), "routing".into(), "bearerAuthKey".into()];
    let mask = document.get(&key).and_then(Value::as_str).map(keys::mask_token);
    if let Some(Value::Object(routing)) = patch.get_mut("routing")
        && mask.is_some()
        && routing.get("bearerAuthKey").and_then(Value::as_str) == mask.as_deref()
    {
        routing.shift_remove("bearerAuthKey");
    }
    patch
}
