//! The scopes of tokens, and the words for people on the consent page.

use crate::authorization_server::error::{Code, OauthError};
use crate::settings::model::oauth_server::OauthServer;

/// Lists, prompts, resources, and tools that change nothing.
pub(crate) const READ: &str = "read";
/// All tools.
pub(crate) const WRITE: &str = "write";
/// The admin API, for admins.
pub(crate) const ADMIN: &str = "admin";
/// A refresh token; it is issued anyway.
pub(crate) const OFFLINE: &str = "offline_access";

/// Returns the granted ones of the requested scopes: those that the hub and the client allow. A
/// request without any gets the allowed ones except `admin`, which is only given by name.
///
/// # Errors
/// Fails if none of the requested scopes is allowed.
pub(crate) fn grantable(
    requested: Option<&str>,
    rules: &OauthServer,
    of_client: Option<&[String]>,
) -> Result<Vec<String>, OauthError> {
    let allowed = |scope: &str| {
        is_offered(scope, rules)
            && (scope == OFFLINE || of_client.is_none_or(|own| own.iter().any(|one| one == scope)))
    };
    let defaults = || {
        let scopes = rules.allowed_scopes.iter();
        scopes.filter(|scope| *scope != ADMIN && allowed(scope)).cloned().collect::<Vec<_>>()
    };
    let mut granted: Vec<String> = Vec::new();
    for scope in requested.unwrap_or_default().split_whitespace().filter(|scope| allowed(scope)) {
        if !granted.iter().any(|known| known == scope) {
            granted.push(scope.to_owned());
        }
    }
    let is_bare = requested.is_none_or(|scope| scope.trim().is_empty());
    if granted.is_empty() && !is_bare {
        return Err(OauthError::new(Code::InvalidScope, "none of the scopes is offered here"));
    }
    // A limit alone, or the wish for a refresh token, does not say what is to be done.
    if granted.iter().all(|scope| scope == OFFLINE || is_target(scope)) {
        granted.extend(defaults());
    }
    Ok(granted)
}

/// Returns whether the settings offer a scope.
fn is_offered(scope: &str, rules: &OauthServer) -> bool {
    scope == OFFLINE
        || rules.allowed_scopes.iter().any(|allowed| allowed == scope)
        || rules.target_scopes && is_target(scope)
}

/// Returns whether a scope limits the token to a server or group.
pub(crate) fn is_target(scope: &str) -> bool {
    let name = scope.strip_prefix("server:").or_else(|| scope.strip_prefix("group:"));
    name.is_some_and(|name| !name.is_empty())
}

/// Returns whether each scope of `asked` is one of `held`.
pub(crate) fn is_within(asked: &[String], held: &[String]) -> bool {
    asked.iter().all(|scope| held.contains(scope))
}

/// Returns a sentence about a scope, for people.
pub(crate) fn describe(scope: &str) -> String {
    match scope {
        READ => "read: see the tools, prompts and resources of your servers, read them, and call \
                 tools that change nothing"
            .to_owned(),
        WRITE => "write: call all tools of your servers".to_owned(),
        ADMIN => "admin: manage this hub, which includes running programs on it".to_owned(),
        OFFLINE => "offline_access: stay logged in while you are away".to_owned(),
        other => match other.split_once(':') {
            Some(("server", name)) => format!("only the server {name}"),
            Some(("group", name)) => format!("only the group {name}"),
            _ => other.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_offered_scopes_are_granted_and_admin_only_by_name() {
        let mut rules = OauthServer::default();
        let grant = |requested: Option<&str>, rules: &OauthServer, own: Option<&[String]>| {
            grantable(requested, rules, own).map(|scopes| scopes.join(" ")).map_err(|e| e.code)
        };
        assert_eq!(grant(None, &rules, None), Ok("read write".into()));
        assert_eq!(grant(Some(" "), &rules, None), Ok("read write".into()));
        assert_eq!(grant(Some("read read mcp"), &rules, None), Ok("read".into()));
        assert_eq!(grant(Some("admin"), &rules, None), Err(Code::InvalidScope));
        assert_eq!(grant(Some("server:a"), &rules, None), Err(Code::InvalidScope));
        let offline = "offline_access read write";
        assert_eq!(grant(Some("offline_access"), &rules, None), Ok(offline.into()));
        let own = ["read".to_owned()];
        assert_eq!(grant(None, &rules, Some(&own)), Ok("read".into()));
        assert_eq!(grant(Some("write"), &rules, Some(&own)), Err(Code::InvalidScope));
        rules.allowed_scopes.push("admin".into());
        rules.target_scopes = true;
        assert_eq!(grant(None, &rules, None), Ok("read write".into()));
        assert_eq!(grant(Some("admin"), &rules, None), Ok("admin".into()));
        assert_eq!(grant(Some("server:a"), &rules, None), Ok("server:a read write".into()));
    }
}
