//! Overrides of tools, prompts and resources: switch, describe, reset. The three kinds have the same
//! routes.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::extract::{At, Sent};
use crate::api::mcphub::envelope::{Data, Done, Reply, data_with, done};
use crate::api::mcphub::view;
use crate::api::state::ApiState;
use crate::settings::edit::{self, Capability};

/// What is overridden.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Section {
    /// Tools, by name.
    Tools,
    /// Prompts, by name.
    Prompts,
    /// Resources, by URI, URL-encoded.
    Resources,
}

/// The switch of an item.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ItemSwitch {
    /// Whether it is shown and may be used.
    enabled: bool,
}

/// The text that replaces the server's own.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Description {
    /// An empty one is an override too.
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

/// Switches one item. It need not exist.
#[utoipa::path(post, path = "/api/servers/{name}/{section}/{item}/toggle", tag = "Overrides",
    params(("name" = String, Path), ("section" = inline(Section), Path), ("item" = String, Path)),
    request_body = ItemSwitch, responses((status = 200, body = Done)))]
pub(crate) async fn toggle(
    State(state): State<ApiState>,
    caller: Caller,
    At((name, section, item)): At<(String, Section, String)>,
    Sent(ItemSwitch { enabled }): Sent<ItemSwitch>,
) -> Reply {
    caller.may_change_server(&state.live.snapshot(), &name)?;
    let message = format!("{item} {}", if enabled { "enabled" } else { "disabled" });
    let kind = section.capability();
    state.edit(move |d| edit::enable_capability(d, &name, kind, &item, enabled)).await?;
    Ok(done(message))
}

/// Replaces the description of one item. It need not exist.
#[utoipa::path(put, path = "/api/servers/{name}/{section}/{item}/description", tag = "Overrides",
    params(("name" = String, Path), ("section" = inline(Section), Path), ("item" = String, Path)),
    request_body = Description, responses((status = 200, body = Done)))]
pub(crate) async fn describe(
    State(state): State<ApiState>,
    caller: Caller,
    At((name, section, item)): At<(String, Section, String)>,
    Sent(Description { description }): Sent<Description>,
) -> Reply {
    caller.may_change_server(&state.live.snapshot(), &name)?;
    let message = format!("description of {item} changed");
    let kind = section.capability();
    state.edit(move |d| edit::describe_capability(d, &name, kind, &item, &description)).await?;
    Ok(done(message))
}

/// Goes back to the server's own text, which is the answer.
#[utoipa::path(delete, path = "/api/servers/{name}/{section}/{item}/description", tag = "Overrides",
    params(("name" = String, Path), ("section" = inline(Section), Path), ("item" = String, Path)),
    responses((status = 200, body = Data)))]
pub(crate) async fn reset(
    State(state): State<ApiState>,
    caller: Caller,
    At((name, section, item)): At<(String, Section, String)>,
) -> Reply {
    caller.may_change_server(&state.live.snapshot(), &name)?;
    let (server, key, kind) = (name.clone(), item.clone(), section.capability());
    state.edit(move |d| edit::reset_capability(d, &name, kind, &item)).await?;
    let text = view::upstream_description(&state, kind, &server, &key).unwrap_or_default();
    let answer = serde_json::json!({ "description": text });
    Ok(data_with(answer, format!("description of {key} reset")))
}
