//! Authentication and authorization for the MCP endpoints, the same for every route, transport and
//! protocol revision.

use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName};

use crate::access::jwt::Jwt;
use crate::proxy::catalog::scope::Target;
use crate::proxy::identity::{Identity, ShownKey};
use crate::proxy::viewer::Viewer;
use crate::settings::model::client::Client;
use crate::settings::model::group::Group;
use crate::settings::model::key::{Access, BearerKey};
use crate::settings::model::secret::Secret;
use crate::settings::model::user::User;
use crate::settings::{Named, Settings};
use crate::state::random::KEY_PREFIX;
use crate::state::request_id::RequestId;

/// Why a request is rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Denied {
    NoCredential,
    /// The credential is not valid here. Does not reveal whether it exists.
    BadCredential,
    /// The credential belongs to another user.
    OtherUser,
}

/// Shorter parts of a header are never compared with tokens.
const TOKEN_BYTES_MIN: usize = 8;

/// Where the hub is reachable from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exposure {
    Loopback,
    /// Other machines.
    Network,
    /// Other machines, and the user allowed access without a credential.
    Open,
}

impl Denied {
    /// Returns the error text for the client.
    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::NoCredential => "no credential: send `Authorization: Bearer <key>`",
            Self::BadCredential => "this credential is not valid here",
            Self::OtherUser => "this credential is another user's",
        }
    }
}

/// Authenticates a request to an MCP endpoint and returns the identity of its credential.
pub(crate) fn authenticate(
    settings: &Settings,
    target: &Target,
    headers: &HeaderMap,
    reach: Exposure,
) -> Result<Identity, Denied> {
    let token = bearer_token(settings, headers);
    let keys = settings.keys_in_force();
    let key = token.and_then(|token| find_key(&keys, token));
    let needed = settings.wants_credential()
        || (reach == Exposure::Network && settings.system.routing.enable_bearer_auth.is_none());
    let of_key =
        key.and_then(|key| key_identity(settings, key).filter(|_| grants(settings, key, target)));
    match of_key.or_else(|| client_identity(settings, headers)) {
        Some(identity) => Ok(identity),
        None if !needed => Ok(Identity::default()),
        None if token.is_none() => Err(Denied::NoCredential),
        None => Err(Denied::BadCredential),
    }
}

/// Authenticates a request under `/{user}`: by that user's own login or key, or by a key of the
/// system. The caller sees what that user sees. Always requires a credential, whatever the
/// settings.
pub(crate) fn authenticate_as(
    user: &str,
    settings: &Settings,
    target: &Target,
    headers: &HeaderMap,
    jwt: &Jwt,
) -> Result<Identity, Denied> {
    let token = bearer_token(settings, headers);
    let session = headers.get("x-auth-token").and_then(|v| v.to_str().ok());
    let logged_in = session.into_iter().chain(token).find_map(|token| jwt.user(settings, token));
    if let Some(own) = logged_in {
        return if own.username == user { Ok(user_identity(own)) } else { Err(Denied::OtherUser) };
    }
    let keys = settings.keys_in_force();
    let Some(key) = token.and_then(|token| find_key(&keys, token)) else {
        let nothing = session.is_none() && token.is_none();
        return Err(if nothing { Denied::NoCredential } else { Denied::BadCredential });
    };
    if key.user.as_deref().is_some_and(|owner| owner != user) {
        return Err(Denied::OtherUser);
    }
    let known = settings.user(user).filter(|_| grants(settings, key, target));
    let identity = known.zip(key_identity(settings, key));
    let (known, identity) = identity.ok_or(Denied::BadCredential)?;
    Ok(Identity { viewer: user_identity(known).viewer, ..identity })
}

/// Returns the enabled key with this token.
pub(crate) fn enabled_key(settings: &Settings, token: &str) -> Option<BearerKey> {
    find_key(&settings.keys_in_force(), token).cloned()
}

/// Returns whether a token is that of a key, enabled or not, or was generated to be one.
pub(crate) fn is_key(settings: &Settings, token: &str) -> bool {
    let shown = Secret::new(token);
    token.starts_with(KEY_PREFIX) || settings.keys_in_force().iter().any(|key| key.token == shown)
}

/// Returns the token in the configured header for bearer credentials.
pub(crate) fn bearer_token<'a>(settings: &Settings, headers: &'a HeaderMap) -> Option<&'a str> {
    bearer_in(headers, &settings.system.routing.bearer_auth_header_name)
}

/// Returns the token in `Authorization`: clients of other systems use this header whatever the
/// settings.
pub(crate) fn authorization_token(headers: &HeaderMap) -> Option<&str> {
    bearer_in(headers, AUTHORIZATION.as_str())
}

fn bearer_in<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let (scheme, token) = headers.get(name)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim()).filter(|token| !token.is_empty())
}

/// Removes the headers that carry credentials of the hub, and those that [`remove_tokens`] removes: a
/// credential of the hub must not reach a server.
pub(crate) fn remove_credential(
    settings: &Settings,
    headers: &mut HeaderMap,
    is_ours: impl Fn(&str) -> bool,
) {
    headers.remove(settings.system.routing.bearer_auth_header_name.as_str());
    headers.remove("x-auth-token");
    remove_tokens(headers, is_ours);
}

/// Removes every header with a value that contains a token matched by `is_ours`.
pub(crate) fn remove_tokens(headers: &mut HeaderMap, is_ours: impl Fn(&str) -> bool) {
    let ours: Vec<HeaderName> = headers
        .iter()
        .filter(|(name, value)| {
            can_carry_credential(name)
                && !RequestId::is_own(value.as_bytes())
                && tokens_in(&String::from_utf8_lossy(value.as_bytes())).any(&is_ours)
        })
        .map(|(name, _)| name.clone())
        .collect();
    for name in ours {
        headers.remove(name);
    }
}

/// Returns whether headers of this name can carry a credential; the others are not searched.
fn can_carry_credential(name: &HeaderName) -> bool {
    let name = name.as_str();
    let is_plain = matches!(
        name,
        "accept"
            | "accept-encoding"
            | "accept-language"
            | "connection"
            | "content-length"
            | "content-type"
            | "host"
            | "origin"
            | "transfer-encoding"
            | "user-agent"
    );
    !is_plain && !name.starts_with("mcp-")
}

/// Returns the whole value and each part of it that could be a token: `Bearer TOKEN`,
/// `session=TOKEN; b=c`, `https://hub/?token=TOKEN&x=1`, `user:TOKEN`.
fn tokens_in(value: &str) -> impl Iterator<Item = &str> {
    let of_token = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
    let strict = value.split(move |c| !of_token(c));
    let loose = value.split(|c: char| c.is_whitespace() || ";,=\"'&|<>".contains(c));
    // A value without separators is yielded once.
    let parts = strict.chain(loose).filter(|part| part.len() < value.trim().len());
    std::iter::once(value.trim()).chain(parts).filter(|part| part.len() >= TOKEN_BYTES_MIN)
}

/// Returns the identity of a key, or `None` if the user it acts for no longer exists.
pub(crate) fn key_identity(settings: &Settings, key: &BearerKey) -> Option<Identity> {
    let rights = key.rights_hash();
    let shown_key = Some(ShownKey { id: key.id.clone(), name: key.name.clone(), rights });
    if let Some(owner) = &key.user {
        let user = settings.user(owner)?;
        return Some(Identity { key: shown_key, ..user_identity(user) });
    }
    let name = key.id.as_ref().unwrap_or(&key.name);
    Some(Identity { principal: format!("key {name}"), key: shown_key, ..Identity::default() })
}

/// Returns the identity of a logged-in user.
pub(crate) fn user_identity(user: &User) -> Identity {
    Identity {
        principal: format!("user {}", user.username),
        user: Some(user.username.clone()),
        viewer: Some(if user.is_admin {
            Viewer::Admin
        } else {
            Viewer::User(user.username.clone())
        }),
        ..Identity::default()
    }
}

/// Returns the identity of the client with the token in the bearer header, with or without the
/// scheme. A client may use every endpoint; its own list decides which servers it sees.
fn client_identity(settings: &Settings, headers: &HeaderMap) -> Option<Identity> {
    if settings.clients.is_empty() {
        return None;
    }
    let value = headers.get(settings.system.routing.bearer_auth_header_name.as_str())?;
    let token =
        Secret::new(bearer_token(settings, headers).or_else(|| value.to_str().ok())?.trim());
    // Every client is compared, as in `find_key`.
    let fits = |client: &&Client| client.token == token;
    let client = settings.clients.iter().filter(fits).fold(None, |first, c| first.or(Some(c)))?;
    Some(Identity {
        principal: format!("client {}", client.name),
        client: Some((client.name.clone(), token)),
        viewer: Some(Viewer::Client(client.name.clone())),
        ..Identity::default()
    })
}

/// Compares every key, so that the timing does not reveal which one matched.
fn find_key<'a>(keys: &'a [BearerKey], token: &str) -> Option<&'a BearerKey> {
    let token = Secret::new(token);
    let fits = |key: &&BearerKey| key.token == token && key.enabled && !token.reveal().is_empty();
    keys.iter().filter(fits).fold(None, |first, key| first.or(Some(key)))
}

/// Returns whether a key grants access to a target. A user's key is limited only by what that user
/// sees.
///
/// Source: MCPHub's table of key scopes. An empty list grants nothing; a list of servers grants a
/// group only if it contains every server of the group.
pub(crate) fn grants(settings: &Settings, key: &BearerKey, target: &Target) -> bool {
    let Some((_, servers)) = limits(key) else { return true };
    match target {
        Target::All => false,
        Target::Direct(server) => servers.contains(server),
        Target::Named(name) => match settings.named(name) {
            Some(Named::Group(group)) => grants_group(key, group),
            Some(Named::Server) | None => servers.contains(name),
        },
        Target::Tools(name) => settings.group(name).is_some_and(|group| grants_group(key, group)),
    }
}

/// Returns whether a key grants access to a group, even if the group's name leads to a server.
pub(crate) fn grants_group(key: &BearerKey, group: &Group) -> bool {
    let Some((groups, servers)) = limits(key) else { return true };
    let named =
        groups.contains(&group.name) || group.id.as_ref().is_some_and(|id| groups.contains(id));
    let contained =
        !group.members.is_empty() && group.members.iter().all(|m| servers.contains(&m.server));
    named || contained
}

/// Returns the groups and servers that a key is limited to, or `None` if it has no limits of its
/// own.
fn limits(key: &BearerKey) -> Option<(&[String], &[String])> {
    match &key.access {
        _ if key.user.is_some() => None,
        Access::All => None,
        Access::Groups(groups) => Some((groups, &[])),
        Access::Servers(servers) => Some((&[], servers)),
        Access::Custom { groups, servers } => Some((groups, servers)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::model::group::{Member, Selector};
    use crate::settings::model::server::Sharing;

    fn settings(access: Access) -> Settings {
        let member = |server: &str| Member {
            server: server.into(),
            alias: None,
            tools: Selector::default(),
            excluded_tools: Vec::new(),
            prompts: Selector::default(),
            resources: Selector::default(),
            pinned_tools: Vec::new(),
        };
        let group = |name: &str, members: &[&str]| Group {
            id: Some(format!("id-{name}")),
            name: name.into(),
            description: None,
            members: members.iter().map(|m| member(m)).collect(),
            sharing: Sharing::default(),
            trusted: true,
        };
        let key = BearerKey {
            id: Some("k".into()),
            name: "ci".into(),
            token: Secret::new("secret"),
            reference: None,
            enabled: true,
            user: None,
            manages: None,
            access,
            plan: None,
        };
        Settings {
            groups: vec![group("g", &["a", "b"]), group("empty", &[])],
            keys: Some(vec![key]),
            closed: true,
            ..Settings::default()
        }
    }

    fn headers(value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        if !value.is_empty() {
            headers.insert("authorization", value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn a_key_grants_exactly_its_targets() {
        let list = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let doors = [
            Target::All,
            Target::Named("g".into()),
            Target::Named("id-g".into()),
            Target::Named("empty".into()),
            Target::Named("a".into()),
            Target::Direct("a".into()),
            Target::Direct("g".into()),
            Target::Tools("g".into()),
            Target::Tools("a".into()),
        ];
        let cases = [
            (Access::All, [true; 9]),
            (
                Access::Groups(list(&["g"])),
                [false, true, true, false, false, false, false, true, false],
            ),
            (
                Access::Groups(list(&["id-g"])),
                [false, true, true, false, false, false, false, true, false],
            ),
            (Access::Groups(vec![]), [false; 9]),
            (
                Access::Servers(list(&["a"])),
                [false, false, false, false, true, true, false, false, false],
            ),
            (
                Access::Servers(list(&["a", "b"])),
                [false, true, true, false, true, true, false, true, false],
            ),
            (
                Access::Custom { groups: list(&["empty"]), servers: list(&["b"]) },
                [false, false, false, true, false, false, false, false, false],
            ),
        ];
        for (access, expected) in cases {
            let settings = settings(access.clone());
            let headers = headers("Bearer secret");
            let got = doors
                .clone()
                .map(|d| authenticate(&settings, &d, &headers, Exposure::Loopback).is_ok());
            assert_eq!(got, expected, "{access:?}");
        }
    }

    #[test]
    fn a_credential_is_required_by_the_settings_or_beyond_loopback() {
        let mut settings = settings(Access::All);
        let mut enter = |expected: Option<bool>, closed: bool, reach, token: &str| {
            settings.system.routing.enable_bearer_auth = expected;
            settings.closed = closed;
            authenticate(&settings, &Target::All, &headers(token), reach)
                .map(|identity| identity.principal)
        };
        let (near, far) = (Exposure::Loopback, Exposure::Network);
        assert_eq!(enter(None, false, near, ""), Ok(String::new()));
        assert_eq!(enter(None, false, far, ""), Err(Denied::NoCredential));
        assert_eq!(enter(None, false, Exposure::Open, ""), Ok(String::new()));
        assert_eq!(enter(None, true, near, ""), Err(Denied::NoCredential));
        assert_eq!(enter(None, true, Exposure::Open, ""), Err(Denied::NoCredential));
        assert_eq!(enter(None, true, near, "Bearer wrong"), Err(Denied::BadCredential));
        assert_eq!(enter(None, true, near, "Basic secret"), Err(Denied::NoCredential));
        assert_eq!(enter(None, true, near, "bearer secret"), Ok("key k".into()));
        assert_eq!(enter(Some(false), true, far, ""), Ok(String::new()));
    }

    #[test]
    fn a_disabled_key_is_rejected() {
        let mut settings = settings(Access::All);
        settings.keys.iter_mut().flatten().for_each(|key| key.enabled = false);
        let enter =
            |token| authenticate(&settings, &Target::All, &headers(token), Exposure::Loopback);
        assert_eq!(enter("Bearer secret"), Err(Denied::BadCredential));
        assert_eq!(enter(""), Err(Denied::NoCredential));
    }

    #[test]
    fn a_value_without_separators_is_a_single_token() {
        let value = "req_0123456789abcdef";
        assert_eq!(tokens_in(value).collect::<Vec<_>>(), [value]);
    }

    #[test]
    fn credentials_of_the_hub_are_removed_from_any_header() {
        let settings = settings(Access::All);
        let is_ours = |token: &str| token == "hub-secret";
        let passed_on = |name: &'static str, value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(name, value.parse().unwrap());
            remove_credential(&settings, &mut headers, is_ours);
            headers.contains_key(name)
        };
        for name in ["authorization", "x-auth-token"] {
            assert!(!passed_on(name, "of somebody else"), "{name}");
        }
        for name in ["x-api-key", "cookie", "x-upstream-authorization", "proxy-authorization"] {
            for value in [
                "hub-secret",
                "Bearer hub-secret",
                "Bearer\thub-secret",
                "a=b; session=hub-secret; c=d",
                "http://hub/?token=hub-secret&x=1",
                "user:hub-secret",
                "<hub-secret>",
                "hub-secret/x",
            ] {
                assert!(!passed_on(name, value), "{name}: {value}");
            }
            assert!(passed_on(name, "Bearer of-the-server"), "{name}");
        }
        assert!(passed_on("accept", "application/json"));
    }
}
