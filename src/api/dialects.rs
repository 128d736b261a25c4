//! Selects the dialect of a request. Most paths belong to one dialect; on shared paths the body and
//! the credential decide. Paths below `/dialect/{name}` name it.

use crate::settings::model::dialect::Dialect;
use crate::settings::model::dialect::Dialect::{Aeontel, AgentCorex, McpHub, McpJungle, Pandora};

/// Parts of a request that identify its dialect.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RequestHints<'a> {
    pub(crate) query: &'a str,
    /// The bearer credential.
    pub(crate) token: &'a str,
    /// Member names of the JSON body.
    pub(crate) members: &'a [String],
}

/// Members that only Aeontel's server body has.
const OF_AEONTEL: [&str; 10] = [
    "workspaceId",
    "authType",
    "apiKey",
    "oauthClientId",
    "oauthClientSecret",
    "oauthTokenEndpoint",
    "oauthAuthorizationEndpoint",
    "oauthScopes",
    "connectorId",
    "connectorConfig",
];

/// Members that only Pandora's server body has.
const OF_PANDORA: [&str; 6] = ["command", "args", "env", "requireApproval", "enabled", "oauth"];

/// Prefixes of Aeontel's credentials.
const AEONTEL_TOKENS: [&str; 3] = ["sec_", "pub_", "tok_"];

/// Returns the dialects with a route at a path below the base path; the first is the default.
pub(crate) fn candidates(path: &str) -> &'static [Dialect] {
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    match (parts.next(), parts.next(), parts.next()) {
        (Some("health"), None, _) => &[McpHub, McpJungle, AgentCorex],
        (Some("init" | "metadata" | "metrics"), None, _) | (Some("api"), Some("v0"), _) => {
            &[McpJungle]
        }
        (Some("api"), Some("auth"), Some("login" | "change-password")) => &[McpHub, Pandora],
        (None, ..)
        | (Some("api"), Some("auth"), Some("setup" | "refresh" | "logout" | "sessions"))
        | (Some("api"), Some("config" | "plugins" | "models"), _) => &[Pandora],
        (Some("api"), Some("mcp-servers"), None) => &[Pandora, Aeontel],
        (Some("api"), Some("mcp-servers"), Some(_)) => &[Aeontel],
        (Some("mcp_servers" | "mcp_registry" | "tools" | "user-servers"), ..)
        | (Some("retrieve_tools"), None, _)
        | (Some("auth"), Some("login"), None)
        | (Some("admin"), Some("mcp_registry"), _)
        | (Some("user"), Some("servers"), None) => &[AgentCorex],
        _ => &[McpHub],
    }
}

/// Returns the mounted dialect that handles a request, or `None` if no mounted one has the path.
pub(crate) fn select(path: &str, mounted: &[Dialect], hints: RequestHints) -> Option<Dialect> {
    let candidates: Vec<Dialect> =
        candidates(path).iter().copied().filter(|one| mounted.contains(one)).collect();
    let has = |names: &[&str]| hints.members.iter().any(|name| names.contains(&name.as_str()));
    let shown = || AEONTEL_TOKENS.iter().any(|start| hints.token.starts_with(start));
    match candidates.as_slice() {
        [Pandora, Aeontel] => {
            let in_query = hints.query.split('&').any(|pair| pair.starts_with("workspaceId="));
            let of_aeontel = in_query || has(&OF_AEONTEL) || (!has(&OF_PANDORA) && shown());
            Some(if of_aeontel { Aeontel } else { Pandora })
        }
        [McpHub, Pandora] if path.ends_with("login") => {
            let of_pandora = has(&["password"]) && !has(&["username"]);
            Some(if of_pandora { Pandora } else { McpHub })
        }
        // The bodies are the same, so the form of the credential decides: Pandora's logins return
        // session tokens.
        [McpHub, Pandora] => Some(if is_session(hints.token) { Pandora } else { McpHub }),
        candidates => candidates.first().copied(),
    }
}

/// Returns whether a credential has the form of a Pandora session token: 32 random bytes in
/// base64url.
fn is_session(token: &str) -> bool {
    token.len() == 43 && token.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_request_is_routed_to_its_dialect() {
        let session = "A".repeat(43);
        // Path, query, token, body members, dialect.
        let cases: &[(&str, &str, &str, &[&str], Dialect)] = &[
            ("/", "", "", &[], Pandora),
            ("/health", "", "", &[], McpHub),
            ("/config", "", "", &[], McpHub),
            ("/api/servers", "", "", &["name"], McpHub),
            ("/api/nowhere", "", "", &[], McpHub),
            ("/nowhere", "", "", &[], McpHub),
            ("/api/v0/servers", "", "", &[], McpJungle),
            ("/api/v0/nowhere", "", "", &[], McpJungle),
            ("/init", "", "", &["mode"], McpJungle),
            ("/metadata", "", "", &[], McpJungle),
            ("/metrics", "", "", &[], McpJungle),
            ("/api/config", "", "", &[], Pandora),
            ("/api/auth/setup", "", "", &["password"], Pandora),
            ("/api/auth/sessions/1", "", "", &[], Pandora),
            ("/api/auth/user", "", "", &[], McpHub),
            ("/api/auth/login", "", "", &["username", "password"], McpHub),
            ("/api/auth/login", "", "", &["password"], Pandora),
            ("/api/auth/login", "", "", &[], McpHub),
            ("/api/auth/change-password", "", "eyJ.a.b", &["newPassword"], McpHub),
            ("/api/auth/change-password", "", "", &["newPassword"], McpHub),
            ("/api/auth/change-password", "", &session, &["newPassword"], Pandora),
            ("/api/mcp-servers", "", "", &[], Pandora),
            ("/api/mcp-servers", "workspaceId=wsp_a", "", &[], Aeontel),
            ("/api/mcp-servers", "", "sec_a", &[], Aeontel),
            ("/api/mcp-servers", "", "", &["workspaceId", "name", "url"], Aeontel),
            ("/api/mcp-servers", "", "", &["name", "url", "authType", "enabled"], Aeontel),
            ("/api/mcp-servers", "", "sec_a", &["command"], Pandora),
            ("/api/mcp-servers", "", "tok_a", &["name", "url"], Aeontel),
            ("/api/mcp-servers", "", "", &["name", "url", "headers"], Pandora),
            ("/api/mcp-servers/mcp_a", "", "", &[], Aeontel),
            ("/mcp_servers", "", "", &[], AgentCorex),
            ("/mcp_servers/toggle", "", "", &["server"], AgentCorex),
            ("/tools/installed", "", "", &[], AgentCorex),
            ("/mcp_registry/a", "", "", &[], AgentCorex),
            ("/admin/mcp_registry/sync-to-supabase", "", "", &[], AgentCorex),
            ("/admin", "", "", &[], McpHub),
            ("/user/servers", "", "", &[], AgentCorex),
            ("/auth/login", "", "", &["api_key"], AgentCorex),
            ("/auth/login/x", "", "", &[], McpHub),
        ];
        for (path, query, token, members, expected) in cases {
            let members: Vec<String> = members.iter().map(|name| (*name).to_owned()).collect();
            let hints = RequestHints { query, token, members: &members };
            assert_eq!(select(path, &Dialect::ALL, hints), Some(*expected), "{path} {members:?}");
        }
    }

    #[test]
    fn an_unmounted_dialect_is_never_selected() {
        let by = |path, mounted: &[Dialect]| select(path, mounted, RequestHints::default());
        assert_eq!(by("/api/v0/servers", &[McpHub, Pandora]), None);
        assert_eq!(by("/health", &[AgentCorex]), Some(AgentCorex));
        assert_eq!(by("/api/mcp-servers", &[Aeontel]), Some(Aeontel));
        assert_eq!(by("/api/auth/login", &[Pandora]), Some(Pandora));
        assert_eq!(by("/api/servers", &[Pandora]), None);
    }
}
