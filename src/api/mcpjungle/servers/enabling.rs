//! Enables and disables tools and prompts, one at a time or all of a server. The state of an item
//! is kept while its server is disabled.

use crate::api::error::ApiError;
use crate::api::mcpjungle::admission::Admin;
use crate::api::mcpjungle::items::items;
use crate::api::mcpjungle::items::items::Item;
use crate::api::mcpjungle::naming;
use crate::api::state::ApiState;
use crate::proxy::inventory::items::ListKind;
use crate::settings::Document;
use crate::settings::edit::{self, Capability};
use crate::settings::model::server::Server;

/// Sets the state of an item, or of all items of a server. Returns the names of the changed items;
/// a single item is returned even if it had the state already.
pub(in crate::api::mcpjungle) async fn set_enabled(
    state: &ApiState,
    Admin(caller): &Admin,
    kind: ListKind,
    entity: &str,
    enabled: bool,
) -> Result<Vec<String>, ApiError> {
    if entity.is_empty() {
        return Err(ApiError::invalid("`entity` must name a server or one of its items"));
    }
    let settings = state.live.snapshot();
    let found = items::find(state, caller, kind, entity).await;
    let chosen = match (found, settings.server(entity)) {
        (Ok(item), _) => vec![item],
        (Err(e), None) => return Err(not_found_error(e, kind, entity)),
        (Err(_), Some(server)) => {
            items::wait_listed(state, server).await;
            let mut items = items::of_server(state, server, kind);
            items.retain(|item| item.described.enabled != enabled);
            items
        }
    };
    let names = chosen.iter().map(Item::name).collect();
    // All chosen items belong to one server.
    let Some(server) = chosen.first().map(|item| item.server.clone()) else { return Ok(names) };
    let stored = settings.server(&server);
    let keys: Vec<String> = chosen.iter().map(|item| override_key(stored, kind, item)).collect();
    let capability = match kind {
        ListKind::Tools => Capability::Tool,
        ListKind::Prompts => Capability::Prompt,
        ListKind::Resources | ListKind::Templates => Capability::Resource,
    };
    let verb = move |document: &mut Document| {
        edit::enable_capabilities(document, &server, capability, &keys, enabled)
    };
    state.edit(verb).await?;
    Ok(names)
}

/// Returns the key of an item's override in the settings: the exposed name if the settings use that
/// one, else the original name.
fn override_key(server: Option<&Server>, kind: ListKind, item: &Item) -> String {
    let has_override = server.is_some_and(|server| match kind {
        ListKind::Tools => server.overrides.tools.contains_key(&item.described.exposed),
        ListKind::Prompts => server.overrides.prompts.contains_key(&item.described.exposed),
        ListKind::Resources | ListKind::Templates => false,
    });
    if has_override { item.described.exposed.clone() } else { item.described.key.clone() }
}

fn not_found_error(error: ApiError, kind: ListKind, entity: &str) -> ApiError {
    if naming::is_compound(entity) {
        return error;
    }
    ApiError::not_found(format!(
        "no server `{entity}`, nor a {} of that name",
        items::kind_name(kind)
    ))
}
