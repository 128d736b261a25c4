//! The key of a client: one for each, with no more rights than its entry needs.

use serde_json::{Map, Value, json};

use crate::cli::error::Failure;
use crate::cli::random;
use crate::clients::record::Client;
use crate::settings::Document;
use crate::settings::edit::{self, Outcome, Refused};

/// A key of the hub for one client.
#[derive(Clone, Debug)]
pub(crate) struct ClientKey {
    pub(crate) id: String,
    pub(crate) token: String,
    /// The entry of `bearerKeys`; only the access of a known key.
    entry: Map<String, Value>,
    pub(crate) is_new: bool,
}

/// Returns the keys of a file.
fn keys(document: &Document) -> impl Iterator<Item = &Map<String, Value>> {
    let list = document.value().get("bearerKeys").and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_object)
}

fn text<'a>(key: &'a Map<String, Value>, member: &str) -> &'a str {
    key.get(member).and_then(Value::as_str).unwrap_or_default()
}

/// Returns the token of an enabled key.
pub(crate) fn token_of(document: &Document, id: &str) -> Option<String> {
    let key = keys(document).find(|key| text(key, "id") == id)?;
    let enabled = key.get("enabled") != Some(&Value::Bool(false));
    Some(text(key, "token").to_owned()).filter(|token| enabled && !token.is_empty())
}

/// Returns the rights to a group, a server, or all of MCP without the admin API.
fn access(group: Option<&str>, server: Option<&str>) -> Map<String, Value> {
    let kind = match (group, server) {
        (Some(_), None) => "groups",
        (None, Some(_)) => "servers",
        (Some(_), Some(_)) => "custom",
        (None, None) => "all",
    };
    let list = |name: Option<&str>| name.into_iter().map(Value::from).collect::<Vec<_>>();
    let mut access = Map::new();
    access.insert("accessType".into(), kind.into());
    access.insert("allowedGroups".into(), list(group).into());
    access.insert("allowedServers".into(), list(server).into());
    if kind == "all" {
        access.insert("manages".into(), false.into());
    }
    access
}

/// Returns the known key of a client with the rights that it needs now, or a new one.
pub(crate) fn key_for(
    document: &Document,
    client: &Client,
    known: Option<&str>,
    group: Option<&str>,
    server: Option<&str>,
) -> Result<ClientKey, Failure> {
    let access = access(group, server);
    if let Some((id, token)) = known.and_then(|id| Some((id, token_of(document, id)?))) {
        return Ok(ClientKey { id: id.to_owned(), token, entry: access, is_new: false });
    }
    let (id, token) = (random::id()?, random::token()?);
    let is_taken = |name: &str| keys(document).any(|key| text(key, "name") == name);
    let plain = format!("client-{}", client.id);
    let numbered = (2..=99).map(|number| format!("{plain}-{number}"));
    let mut names = std::iter::once(plain.clone()).chain(numbered);
    let name = names.find(|name| !is_taken(name)).unwrap_or(plain);
    let mut entry = Map::new();
    for (key, value) in [
        ("id", json!(id)),
        ("name", json!(name)),
        ("token", json!(token)),
        ("enabled", json!(true)),
        ("kind", json!("system")),
    ] {
        entry.insert(key.to_owned(), value);
    }
    entry.extend(access);
    Ok(ClientKey { id, token, entry, is_new: true })
}

impl ClientKey {
    /// Adds the key to the settings, or changes its rights.
    pub(crate) fn put(&self, document: &mut Document) -> Result<Outcome, Refused> {
        if self.is_new {
            return edit::create_key(document, &self.entry);
        }
        edit::patch_key(document, &self.id, &self.entry)
    }
}
