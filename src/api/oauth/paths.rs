//! The paths of the endpoints, and which pages of other origins may lead to them.

/// The paths, with those that clients use which ignore the metadata.
const PATHS: [&str; 10] = [
    "/oauth/authorize",
    "/oauth/token",
    "/oauth/register",
    "/oauth/revoke",
    "/oauth/userinfo",
    "/login",
    "/authorize",
    "/token",
    "/register",
    "/logout",
];
/// Endpoints that pages of any origin may call: they take no cookies.
const CALLED: [&str; 5] =
    ["/oauth/token", "/oauth/register", "/oauth/revoke", "/token", "/register"];
/// Pages that links and redirects of other origins may open. At a login at a server, its
/// authorization server sends the browser back to the hub.
const LINKED: [&str; 5] =
    ["/oauth/authorize", "/authorize", "/login", "/oauth/callback", "/oauth/mcp/callback"];
/// Pages that begin a login at a server, by the id of the login.
const CONNECT: &str = "/oauth/connect/";
/// Precede the path of the issuer.
pub(super) const METADATA: [&str; 2] =
    ["/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"];

/// The pages that may send requests to a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    /// Those of the hub, and those that the settings allow.
    Own,
    /// Also links and redirects of all others.
    Links,
    /// All.
    Pages,
}

/// Returns the path of an endpoint without the base path, or `None` if it is another path.
pub(crate) fn local_path<'a>(path: &'a str, base_path: &str) -> Option<&'a str> {
    let below = path.strip_prefix(base_path).filter(|_| !base_path.is_empty());
    [below, Some(path)].into_iter().flatten().find(|path| is_endpoint(path))
}

fn is_endpoint(path: &str) -> bool {
    let whole = path.strip_suffix('/').unwrap_or(path);
    PATHS.contains(&whole)
        || is_registration(whole)
        || METADATA.iter().any(|start| is_below(whole, start))
        // The form of OpenID discovery for an issuer with a path.
        || whole.ends_with(METADATA[1])
}

/// Returns the pages that may send requests to a path.
pub(crate) fn audience(path: &str) -> Audience {
    let path = path.strip_suffix('/').unwrap_or(path);
    if CALLED.contains(&path) || is_registration(path) || path.contains("/.well-known/") {
        Audience::Pages
    } else if LINKED.contains(&path) || is_connect_page(path) {
        Audience::Links
    } else {
        Audience::Own
    }
}

fn is_connect_page(path: &str) -> bool {
    path.strip_prefix(CONNECT).is_some_and(|id| !id.is_empty() && !id.contains('/'))
}

fn is_registration(path: &str) -> bool {
    is_below(path, "/oauth/register")
}

fn is_below(path: &str, start: &str) -> bool {
    path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoints_are_at_the_root_and_below_the_base_path() {
        for path in
            ["/oauth/token", "/login", "/oauth/register/x", "/.well-known/openid-configuration"]
        {
            assert_eq!(local_path(path, ""), Some(path));
            assert_eq!(local_path(path, "/hub"), Some(path));
            assert_eq!(local_path(&format!("/hub{path}"), "/hub"), Some(path));
        }
        for path in ["/oauth/callback", "/loginx", "/api/login", "/", "/oauth", "/mcp/token"] {
            assert_eq!(local_path(path, ""), None, "{path}");
        }
    }

    #[test]
    fn other_pages_may_call_what_takes_no_cookies_and_link_to_pages() {
        for (path, expected) in [
            ("/oauth/token", Audience::Pages),
            ("/oauth/register/x", Audience::Pages),
            ("/.well-known/oauth-authorization-server", Audience::Pages),
            ("/oauth/authorize", Audience::Links),
            ("/login/", Audience::Links),
            ("/oauth/callback", Audience::Links),
            ("/oauth/mcp/callback", Audience::Links),
            ("/oauth/connect/0123", Audience::Links),
            ("/oauth/userinfo", Audience::Own),
            ("/oauth", Audience::Own),
            ("/oauth/connect", Audience::Own),
            ("/oauth/connect/a/b", Audience::Own),
            ("/oauth/client-metadata.json", Audience::Own),
            ("/x/oauth/callback", Audience::Own),
            ("/", Audience::Own),
            ("/api/servers", Audience::Own),
            ("/mcp", Audience::Own),
        ] {
            assert_eq!(audience(path), expected, "{path}");
        }
    }
}
