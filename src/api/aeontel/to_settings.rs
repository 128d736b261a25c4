//! Converts a request to a server's settings entry.
//!
//! Secrets are write-only: the key is stored in the entry's headers (`settings/model/bearer.rs`), the
//! client secret in `oauth`. A masked value in a request keeps the stored one.

use serde_json::{Map, Value, json};

use crate::api::aeontel::wire::{AuthType, PatchField, ServerFields};
use crate::api::service::entry::{EntryExt, object};
use crate::api::time::iso_now;
use crate::settings::model::bearer;
use crate::settings::model::server::TransportKind;
use crate::settings::secrets::redact;

/// Members of `oauth` in an entry.
pub(super) const CLIENT_ID: &str = "clientId";
const CLIENT_SECRET: &str = "clientSecret";
pub(super) const TOKEN_ENDPOINT: &str = "tokenEndpoint";
pub(super) const AUTHORIZATION_ENDPOINT: &str = "authorizationEndpoint";
pub(super) const SCOPES: &str = "scopes";

/// Merges a request into an entry. `old` is the current entry, empty for a new server.
///
/// # Errors
/// Names the field that is not valid.
pub(super) fn merge(
    old: &Map<String, Value>,
    sent: &ServerFields,
) -> Result<Map<String, Value>, String> {
    let sent = sent.clone();
    let shown = redact::entry(old);
    let mut entry = old.clone();
    let remote = old.is_empty() || is_remote(old);
    if let Some(name) = sent.name {
        entry.put("displayName", require_text("name", name)?);
    }
    if let Some(url) = sent.url {
        put_url(&mut entry, &require_text("url", url)?, remote, shown.get("url"))?;
    }
    if let Some(id) = sent.connector_id {
        set(&mut entry, "connectorId", id.map(Value::from));
    }
    if let Some(config) = sent.connector_config {
        let (shown, stored) = (shown.get("connectorConfig"), old.get("connectorConfig"));
        let config = config.map(|config| redact::restore_masked(config.into(), shown, stored));
        set(&mut entry, "connectorConfig", config);
    }
    let oauth = [
        (CLIENT_ID, sent.oauth_client_id),
        (CLIENT_SECRET, sent.oauth_client_secret),
        (TOKEN_ENDPOINT, sent.oauth_token_endpoint),
        (AUTHORIZATION_ENDPOINT, sent.oauth_authorization_endpoint),
        (SCOPES, sent.oauth_scopes),
    ];
    let says = |field: &(&str, PatchField<String>)| matches!(field.1, Some(Some(_)));
    let credentials = matches!(sent.auth_type, Some(Some(kind)) if kind != AuthType::None)
        || matches!(sent.api_key, Some(Some(_)))
        || matches!(sent.headers, Some(Some(_)))
        || oauth.iter().any(says);
    if remote {
        put_oauth(&mut entry, oauth, shown.get("oauth"));
        put_headers(&mut entry, sent.headers, sent.api_key, sent.auth_type)?;
    } else if credentials {
        let text = "this server does not use HTTP, so it has no headers or credential";
        return Err(text.to_owned());
    }
    reject_new_masks(old, &entry)?;
    Ok(entry)
}

/// Rejects a mask in another place than the one it was shown in: no secret is known for that place,
/// or none may go there.
fn reject_new_masks(old: &Map<String, Value>, new: &Map<String, Value>) -> Result<(), String> {
    let is_masked =
        |entry: &Map<String, Value>, key: &str| entry.get(key).is_some_and(redact::is_masked);
    let mut fields = ["url", "headers", "connectorConfig", "oauth"].into_iter();
    match fields.find(|key| is_masked(new, key) && !is_masked(old, key)) {
        Some(key) => Err(format!("`{key}`: send the secret itself instead of `{}`", redact::MASK)),
        None => Ok(()),
    }
}

fn put_url(
    entry: &mut Map<String, Value>,
    url: &str,
    remote: bool,
    shown: Option<&Value>,
) -> Result<(), String> {
    if !remote {
        return Err("`url`: this server has no endpoint to change".to_owned());
    }
    let url = redact::restore_masked(url.into(), shown, entry.get("url"));
    let text = url.as_str().unwrap_or_default();
    let known = url::Url::parse(text)
        .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host_str().is_some());
    if !known && !text.contains("${") {
        return Err("`url` must be an http or https address".to_owned());
    }
    if entry.get("type").is_none() {
        entry.put("type", TransportKind::StreamableHttp.word());
    }
    entry.put("url", url);
    Ok(())
}

fn put_oauth(
    entry: &mut Map<String, Value>,
    fields: [(&str, PatchField<String>); 5],
    shown: Option<&Value>,
) {
    let mut oauth = entry.object("oauth").cloned().unwrap_or_default();
    let before = oauth.clone();
    for (key, value) in fields {
        let Some(value) = value else { continue };
        let value = value.map(|text| match key {
            SCOPES => text.split_whitespace().collect(),
            _ => Value::from(text),
        });
        let shown = shown.and_then(|shown| shown.get(key));
        let value = value.map(|value| redact::restore_masked(value, shown, before.get(key)));
        set(&mut oauth, key, value);
    }
    if oauth != before {
        set(entry, "oauth", (!oauth.is_empty()).then_some(Value::Object(oauth)));
    }
}

/// Replaces the headers, but keeps the credential, which no response shows.
fn put_headers(
    entry: &mut Map<String, Value>,
    headers: PatchField<Map<String, Value>>,
    key: PatchField<String>,
    kind: PatchField<AuthType>,
) -> Result<(), String> {
    let (stored, token) = bearer::apart(entry);
    let touched = headers.is_some() || key.is_some() || kind.is_some();
    if !touched {
        return Ok(());
    }
    let own = matches!(&headers, Some(Some(sent)) if sent.keys().any(|name| is_credential(name)));
    let mut new = match headers {
        None => stored.clone(),
        Some(None) => credential_headers(&stored),
        Some(Some(sent)) => {
            if let Some((name, _)) = sent.iter().find(|(_, value)| !value.is_string()) {
                return Err(format!("`headers.{name}` must be a string"));
            }
            let shown = Value::Object(visible_headers(&stored));
            let stored_value = Value::Object(stored.clone());
            match redact::restore_masked(Value::Object(sent), Some(&shown), Some(&stored_value)) {
                Value::Object(sent) => {
                    let kept = if own { Map::new() } else { credential_headers(&stored) };
                    kept.into_iter().chain(sent).collect()
                }
                _ => Map::new(),
            }
        }
    };
    let kind = kind.map(|kind| kind.unwrap_or(AuthType::None));
    // A new key, or none, replaces the hidden credential, whoever set it.
    if !own && (key.is_some() || kind == Some(AuthType::None)) {
        new.retain(|name, _| !is_credential(name));
    }
    let token = match key {
        Some(key) => key.filter(|key| !key.is_empty()),
        None => token,
    };
    let kind = match (kind, auth_type(entry)) {
        (Some(kind), _) => kind,
        (None, _) if token.is_some() => AuthType::ApiKey,
        (None, AuthType::None) if own => AuthType::ApiKey,
        (None, stored) => stored,
    };
    let token = token.filter(|_| kind == AuthType::ApiKey);
    bearer::put(entry, new, token.as_deref());
    entry.put("authType", json!(kind));
    Ok(())
}

/// Derives a free key of `mcpServers` from a display name; `None` if too many derived keys are in
/// use.
pub(super) fn free_key(name: &str, is_free: impl Fn(&str) -> bool) -> Option<String> {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut joined = words.collect::<Vec<_>>().join("-");
    joined.truncate(KEY_BYTES);
    let slug = match joined.trim_matches('-') {
        "" => "server",
        slug => slug,
    };
    let numbered = (2..=KEYS_TRIED).map(|number| format!("{slug}-{number}"));
    let mut names = std::iter::once(slug.to_owned()).chain(numbered);
    names.find(|name| is_free(name))
}

/// Keys to try for one name.
const KEYS_TRIED: usize = 100;

/// Longest derived key; longer ones would not fit into tool name prefixes.
const KEY_BYTES: usize = 32;

pub(super) fn auth_type(entry: &Map<String, Value>) -> AuthType {
    let said = entry.get("authType").cloned();
    if let Some(kind) = said.and_then(|word| serde_json::from_value(word).ok()) {
        return kind;
    }
    let headers = entry.object("headers");
    if entry.get("oauth").is_some_and(Value::is_object) {
        AuthType::Oauth
    } else if headers.is_some_and(|headers| headers.keys().any(|name| is_credential(name)))
        || entry.contains_key("bearerToken")
    {
        AuthType::ApiKey
    } else {
        AuthType::None
    }
}

pub(super) fn is_remote(entry: &Map<String, Value>) -> bool {
    let stated = entry.text("type").and_then(TransportKind::of_word);
    let kind = stated.or_else(|| TransportKind::infer(entry));
    matches!(kind, Some(TransportKind::Sse | TransportKind::StreamableHttp))
}

fn is_credential(header: &str) -> bool {
    header.eq_ignore_ascii_case("authorization")
}

/// Returns the headers without the credential, with secrets masked.
pub(super) fn visible_headers(headers: &Map<String, Value>) -> Map<String, Value> {
    let entry = object(json!({ "headers": headers }));
    let masked = redact::entry(&entry);
    let mut visible = masked.object("headers").cloned().unwrap_or_default();
    visible.retain(|name, _| !is_credential(name));
    visible
}

/// Returns the credential header alone.
fn credential_headers(headers: &Map<String, Value>) -> Map<String, Value> {
    let own = headers.iter().filter(|(name, _)| is_credential(name));
    own.map(|(name, value)| (name.clone(), value.clone())).collect()
}

/// Sets a member, or removes it without a value.
fn set(members: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    match value {
        Some(value) => members.put(key, value),
        None => drop(members.shift_remove(key)),
    }
}

fn require_text(field: &str, value: Option<String>) -> Result<String, String> {
    let value = value.filter(|text| !text.trim().is_empty());
    value.ok_or_else(|| format!("`{field}` must be a string that is not empty"))
}

/// Returns the patch that turns `old` into `new`.
pub(super) fn difference(old: &Map<String, Value>, new: &Map<String, Value>) -> Map<String, Value> {
    let removed = old.keys().filter(|key| !new.contains_key(*key));
    let mut patch: Map<String, Value> = removed.map(|key| (key.clone(), Value::Null)).collect();
    let other = new.iter().filter(|(key, value)| old.get(*key) != Some(*value));
    patch.extend(other.map(|(key, value)| (key.clone(), value.clone())));
    if !patch.is_empty() {
        patch.put("updatedAt", iso_now());
    }
    patch
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(value: Value) -> ServerFields {
        serde_json::from_value(value).unwrap()
    }

    fn object(value: Value) -> Map<String, Value> {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn a_secret_that_is_not_sent_again_is_kept() {
        let url = "https://a.example/mcp";
        let new = json!({ "name": "A", "url": url, "authType": "api_key", "apiKey": "k1",
            "headers": { "X-Team": "docs", "X-Api-Key": "s3cret-value" } });
        let entry = merge(&Map::new(), &sent(new)).unwrap();
        let expected = json!({
            "displayName": "A", "type": "streamable-http", "url": url,
            "headers": { "X-Team": "docs", "X-Api-Key": "s3cret-value", "Authorization": "Bearer k1" },
            "authType": "api_key",
        });
        assert_eq!(Value::Object(entry.clone()), expected);
        let back = json!({ "headers": { "X-Team": "ops", "X-Api-Key": "***" } });
        let changed = merge(&entry, &sent(back)).unwrap();
        let headers =
            json!({ "X-Team": "ops", "X-Api-Key": "s3cret-value", "Authorization": "Bearer k1" });
        assert_eq!(changed["headers"], headers);
        let none = merge(&entry, &sent(json!({ "authType": "none", "headers": null }))).unwrap();
        assert_eq!((none.get("headers"), &none["authType"]), (None, &json!("none")));
        let other = merge(&entry, &sent(json!({ "apiKey": "k2" }))).unwrap();
        assert_eq!(other["headers"]["Authorization"], "Bearer k2");
    }

    #[test]
    fn a_credential_set_elsewhere_is_kept_and_hidden() {
        let entry = object(json!({ "url": "https://a.example/mcp",
            "headers": { "authorization": "Basic eA==", "X-Team": "docs" } }));
        assert_eq!(auth_type(&entry), AuthType::ApiKey);
        let changed = merge(&entry, &sent(json!({ "headers": { "X-Team": "ops" } }))).unwrap();
        assert_eq!(changed["headers"], json!({ "authorization": "Basic eA==", "X-Team": "ops" }));
    }

    #[test]
    fn a_new_key_replaces_a_credential_set_elsewhere() {
        let entry = object(json!({ "url": "https://a.example/mcp",
            "headers": { "authorization": "Bearer old", "X-Team": "docs" } }));
        let headers = |sent_now: Value| {
            let changed = merge(&entry, &sent(sent_now)).unwrap();
            (changed["headers"].clone(), changed["authType"].clone())
        };
        let expected = json!({ "X-Team": "docs", "Authorization": "Bearer new" });
        assert_eq!(headers(json!({ "apiKey": "new" })), (expected, json!("api_key")));
        let expected = json!({ "X-Team": "docs" });
        assert_eq!(headers(json!({ "authType": "none" })), (expected, json!("none")));
    }

    #[test]
    fn a_credential_sent_as_header_is_stored_verbatim() {
        let own = json!({ "Authorization": "Bearer t" });
        for (auth_type, expected) in [(None, "api_key"), (Some("none"), "none")] {
            let mut new = json!({ "name": "A", "url": "https://a.example/mcp", "headers": own });
            new.as_object_mut()
                .unwrap()
                .extend(auth_type.map(|kind| ("authType".into(), kind.into())));
            let entry = merge(&Map::new(), &sent(new)).unwrap();
            assert_eq!((&entry["headers"], &entry["authType"]), (&own, &json!(expected)));
            let entry = merge(&entry, &sent(json!({ "headers": { "X": "1" } }))).unwrap();
            assert_eq!(entry["headers"], json!({ "Authorization": "Bearer t", "X": "1" }));
        }
    }

    #[test]
    fn a_mask_is_never_stored() {
        let entry = object(json!({ "url": "https://u:s3cret@a.example/mcp", "type": "sse",
            "connectorConfig": { "apiKey": "s3cret-value", "space": "docs" } }));
        let back = json!({ "url": "https://u:***@a.example/mcp",
            "connectorConfig": { "apiKey": "***", "space": "ops" } });
        let mut expected = entry.clone();
        expected["connectorConfig"]["space"] = json!("ops");
        assert_eq!(merge(&entry, &sent(back)), Ok(expected));
        for (field, wrong) in [
            ("url", json!("https://u:***@b.example/mcp")),
            ("headers", json!({ "X-Other-Key": "***" })),
            ("connectorConfig", json!({ "otherKey": "***" })),
        ] {
            let refused = merge(&entry, &sent(json!({ field: wrong })));
            assert_eq!(refused, Err(format!("`{field}`: send the secret itself instead of `***`")));
        }
    }

    #[test]
    fn a_stdio_server_accepts_a_name_but_no_credential() {
        let entry = object(json!({ "command": "x" }));
        assert_eq!(merge(&entry, &sent(json!({ "name": "B" }))).unwrap()["displayName"], "B");
        for wrong in [json!({ "apiKey": "k" }), json!({ "url": "https://a.example" })] {
            assert!(merge(&entry, &sent(wrong)).is_err());
        }
    }

    #[test]
    fn scopes_are_stored_as_a_list() {
        let fields = json!({ "oauthScopes": "a  b", "oauthClientId": "hub" });
        let mut entry = Map::new();
        let sent = sent(fields);
        put_oauth(
            &mut entry,
            [
                (CLIENT_ID, sent.oauth_client_id),
                (CLIENT_SECRET, None),
                (TOKEN_ENDPOINT, None),
                (AUTHORIZATION_ENDPOINT, None),
                (SCOPES, sent.oauth_scopes),
            ],
            None,
        );
        assert_eq!(entry["oauth"], json!({ "clientId": "hub", "scopes": ["a", "b"] }));
    }

    #[test]
    fn keys_are_derived_from_names_and_unique() {
        let taken = ["wiki", "wiki-2"];
        let key = |name| free_key(name, |key| !taken.contains(&key));
        let expected = ["wiki-3", "my-docs", "server"].map(|name| Some(name.to_owned()));
        assert_eq!([key("Wiki"), key("My  Docs!"), key("日本")], expected);
    }
}
