//! MCPHub's representation of a server: a summary of its entry, its status, and its items.

use serde_json::{Map, Value, json};

use crate::api::caller::Caller;
use crate::api::login::waiting;
use crate::api::service::entry::{EntryExt, object};
use crate::api::state::ApiState;
use crate::oauth::authorization::Pending;
use crate::proxy::catalog::catalog::ManagedItem;
use crate::proxy::inventory::items::ListKind;
use crate::proxy::observe::server_status;
use crate::proxy::upstream::State;
use crate::settings::edit::Capability;
use crate::settings::model::server::Server;
use crate::settings::model::user::FIRST_USER;
use crate::settings::secrets::redact;

/// Returns the servers that the caller sees, in file order.
pub(crate) async fn list(state: &ApiState, caller: &Caller) -> Value {
    let logins = waiting::logins(state, caller).await;
    let settings = state.live.snapshot();
    let visible = caller.visible_servers(&settings).map(|server| {
        let login = logins.get(&server.name);
        server_view(state, caller, server, login)
    });
    let unusable = caller.unusable_servers(&settings).map(|name| unusable(name));
    visible.chain(unusable).map(Value::Object).collect()
}

/// Returns one server with its whole stored entry.
pub(crate) async fn with_entry(
    state: &ApiState,
    caller: &Caller,
    name: &str,
    entry: Value,
) -> Value {
    let login = waiting::login(state, caller, name).await;
    let settings = state.live.snapshot();
    let mut view = settings.server(name).map_or_else(
        || unusable(name),
        |server| server_view(state, caller, server, login.as_ref()),
    );
    view.insert("config".into(), entry);
    Value::Object(view)
}

/// Returns the representation of a server with an unusable entry.
fn unusable(name: &str) -> Map<String, Value> {
    object(json!({
        "name": name,
        "status": "disconnected",
        "error": server_status::UNUSABLE,
        "enabled": false,
        "tools": [],
        "prompts": [],
        "resources": [],
        "config": {},
    }))
}

/// Returns the upstream's own description of an item, by its original or exposed key.
pub(crate) fn upstream_description(
    state: &ApiState,
    kind: Capability,
    server: &str,
    key: &str,
) -> Option<String> {
    let lists: &[ListKind] = match kind {
        Capability::Tool => &[ListKind::Tools],
        Capability::Prompt => &[ListKind::Prompts],
        Capability::Resource => &[ListKind::Resources, ListKind::Templates],
    };
    let catalog = state.hub.catalog();
    let mut items = lists.iter().flat_map(|kind| catalog.describe(server, *kind));
    items.find(|item| item.key == key || item.exposed == key)?.text("description")
}

/// Returns MCPHub's word for a server's status.
pub(super) fn status_word(state: &ApiState, server: &str) -> &'static str {
    status_and_error(state, None, server).0
}

/// Returns the status and the error.
fn status_and_error(
    state: &ApiState,
    user: Option<&str>,
    server: &str,
) -> (&'static str, Option<String>) {
    let Some(status) = state.hub.status_of(server, user) else { return ("disconnected", None) };
    let word = match status.state {
        State::Ready => "connected",
        State::Connecting => "connecting",
        State::NeedsLogin(_) => "oauth_required",
        State::Failed { .. } | State::Stopped => "disconnected",
    };
    (word, server_status::reason(&status))
}

fn server_view(
    state: &ApiState,
    caller: &Caller,
    server: &Server,
    login: Option<&Pending>,
) -> Map<String, Value> {
    let user = caller.identity.user.as_deref();
    let (word, error) = status_and_error(state, user, &server.name);
    let catalog = state.hub.catalog();
    let source = catalog.sources.iter().find(|source| source.server.name == server.name);
    let server_info = source.and_then(|source| source.inventory.as_ref()).map(|i| &i.server_info);
    let parse = |raw: &String| serde_json::from_str::<Value>(raw).ok();
    let info =
        server_info.and_then(|server_info| server_info.implementation.as_ref()).and_then(parse);
    let instructions =
        server_info.and_then(|server_info| server_info.instructions.as_ref()).and_then(parse);
    let list = |kind: ListKind| -> Value {
        catalog.describe(&server.name, kind).iter().map(|item| describe(kind, item)).collect()
    };
    let mut view = object(json!({
        "name": server.name,
        "status": word,
        "error": error,
        "owner": server.sharing.owner.as_deref().unwrap_or(FIRST_USER),
        "visibility": server.entry.get("visibility").cloned().unwrap_or_else(|| "private".into()),
        "enabled": server.enabled,
        "createTime": state.started_ms,
        "version": info.and_then(|info| info.get("version").cloned()),
        "instructions": instructions,
        "tools": list(ListKind::Tools),
        "prompts": list(ListKind::Prompts),
        "resources": list(ListKind::Resources),
        "config": brief(server),
    }));
    view.put_some("oauth", oauth(state, user, server, word, login));
    view
}

/// Returns the information for a login at a server. `login` is the one that the caller may complete.
fn oauth(
    state: &ApiState,
    user: Option<&str>,
    server: &Server,
    status: &str,
    login: Option<&Pending>,
) -> Option<Value> {
    let settings = server.entry.object("oauth");
    let has_login = || {
        let login = state.hub.login_of(&server.name, user);
        login.is_some_and(|login| login.current_token().is_some())
    };
    if settings.is_none() && status != "oauth_required" && login.is_none() && !has_login() {
        return None;
    }
    Some(json!({
        "authorizationUrl": login.map(|login| login.url.as_str()),
        "state": login.map(|login| login.state.reveal()),
        "connected": status == "connected",
        "clientIdConfigured": settings.is_some_and(|settings| settings.contains_key("clientId")),
    }))
}

/// Returns the part of an entry that every caller with access to the list may see. Masked, because
/// a command can be a line that contains a secret.
fn brief(server: &Server) -> Value {
    let mut out = Map::new();
    out.put("type", server.transport.kind().word());
    let mut entry = redact::entry(&server.entry);
    for key in ["description", "command"] {
        out.put_some(key, entry.shift_remove(key));
    }
    Value::Object(out)
}

fn describe(kind: ListKind, item: &ManagedItem) -> Value {
    let upstream: Value = serde_json::from_str(&item.raw).unwrap_or_default();
    let default = upstream.get("description").cloned();
    let description =
        item.description_override.clone().map(Value::from).or_else(|| default.clone());
    let mut out = json!({
        "name": upstream.get("name"),
        "description": description,
        "defaultDescription": default,
        "hasDescriptionOverride": item.description_override.is_some(),
        "enabled": item.enabled,
    });
    let mut copy = |from: &str| {
        if let Some(value) = upstream.get(from) {
            out[from] = value.clone();
        }
    };
    match kind {
        ListKind::Tools => ["inputSchema", "title", "annotations"].into_iter().for_each(&mut copy),
        ListKind::Prompts => ["arguments", "title"].into_iter().for_each(&mut copy),
        ListKind::Resources => ["uri", "mimeType"].into_iter().for_each(&mut copy),
        ListKind::Templates => ["uriTemplate", "mimeType"].into_iter().for_each(&mut copy),
    }
    if kind == ListKind::Prompts && out.get("arguments").is_none() {
        out["arguments"] = json!([]);
    }
    if matches!(kind, ListKind::Tools | ListKind::Prompts) {
        out["name"] = item.exposed.clone().into();
    }
    if !item.notes.is_empty() {
        out["notes"] = json!(item.notes);
    }
    out
}
