//! Resources: the URLs of the hub's MCP endpoints, to which tokens are bound (RFC 8707). A token for
//! one gives access to it and to all below it.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use url::Url;

use crate::proxy::catalog::scope::Address;

/// The public addresses of the hub.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HubUrls {
    /// The issuer: the public URL without a trailing slash.
    pub(crate) base: String,
    /// Precedes the paths of MCP endpoints; empty or starting with `/`.
    pub(crate) base_path: String,
}

impl HubUrls {
    /// Returns why the hub must not issue tokens at this address, if it must not.
    pub(crate) fn fault(&self) -> Option<String> {
        let url = Url::parse(&self.base).ok();
        let is_safe = url.is_some_and(|url| match url.scheme() {
            "https" => true,
            "http" => url.host_str().is_some_and(is_loopback),
            _ => false,
        });
        (!is_safe).then(|| {
            format!(
                "the hub is reached at {}; logins need https: set systemConfig.install.baseUrl to its \
                 https URL",
                self.base
            )
        })
    }

    /// Returns the URL of a path of the hub, which includes the base path.
    pub(crate) fn of_path(&self, path: &str) -> String {
        let base = self.base.strip_suffix(self.base_path.as_str()).unwrap_or(&self.base);
        format!("{base}{path}")
    }

    /// Returns whether a URL is the hub itself or one of its MCP endpoints, existing or not.
    pub(crate) fn has(&self, resource: &str) -> bool {
        let Some(resource) = canonical(resource) else { return false };
        let roots = [self.base.clone(), self.of_path(&self.base_path)];
        roots.iter().filter_map(|root| canonical(root)).any(|root| {
            match resource.strip_prefix(root.as_str()) {
                Some("") => true,
                Some(path) => Address::of_path(path).is_some(),
                None => false,
            }
        })
    }
}

/// Returns whether a token for `bound` gives access to `asked`, both URLs.
pub(crate) fn covers(bound: &str, asked: &str) -> bool {
    let (Some(bound), Some(asked)) = (canonical(bound), canonical(asked)) else { return false };
    asked.strip_prefix(bound.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Returns whether two URLs name the same resource.
pub(crate) fn is_same(one: &str, other: &str) -> bool {
    canonical(one).is_some_and(|one| Some(one) == canonical(other))
}

/// Returns a URL in the form for comparisons: all spellings of loopback are one, without a
/// default port, trailing slash or percent-encoding. `None` if it has a query, a fragment or a
/// username, or if it is not an HTTP URL.
fn canonical(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let plain = url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    if !plain || !["http", "https"].contains(&url.scheme()) {
        return None;
    }
    let host = url.host_str()?;
    let host = if is_loopback(host) { "localhost" } else { host };
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let path = percent_decode_str(url.path()).decode_utf8().map(Cow::into_owned).ok()?;
    let path = path.strip_suffix('/').unwrap_or(&path);
    Some(format!("{}://{host}{port}{path}", url.scheme()))
}

fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host == "[::1]"
        || host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_opens_its_resource_and_all_below_it() {
        for (bound, asked) in [
            ("https://hub.test", "https://hub.test/mcp/a"),
            ("https://hub.test/", "https://hub.test/mcp"),
            ("https://HUB.test:443/mcp", "https://hub.test/mcp"),
            ("https://hub.test/mcp", "https://hub.test/mcp/a"),
            ("https://hub.test/mcp/a", "https://hub.test/mcp/a/"),
            ("http://localhost:3000/mcp", "http://127.0.0.1:3000/mcp"),
            ("http://[::1]:3000/mcp", "http://127.0.0.2:3000/mcp"),
            ("https://hub.test/mcp/a b", "https://hub.test/mcp/a%20b"),
        ] {
            assert!(covers(bound, asked), "{bound} {asked}");
        }
        for (bound, asked) in [
            ("https://hub.test/mcp/a", "https://hub.test/mcp/b"),
            ("https://hub.test/mcp/a", "https://hub.test/mcp"),
            ("https://hub.test/mcp/a", "https://hub.test/mcp/ab"),
            ("https://hub.test/mcp", "https://other.test/mcp"),
            ("https://hub.test/mcp", "http://hub.test/mcp"),
            ("https://hub.test/mcp", "https://hub.test:444/mcp"),
            ("http://localhost:3000/mcp", "http://localhost:3001/mcp"),
            ("https://hub.test/mcp?x", "https://hub.test/mcp"),
            ("https://u@hub.test/mcp", "https://hub.test/mcp"),
        ] {
            assert!(!covers(bound, asked), "{bound} {asked}");
        }
    }

    #[test]
    fn a_resource_is_an_endpoint_of_this_hub() {
        let hub = HubUrls { base: "https://hub.test".into(), base_path: "/x".into() };
        for ours in [
            "https://hub.test",
            "https://hub.test/",
            "https://hub.test/x",
            "https://hub.test/x/mcp",
            "https://hub.test/x/mcp/any",
            "https://hub.test/x/direct/a",
            "https://hub.test/x/ann/mcp",
            "https://hub.test/x/sse",
        ] {
            assert!(hub.has(ours), "{ours}");
        }
        for other in
            ["https://hub.test/x/api", "https://evil.test/x/mcp", "https://hub.test/y", "mcp"]
        {
            assert!(!hub.has(other), "{other}");
        }
        assert_eq!(hub.of_path("/x/mcp"), "https://hub.test/x/mcp");
        let below = HubUrls { base: "https://hub.test/x".into(), base_path: "/x".into() };
        assert_eq!(below.of_path("/x/mcp"), "https://hub.test/x/mcp");
        assert!(below.has("https://hub.test/x/mcp") && below.has("https://hub.test/x"));
    }

    #[test]
    fn tokens_are_issued_over_https_or_on_this_machine() {
        let fault = |base: &str| HubUrls { base: base.into(), base_path: String::new() }.fault();
        for safe in
            ["https://hub.test", "http://localhost:3000", "http://127.0.0.1", "http://[::1]:1"]
        {
            assert_eq!(fault(safe), None, "{safe}");
        }
        for bad in ["http://hub.test", "http://10.0.0.1:3000", "ftp://localhost", "hub"] {
            assert!(fault(bad).is_some(), "{bad}");
        }
    }
}
