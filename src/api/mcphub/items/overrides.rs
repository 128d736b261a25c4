//! Overrides of tools, prompts and resources: enable, describe, reset. The three kinds have the
//! same routes.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::extract::{JsonBody, PathParams};
use crate::api::mcphub::envelope::{Data, Done, Reply, data_with, done};
use crate::api::mcphub::view;
use crate::api::state::ApiState;
use crate::settings::edit::{self, Capability};

/// Kinds of items with overrides.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Section {
    /// Tools, identified by name.
    Tools,
    /// Prompts, identified by name.
    Prompts,
    /// Resources, identified by URL-encoded URI.
    Resources,
}

/// The new state of an item.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ItemState {
    /// Whether clients see the item and may use it.
    enabled: bool,
}

/// A description that replaces the server's own.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Description {
    /// The text; an empty one is an override too.
    description: String,
}

impl Section {
    fn capability(self) -> Capability {
        match self {
            Self::Tools => Capability::Tool,
            Self::Prompts => Capability::Prompt,
            Self::Resources => Capability::Resource,
        }
    }
}

/// Enables or disables one item, which may be unknown.
#[utoipa::path(post, path = "/api/servers/{name}/{section}/{item}/toggle", tag = "Overrides",
    params(("name" = String, Path), ("section" = inline(Section), Path), ("item" = String, Path)),
    request_body = ItemState, responses((status = 200, body = Done)))]
pub(crate) async fn toggle(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams((name, section, item)): PathParams<(String, Section, String)>,
    JsonBody(ItemState { enabled }): JsonBody<ItemState>,
) -> Reply {
    caller.may_change_server(&state.live.snapshot(), &name)?;
    let message = format!("{item} {}", if enabled { "enabled" } else { "disabled" });
    let kind = section.capability();
    state.edit(move |d| edit::enable_capability(d, &name, kind, &item, enabled)).await?;
    Ok(done(message))
}

/// Replaces the description of one item, which may be unknown.
#[utoipa::path(put, path = "/api/servers/{name}/{section}/{item}/description", tag = "Overrides",
    params(("name" = String, Path), ("section" = inline(Section), Path), ("item" = String, Path)),
    request_body = Description, responses((status = 200, body = Done)))]
pub(crate) async fn describe(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams((name, section, item)): PathParams<(String, Section, String)>,
    JsonBody(Description { description }): JsonBody<Description>,
) -> Reply {
    caller.may_change_server(&state.live.snapshot(), &name)?;
    let message = format!("description of {item} changed");
    let kind = section.capability();
    state.edit(move |d| edit::describe_capability(d, &name, kind, &item, &description)).await?;
    Ok(done(message))
}

/// Restores the server's own description and returns it.
#[utoipa::path(delete, path = "/api/servers/{name}/{section}/{item}/description", tag = "Overrides",
    params(("name" = String, Path), ("section" = inline(Section), Path), ("item" = String, Path)),
    responses((status = 200, body = Data)))]
pub(crate) async fn reset(
    State(state): State<ApiState>,
    caller: Caller,
    PathParams((name, section, item)): PathParams<(String, Section, String)>,
) -> Reply {
    caller.may_change_server(&state.live.snapshot(), &name)?;
    let server = name.clone();
    let key = item.clone();
    let kind = section.capability();
    state.edit(move |d| edit::reset_capability(d, &name, kind, &item)).await?;
    let text = view::upstream_description(&state, kind, &server, &key).unwrap_or_default();
    let answer = serde_json::json!({ "description": text });
    Ok(data_with(answer, format!("description of {key} reset")))
}
