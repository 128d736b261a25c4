//! `PUT /system-config`: the hub's own settings.

use axum::extract::State;
use serde_json::{Map, Value};

use crate::api::caller::Caller;
use crate::api::extract::Sent;
use crate::api::mcphub::envelope::{Data, Reply, data_with};
use crate::api::state::ApiState;
use crate::settings::edit;

/// Sets what is sent, field by field. What is of the wrong kind is passed over; `null` clears.
#[utoipa::path(put, path = "/api/system-config", tag = "Settings",
    request_body = Value, responses((status = 200, body = Data)))]
pub(crate) async fn change(
    State(state): State<ApiState>,
    caller: Caller,
    Sent(patch): Sent<Map<String, Value>>,
) -> Reply {
    caller.must_be_admin()?;
    let verb = move |document: &mut crate::settings::Document| {
        edit::patch_system(document, &patch)?;
        Ok(document.get(&["systemConfig".into()]).cloned().unwrap_or_default())
    };
    let system = state.edit(verb).await?;
    Ok(data_with(system, "system configuration updated"))
}
