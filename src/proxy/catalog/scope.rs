//! The servers that one client may use, determined by the URL path: all, a group, or one server.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::proxy::viewer::Viewer;

/// The target that a path names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Target {
    /// `/mcp`: all enabled servers.
    All,
    /// `/mcp/{name}`: a group or a server, see `Settings::named`.
    Named(String),
    /// `/direct/{server}`: that one upstream, unchanged.
    Direct(String),
    /// `/v0/groups/{name}/mcp`: only the tools of a group, as MCPJungle serves them.
    Tools(String),
}

/// A target found in the settings, with its viewer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Scope {
    pub(crate) part: Part,
    /// Restricts the visible servers; `None` sees those of admins and public ones.
    pub(crate) viewer: Option<Viewer>,
}

/// The kind of a target.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    /// All enabled servers.
    All,
    /// The group of that name.
    Group(String),
    /// The server of that name, with prefixed names.
    Server(String),
    /// The server of that name, with its own names.
    Direct(String),
    /// The tools of the group of that name, each under `<server>__<tool>`.
    Tools(String),
}

/// An endpoint, optionally of a user: `/{user}/mcp`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// `None` for the endpoints at the root.
    pub(crate) user: Option<String>,
    /// The endpoint for that user.
    pub(crate) endpoint: Endpoint,
}

/// First path segments that are reserved by other routes and never a user's name. `admin` is both:
/// the hub creates a user of that name, and no route below `/admin` looks like an endpoint.
const NO_USERS: [&str; 18] = [
    "api",
    "dialect",
    "direct",
    "health",
    "init",
    "mcp",
    "mcp_registry",
    "mcp_servers",
    "message",
    "messages",
    "metadata",
    "metrics",
    "oauth",
    "sse",
    "tools",
    "user",
    "user-servers",
    "v0",
];

impl Address {
    /// Parses the path after the base path. Returns `None` if it is not an MCP endpoint.
    pub(crate) fn of_path(path: &str) -> Option<Self> {
        if let Some(endpoint) = Endpoint::of_path(path) {
            return Some(Self { user: None, endpoint });
        }
        let (user, rest) = path.strip_prefix('/')?.split_once('/')?;
        let user = percent_decode(user).filter(|user| !NO_USERS.contains(&user.as_str()))?;
        let endpoint = Endpoint::of_path(&format!("/{rest}"))?;
        // `/direct` addresses a server by its name only, without a user.
        let direct = matches!(endpoint, Endpoint::Mcp(Target::Direct(_)));
        (!direct).then_some(Self { user: Some(user), endpoint })
    }
}

/// The purpose of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Endpoint {
    /// Streamable HTTP, both eras.
    Mcp(Target),
    /// The stream of the legacy HTTP+SSE transport.
    Sse(Target),
    /// Receives the POSTs of clients with such a stream.
    Messages,
}

impl Endpoint {
    /// Parses the path after the base path. Returns `None` if it is not an MCP endpoint.
    pub(crate) fn of_path(path: &str) -> Option<Self> {
        let path = path.strip_suffix('/').unwrap_or(path);
        let named = |rest: &str| percent_decode(rest).filter(|name| !name.is_empty());
        let (first, rest) = match path.strip_prefix('/')?.split_once('/') {
            Some((first, rest)) => (first, Some(rest)),
            None => (path.strip_prefix('/')?, None),
        };
        match (first, rest) {
            ("mcp", None) => Some(Self::Mcp(Target::All)),
            ("mcp", Some(rest)) => named(rest).map(Target::Named).map(Self::Mcp),
            ("direct", Some(rest)) => named(rest).map(Target::Direct).map(Self::Mcp),
            ("sse", None) => Some(Self::Sse(Target::All)),
            ("sse", Some(rest)) => named(rest).map(Target::Named).map(Self::Sse),
            ("messages" | "message", None) => Some(Self::Messages),
            ("v0", Some(rest)) => {
                let (group, end) = rest.strip_prefix("groups/")?.rsplit_once('/')?;
                let target = named(group).map(Target::Tools)?;
                match end {
                    "mcp" => Some(Self::Mcp(target)),
                    "sse" => Some(Self::Sse(target)),
                    "message" => Some(Self::Messages),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

/// Decodes `%41` to `A`. Returns `None` if the result is not UTF-8.
fn percent_decode(text: &str) -> Option<String> {
    percent_decode_str(text).decode_utf8().ok().map(Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_name_an_endpoint_and_its_target() {
        let of = |path| Endpoint::of_path(path);
        let named = |name: &str| Target::Named(name.into());
        assert_eq!(of("/mcp"), Some(Endpoint::Mcp(Target::All)));
        assert_eq!(of("/mcp/"), Some(Endpoint::Mcp(Target::All)));
        let scoped = Some(Endpoint::Mcp(named("io.github.x/fetch")));
        assert_eq!(of("/mcp/io.github.x/fetch"), scoped);
        assert_eq!(of("/mcp/a%20b"), Some(Endpoint::Mcp(named("a b"))));
        assert_eq!(of("/mcp/a%+5%4"), Some(Endpoint::Mcp(named("a%+5%4"))));
        assert_eq!(of("/direct/a%2Fb"), Some(Endpoint::Mcp(Target::Direct("a/b".into()))));
        assert_eq!(of("/sse"), Some(Endpoint::Sse(Target::All)));
        assert_eq!(of("/sse/reading"), Some(Endpoint::Sse(named("reading"))));
        assert_eq!(of("/messages"), Some(Endpoint::Messages));
        let tools = || Target::Tools("a b".into());
        assert_eq!(of("/v0/groups/a%20b/mcp"), Some(Endpoint::Mcp(tools())));
        assert_eq!(of("/v0/groups/a%20b/sse/"), Some(Endpoint::Sse(tools())));
        assert_eq!(of("/v0/groups/a%20b/message"), Some(Endpoint::Messages));
        assert_eq!(of("/message"), Some(Endpoint::Messages));
        let address = Address::of_path("/ann/mcp/reading").unwrap();
        assert_eq!(address.user.as_deref(), Some("ann"));
        assert_eq!(address.endpoint, Endpoint::Mcp(named("reading")));
        for none in ["/api/mcp/a", "/v0/mcp", "/ann/direct/a", "/ann", "/ann/x", "/direct/"] {
            assert_eq!(Address::of_path(none), None, "{none}");
        }
        for other in ["/direct", "/mcpx", "/mcp/%ff", "/messages/x", "", "/", "mcp"] {
            assert_eq!(of(other), None, "{other}");
        }
        for other in ["/v0", "/v0/groups", "/v0/groups/g", "/v0/groups//mcp", "/v0/groups/g/x"] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
