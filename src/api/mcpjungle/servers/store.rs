//! Stores a registered server, and shows it.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::api::caller::Caller;
use crate::api::error::{ApiError, Kind};
use crate::api::mcpjungle::servers::list;
use crate::api::mcpjungle::servers::list::ServerItem;
use crate::api::service::server_policy;
use crate::api::service::servers::stored_entry;
use crate::api::state::ApiState;
use crate::proxy::limits;
use crate::settings::Document;
use crate::settings::edit::{self, OnConflict};
use crate::settings::secrets::redact;

/// A registered server: as in the list, and again below `server` for newer clients.
#[derive(Serialize, ToSchema)]
pub(crate) struct Registered {
    #[serde(flatten)]
    item: ServerItem,
    /// The server with all members, including those of other transports.
    pub(super) server: FullServer,
}

/// A server with all members.
#[derive(Serialize, ToSchema)]
pub(crate) struct FullServer {
    name: String,
    transport: &'static str,
    enabled: bool,
    description: String,
    url: String,
    command: String,
    args: Option<Vec<String>>,
    env: Option<BTreeMap<String, String>>,
    session_mode: &'static str,
}

/// Stores a server, and waits for a limited time until it is connected.
pub(super) async fn store(
    state: &ApiState,
    caller: Caller,
    name: String,
    entry: Map<String, Value>,
    force: bool,
) -> Result<Registered, ApiError> {
    let key = name.clone();
    let verb = move |document: &mut Document| add(&caller, document, &key, &entry, force);
    state.edit(verb).await?;
    let _ =
        tokio::time::timeout(limits::AWAIT_READY, state.hub.wait_connected_or_failed(&name)).await;
    let settings = state.live.snapshot();
    let removed = || ApiError::new(Kind::Conflict, format!("`{name}` was removed meanwhile"));
    let item = list::server_item(settings.server(&name).ok_or_else(removed)?);
    Ok(Registered { server: FullServer::of(item.clone()), item })
}

/// Adds the server to a document.
pub(super) fn add(
    caller: &Caller,
    document: &mut Document,
    name: &str,
    entry: &Map<String, Value>,
    force: bool,
) -> Result<edit::Outcome, edit::Refused> {
    if !force {
        return server_policy::add(caller, document, name, entry);
    }
    let old = stored_entry(document, name).and_then(Value::as_object);
    let entry = old.map_or_else(|| entry.clone(), |old| restore_secrets(old, entry));
    edit::add_server(document, name, &entry, OnConflict::Replace)
}

/// Returns the new entry. Masked values of the old entry keep their secrets.
fn restore_secrets(old: &Map<String, Value>, new: &Map<String, Value>) -> Map<String, Value> {
    let shown = redact::entry(old);
    let restored = |(key, value): (&String, &Value)| {
        let value = redact::restore_masked(value.clone(), shown.get(key), old.get(key));
        (key.clone(), value)
    };
    new.iter().map(restored).collect()
}

impl FullServer {
    fn of(item: ServerItem) -> Self {
        Self {
            name: item.name,
            transport: item.transport,
            enabled: item.enabled,
            description: item.description,
            url: item.url.unwrap_or_default(),
            command: item.command.unwrap_or_default(),
            args: item.args,
            env: item.env,
            session_mode: item.session_mode,
        }
    }
}
