//! Reads `systemConfig.oauthServer` and `oauthClients`. A value that cannot be read gives no
//! access.

use std::collections::HashSet;
use std::time::Duration;

use serde_json::Value;

use crate::diagnostic::Code;
use crate::model::oauth_server::{
    CODE_LIFETIME_MAX, ClientIdMetadata, DynamicRegistration, GRANTS, OauthClient, OauthServer,
};
use crate::model::secret::Secret;
use crate::text::tree::{Item, Node};
use crate::validate::findings::Findings;
use crate::validate::read::{self, Members};
use crate::validate::tokens::Tokens;

/// Reads the section. A switch that is not a boolean has the value that gives less access.
pub(super) fn read(section: Option<&Value>) -> OauthServer {
    let default = OauthServer::default();
    let entry = match section {
        None | Some(Value::Null) => return default,
        Some(Value::Object(entry)) => entry,
        Some(_) => return OauthServer { enabled: false, ..default },
    };
    let code = seconds(entry, "authorizationCodeLifetime");
    OauthServer {
        enabled: flag(entry, "enabled", true, false),
        access_token_lifetime: seconds(entry, "accessTokenLifetime")
            .unwrap_or(default.access_token_lifetime),
        refresh_token_lifetime: seconds(entry, "refreshTokenLifetime")
            .unwrap_or(default.refresh_token_lifetime),
        authorization_code_lifetime: code
            .unwrap_or(default.authorization_code_lifetime)
            .min(CODE_LIFETIME_MAX),
        require_client_secret: flag(entry, "requireClientSecret", false, true),
        allowed_scopes: list(entry, "allowedScopes").unwrap_or(default.allowed_scopes),
        require_state: flag(entry, "requireState", false, true),
        registration: match entry.get("dynamicRegistration") {
            None | Some(Value::Null) => default.registration,
            Some(Value::Object(entry)) => registration(entry),
            Some(_) => DynamicRegistration { enabled: false, ..default.registration },
        },
        documents: match entry.get("clientIdMetadata") {
            None | Some(Value::Null) => default.documents,
            Some(Value::Object(entry)) => documents(entry),
            Some(_) => ClientIdMetadata { enabled: false, ..default.documents },
        },
        redirect_schemes: read::texts(entry, "redirectSchemes"),
        redirect_hosts: read::texts(entry, "redirectHosts"),
        target_scopes: flag(entry, "targetScopes", false, false),
    }
}

fn registration(entry: &Members) -> DynamicRegistration {
    let default = DynamicRegistration::default();
    DynamicRegistration {
        enabled: flag(entry, "enabled", true, false),
        allowed_grant_types: list(entry, "allowedGrantTypes")
            .unwrap_or(default.allowed_grant_types),
        requires_authentication: flag(entry, "requiresAuthentication", false, true),
    }
}

fn documents(entry: &Members) -> ClientIdMetadata {
    let default = ClientIdMetadata::default();
    ClientIdMetadata {
        enabled: flag(entry, "enabled", true, false),
        cache_ttl: read::millis(entry, "cacheTtlMs").unwrap_or(default.cache_ttl),
        allowed_hosts: read::texts(entry, "allowedHosts"),
        denied_hosts: read::texts(entry, "deniedHosts"),
    }
}

/// Reads a flag; `broken` is the result for values that are not booleans.
fn flag(entry: &Members, key: &str, absent: bool, broken: bool) -> bool {
    match entry.get(key) {
        None | Some(Value::Null) => absent,
        Some(value) => value.as_bool().unwrap_or(broken),
    }
}

/// Reads a positive number of seconds, at most ten years.
fn seconds(entry: &Members, key: &str) -> Option<Duration> {
    let seconds = entry.get(key)?.as_u64().filter(|seconds| *seconds > 0)?;
    Some(Duration::from_secs(seconds.min(10 * 365 * 24 * 60 * 60)))
}

/// Reads a list; a value that is not a list of strings allows only the strings in it.
fn list(entry: &Members, key: &str) -> Option<Vec<String>> {
    entry.get(key).filter(|value| !value.is_null())?;
    Some(read::texts(entry, key))
}

/// Reads all clients; an entry with an error is omitted.
pub(super) fn read_clients(
    node: &Node,
    tokens: &mut Tokens,
    findings: &mut Findings,
) -> Vec<OauthClient> {
    let mut ids = HashSet::new();
    let mut read_one = |item: &Item| {
        let node = &item.value;
        let Value::Object(entry) = node.to_value() else { return None };
        let id = read::non_blank(&entry, "clientId").unwrap_or_default();
        if let Some(place) = node.get("clientId").map(|node| &node.place) {
            if id.is_empty() {
                findings.error(Code::MissingField, place, "an OAuth client has an empty id");
            } else if !ids.insert(id.clone()) {
                let message = format!("there is already an OAuth client `{id}`");
                findings.error(Code::DuplicateClient, place, message);
            }
        }
        let secret = read::text(&entry, "clientSecret").filter(|secret| !secret.is_empty());
        if let Some(secret) = &secret {
            let whose = format!("OAuth client `{id}`");
            tokens.check(node.get("clientSecret"), &whose, secret, findings);
        }
        let metadata = read::object(&entry, "metadata");
        let client = OauthClient {
            name: read::non_blank(&entry, "name").unwrap_or_else(|| id.clone()),
            id,
            secret: secret.map(Secret::new),
            redirect_uris: read::texts(&entry, "redirectUris"),
            grants: list(&entry, "grants").unwrap_or_else(|| GRANTS.map(str::to_owned).to_vec()),
            scopes: list(&entry, "scopes").filter(|scopes| !scopes.is_empty()),
            owner: read::non_blank(&entry, "owner"),
            auth_method: metadata.and_then(|m| read::non_blank(m, "token_endpoint_auth_method")),
        };
        findings.allow(&node.place).then_some(client)
    };
    node.items().iter().filter_map(&mut read_one).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_broken_value_gives_no_access() {
        let read = |value: Value| read(Some(&value));
        assert_eq!(read(json!({})), OauthServer::default());
        assert!(!read(json!("yes")).enabled && !read(json!({"enabled": "yes"})).enabled);
        let broken = read(json!({
            "dynamicRegistration": {"enabled": 1, "requiresAuthentication": "no"},
            "clientIdMetadata": [], "requireState": "no", "requireClientSecret": 0,
            "allowedScopes": "read", "authorizationCodeLifetime": 86_400,
        }));
        assert!(broken.enabled && !broken.registration.enabled && !broken.documents.enabled);
        assert!(broken.registration.requires_authentication);
        assert!(broken.require_state && broken.require_client_secret);
        assert_eq!(broken.allowed_scopes, Vec::<String>::new());
        assert_eq!(broken.authorization_code_lifetime, Duration::from_mins(10));
    }
}
