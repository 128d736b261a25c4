//! Reads `systemConfig.oauth`. A provider with an error is left out, so its tokens open nothing.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::identity_provider::{
    ALGORITHMS, ALGORITHMS_KNOWN, ClaimPaths, IdentityProviders, Introspection, Issuer, RightsMap,
};
use crate::model::secret::Secret;
use crate::text::tree::Node;
use crate::validate::findings::Findings;
use crate::validate::read::{self, Members};
use crate::validate::url;

/// The tolerated difference of clocks, in seconds: by default, and at most.
const SKEW: (u64, u64) = (60, 300);
/// How long the result of an introspection is used, in seconds: by default, and at most.
const CACHE: (u64, u64) = (60, 60);

/// Reads the section.
pub(super) fn read(node: &Node, findings: &mut Findings) -> IdentityProviders {
    let Value::Object(entry) = node.to_value() else {
        let is_wanted = node.to_value() != Value::Null;
        return IdentityProviders { is_wanted, ..IdentityProviders::default() };
    };
    let is_off = entry.get("enabled") == Some(&Value::Bool(false));
    let is_wanted = !is_off && !entry.is_empty();
    let is_enabled = read::flag(&entry, "enabled") == Some(true);
    let mut seen = HashSet::new();
    let first = issuer(node, &entry, "issuerUrl", &mut seen, findings);
    let others = node.get("issuers").map_or(&[][..], Node::items);
    let others = others.iter().filter_map(|item| {
        let Value::Object(entry) = item.value.to_value() else { return None };
        issuer(&item.value, &entry, "issuer", &mut seen, findings)
    });
    let issuers: Vec<Issuer> = first.into_iter().chain(others).collect();
    if is_wanted && !is_enabled && !issuers.is_empty() {
        let message = "the providers of `systemConfig.oauth` are not used";
        let found = Diagnostic::warning(Code::ProviderWithoutEffect, node.place.clone(), message);
        findings.push(found.help("set `enabled` to true, or to false to say so"));
    }
    IdentityProviders {
        issuers: if is_enabled { issuers } else { Vec::new() },
        is_wanted,
        base_url: read::non_blank(&entry, "baseUrl"),
        scopes_supported: read::texts(&entry, "scopesSupported"),
        documentation_url: read::non_blank(&entry, "serviceDocumentationUrl"),
    }
}

/// Reads a provider whose issuer is in `key`; `None` without it, or after an error.
fn issuer(
    node: &Node,
    entry: &Members,
    key: &str,
    seen: &mut HashSet<String>,
    findings: &mut Findings,
) -> Option<Issuer> {
    let named = node.get(key);
    let issuer = read::non_blank(entry, key);
    let Some((named, issuer)) = named.zip(issuer) else {
        let needs_one = key == "issuer" || entry.contains_key("verifyAccessToken");
        if needs_one {
            let message = format!("a provider of tokens has no `{key}`");
            findings.error(Code::MissingField, &node.place, message);
        }
        return None;
    };
    let urls = [(Some(named), true), (node.get("jwksUri"), false), (endpoint_of(node), false)];
    let mut is_usable = true;
    for (url, is_issuer) in urls {
        is_usable &= url.is_none_or(|url| check_url(url, is_issuer, findings));
    }
    let unknown = unknown_algorithm(node);
    if let Some((place, word)) = &unknown {
        let message = format!("`{word}` is not an algorithm that can be accepted");
        let found = Diagnostic::error(Code::UnknownValue, place.place.clone(), message);
        findings.push(found.help(format!("known are {}", ALGORITHMS_KNOWN.join(", "))));
    }
    if !seen.insert(issuer.clone()) {
        let message = format!("there is already a provider with the issuer `{issuer}`");
        findings.error(Code::DuplicateIssuer, &named.place, message);
        return None;
    }
    (is_usable && unknown.is_none()).then(|| issuer_of(issuer, entry))
}

fn issuer_of(issuer: String, entry: &Members) -> Issuer {
    let or = |key: &str, default: &[&str]| {
        let texts = read::texts(entry, key);
        let default = default.iter().map(|word| (*word).to_owned());
        if entry.get(key).is_some_and(Value::is_array) { texts } else { default.collect() }
    };
    let types = or("tokenTypes", &["at+jwt", "jwt"]);
    Issuer {
        issuer,
        audiences: read::texts(entry, "audiences"),
        algorithms: or("algorithms", &ALGORITHMS),
        jwks_uri: read::non_blank(entry, "jwksUri"),
        clock_skew: seconds(entry, "clockSkew", SKEW),
        required_scopes: read::texts(entry, "requiredScopes"),
        token_types: types.iter().map(|word| word.to_ascii_lowercase()).collect(),
        introspection: introspection(entry),
        claims: read::object(entry, "claims").map_or_else(ClaimPaths::default, claims),
        map: read::object(entry, "map").map(map).unwrap_or_default(),
        create_users: read::flag(entry, "createUsers").unwrap_or(false),
        default_groups: read::texts(entry, "defaultGroups"),
    }
}

fn introspection(entry: &Members) -> Option<Introspection> {
    let verify = || {
        let entry = read::object(entry, "verifyAccessToken")?;
        let endpoint = Some(read::non_blank(entry, "endpoint")?);
        Some(Introspection {
            endpoint,
            client_id: None,
            client_secret: None,
            headers: read::secrets(entry, "headers"),
            cache_seconds: CACHE.0,
            accepts_client_answer: true,
        })
    };
    let Some(own) = read::object(entry, "introspection") else { return verify() };
    Some(Introspection {
        endpoint: read::non_blank(own, "endpoint"),
        client_id: read::non_blank(own, "clientId"),
        client_secret: read::non_blank(own, "clientSecret").map(Secret::new),
        headers: BTreeMap::new(),
        cache_seconds: seconds(own, "cacheSeconds", CACHE),
        accepts_client_answer: false,
    })
}

fn claims(entry: &Members) -> ClaimPaths {
    let default = ClaimPaths::default();
    let or = |key: &str, default: Vec<String>| match entry.get(key) {
        Some(Value::String(path)) => vec![path.clone()],
        Some(Value::Array(_)) => read::texts(entry, key),
        _ => default,
    };
    ClaimPaths {
        user: or("user", default.user),
        email: or("email", default.email),
        groups: or("groups", default.groups),
        scopes: or("scopes", default.scopes),
    }
}

fn map(entry: &Members) -> RightsMap {
    let lists = |key: &str| {
        let members = read::object(entry, key);
        let names = members.into_iter().flat_map(Members::keys);
        let list = |name: &String| (name.clone(), read::texts(members.unwrap_or(entry), name));
        names.map(list).collect()
    };
    let users = read::object(entry, "users");
    let user = |(name, user): (&String, &Value)| Some((name.clone(), user.as_str()?.to_owned()));
    RightsMap {
        users: users.into_iter().flatten().filter_map(user).collect(),
        groups: lists("groups"),
        servers: lists("servers"),
        admins: read::texts(entry, "admins"),
    }
}

/// Reads a number of seconds, at most the second of `limits`; the first is the default.
fn seconds(entry: &Members, key: &str, limits: (u64, u64)) -> u64 {
    entry.get(key).and_then(Value::as_u64).unwrap_or(limits.0).min(limits.1)
}

fn endpoint_of(node: &Node) -> Option<&Node> {
    let used = node.get("introspection").or_else(|| node.get("verifyAccessToken"));
    used.and_then(|node| node.get("endpoint"))
}

/// Reports a URL that cannot be used; returns whether it can. Plain HTTP is only for this machine.
fn check_url(node: &Node, is_issuer: bool, findings: &mut Findings) -> bool {
    let Value::String(text) = node.to_value() else { return false };
    let is_odd = is_issuer && text.contains(['?', '#']);
    let place = node.place.clone();
    match url::host(&text) {
        Err(why) => findings.error(Code::BadUrl, &place, format!("the URL {why}")),
        Ok(_) if is_odd => {
            findings.error(Code::BadUrl, &place, "an issuer has no query and no fragment");
        }
        Ok(host) if !text.starts_with("https://") && !url::is_loopback(host) => {
            let message = "the URL of a provider of tokens is plain http";
            let found = Diagnostic::error(Code::PlainHttp, place, message);
            findings.push(found.help("use https; http is only for this machine"));
        }
        Ok(_) => return true,
    }
    false
}

/// Returns the first of `algorithms` that cannot be accepted.
fn unknown_algorithm(node: &Node) -> Option<(&Node, String)> {
    let items = node.get("algorithms").map_or(&[][..], Node::items);
    items.iter().find_map(|item| {
        let Value::String(word) = item.value.to_value() else { return None };
        (!ALGORITHMS_KNOWN.contains(&word.as_str())).then_some((&item.value, word))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::text::document::Document;
    use crate::validate::settings::validate;

    /// Reads the section; returns it, whether the endpoints are closed, and the findings.
    fn read(oauth: &Value) -> (IdentityProviders, bool, Vec<String>) {
        let text = json!({ "systemConfig": { "oauth": oauth } }).to_string();
        let (settings, found) = validate(&Document::parse(&text).unwrap());
        let found = found.iter().map(|one| format!("{}: {}", one.code.word(), one.message));
        (settings.system.identity_providers, settings.closed, found.collect())
    }

    #[test]
    fn providers_count_only_when_enabled_and_close_unless_switched_off() {
        let issuers = |oauth: Value| {
            let (read, closed, found) = read(&oauth);
            let issuers: Vec<_> = read.issuers.into_iter().map(|one| one.issuer).collect();
            (issuers, closed, found)
        };
        let two = json!({ "enabled": true, "issuerUrl": "https://a.test",
            "issuers": [{ "issuer": "https://b.test/" }] });
        let both = vec!["https://a.test".to_owned(), "https://b.test/".to_owned()];
        assert_eq!(issuers(two), (both, true, vec![]));
        let off = json!({ "enabled": false, "issuerUrl": "https://a.test" });
        assert_eq!(issuers(off), (vec![], false, vec![]));
        assert_eq!(issuers(json!({})), (vec![], false, vec![]));
        let silent = "provider-without-effect: the providers of `systemConfig.oauth` are not used";
        let unsaid = json!({ "issuerUrl": "https://a.test" });
        assert_eq!(issuers(unsaid), (vec![], true, vec![silent.to_owned()]));
    }

    #[test]
    fn a_provider_with_an_error_is_left_out() {
        let url = |url: &str| json!({ "enabled": true, "issuerUrl": url });
        let with = |key: &str, value: Value| json!({ "enabled": true, "issuerUrl": "https://a.test", key: value });
        let twice = json!([{ "issuer": "https://a.test" }]);
        for (oauth, usable, wanted) in [
            (url("http://a.test"), 0, "plain-http: the URL of a provider of tokens is plain http"),
            (url("https://a.test?x"), 0, "bad-url: an issuer has no query and no fragment"),
            (url("a.test"), 0, "bad-url: the URL does not begin with http:// or https://"),
            (
                with("algorithms", json!(["HS256"])),
                0,
                "unknown-value: `HS256` is not an algorithm that can be accepted",
            ),
            (
                with("jwksUri", json!("http://a.test/keys")),
                0,
                "plain-http: the URL of a provider of tokens is plain http",
            ),
            (
                with("introspection", json!({ "endpoint": "ftp://a.test" })),
                0,
                "bad-url: the URL does not begin with http:// or https://",
            ),
            (
                with("issuers", json!([{}])),
                1,
                "missing-field: a provider of tokens has no `issuer`",
            ),
            (
                with("issuers", twice),
                1,
                "duplicate-issuer: there is already a provider with the issuer `https://a.test`",
            ),
        ] {
            let (read, closed, found) = read(&oauth);
            assert_eq!((read.issuers.len(), closed), (usable, true), "{oauth}");
            assert!(found.contains(&wanted.to_owned()), "{oauth}: {found:?}");
        }
        let (local, _, found) = read(&url("http://localhost:8080/realms/x"));
        assert_eq!((local.issuers.len(), found), (1, vec![]));
    }

    #[test]
    fn absent_rules_are_the_strict_ones() {
        let (read, ..) = read(&json!({ "enabled": true, "issuerUrl": "https://a.test",
            "clockSkew": 9000, "introspection": { "cacheSeconds": 9000 },
            "claims": { "user": "upn", "groups": ["a", "b"] },
            "map": { "users": { "s": "ann", "odd": 7 }, "groups": { "staff": ["g"] } } }));
        let introspection = Introspection {
            endpoint: None,
            client_id: None,
            client_secret: None,
            headers: BTreeMap::new(),
            cache_seconds: 60,
            accepts_client_answer: false,
        };
        let texts = |all: &[&str]| all.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        let wanted = Issuer {
            issuer: "https://a.test".to_owned(),
            audiences: vec![],
            algorithms: texts(&["RS256", "PS256", "ES256", "EdDSA"]),
            jwks_uri: None,
            clock_skew: 300,
            required_scopes: vec![],
            token_types: texts(&["at+jwt", "jwt"]),
            introspection: Some(introspection),
            claims: ClaimPaths {
                user: texts(&["upn"]),
                groups: texts(&["a", "b"]),
                ..ClaimPaths::default()
            },
            map: RightsMap {
                users: [("s".to_owned(), "ann".to_owned())].into(),
                groups: [("staff".to_owned(), texts(&["g"]))].into(),
                ..RightsMap::default()
            },
            create_users: false,
            default_groups: vec![],
        };
        assert_eq!(read.issuers, [wanted]);
    }
}
