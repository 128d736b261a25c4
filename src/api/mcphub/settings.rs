//! The settings file, for admins. Omits password hashes and masks tokens.

use axum::extract::State;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::IntoParams;

use crate::api::caller::Caller;
use crate::api::error::ApiError;
use crate::api::extract::QueryParams;
use crate::api::mcphub::access::keys;
use crate::api::mcphub::envelope::{Data, Refusal, Reply, data};
use crate::api::mcphub::view;
use crate::api::service::servers::stored_entry;
use crate::api::state::ApiState;
use crate::api::time::iso;
use crate::settings::Document;
use crate::settings::secrets::redact;

/// Query of the export.
#[derive(Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(crate) struct Export {
    /// Exports only this server.
    server_name: Option<String>,
}

/// Sections of the file, and whether each is a list.
const SECTIONS: [(&str, bool); 10] = [
    ("users", true),
    ("mcpServers", false),
    ("groups", true),
    ("systemConfig", false),
    ("userConfigs", false),
    ("oauthClients", true),
    ("oauthTokens", true),
    ("bearerKeys", true),
    ("prompts", true),
    ("resources", true),
];

/// The default URL of the hub.
const BASE_URL: &str = "http://localhost:3000";

/// Returns the sections of the file, and `servers` as in `GET /servers`. Non-admins get only the
/// hub's URL and their own keys.
#[utoipa::path(get, path = "/api/settings", tag = "Settings",
    responses((status = 200, body = Data)))]
pub(crate) async fn read(State(state): State<ApiState>, caller: Caller) -> Reply {
    let base_url = state.base_url().unwrap_or_else(|| BASE_URL.into());
    if !caller.admin {
        return Ok(data(json!({
            "mcpServers": {},
            "systemConfig": { "install": { "baseUrl": base_url } },
            "bearerKeys": keys::list_for(&state, &caller),
        })));
    }
    let mut out = sections(&state.document().await?, true);
    with_defaults(&mut out, &base_url);
    out.insert("servers".to_owned(), view::list(&state, &caller).await);
    Ok(data(Value::Object(out)))
}

/// Returns whether the settings in force match the file; if not, since when, and why. `problem` is
/// `missing`, `unreadable` or `unparsable`.
#[utoipa::path(get, path = "/api/settings/file", tag = "Settings",
    responses((status = 200, body = Data)))]
pub(crate) async fn file(State(state): State<ApiState>, caller: Caller) -> Reply {
    caller.require_admin()?;
    Ok(data(file_status(&state)))
}

/// Returns the path of the file, and why the settings in force differ from it.
pub(super) fn file_status(state: &ApiState) -> Value {
    let path = state.live.file().path().display().to_string();
    let Some(outdated) = state.live.outdated() else {
        return json!({ "path": path, "inForce": true });
    };
    json!({
        "path": path,
        "inForce": false,
        "problem": outdated.problem.word(),
        "reason": outdated.reason,
        "since": jiff::Timestamp::try_from(outdated.since).ok().map(iso),
    })
}

/// Exports the settings: one server including secrets, or all sections without passwords, client
/// secrets and tokens.
#[utoipa::path(get, path = "/api/mcp-settings/export", tag = "Settings", params(Export),
    responses((status = 200, body = Data), (status = 404, body = Refusal)))]
pub(crate) async fn export(
    State(state): State<ApiState>,
    caller: Caller,
    QueryParams(Export { server_name }): QueryParams<Export>,
) -> Reply {
    caller.require_admin()?;
    let document = state.document().await?;
    if let Some(name) = server_name {
        let entry = stored_entry(&document, &name)
            .cloned()
            .ok_or_else(|| ApiError::unknown_server(&name))?;
        return Ok(data(json!({ "mcpServers": { name: entry } })));
    }
    let out = sections(&document, false);
    Ok(data(redact::document(Value::Object(out))))
}

/// Returns the members of a section's entries that no response contains.
fn secret_members(section: &str) -> &'static [&'static str] {
    match section {
        "users" => &["password"],
        "oauthClients" => &["clientSecret"],
        "oauthTokens" => &["accessToken", "refreshToken"],
        "bearerKeys" => &["token"],
        _ => &[],
    }
}

/// Returns all sections, without passwords, client secrets and tokens. `mask_tokens` masks the
/// tokens of bearer keys, as MCPHub does, instead of omitting them.
fn sections(document: &Document, mask_tokens: bool) -> Map<String, Value> {
    let mut out = Map::new();
    for (section, is_list) in SECTIONS {
        let empty = || if is_list { Value::Array(Vec::new()) } else { Value::Object(Map::new()) };
        let stored = document.get(&[section.into()]).cloned().unwrap_or_else(empty);
        let shown = match secret_members(section) {
            [] => stored,
            secrets => {
                remove_secrets(stored, section, secrets, mask_tokens && section == "bearerKeys")
            }
        };
        out.insert(section.to_owned(), shown);
    }
    if let Some(routing) = out.get_mut("systemConfig").and_then(|s| s.get_mut("routing"))
        && let Some(key) = routing.get_mut("bearerAuthKey")
    {
        match &*key {
            Value::String(text) if !text.is_empty() => *key = keys::mask_token(text).into(),
            Value::Array(_) | Value::Object(_) | Value::Number(_) => *key = redact::MASK.into(),
            Value::String(_) | Value::Bool(_) | Value::Null => {}
        }
    }
    out
}

/// Removes the secrets from a section's entries. Masks secrets in other places, or in a section
/// that is not a list.
fn remove_secrets(mut section: Value, name: &str, secrets: &[&str], mask_tokens: bool) -> Value {
    let mut tokens = Vec::new();
    for entry in section.as_array_mut().into_iter().flatten() {
        let token = entry
            .get("token")
            .and_then(Value::as_str)
            .filter(|_| mask_tokens)
            .map(keys::mask_token);
        // A masked token keeps its position.
        let is_masked = |key: &str| token.is_some() && key == "token";
        if let Some(members) = entry.as_object_mut() {
            members.retain(|key, _| is_masked(key) || !secrets.contains(&key.as_str()));
        }
        tokens.push(token);
    }
    let mut shown = redact::document(json!({ name: section }))[name].take();
    for (entry, token) in shown.as_array_mut().into_iter().flatten().zip(tokens) {
        if let (Some(entry), Some(token)) = (entry.as_object_mut(), token) {
            entry.insert("token".to_owned(), token.into());
        }
    }
    shown
}

/// Adds the members that MCPHub's dashboard requires.
fn with_defaults(out: &mut Map<String, Value>, base_url: &str) {
    let Some(Value::Object(system)) = out.get_mut("systemConfig") else { return };
    let defaults = [
        ("install", json!({ "baseUrl": base_url })),
        ("smartRouting", json!({ "enabled": false })),
        (
            "toolResultCompression",
            json!({ "enabled": false, "minTokens": 2000, "maxOutputTokens": 1200, "strategy": "auto" }),
        ),
    ];
    for (section, default) in defaults {
        let there = system.entry(section).or_insert_with(|| json!({}));
        let (Value::Object(there), Value::Object(default)) = (there, default) else { continue };
        for (key, value) in default {
            there.entry(key).or_insert(value);
        }
    }
}
