//! The hub's public URL, as its clients write it: the base of resource identifiers, of the URLs in
//! challenges and documents, and the issuer of its tokens.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::header::HOST;
use http::request::Parts;
use http::{Extensions, HeaderMap, HeaderName, HeaderValue};
use url::{Position, Url};

use crate::access::origin_guard::is_host;
use crate::settings::Settings;

/// The URL of a request without `Host`.
const UNKNOWN: &str = "http://localhost";

/// What determines the public URL, beside the settings and the request.
#[derive(Clone, Debug, Default)]
pub(crate) struct Site {
    /// `INSTALL_BASE_URL`.
    pub(crate) install_url: Option<String>,
    /// Prefix of every path; empty or starting with `/`.
    pub(crate) base_path: String,
    /// Host names of the hub according to its owner, each for every port or with its port.
    pub(crate) hosts: Vec<String>,
    /// The port that the hub listens on.
    pub(crate) port: u16,
}

/// Scheme and host that a trusted reverse proxy reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Forwarded {
    /// The word of `X-Forwarded-Proto`.
    pub(crate) scheme: Option<String>,
    /// The word of `X-Forwarded-Host`.
    pub(crate) host: Option<String>,
}

impl Site {
    /// Returns the public URL for a request: the one of the settings, of the environment, of the
    /// trusted proxy, or of `Host`, which the origin guard has checked.
    pub(crate) fn url(
        &self,
        settings: &Settings,
        forwarded: &Forwarded,
        headers: &HeaderMap,
    ) -> PublicUrl {
        if let Some(url) = self.fixed_url(settings) {
            return self.below_base_path(&url, true);
        }
        let scheme = forwarded.scheme.as_deref().unwrap_or("http");
        let called = || headers.get(HOST).and_then(|host| host.to_str().ok());
        let host = forwarded.host.as_deref().or_else(called).filter(|host| is_host(host));
        let url = host.and_then(|host| base_of(&format!("{scheme}://{host}")));
        match url.zip(host) {
            Some((url, host)) => self.below_base_path(&url, self.is_own(&url, host)),
            None => self.below_base_path(UNKNOWN, false),
        }
    }

    /// Returns the public URL that does not depend on the request, if there is one.
    pub(crate) fn fixed_url(&self, settings: &Settings) -> Option<String> {
        let set = [settings.system.base_url.as_deref(), self.install_url.as_deref()];
        set.into_iter().flatten().find_map(base_of)
    }

    /// Returns whether a URL that a client chose is the hub's and cannot be that of another server:
    /// its host is one of the owner's names, or this machine, at the usual port or the hub's.
    fn is_own(&self, url: &str, host: &str) -> bool {
        let Ok(url) = Url::parse(url) else { return false };
        let is_at_own_port = url.port_or_known_default() == Some(self.port);
        if is_loopback(&url) {
            return is_at_own_port;
        }
        let name = url.host_str().unwrap_or_default();
        let has_plain_port = url.port().is_none() || is_at_own_port;
        self.hosts.iter().any(|known| {
            known.eq_ignore_ascii_case(host) || (has_plain_port && known.eq_ignore_ascii_case(name))
        })
    }

    /// Appends the base path, unless the URL already ends with it.
    fn below_base_path(&self, url: &str, is_own: bool) -> PublicUrl {
        let ends_with_it =
            Url::parse(url).is_ok_and(|url| url.path().trim_end_matches('/') == self.base_path);
        let url = if ends_with_it { url.into() } else { format!("{url}{}", self.base_path).into() };
        PublicUrl { url, is_own }
    }
}

/// Normalizes a public URL: no trailing slash, no query. Returns `None` if it is not one.
fn base_of(text: &str) -> Option<String> {
    let url = Url::parse(text.trim()).ok()?;
    let is_plain = url.username().is_empty() && url.password().is_none();
    let is_web = matches!(url.scheme(), "http" | "https") && url.has_host();
    let base = &url[..Position::AfterPath];
    (is_plain && is_web).then(|| base.trim_end_matches('/').to_owned())
}

/// The hub's public URL with its base path, without a trailing slash. Also a request extension, set by
/// the listener, and an extractor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PublicUrl {
    url: Arc<str>,
    is_own: bool,
}

impl PublicUrl {
    /// Parses a URL from the settings.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        base_of(text).map(|url| Self { url: url.into(), is_own: true })
    }

    /// Returns whether the URL is certainly the hub's. If not, a token for it may be one that another
    /// server received: a client can send any address as `Host`.
    pub(crate) fn is_own(&self) -> bool {
        self.is_own
    }

    /// Returns the URL, which is also the issuer of the hub's tokens and the resource that stands for
    /// all its endpoints.
    pub(crate) fn as_str(&self) -> &str {
        &self.url
    }

    /// Returns the URL of a path below the base path.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// Returns the path of the URL; empty or starting with `/`.
    pub(crate) fn path(&self) -> &str {
        self.split().1
    }

    /// Returns the public URL of a request; the local one if no listener has set it.
    pub(crate) fn of(extensions: &Extensions) -> Self {
        extensions.get().cloned().unwrap_or_else(|| Self { url: UNKNOWN.into(), is_own: false })
    }

    /// Splits the URL into its origin and its path.
    pub(crate) fn split(&self) -> (&str, &str) {
        let host_at = self.url.find("://").map_or(0, |at| at + 3);
        let path_at = self.url[host_at..].find('/').map_or(self.url.len(), |at| host_at + at);
        self.url.split_at(path_at)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for PublicUrl {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.extensions))
    }
}

/// The origin of the hub's URL that a trusted reverse proxy reports. The listener sets it, and removes
/// it from requests of clients.
pub(crate) const FORWARDED_ORIGIN: HeaderName =
    HeaderName::from_static("x-mcphub-forwarded-origin");

impl Forwarded {
    /// Returns the reported origin for a request with these headers.
    pub(crate) fn origin(&self, headers: &HeaderMap) -> Option<HeaderValue> {
        if *self == Self::default() {
            return None;
        }
        let scheme = self.scheme.as_deref().unwrap_or("http");
        let called = || headers.get(HOST).and_then(|host| host.to_str().ok());
        let host = self.host.as_deref().filter(|host| is_host(host)).or_else(called)?;
        base_of(&format!("{scheme}://{host}"))?.parse().ok()
    }
}

/// Returns the public URL without a trailing slash. `set` is the one that the owner chose.
pub(crate) fn of_request(set: Option<&str>, headers: &HeaderMap) -> String {
    if let Some(set) = set {
        return set.trim_end_matches('/').to_owned();
    }
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(origin) = text(&FORWARDED_ORIGIN) {
        return origin.to_owned();
    }
    // The origin guard has checked it.
    let host = text(&HOST).unwrap_or("localhost");
    format!("http://{}", host.strip_suffix(":80").unwrap_or(host).to_ascii_lowercase())
}

/// Returns whether a token for `resource` is valid at `endpoint`: it is the same URL, or lies below it
/// by path segments. The spellings of this machine are equal, a trailing slash does not count.
pub(crate) fn covers(resource: &str, endpoint: &str) -> bool {
    let (Ok(resource), Ok(endpoint)) = (Url::parse(resource), Url::parse(endpoint)) else {
        return false;
    };
    let is_same_host =
        resource.host() == endpoint.host() || (is_loopback(&resource) && is_loopback(&endpoint));
    let is_same_origin = is_same_host
        && resource.scheme() == endpoint.scheme()
        && resource.port_or_known_default() == endpoint.port_or_known_default();
    let is_plain = resource.query().is_none() && resource.fragment().is_none();
    let rest = endpoint.path().strip_prefix(resource.path().trim_end_matches('/'));
    is_same_origin && is_plain && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Returns whether a URL leads to this machine.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(base_url: Option<&str>) -> Settings {
        let mut settings = Settings::default();
        settings.system.base_url = base_url.map(str::to_owned);
        settings
    }

    fn url(
        set: Option<&str>,
        install: Option<&str>,
        base_path: &str,
        forwarded: (Option<&str>, Option<&str>),
        host: &str,
    ) -> String {
        let site = Site {
            install_url: install.map(str::to_owned),
            base_path: base_path.to_owned(),
            ..Site::default()
        };
        let (scheme, name) = forwarded;
        let forwarded =
            Forwarded { scheme: scheme.map(str::to_owned), host: name.map(str::to_owned) };
        let headers = [(HOST, host.parse().unwrap())].into_iter().collect();
        site.url(&settings(set), &forwarded, &headers).as_str().to_owned()
    }

    #[test]
    fn the_first_source_with_a_url_determines_it() {
        let none = (None, None);
        let proxy = (Some("https"), Some("hub.test"));
        let (set, install) = (Some("https://A.test/"), Some("https://b.test:443/x/?q"));
        assert_eq!(url(set, install, "", proxy, "h:1"), "https://a.test");
        assert_eq!(url(None, install, "", proxy, "h:1"), "https://b.test/x");
        assert_eq!(url(None, None, "", proxy, "h:1"), "https://hub.test");
        assert_eq!(url(None, None, "", (Some("https"), None), "h:1"), "https://h:1");
        assert_eq!(url(None, None, "", none, "LOCALHOST:3000"), "http://localhost:3000");
        assert_eq!(url(None, None, "", none, "[::1]:3000"), "http://[::1]:3000");
        for bad in ["nonsense", "ftp://a.test", "https://u:p@a.test", "javascript:alert(1)", ""] {
            assert_eq!(url(Some(bad), install, "", none, "h:1"), "https://b.test/x", "{bad}");
        }
        for bad in ["a.test/x", "u@a.test", "a.test\"", "a.test, b.test", ""] {
            assert_eq!(url(None, None, "", (None, Some(bad)), "h:1"), "http://localhost", "{bad}");
        }
    }

    #[test]
    fn the_base_path_is_part_of_it_once() {
        let none = (None, None);
        assert_eq!(url(None, None, "/hub", none, "h:1"), "http://h:1/hub");
        assert_eq!(url(Some("https://a.test"), None, "/hub", none, "h"), "https://a.test/hub");
        assert_eq!(url(Some("https://a.test/hub/"), None, "/hub", none, "h"), "https://a.test/hub");
        assert_eq!(url(Some("https://a.test/x"), None, "/hub", none, "h"), "https://a.test/x/hub");
    }

    #[test]
    fn a_url_that_a_client_can_choose_is_not_certainly_ours() {
        let is_own = |set: Option<&str>, host: &str| {
            let site = Site {
                hosts: vec!["hub.test".to_owned(), "at.test:81".to_owned()],
                port: 3000,
                ..Site::default()
            };
            let headers = [(HOST, host.parse().unwrap())].into_iter().collect();
            site.url(&settings(set), &Forwarded::default(), &headers).is_own()
        };
        for host in [
            "localhost:3000",
            "127.0.0.1:3000",
            "[::1]:3000",
            "hub.test",
            "HUB.test:3000",
            "at.test:81",
        ] {
            assert!(is_own(None, host), "{host}");
        }
        for host in [
            "localhost:3001",
            "127.0.0.1",
            "10.0.0.1:3000",
            "evil.test:3000",
            "hub.test:1",
            "at.test",
            "",
        ] {
            assert!(!is_own(None, host), "{host}");
        }
        assert!(is_own(Some("https://hub.test"), "10.0.0.1"));
    }

    #[test]
    fn a_url_splits_into_origin_and_path() {
        let split = |url: &str| {
            let url = PublicUrl::parse(url).unwrap();
            let (origin, path) = url.split();
            format!("{origin} {path} {}", url.at("/mcp"))
        };
        assert_eq!(split("https://a.test"), "https://a.test  https://a.test/mcp");
        assert_eq!(split("https://a.test/hub"), "https://a.test /hub https://a.test/hub/mcp");
    }

    #[test]
    fn a_resource_covers_itself_and_what_is_below_it() {
        for (resource, endpoint, expected) in [
            ("https://a.test", "https://a.test/mcp", true),
            ("https://a.test/", "https://a.test/mcp", true),
            ("https://A.test:443/mcp", "https://a.test/mcp", true),
            ("https://a.test/mcp/", "https://a.test/mcp", true),
            ("https://a.test/mcp", "https://a.test/mcp/b", true),
            ("https://a.test/mcp/a", "https://a.test/mcp/ab", false),
            ("https://a.test/mcp/a", "https://a.test/mcp/b", false),
            ("https://a.test/mcp/a", "https://a.test/mcp", false),
            ("https://a.test/mcp", "http://a.test/mcp", false),
            ("https://b.test", "https://a.test/mcp", false),
            ("https://a.test/?x", "https://a.test/mcp", false),
            ("http://localhost:3000/mcp", "http://127.0.0.1:3000/mcp", true),
            ("http://[::1]:3000", "http://127.0.0.1:3000/mcp", true),
            ("http://localhost:3001", "http://127.0.0.1:3000/mcp", false),
            ("a.test", "https://a.test/mcp", false),
        ] {
            assert_eq!(covers(resource, endpoint), expected, "{resource} {endpoint}");
        }
    }

    #[test]
    fn the_url_is_the_chosen_one_or_the_one_that_the_client_used() {
        let url = |set: Option<&str>, pairs: &[(&'static str, &str)]| {
            let headers = pairs
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()));
            of_request(set, &headers.collect())
        };
        assert_eq!(url(Some("https://hub.test/x/"), &[("host", "a")]), "https://hub.test/x");
        assert_eq!(url(None, &[("host", "Localhost:3000")]), "http://localhost:3000");
        assert_eq!(url(None, &[("host", "localhost:80")]), "http://localhost");
        let unheard = [("host", "a:1"), ("x-forwarded-host", "hub.test")];
        assert_eq!(url(None, &unheard), "http://a:1");
        let reported = [("host", "a:1"), ("x-mcphub-forwarded-origin", "https://hub.test")];
        assert_eq!(url(None, &reported), "https://hub.test");
        assert_eq!(url(None, &[]), "http://localhost");
    }

    #[test]
    fn a_proxy_reports_scheme_and_host_or_one_of_them() {
        let origin = |scheme: Option<&str>, host: Option<&str>| {
            let forwarded =
                Forwarded { scheme: scheme.map(str::to_owned), host: host.map(str::to_owned) };
            let headers = [(HOST, "a:1".parse().unwrap())].into_iter().collect();
            forwarded.origin(&headers).map(|origin| origin.to_str().unwrap().to_owned())
        };
        assert_eq!(origin(Some("https"), Some("hub.test")).unwrap(), "https://hub.test");
        assert_eq!(origin(Some("https"), Some("hub.test:443")).unwrap(), "https://hub.test");
        assert_eq!(origin(Some("https"), None).unwrap(), "https://a:1");
        assert_eq!(origin(None, Some("hub.test")).unwrap(), "http://hub.test");
        assert_eq!(origin(Some("https"), Some("a b")).unwrap(), "https://a:1");
        assert_eq!(origin(None, None), None);
    }
}
