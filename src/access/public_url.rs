//! The public URL of the hub: the one in the settings or the environment, else the one that the
//! client used.

use http::header::HOST;
use http::uri::Authority;
use http::{HeaderMap, HeaderName};

/// Marks a request of a trusted reverse proxy. The listener sets it, and removes it from requests of
/// clients.
pub(crate) const OF_TRUSTED_PROXY: HeaderName =
    HeaderName::from_static("x-mcphub-of-trusted-proxy");

/// Headers of a reverse proxy.
const FORWARDED: [&str; 2] = ["x-forwarded-proto", "x-forwarded-host"];

/// Returns the public URL without a trailing slash. `set` is the one that the owner chose.
pub(crate) fn of_request(set: Option<&str>, headers: &HeaderMap) -> String {
    if let Some(set) = set {
        return set.trim_end_matches('/').to_owned();
    }
    let first = |name: &str| {
        let is_trusted = headers.contains_key(OF_TRUSTED_PROXY);
        let value = headers.get(name).filter(|_| is_trusted)?.to_str().ok()?;
        let value = value.split(',').next().unwrap_or_default().trim();
        (!value.is_empty()).then_some(value)
    };
    let scheme = if first(FORWARDED[0]) == Some("https") { "https" } else { "http" };
    let forwarded = first(FORWARDED[1]).filter(|host| host.parse::<Authority>().is_ok());
    // The origin guard has checked it.
    let host = forwarded.or_else(|| headers.get(HOST)?.to_str().ok()).unwrap_or("localhost");
    let default = if scheme == "https" { ":443" } else { ":80" };
    format!("{scheme}://{}", host.strip_suffix(default).unwrap_or(host).to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let of_proxy = ("x-mcphub-of-trusted-proxy", "1");
        let proxied =
            [("host", "a:1"), ("x-forwarded-proto", "https"), ("x-forwarded-host", "hub.test")];
        assert_eq!(url(None, &proxied), "http://a:1");
        assert_eq!(url(None, &[&proxied[..], &[of_proxy]].concat()), "https://hub.test");
        let bad = [("host", "a:1"), ("x-forwarded-host", "a b"), of_proxy];
        assert_eq!(url(None, &bad), "http://a:1");
        assert_eq!(url(None, &[]), "http://localhost");
    }
}
