//! Who is asking, and what their credential opens. The same for every route.

use http::HeaderMap;

use crate::proxy::scope::Target;
use crate::settings::Settings;
use crate::settings::key::{Access, BearerKey};
use crate::settings::secret::Secret;

/// Why a request is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Denied {
    /// No credential was shown.
    NoCredential,
    /// The one shown opens nothing here; whether it exists is not told.
    BadCredential,
}

/// Where the hub can be reached from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// From this machine only.
    Loopback,
    /// From elsewhere too.
    Network,
    /// From elsewhere too, and the user said that it needs no credential.
    Open,
}

impl Denied {
    /// What the client is told.
    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::NoCredential => "no credential: send `Authorization: Bearer <key>`",
            Self::BadCredential => "this credential is not valid here",
        }
    }
}

/// Whether anything is configured that a client could show.
pub(crate) fn has_credentials(settings: &Settings) -> bool {
    keys(settings).iter().any(|key| key.enabled) || settings.has_oauth_clients
}

/// Lets a request in to an MCP endpoint; answers whose credential it showed, empty for nobody's.
pub(crate) fn enter(
    settings: &Settings,
    target: &Target,
    headers: &HeaderMap,
    reach: Reach,
) -> Result<String, Denied> {
    let shown = shown(settings, headers);
    let keys = keys(settings);
    let key = shown.and_then(|token| find(&keys, token));
    let needed = match settings.system.routing.enable_bearer_auth {
        Some(needed) => needed,
        None => has_credentials(settings) || reach == Reach::Network,
    };
    match key {
        Some(key) if opens(settings, &key.access, target) => Ok(principal(key)),
        _ if !needed => Ok(String::new()),
        None if shown.is_none() => Err(Denied::NoCredential),
        _ => Err(Denied::BadCredential),
    }
}

/// Lets a request in to the admin API: a key that opens everything, or the local admin token.
pub(crate) fn enter_admin(
    settings: &Settings,
    headers: &HeaderMap,
    local: &Secret,
) -> Result<String, Denied> {
    let token = shown(settings, headers).ok_or(Denied::NoCredential)?;
    if *local == Secret::new(token) {
        return Ok("local admin".into());
    }
    let keys = keys(settings);
    match find(&keys, token) {
        Some(key) if key.access == Access::All && key.user.is_none() => Ok(principal(key)),
        _ => Err(Denied::BadCredential),
    }
}

/// The keys in force. Files from before `bearerKeys` have one key in `routing.bearerAuthKey`.
fn keys(settings: &Settings) -> std::borrow::Cow<'_, [BearerKey]> {
    match (&settings.keys, &settings.system.routing.bearer_auth_key) {
        (Some(keys), _) => keys.into(),
        (None, Some(token)) if !token.reveal().is_empty() => vec![BearerKey {
            id: None,
            name: "default".into(),
            token: token.clone(),
            enabled: settings.system.routing.enable_bearer_auth.unwrap_or(true),
            user: None,
            access: Access::All,
        }]
        .into(),
        (None, _) => Vec::new().into(),
    }
}

fn shown<'a>(settings: &Settings, headers: &'a HeaderMap) -> Option<&'a str> {
    let value = headers.get(settings.system.routing.bearer_auth_header_name.as_str())?;
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim()).filter(|token| !token.is_empty())
}

/// Looks at every key, so that the time says nothing of which one fits.
fn find<'a>(keys: &'a [BearerKey], token: &str) -> Option<&'a BearerKey> {
    let token = Secret::new(token);
    let fits = |key: &&BearerKey| key.token == token && key.enabled && !token.reveal().is_empty();
    keys.iter().filter(fits).fold(None, |first, key| first.or(Some(key)))
}

fn principal(key: &BearerKey) -> String {
    match (&key.user, &key.id) {
        (Some(user), _) => format!("user {user}"),
        (None, Some(id)) => format!("key {id}"),
        (None, None) => format!("key {}", key.name),
    }
}

/// Source: MCPHub's table of key scopes. An empty list opens nothing; a group is opened by servers
/// only where every one of its servers is named.
fn opens(settings: &Settings, access: &Access, target: &Target) -> bool {
    let (groups, servers): (&[String], &[String]) = match access {
        Access::All => return true,
        Access::Groups(groups) => (groups, &[]),
        Access::Servers(servers) => (&[], servers),
        Access::Custom { groups, servers } => (groups, servers),
    };
    match target {
        Target::All => false,
        Target::Direct(server) => servers.contains(server),
        Target::Named(name) => match settings.group(name) {
            Some(group) => {
                let named = groups.contains(&group.name)
                    || group.id.as_ref().is_some_and(|id| groups.contains(id));
                let contained = !group.members.is_empty()
                    && group.members.iter().all(|m| servers.contains(&m.server));
                named || contained
            }
            None => servers.contains(name),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::group::{Group, Member, Selector};
    use crate::settings::server::Sharing;

    fn settings(access: Access) -> Settings {
        let member = |server: &str| Member {
            server: server.into(),
            alias: None,
            tools: Selector::default(),
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
        };
        let key = BearerKey {
            id: Some("k".into()),
            name: "ci".into(),
            token: Secret::new("secret"),
            enabled: true,
            user: None,
            access,
        };
        Settings {
            groups: vec![group("g", &["a", "b"]), group("empty", &[])],
            keys: Some(vec![key]),
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
    fn a_key_opens_what_it_names_and_nothing_else() {
        let list = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let doors = [
            Target::All,
            Target::Named("g".into()),
            Target::Named("id-g".into()),
            Target::Named("empty".into()),
            Target::Named("a".into()),
            Target::Direct("a".into()),
            Target::Direct("g".into()),
        ];
        let cases = [
            (Access::All, [true, true, true, true, true, true, true]),
            (Access::Groups(list(&["g"])), [false, true, true, false, false, false, false]),
            (Access::Groups(list(&["id-g"])), [false, true, true, false, false, false, false]),
            (Access::Groups(vec![]), [false; 7]),
            (Access::Servers(list(&["a"])), [false, false, false, false, true, true, false]),
            (Access::Servers(list(&["a", "b"])), [false, true, true, false, true, true, false]),
            (
                Access::Custom { groups: list(&["empty"]), servers: list(&["b"]) },
                [false, false, false, true, false, false, false],
            ),
        ];
        for (access, wanted) in cases {
            let settings = settings(access.clone());
            let headers = headers("Bearer secret");
            let got =
                doors.clone().map(|d| enter(&settings, &d, &headers, Reach::Loopback).is_ok());
            assert_eq!(got, wanted, "{access:?}");
        }
    }

    #[test]
    fn whether_a_key_is_needed_follows_the_settings() {
        let mut settings = settings(Access::All);
        let mut enter = |needed: Option<bool>, keys: bool, reach, shown: &str| {
            settings.system.routing.enable_bearer_auth = needed;
            settings.keys.iter_mut().flatten().for_each(|key| key.enabled = keys);
            enter(&settings, &Target::All, &headers(shown), reach)
        };
        let (near, far) = (Reach::Loopback, Reach::Network);
        assert_eq!(enter(None, false, near, ""), Ok(String::new()));
        assert_eq!(enter(None, false, far, ""), Err(Denied::NoCredential));
        assert_eq!(enter(None, false, Reach::Open, ""), Ok(String::new()));
        assert_eq!(enter(None, true, near, ""), Err(Denied::NoCredential));
        assert_eq!(enter(None, true, near, "Bearer wrong"), Err(Denied::BadCredential));
        assert_eq!(enter(None, true, near, "Basic secret"), Err(Denied::NoCredential));
        assert_eq!(enter(None, true, near, "bearer secret"), Ok("key k".into()));
        assert_eq!(enter(Some(true), false, near, "Bearer secret"), Err(Denied::BadCredential));
        assert_eq!(enter(Some(false), true, far, ""), Ok(String::new()));
    }

    #[test]
    fn the_admin_api_needs_a_credential_always() {
        let local = Secret::new("local");
        let admin = |access, shown: &str| {
            let mut settings = settings(access);
            settings.system.routing.enable_bearer_auth = Some(false);
            enter_admin(&settings, &headers(shown), &local)
        };
        assert_eq!(admin(Access::All, ""), Err(Denied::NoCredential));
        assert_eq!(admin(Access::All, "Bearer local"), Ok("local admin".into()));
        assert_eq!(admin(Access::All, "Bearer secret"), Ok("key k".into()));
        let servers = Access::Servers(vec!["a".into()]);
        assert_eq!(admin(servers, "Bearer secret"), Err(Denied::BadCredential));
    }
}
