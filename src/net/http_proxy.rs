//! Proxies from the environment.
//!
//! `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` have the same meaning as in curl, lower
//! case first, with one exception: `HTTP_PROXY` in upper case counts too, because a hub is not a
//! CGI program. As in curl, loopback addresses use the proxy unless `NO_PROXY` names them. The
//! server's own `env` takes precedence over the hub's environment.

use std::task::{Context, Poll};

use http::{HeaderValue, Uri};
use hyper_util::client::legacy::connect::proxy::{SocksV5, Tunnel};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use tower_service::Service;

use crate::net::proxy_env::Variables;

/// The proxy for one URL.
pub(crate) struct Proxy {
    intercept: Intercept,
}

/// The protocol of a proxy.
pub(crate) enum Route<C> {
    /// HTTP requests with absolute URLs.
    Forward(Forward<C>),
    /// HTTP CONNECT.
    Tunnel(Tunnel<C>),
    /// SOCKS 5.
    Socks(SocksV5<C>),
}

impl Proxy {
    /// Returns the proxy for `url`, if there is one.
    ///
    /// # Errors
    /// Returns one line if a variable does not contain a proxy URL.
    pub(crate) fn to(url: &Uri, variables: Variables<'_>) -> Result<Option<Self>, String> {
        let names = match url.scheme_str() {
            Some("https") => ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"],
            _ => ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"],
        };
        let Some((name, value)) = variables.first(&names) else { return Ok(None) };
        let no = variables.first(&["no_proxy", "NO_PROXY"]).map_or("", |(_, value)| value);
        let by = |proxy: &str| Matcher::builder().all(proxy).no(no).build().intercept(url);
        if by("http://any").is_none() {
            return Ok(None);
        }
        match by(value.trim()) {
            Some(intercept) if !intercept.uri().to_string().starts_with("socks4") => {
                Ok(Some(Self { intercept }))
            }
            _ => Err(format!("`{name}` is not the URL of an http, https or socks5 proxy")),
        }
    }

    /// Returns the connector to `url` through the proxy, on top of `connector`.
    pub(crate) fn way<C>(&self, url: &Uri, connector: C) -> Route<C> {
        let proxy = self.intercept.uri().clone();
        if !self.is_http() {
            // With `socks5h`, the proxy resolves the name.
            let mut socks = SocksV5::new(plain(&proxy), connector)
                .local_dns(proxy.scheme_str() == Some("socks5"));
            if let Some((user, password)) = self.intercept.raw_auth() {
                socks = socks.with_auth(user.to_owned(), password.to_owned());
            }
            return Route::Socks(socks);
        }
        if url.scheme_str() == Some("https") {
            let tunnel = Tunnel::new(proxy, connector);
            return Route::Tunnel(match self.intercept.basic_auth() {
                Some(credential) => tunnel.with_auth(credential.clone()),
                None => tunnel,
            });
        }
        Route::Forward(Forward { proxy, connector })
    }

    /// Returns true if the proxy speaks HTTP.
    pub(crate) fn is_http(&self) -> bool {
        !self.intercept.uri().scheme_str().unwrap_or_default().starts_with("socks")
    }

    /// Returns true if the proxy itself uses TLS.
    pub(crate) fn is_secure(&self) -> bool {
        self.intercept.uri().scheme_str() == Some("https")
    }

    /// Returns the value of `Proxy-Authorization`.
    pub(crate) fn credential(&self) -> Option<HeaderValue> {
        let mut credential = self.intercept.basic_auth()?.clone();
        credential.set_sensitive(true);
        Some(credential)
    }

    /// Returns scheme, host and port.
    pub(crate) fn place(&self) -> String {
        self.intercept.uri().to_string().trim_end_matches('/').to_owned()
    }
}

/// Returns the address of a SOCKS proxy as an HTTP URL, because connectors reject other schemes.
fn plain(proxy: &Uri) -> Uri {
    let host = proxy.host().unwrap_or_default();
    let port = proxy.port_u16().unwrap_or(1080);
    format!("http://{host}:{port}/").parse().unwrap_or_else(|_| proxy.clone())
}

/// Connects to the proxy regardless of the destination.
#[derive(Clone)]
pub(crate) struct Forward<C> {
    proxy: Uri,
    connector: C,
}

impl<C: Service<Uri>> Service<Uri> for Forward<C> {
    type Response = C::Response;
    type Error = C::Error;
    type Future = C::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), C::Error>> {
        self.connector.poll_ready(context)
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        self.connector.call(self.proxy.clone())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::ffi::OsString;

    use super::*;

    fn place(url: &str, hub: &[(&str, &str)]) -> Result<Option<String>, String> {
        let hub: BTreeMap<OsString, OsString> =
            hub.iter().map(|(k, v)| (k.into(), v.into())).collect();
        let own = BTreeMap::new();
        let found = Proxy::to(&url.parse().unwrap(), Variables::new(&own, &hub))?;
        Ok(found.map(|proxy| proxy.place()))
    }

    #[test]
    fn the_scheme_of_the_url_names_the_variable() {
        let all =
            [("HTTP_PROXY", "a:1"), ("HTTPS_PROXY", "http://b:2"), ("ALL_PROXY", "socks5://c:3")];
        let some = |place: &str| Ok(Some(place.to_owned()));
        assert_eq!(place("http://x/mcp", &all), some("http://a:1"));
        assert_eq!(place("https://x/mcp", &all), some("http://b:2"));
        assert_eq!(place("https://x/mcp", &all[2..]), some("socks5://c:3"));
        assert_eq!(place("https://x/mcp", &all[..1]), Ok(None));
        assert_eq!(place("http://x/", &[("http_proxy", "d:4"), all[0]]), some("http://d:4"));
        let secret = [("ALL_PROXY", "http://me:s3cret@p:8080/")];
        assert_eq!(place("http://x/mcp", &secret), some("http://p:8080"));
    }

    #[test]
    fn hosts_in_no_proxy_are_reached_directly() {
        let with = |url: &str, no: &str| {
            place(url, &[("ALL_PROXY", "p:1"), ("NO_PROXY", no)]).unwrap().is_some()
        };
        assert!(with("http://127.0.0.1:3000/mcp", ""));
        assert!(with("http://localhost/mcp", "example.com"));
        for (url, no) in [
            ("http://127.0.0.1:3000/mcp", "127.0.0.0/8"),
            ("http://[::1]/mcp", "::1"),
            ("http://localhost/mcp", "other, localhost"),
            ("https://a.example.com/mcp", ".example.com"),
            ("https://x/mcp", "*"),
        ] {
            assert!(!with(url, no), "{url} {no}");
        }
    }

    #[test]
    fn an_invalid_proxy_is_an_error() {
        let refused =
            Err("`ALL_PROXY` is not the URL of an http, https or socks5 proxy".to_owned());
        for bad in ["ftp://p", "socks4://p:1", "socks4a://p:1", "://"] {
            assert_eq!(place("http://x/mcp", &[("ALL_PROXY", bad)]), refused, "{bad}");
        }
    }
}
