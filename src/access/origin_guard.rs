//! Checks `Host` and `Origin` on every route: a web page must not reach the hub under a host name
//! of its own (DNS rebinding), and a page of another origin must not write to it.

use std::net::{Ipv4Addr, Ipv6Addr};

use http::uri::Authority;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};

/// How the origin of a page is related to the hub's, according to the browser.
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
/// What a browser does with the response.
const FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// The pages to which other sites lead, below the base path.
const PAGES: [&str; 3] = ["/oauth/callback", "/oauth/mcp/callback", "/oauth/connect/*"];

/// The hosts and origins that requests may use.
#[derive(Clone, Debug, Default)]
pub(crate) struct Guard {
    /// Allowed host names beside loopback names and addresses, each for every port or with its
    /// port.
    pub(crate) hosts: Vec<String>,
    /// Allowed origins of web pages, beside the hub's own.
    pub(crate) origins: Vec<String>,
}

impl Guard {
    /// Returns a guard that also allows the host and origin of the hub's public URL.
    pub(crate) fn and_of(&self, base_url: &str) -> Self {
        let Ok(uri) = base_url.parse::<Uri>() else { return self.clone() };
        let mut both = self.clone();
        both.hosts.extend(uri.host().map(str::to_owned));
        let origin = uri.scheme_str().zip(uri.authority());
        both.origins.extend(origin.map(|(scheme, authority)| format!("{scheme}://{authority}")));
        both
    }

    /// Returns whether a request with these headers may pass. `authority` is the authority in the
    /// request target, if it has one.
    /// If the request [`is_led_in`], a page of another origin may have led to it.
    pub(crate) fn lets_pass(
        &self,
        headers: &HeaderMap,
        authority: Option<&str>,
        is_led_in: bool,
    ) -> bool {
        let mut hosts = headers.get_all(header::HOST).iter();
        let host = hosts.next().map(|h| h.to_str().unwrap_or(" "));
        // A proxy in front may have checked the other one (RFC 9112, 3.2).
        let differs = |(host, asked): (&str, &str)| !host.eq_ignore_ascii_case(asked);
        if hosts.next().is_some() || host.zip(authority).is_some_and(differs) {
            return false;
        }
        let host = host.or(authority);
        if host.is_some_and(|host| !self.is_allowed_host(host)) {
            return false;
        }
        let Some(origin) = headers.get(header::ORIGIN) else {
            // A page can make a browser send a request without `Origin`, for example for an image.
            let site = headers.get(FETCH_SITE).map(HeaderValue::as_bytes);
            return is_led_in || !matches!(site, Some(b"cross-site" | b"same-site"));
        };
        let Ok(origin) = origin.to_str() else { return false };
        if self.origins.iter().any(|known| known.eq_ignore_ascii_case(origin)) {
            return true;
        }
        let Some((scheme, from)) = origin.split_once("://") else { return false };
        let web = scheme == "http" || scheme == "https";
        web && (is_loopback(host_name(from)) || host.is_some_and(|h| h.eq_ignore_ascii_case(from)))
    }

    /// Returns whether a host is allowed. Any IP address is: an address cannot be rebound.
    fn is_allowed_host(&self, host: &str) -> bool {
        let name = host_name(host);
        let is_address = || match name.strip_prefix('[') {
            Some(rest) => rest.strip_suffix(']').is_some_and(|ip| ip.parse::<Ipv6Addr>().is_ok()),
            None => name.parse::<Ipv4Addr>().is_ok(),
        };
        is_loopback(name)
            || is_address()
            || self.hosts.iter().any(|known| {
                known.eq_ignore_ascii_case(host)
                    || known.eq_ignore_ascii_case(name)
                    // Clients omit the default port of their scheme.
                    || name == host && is_at_usual_port(known, name)
            })
    }
}

/// Returns whether a browser opens a page to which other sites lead: at a login, the authorization
/// server sends the browser back to the hub. Such a page changes nothing unless it shows a secret of
/// the login.
pub(crate) fn is_led_in(method: &Method, path: &str, headers: &HeaderMap) -> bool {
    let has = |name: &HeaderName, value: &str| {
        let mut all = headers.get_all(name).iter();
        all.next().is_some_and(|found| found == value) && all.next().is_none()
    };
    let is_page = |page: &str| match page.strip_suffix('*') {
        Some(start) => path.strip_prefix(start).is_some_and(|rest| !rest.contains('/')),
        None => path == page,
    };
    matches!(*method, Method::GET | Method::HEAD)
        && PAGES.into_iter().any(is_page)
        && has(&FETCH_MODE, "navigate")
        && has(&FETCH_DEST, "document")
}

/// Returns whether a string can be the host of a request, with or without a port.
pub(crate) fn is_host(word: &str) -> bool {
    let authority = word.parse::<Authority>();
    authority.is_ok_and(|at| at.host() == host_name(word) && !at.host().contains('*'))
}

/// Returns whether `known` is `name` with the default port of http or https.
fn is_at_usual_port(known: &str, name: &str) -> bool {
    let parts = known.rsplit_once(':').filter(|(_, port)| ["80", "443"].contains(port));
    parts.is_some_and(|(known, _)| known.eq_ignore_ascii_case(name))
}

/// Returns the host without its port, or all of it if the text after the colon is not a port.
fn host_name(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if is_port(port) && !name.ends_with(':') => name,
        _ => host,
    }
}

/// Returns whether a host may end with this text after its colon: nothing, or a port number.
fn is_port(text: &str) -> bool {
    text.is_empty() || (text.bytes().all(|b| b.is_ascii_digit()) && text.parse::<u16>().is_ok())
}

fn is_loopback(name: &str) -> bool {
    name.eq_ignore_ascii_case("localhost") || name == "127.0.0.1" || name == "[::1]"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(host: &str, origin: &str) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, host.parse().unwrap());
        if !origin.is_empty() {
            headers.insert(header::ORIGIN, origin.parse().unwrap());
        }
        let guard = Guard {
            hosts: vec!["hub.example".into(), "at.example:8443".into(), "web.example:443".into()],
            origins: vec!["https://app.example".into()],
        };
        guard.lets_pass(&headers, None, false)
    }

    #[test]
    fn only_allowed_hosts_and_origins_pass() {
        for (host, origin, expected) in [
            ("localhost:3000", "", true),
            ("127.0.0.1", "", true),
            ("[::1]:3000", "http://[::1]:5173", true),
            ("evil.example.com", "", false),
            ("hub.example:80", "", true),
            ("at.example:8443", "", true),
            ("AT.example:8443", "", true),
            ("at.example", "", false),
            ("at.example:8444", "", false),
            ("web.example:443", "", true),
            ("web.example", "", true),
            ("web.example:80", "", false),
            ("10.1.2.3:3000", "", true),
            ("localhost.evil.example", "", false),
            ("localhost:3000", "http://localhost:5173", true),
            ("localhost:3000", "https://evil.example.com", false),
            ("localhost:3000", "null", false),
            ("hub.example", "https://hub.example", true),
            ("hub.example", "https://app.example", true),
            ("10.1.2.3:3000", "http://10.1.2.3:3000", true),
            ("10.1.2.3:3000", "http://10.9.9.9:3000", false),
        ] {
            assert_eq!(passes(host, origin), expected, "{host} {origin}");
        }
    }

    #[test]
    fn other_sites_lead_only_to_the_pages_of_a_login() {
        let led_in = |method: &str, path: &str, mode: &str, dest: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, "localhost:3000".parse().unwrap());
            headers.insert(FETCH_SITE, "cross-site".parse().unwrap());
            headers.insert(FETCH_MODE, mode.parse().unwrap());
            headers.insert(FETCH_DEST, dest.parse().unwrap());
            let is_led_in = is_led_in(&method.parse().unwrap(), path, &headers);
            Guard::default().lets_pass(&headers, None, is_led_in)
        };
        for path in ["/oauth/callback", "/oauth/mcp/callback", "/oauth/connect/0123"] {
            assert!(led_in("GET", path, "navigate", "document"), "{path}");
            assert!(led_in("HEAD", path, "navigate", "document"), "{path}");
            assert!(!led_in("POST", path, "navigate", "document"), "{path}");
            assert!(!led_in("GET", path, "no-cors", "image"), "{path}");
            assert!(!led_in("GET", path, "navigate", "iframe"), "{path}");
            assert!(!led_in("GET", path, "cors", "empty"), "{path}");
        }
        for path in [
            "/",
            "/mcp",
            "/api/servers",
            "/oauth",
            "/oauth/callback/",
            "/oauth/connect",
            "/oauth/connect/a/b",
            "/oauth/client-metadata.json",
            "/x/oauth/callback",
        ] {
            assert!(!led_in("GET", path, "navigate", "document"), "{path}");
        }
        // A known origin is not enough for a foreign host.
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, "evil.example".parse().unwrap());
        assert!(!Guard::default().lets_pass(&headers, None, true));
    }

    #[test]
    fn a_host_is_what_a_request_can_name() {
        for word in ["hub.example", "hub.example:8443", "[2001:db8::1]:80", "a_b"] {
            assert!(is_host(word), "{word}");
        }
        for word in ["https://hub.example", "*.example", "hub.example/", "a@b", "hub.example:port"]
        {
            assert!(!is_host(word), "{word}");
        }
    }

    #[test]
    fn a_malformed_host_is_rejected() {
        for host in [
            "localhost:99999",
            "localhost:65536",
            "localhost:+80",
            "localhost:80:80",
            "127.0.0.1:99999",
            "[::1",
            "::1]",
            "::1",
            "[[::1]]",
            "[127.0.0.1]",
            "[::1]]:80",
            "[::1]:99999",
            "[localhost]",
            "",
            " ",
        ] {
            assert!(!passes(host, ""), "{host}");
        }
        for host in ["localhost:", "localhost:65535", "[2001:db8::1]", "[::1]:80"] {
            assert!(passes(host, ""), "{host}");
        }
    }

    #[test]
    fn two_different_hosts_are_rejected() {
        let lets_pass = |hosts: &[&str], authority| {
            let mut headers = HeaderMap::new();
            for host in hosts {
                headers.append(header::HOST, host.parse().unwrap());
            }
            Guard::default().lets_pass(&headers, authority, false)
        };
        assert!(lets_pass(&["localhost:80"], None));
        assert!(lets_pass(&["localhost:80"], Some("LOCALHOST:80")));
        assert!(lets_pass(&[], Some("localhost:80")));
        assert!(!lets_pass(&["localhost", "evil.example"], None));
        assert!(!lets_pass(&["evil.example", "localhost"], None));
        assert!(!lets_pass(&["localhost", "localhost"], None));
        assert!(!lets_pass(&["localhost"], Some("evil.example")));
        assert!(!lets_pass(&["localhost"], Some("localhost:81")));
        assert!(!lets_pass(&["localhost"], Some("user@localhost")));
        assert!(!lets_pass(&[], Some("evil.example")));
    }
}
