//! Overrides of tools, prompts and resources: switch, describe, reset.

use axum::Json;
use axum::extract::{Path, State};
use serde_json::json;

use crate::api::json::Object;
use crate::api::mcphub::envelope::{Reply, done};
use crate::api::mcphub::view;
use crate::api::state::ApiState;
use crate::settings::edit::{self, Capability};

/// The three kinds, each with the same routes.
pub(crate) const KINDS: [Capability; 3] =
    [Capability::Tool, Capability::Prompt, Capability::Resource];

/// `POST …/toggle`: `{enabled}`. The item need not exist upstream.
pub(crate) async fn toggle(
    kind: Capability,
    State(state): State<ApiState>,
    Path((name, item)): Path<(String, String)>,
    body: Object,
) -> Reply {
    let enabled = body.boolean("enabled")?;
    let message = format!("{item} {}", if enabled { "enabled" } else { "disabled" });
    state.edit(move |d| edit::enable_capability(d, &name, kind, &item, enabled)).await?;
    Ok(done(message))
}

/// `PUT …/description`: `{description}`; an empty one is an override too.
pub(crate) async fn describe(
    kind: Capability,
    State(state): State<ApiState>,
    Path((name, item)): Path<(String, String)>,
    body: Object,
) -> Reply {
    let text = body.string("description")?.to_owned();
    let message = format!("description of {item} changed");
    state.edit(move |d| edit::describe_capability(d, &name, kind, &item, &text)).await?;
    Ok(done(message))
}

/// `DELETE …/description`: back to the upstream's text, which is the answer.
pub(crate) async fn reset(
    kind: Capability,
    State(state): State<ApiState>,
    Path((name, item)): Path<(String, String)>,
) -> Reply {
    let (server, key) = (name.clone(), item.clone());
    state.edit(move |d| edit::reset_capability(d, &name, kind, &item)).await?;
    let description = view::upstream_description(&state, kind, &server, &key).unwrap_or_default();
    Ok(Json(json!({
        "success": true,
        "message": format!("description of {key} reset"),
        "data": { "description": description },
    })))
}
