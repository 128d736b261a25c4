//! `Host` and `Origin`, checked on every route: a page in a browser must not reach the hub under a
//! name of its own (DNS rebinding), nor a foreign page write to it.

use std::net::IpAddr;

use http::{HeaderMap, HeaderValue, Uri, header};

/// The names under which the hub may be called.
#[derive(Clone, Debug, Default)]
pub(crate) struct Guard {
    /// Host names beside loopback ones and addresses.
    pub(crate) hosts: Vec<String>,
    /// Whole origins that pages may come from, beside the hub's own.
    pub(crate) origins: Vec<String>,
}

impl Guard {
    /// The same with the host and origin of the hub's public URL.
    pub(crate) fn and_of(&self, base_url: &str) -> Self {
        let Ok(uri) = base_url.parse::<Uri>() else { return self.clone() };
        let mut both = self.clone();
        both.hosts.extend(uri.host().map(str::to_owned));
        let origin = uri.scheme_str().zip(uri.authority());
        both.origins.extend(origin.map(|(scheme, authority)| format!("{scheme}://{authority}")));
        both
    }

    /// Whether a request with these headers may pass. `authority` is the target's own, where the
    /// request line has one.
    pub(crate) fn lets_pass(&self, headers: &HeaderMap, authority: Option<&str>) -> bool {
        let host = headers.get(header::HOST).map(|h| h.to_str().unwrap_or(" "));
        let host = host.or(authority);
        if host.is_some_and(|host| !self.knows(host)) {
            return false;
        }
        let Some(origin) = headers.get(header::ORIGIN) else {
            // A page can have a browser ask without saying where it is from, for a picture say.
            let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
            return !matches!(site, Some(b"cross-site" | b"same-site"));
        };
        let Ok(origin) = origin.to_str() else { return false };
        if self.origins.iter().any(|known| known.eq_ignore_ascii_case(origin)) {
            return true;
        }
        let Some((scheme, from)) = origin.split_once("://") else { return false };
        let web = scheme == "http" || scheme == "https";
        web && (is_loopback(name_of(from)) || host.is_some_and(|h| h.eq_ignore_ascii_case(from)))
    }

    /// An address cannot be rebound: only names have to be known.
    fn knows(&self, host: &str) -> bool {
        let name = name_of(host);
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        is_loopback(name)
            || bare.parse::<IpAddr>().is_ok()
            || self.hosts.iter().any(|known| known.eq_ignore_ascii_case(name))
    }
}

/// The host without its port.
fn name_of(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) && !name.ends_with(':') => {
            name
        }
        _ => host,
    }
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
            hosts: vec!["hub.example".into()],
            origins: vec!["https://app.example".into()],
        };
        guard.lets_pass(&headers, None)
    }

    #[test]
    fn only_known_names_and_pages_pass() {
        for (host, origin, wanted) in [
            ("localhost:3000", "", true),
            ("127.0.0.1", "", true),
            ("[::1]:3000", "http://[::1]:5173", true),
            ("evil.example.com", "", false),
            ("hub.example:80", "", true),
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
            assert_eq!(passes(host, origin), wanted, "{host} {origin}");
        }
    }
}
