//! Policy for new servers: their owner, and the members that non-admins may not set.

use serde_json::{Map, Value};

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::service::entry::EntryExt;
use crate::api::service::name_policy;
use crate::settings::Document;
use crate::settings::edit::{self, ItemKind, OnConflict, Outcome, Refused};

/// Returns the name and normalized entry of a server that the caller wants to create. Fails if the
/// caller may not create it.
pub(crate) fn prepare_new(
    caller: &Caller,
    name: String,
    config: &Map<String, Value>,
) -> Result<(String, Map<String, Value>), ApiError> {
    if name.trim().is_empty() {
        return Err(ApiError::invalid("`name` must be a string that is not empty"));
    }
    let mut config = edit::normalize_entry(config);
    forbid_chosen_ids(caller, &Map::new(), &config)?;
    set_owner(caller, &mut config)?;
    Ok((name, config))
}

/// Sets the owner and visibility of a new entry. Fails if the caller may not create it.
pub(crate) fn set_owner(caller: &Caller, entry: &mut Map<String, Value>) -> Result<(), ApiError> {
    if caller.admin {
        entry.entry("owner").or_insert_with(|| caller.owner().into());
    } else {
        forbid_commands(entry)?;
        entry.put("owner", caller.owner());
    }
    entry.entry("visibility").or_insert_with(|| "private".into());
    Ok(())
}

/// Fails if a server of a non-admin would make the hub run a program.
pub(crate) fn forbid_commands(config: &Map<String, Value>) -> Result<(), ApiError> {
    let runs = ["command", "args"].iter().any(|key| config.contains_key(*key))
        || config.get("type").is_some_and(|kind| kind == "stdio");
    if runs {
        return Err(ApiError::forbidden("only an admin may set up a server that runs a program"));
    }
    Ok(())
}

/// Fails if a non-admin sets an id: requests of others find a server by it. The value in `stored`
/// may be sent back.
pub(crate) fn forbid_chosen_ids(
    caller: &Caller,
    stored: &Map<String, Value>,
    config: &Map<String, Value>,
) -> Result<(), ApiError> {
    let is_chosen =
        |key: &&str| config.get(*key).is_some_and(|value| stored.get(*key) != Some(value));
    // Aeontel's own requests set the workspace directly, so only they can name one.
    let chosen = ["id", "workspaceId"].into_iter().find(is_chosen);
    match chosen.filter(|_| !caller.admin) {
        Some(key) => Err(ApiError::forbidden(format!("only an admin may set `{key}` of a server"))),
        None => Ok(()),
    }
}

/// Adds a server for the caller. Unlike `edit::add_server`, an identical server is a conflict: a
/// script that creates a server depends on it.
pub(crate) fn add(
    caller: &Caller,
    document: &mut Document,
    name: &str,
    config: &Map<String, Value>,
) -> Result<Outcome, Refused> {
    name_policy::edit_with_allowed_names(caller, document, |document| {
        match edit::add_server(document, name, config, OnConflict::Refuse)? {
            Outcome::Unchanged => {
                Err(Refused::Exists { kind: ItemKind::Server, name: name.to_owned() })
            }
            outcome => Ok(outcome),
        }
    })
}

/// Returns whether an entry starts a program in this folder.
pub(crate) fn runs_from(entry: &Map<String, Value>, folder: &str) -> bool {
    let args = entry.get("args").and_then(Value::as_array).into_iter().flatten();
    let mut words = entry.get("command").into_iter().chain(args).filter_map(Value::as_str);
    let inside =
        |word: &str| word.split(folder).nth(1).is_some_and(|rest| rest.starts_with(['/', '\\']));
    words.any(inside)
}
