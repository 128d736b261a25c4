//! Redirect URIs: the ones that a client may register, and the comparison with the one of a request.
//! They are compared as strings, but a loopback one may have any port (RFC 8252, 7.3).

use url::Url;

use crate::settings::model::oauth_server::OauthServer;

/// Private-use URI schemes of known clients. Others are a reversed domain name (RFC 8252, 7.1).
const SCHEMES: [&str; 3] = ["cursor", "vscode", "vscode-insiders"];
/// Schemes that a browser runs or shows by itself.
const DANGEROUS: [&str; 8] =
    ["javascript", "data", "file", "about", "blob", "vbscript", "view-source", "filesystem"];

/// Fails if a client must not register this redirect URI. The error is the reason.
pub(crate) fn check(uri: &str, rules: &OauthServer) -> Result<(), String> {
    if !uri.bytes().all(|byte| byte.is_ascii_graphic() && !b"\\\"<>^`{|}".contains(&byte)) {
        return Err("has characters that a URL cannot have".to_owned());
    }
    if uri.contains('#') {
        return Err("has a fragment".to_owned());
    }
    if uri.contains('*') {
        return Err("has a wildcard".to_owned());
    }
    let url = Url::parse(uri).map_err(|_| "is not an absolute URL".to_owned())?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err("contains a username".to_owned());
    }
    let scheme = url.scheme();
    match scheme {
        "https" => check_host(&url, rules),
        "http" if is_loopback(uri) => Ok(()),
        "http" => Err("uses http beyond this computer; use https".to_owned()),
        _ if DANGEROUS.contains(&scheme) => Err(format!("uses the scheme `{scheme}`")),
        _ if SCHEMES.contains(&scheme) => Ok(()),
        // A reversed domain name, such as `com.example.app`.
        _ if scheme.split('.').count() > 1 && scheme.split('.').all(|part| !part.is_empty()) => {
            Ok(())
        }
        _ if rules.redirect_schemes.iter().any(|known| known.eq_ignore_ascii_case(scheme)) => {
            Ok(())
        }
        _ => {
            Err(format!("uses the scheme `{scheme}`; see systemConfig.oauthServer.redirectSchemes"))
        }
    }
}

fn check_host(url: &Url, rules: &OauthServer) -> Result<(), String> {
    let host = url.host_str().unwrap_or_default();
    let hosts = &rules.redirect_hosts;
    if host.is_empty() {
        Err("has no host".to_owned())
    } else if hosts.is_empty() || hosts.iter().any(|known| known.eq_ignore_ascii_case(host)) {
        Ok(())
    } else {
        Err(format!("uses the host `{host}`; see systemConfig.oauthServer.redirectHosts"))
    }
}

/// Returns whether the redirect URI of a request is one of those that its client registered.
pub(crate) fn is_registered(registered: &[String], asked: &str) -> bool {
    registered.iter().any(|known| {
        let same_place = || split_loopback(known).zip(split_loopback(asked));
        known == asked || same_place().is_some_and(|(known, asked)| known == asked)
    })
}

/// Returns whether a redirect URI leads to a program on the user's computer by HTTP.
pub(crate) fn is_loopback(uri: &str) -> bool {
    split_loopback(uri).is_some()
}

/// Splits a loopback URI into its host and what follows the port, without any normalization.
fn split_loopback(uri: &str) -> Option<(&'static str, &str)> {
    let rest = uri.strip_prefix("http://")?;
    let hosts = ["localhost", "127.0.0.1", "[::1]"];
    let (host, rest) = hosts.iter().find_map(|host| Some((*host, rest.strip_prefix(host)?)))?;
    let rest = match rest.strip_prefix(':') {
        None => rest,
        Some(rest) => {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            rest[..digits].parse::<u16>().ok()?;
            &rest[digits..]
        }
    };
    let ends_here = rest.is_empty() || rest.starts_with(['/', '?']);
    let clean = rest.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\' && byte != b'#');
    (ends_here && clean).then_some((host, rest))
}

/// Returns the place that a redirect URI leads to, for people: its host and port, or its scheme.
pub(crate) fn place(uri: &str) -> String {
    let Ok(url) = Url::parse(uri) else { return uri.to_owned() };
    match (url.scheme(), url.host_str()) {
        ("http" | "https", Some(host)) => {
            let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
            format!("{host}{port}")
        }
        (scheme, _) => format!("{scheme}: (an application)"),
    }
}

/// Returns the source expression of a redirect URI in a content security policy.
pub(crate) fn policy_source(uri: &str) -> Option<String> {
    let url = Url::parse(uri).ok()?;
    Some(match url.scheme() {
        "http" | "https" => url.origin().ascii_serialization(),
        scheme => format!("{scheme}:"),
    })
}

/// Returns the redirect URI with these parameters added to its query.
pub(crate) fn with_parameters(uri: &str, parameters: &[(&str, &str)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(parameters);
    let separator = if uri.contains('?') { '&' } else { '?' };
    format!("{uri}{separator}{}", query.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_safe_redirect_uris_can_be_registered() {
        let mut rules = OauthServer::default();
        for uri in [
            "https://claude.ai/api/mcp/auth_callback",
            "https://chatgpt.com/connector/oauth/abc",
            "http://127.0.0.1/",
            "http://127.0.0.1:33418/",
            "http://localhost:8787/callback?x=1",
            "http://[::1]:1/cb",
            "cursor://anysphere.cursor-mcp/oauth/callback",
            "com.example.app:/oauth",
        ] {
            assert_eq!(check(uri, &rules), Ok(()), "{uri}");
        }
        for uri in [
            "",
            "/callback",
            "http://evil.example/cb",
            "http://127.0.0.1.evil.example/",
            "http://127.0.0.1@evil.example/",
            "http://localhost:99999/",
            "https://user@host/cb",
            "https://host/cb#x",
            "https://*.host/cb",
            "https://host/\\evil",
            "https://host/a b",
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "about:blank",
            "blob:https://host/x",
            "vbscript:x",
            "myapp://cb",
        ] {
            assert!(check(uri, &rules).is_err(), "{uri}");
        }
        rules.redirect_schemes = vec!["myapp".into()];
        rules.redirect_hosts = vec!["claude.ai".into()];
        assert!(check("myapp://cb", &rules).is_ok());
        assert!(check("https://claude.ai/x", &rules).is_ok());
        assert!(check("https://evil.example/x", &rules).is_err());
    }

    #[test]
    fn only_the_port_of_a_loopback_address_may_differ() {
        let known: Vec<String> =
            ["http://localhost/cb", "http://127.0.0.1:80/", "https://app.example/cb"]
                .map(str::to_owned)
                .to_vec();
        for asked in [
            "http://localhost/cb",
            "http://localhost:1/cb",
            "http://localhost:65535/cb",
            "http://127.0.0.1:5/",
            "https://app.example/cb",
        ] {
            assert!(is_registered(&known, asked), "{asked}");
        }
        for asked in [
            "http://localhost:1/cb/",
            "http://localhost:1/cb?x",
            "http://localhost:1/other",
            "http://localhost:99999/cb",
            "http://localhost:/cb",
            "http://127.0.0.1/cb",
            "http://[::1]/cb",
            "https://localhost/cb",
            "http://localhost@evil.example/cb",
            "http://localhost:1@evil.example/cb",
            "http://localhost.evil.example/cb",
            "http://LOCALHOST/cb",
            "http://localhost\\@evil.example/cb",
            "https://app.example:444/cb",
            "https://app.example/cb/",
            "https://app.example/cb?x=1",
            "https://APP.example/cb",
            "https://u@app.example/cb",
            "https://app.example/cb#",
        ] {
            assert!(!is_registered(&known, asked), "{asked}");
        }
    }

    #[test]
    fn a_policy_and_a_person_see_where_it_leads() {
        let cases = [
            ("https://a.example/cb?x=1", "a.example", "https://a.example"),
            ("http://127.0.0.1:9/", "127.0.0.1:9", "http://127.0.0.1:9"),
            ("cursor://x/y", "cursor: (an application)", "cursor:"),
        ];
        for (uri, shown, source) in cases {
            assert_eq!((place(uri).as_str(), policy_source(uri).as_deref()), (shown, Some(source)));
        }
        assert_eq!(
            with_parameters("https://a/cb?x=1", &[("c", "a b&")]),
            "https://a/cb?x=1&c=a+b%26"
        );
        assert_eq!(with_parameters("https://a/cb", &[("c", "d")]), "https://a/cb?c=d");
    }
}
