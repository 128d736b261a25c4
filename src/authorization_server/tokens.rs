//! Access and refresh tokens, as changes of the state. A refresh token is valid once: it is exchanged
//! for the next one, and a second use ends the grant, since one of the two users stole it.

use crate::authorization_server::codes::Allowed;
use crate::authorization_server::error::{Code, OauthError};
use crate::authorization_server::limits;
use crate::authorization_server::resource;
use crate::authorization_server::scope::is_within;
use crate::settings::model::oauth_server::OauthServer;
use crate::settings::model::secret::Secret;
use crate::state::oauth_server::{
    AccessToken, Grant, OauthState, RefreshToken, RegisteredClient, digest_of,
};
use crate::state::random;

/// The response to a client.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Issued {
    pub(crate) access: Secret,
    /// `None` if the client does not use the grant type.
    pub(crate) refresh: Option<Secret>,
    /// The end of the access token, in milliseconds since 1970.
    pub(crate) ends_ms: i64,
    pub(crate) scopes: Vec<String>,
}

/// What a refresh asks for beside the token.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Narrowing<'a> {
    pub(crate) scope: Option<&'a str>,
    pub(crate) resource: Option<&'a str>,
}

/// The result of a refresh.
pub(super) enum Refreshed {
    /// The tokens, and the digest of the used refresh token.
    Issued(Issued, String),
    /// The token with this digest was used before; the grant still lives.
    Reused(String),
}

/// Starts a grant and issues its first tokens.
///
/// # Errors
/// Fails if the system provides no randomness.
pub(super) fn start(
    state: &mut OauthState,
    id: String,
    allowed: Allowed,
    is_refreshed: bool,
    rules: &OauthServer,
    now_ms: i64,
) -> Result<Issued, OauthError> {
    let mut grant = Grant {
        id,
        client: allowed.client,
        client_name: allowed.client_name,
        user: allowed.user,
        fingerprint: allowed.fingerprint,
        resource: allowed.resource,
        scopes: allowed.scopes,
        created_ms: now_ms,
        ends_ms: now_ms + limits::GRANT_MS,
        used_ms: now_ms,
        access: Vec::new(),
        refresh: None,
        spent: Vec::new(),
        ended: None,
    };
    let issued = issue(&mut grant, is_refreshed, None, None, rules, now_ms)?;
    mark_used(&mut state.clients, &grant.client, now_ms);
    state.grants.push(grant);
    tidy(state, now_ms);
    Ok(issued)
}

/// Exchanges a refresh token of `client`. Ends the grant if `holds` returns false for it.
///
/// # Errors
/// Fails if the token is not valid, or if the request asks for more than was granted.
pub(super) fn refresh(
    state: &mut OauthState,
    token: &str,
    client: &str,
    asks: Narrowing<'_>,
    holds: impl Fn(&Grant) -> bool,
    rules: &OauthServer,
    now_ms: i64,
) -> Result<Refreshed, OauthError> {
    let digest = digest_of(token);
    let is_current = |grant: &Grant| grant.refresh.as_ref().is_some_and(|r| r.digest == digest);
    let lives = |grant: &&mut Grant| grant.client == client && grant.ended.is_none();
    let found = state.grants.iter_mut().filter(lives);
    let mut found = found.filter(|grant| is_current(grant) || grant.spent.contains(&digest));
    let Some(grant) = found.next() else { return Err(OauthError::grant()) };
    if !is_current(grant) {
        return Ok(Refreshed::Reused(digest));
    }
    let ends = grant.refresh.as_ref().map_or(0, |refresh| refresh.ends_ms);
    if ends <= now_ms || !holds(grant) {
        let id = grant.id.clone();
        state.grants.retain(|grant| grant.id != id);
        return Err(OauthError::grant());
    }
    let asked =
        asks.scope.map(|scope| scope.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
    let scopes = asked.filter(|scopes| !scopes.is_empty() && *scopes != grant.scopes);
    if scopes.as_ref().is_some_and(|scopes| !is_within(scopes, &grant.scopes)) {
        return Err(OauthError::new(Code::InvalidScope, "`scope` exceeds what was granted"));
    }
    let part = asks.resource.filter(|asked| !resource::is_same(&grant.resource, asked));
    if part.is_some_and(|part| !resource::covers(&grant.resource, part)) {
        let text = "`resource` is not what was granted";
        return Err(OauthError::new(Code::InvalidTarget, text));
    }
    grant.spent.push(digest.clone());
    // The grant then ends with its last tokens, so that every used one stays known.
    let goes_on = grant.spent.len() < limits::REFRESHES;
    let part = part.map(str::to_owned);
    let issued = issue(grant, goes_on, scopes, part, rules, now_ms)?;
    mark_used(&mut state.clients, client, now_ms);
    tidy(state, now_ms);
    Ok(Refreshed::Issued(issued, digest))
}

/// Ends the grant that issued a refresh token which was used twice.
pub(super) fn end_reused(state: &mut OauthState, spent: &str) {
    let fits = |grant: &&mut Grant| grant.spent.iter().any(|digest| digest == spent);
    if let Some(grant) = state.grants.iter_mut().find(fits) {
        let (client, user) = (&grant.client, &grant.user);
        tracing::warn!(
            "a refresh token of client {client:?} for user {user} was used twice; its tokens are \
             revoked"
        );
        end(grant, "a refresh token was used twice");
    }
}

/// Ends a grant with all its tokens; it is shown for a while with the reason.
pub(super) fn end(grant: &mut Grant, reason: &str) {
    grant.access.clear();
    grant.refresh = None;
    grant.ended = Some(reason.to_owned());
}

/// Revokes a token of `client` (RFC 7009): a refresh token with its grant, an access token alone.
pub(super) fn revoke(state: &mut OauthState, token: &str, client: &str) {
    let digest = digest_of(token);
    for grant in state.grants.iter_mut().filter(|grant| grant.client == client) {
        grant.access.retain(|access| access.digest != digest);
    }
    let is_refresh = |grant: &Grant| {
        grant.client == client && grant.refresh.as_ref().is_some_and(|r| r.digest == digest)
    };
    // Without a refresh token, nothing is left of a grant that has no access token.
    state.grants.retain(|grant| {
        let is_empty = grant.access.is_empty() && grant.refresh.is_none() && grant.ended.is_none();
        !is_refresh(grant) && !is_empty
    });
}

fn issue(
    grant: &mut Grant,
    is_refreshed: bool,
    scopes: Option<Vec<String>>,
    resource: Option<String>,
    rules: &OauthServer,
    now_ms: i64,
) -> Result<Issued, OauthError> {
    let (access, refresh) = (new_token()?, new_token()?);
    let end = |lifetime: std::time::Duration| {
        let lifetime = i64::try_from(lifetime.as_millis()).unwrap_or(limits::GRANT_MS);
        now_ms.saturating_add(lifetime).min(grant.ends_ms)
    };
    let ends_ms = end(rules.access_token_lifetime);
    grant.refresh = is_refreshed.then(|| RefreshToken {
        digest: digest_of(refresh.reveal()),
        ends_ms: end(rules.refresh_token_lifetime),
    });
    let shown = scopes.clone().unwrap_or_else(|| grant.scopes.clone());
    grant.access.retain(|access| now_ms < access.ends_ms);
    if grant.access.len() >= limits::ACCESS_TOKENS {
        grant.access.remove(0);
    }
    let digest = digest_of(access.reveal());
    grant.access.push(AccessToken { digest, ends_ms, scopes, resource });
    grant.used_ms = now_ms;
    Ok(Issued { access, refresh: is_refreshed.then_some(refresh), ends_ms, scopes: shown })
}

/// Returns a token in MCPHub's form: 64 hexadecimal digits.
fn new_token() -> Result<Secret, OauthError> {
    Ok(Secret::new(random::hex(&random::bytes::<32>()?)))
}

fn mark_used(clients: &mut [RegisteredClient], id: &str, now_ms: i64) {
    if let Some(client) = clients.iter_mut().find(|client| client.id == id) {
        client.used_ms = Some(now_ms);
    }
}

/// Drops what has expired, and the grants over the limit that expire first.
fn tidy(state: &mut OauthState, now_ms: i64) {
    for grant in &mut state.grants {
        grant.access.retain(|access| now_ms < access.ends_ms);
    }
    state.grants.retain(|grant| match &grant.ended {
        Some(_) => now_ms < grant.used_ms + limits::ENDED_GRANT_MS,
        None => {
            !grant.access.is_empty() || grant.refresh.as_ref().is_some_and(|r| now_ms < r.ends_ms)
        }
    });
    if state.grants.len() > limits::GRANTS {
        let end = |grant: &Grant| match (&grant.ended, &grant.refresh) {
            (Some(_), _) => 0,
            (None, Some(refresh)) => refresh.ends_ms,
            (None, None) => grant.access.last().map_or(0, |access| access.ends_ms),
        };
        let mut ends: Vec<i64> = state.grants.iter().map(end).collect();
        let over = state.grants.len() - limits::GRANTS;
        let (_, last_out, _) = ends.select_nth_unstable(over - 1);
        let last_out = *last_out;
        let mut left = over;
        state.grants.retain(|grant| {
            let goes = left > 0 && end(grant) <= last_out;
            left -= usize::from(goes);
            !goes
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(user: &str) -> Allowed {
        Allowed {
            client: "c".into(),
            client_name: "C".into(),
            redirect_uri: "https://app.example/cb".into(),
            challenge: String::new(),
            resource: "https://hub.test/mcp".into(),
            scopes: vec!["read".into(), "write".into()],
            user: user.into(),
            fingerprint: "f".into(),
        }
    }

    fn begin(state: &mut OauthState, id: &str, now_ms: i64) -> Issued {
        start(state, id.into(), allowed("ann"), true, &OauthServer::default(), now_ms).unwrap()
    }

    fn next(
        state: &mut OauthState,
        token: &Secret,
        asks: Narrowing<'_>,
        now_ms: i64,
    ) -> Result<Option<Issued>, Code> {
        let rules = OauthServer::default();
        match refresh(state, token.reveal(), "c", asks, |_| true, &rules, now_ms) {
            Ok(Refreshed::Issued(issued, _)) => Ok(Some(issued)),
            Ok(Refreshed::Reused(_)) => Ok(None),
            Err(error) => Err(error.code),
        }
    }

    #[test]
    fn a_refresh_token_slides_and_its_grant_ends() {
        let mut state = OauthState::default();
        let mut issued = begin(&mut state, "g", 0);
        let (week, mut now) = (7 * 24 * 3_600_000, 0);
        while now + week < limits::GRANT_MS {
            now += week;
            issued = next(&mut state, &issued.refresh.unwrap(), Narrowing::default(), now)
                .unwrap()
                .unwrap();
        }
        let last = issued.refresh.unwrap();
        assert_eq!(
            next(&mut state, &last, Narrowing::default(), limits::GRANT_MS),
            Err(Code::InvalidGrant)
        );
        assert_eq!(state.grants, []);
        let unused = begin(&mut state, "h", 0).refresh.unwrap();
        assert_eq!(
            next(&mut state, &unused, Narrowing::default(), 2 * week),
            Err(Code::InvalidGrant)
        );
    }

    #[test]
    fn a_refresh_narrows_and_never_widens() {
        let mut state = OauthState::default();
        let first = begin(&mut state, "g", 0).refresh.unwrap();
        let narrow = Narrowing { scope: Some("read"), resource: Some("https://hub.test/mcp/a") };
        let read = next(&mut state, &first, narrow, 1).unwrap().unwrap();
        assert_eq!(read.scopes, ["read"]);
        let second = read.refresh.unwrap();
        for (scope, resource, code) in [
            (Some("read admin"), None, Code::InvalidScope),
            (None, Some("https://hub.test/sse"), Code::InvalidTarget),
            (None, Some("https://hub.test"), Code::InvalidTarget),
        ] {
            assert_eq!(next(&mut state, &second, Narrowing { scope, resource }, 2), Err(code));
        }
        let whole = next(&mut state, &second, Narrowing::default(), 3).unwrap().unwrap();
        assert_eq!(whole.scopes, ["read", "write"]);
        let resources = state.grants[0].access.iter().map(|access| access.resource.as_deref());
        assert_eq!(resources.collect::<Vec<_>>(), [None, Some("https://hub.test/mcp/a"), None]);
    }

    #[test]
    fn a_used_refresh_token_is_recognized_and_ends_its_grant() {
        let mut state = OauthState::default();
        let first = begin(&mut state, "g", 0);
        let used = first.refresh.unwrap();
        next(&mut state, &used, Narrowing::default(), 1).unwrap().unwrap();
        assert_eq!(next(&mut state, &used, Narrowing::default(), 2), Ok(None));
        end_reused(&mut state, &digest_of(used.reveal()));
        let grant = &state.grants[0];
        assert!(grant.access.is_empty() && grant.refresh.is_none() && grant.ended.is_some());
        assert_eq!(next(&mut state, &used, Narrowing::default(), 3), Err(Code::InvalidGrant));
        tidy(&mut state, limits::ENDED_GRANT_MS + 2);
        assert_eq!(state.grants, []);
    }

    #[test]
    fn another_client_cannot_use_or_revoke_a_token() {
        let mut state = OauthState::default();
        let issued = begin(&mut state, "g", 0);
        let (token, rules) = (issued.refresh.unwrap(), OauthServer::default());
        let asks = Narrowing::default();
        assert!(refresh(&mut state, token.reveal(), "d", asks, |_| true, &rules, 1).is_err());
        revoke(&mut state, token.reveal(), "d");
        assert_eq!(state.grants.len(), 1);
        revoke(&mut state, issued.access.reveal(), "c");
        assert!(state.grants[0].access.is_empty() && state.grants[0].refresh.is_some());
        revoke(&mut state, token.reveal(), "c");
        assert_eq!(state.grants, []);
    }

    #[test]
    fn grants_are_limited_and_those_that_expire_first_make_room() {
        let mut state = OauthState::default();
        for n in 0..3 {
            begin(&mut state, &n.to_string(), n);
        }
        let one = state.grants[1].clone();
        state.grants.extend(std::iter::repeat_n(one, limits::GRANTS - 2));
        assert_eq!(state.grants.len(), limits::GRANTS + 1);
        tidy(&mut state, 3);
        assert_eq!((state.grants.len(), state.grants[0].id.as_str()), (limits::GRANTS, "1"));
    }
}
