//! Who uses the browser, and whether a form came from a page of the hub.

use http::header::{HOST, ORIGIN};
use http::{HeaderMap, Uri};

use crate::api::state::ApiState;
use crate::api::time::now_ms;
use crate::authorization_server::resource::HubUrls;
use crate::settings::Settings;
use crate::settings::model::user::User;
use crate::state::oauth_server::digest_of;

/// A logged-in user.
pub(super) struct Visitor<'a> {
    pub(super) user: &'a User,
    /// A name for the login, which reveals nothing.
    pub(super) session: String,
    /// The login came with a header or the form, which other pages cannot add, and not with a
    /// cookie.
    pub(super) is_explicit: bool,
}

/// Returns the logged-in user of a request: by cookie, or by a login token in `x-auth-token` or in
/// the form, as MCPHub accepts it.
pub(super) fn visitor<'a>(
    state: &ApiState,
    settings: &'a Settings,
    urls: &HubUrls,
    headers: &HeaderMap,
    in_form: Option<&str>,
) -> Option<Visitor<'a>> {
    let in_header = headers.get("x-auth-token").and_then(|value| value.to_str().ok());
    for token in in_header.into_iter().chain(in_form) {
        if let Some(user) = state.gate.jwt.user(settings, token) {
            return Some(Visitor { user, session: digest_of(token), is_explicit: true });
        }
    }
    let found = state.browsers.user(settings, headers, is_https(urls), now_ms())?;
    Some(Visitor { user: found.0, session: found.1, is_explicit: false })
}

/// Returns whether browsers reach the hub by https.
pub(super) fn is_https(urls: &HubUrls) -> bool {
    urls.base.starts_with("https://")
}

/// Returns whether a form came from a page of the hub itself. Other origins that the settings allow
/// may use the API, but must not decide for the user.
pub(super) fn is_own_form(headers: &HeaderMap, urls: &HubUrls) -> bool {
    let text = |name: &http::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(origin) = headers.get(ORIGIN) else {
        let site = headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
        return matches!(site, None | Some("same-origin"));
    };
    let origin = origin.to_str().unwrap_or_default();
    let own = urls.base.parse::<Uri>().ok();
    let own = own.and_then(|uri| Some(format!("{}://{}", uri.scheme_str()?, uri.authority()?)));
    let of_host = text(&HOST).map(|host| format!("http://{host}"));
    [own, of_host].iter().flatten().any(|own| own.eq_ignore_ascii_case(origin))
}

/// Returns the path of a page of the hub as the browser sees it: a proxy may have removed a prefix.
pub(super) fn own_path(urls: &HubUrls, path: &str) -> String {
    let prefix = urls.base.parse::<Uri>().map(|uri| uri.path().trim_end_matches('/').to_owned());
    format!("{}{path}", prefix.unwrap_or_default())
}

/// Returns a path to return to, if it cannot lead to another origin.
pub(super) fn safe_return_url(text: &str) -> Option<&str> {
    let is_path = text.starts_with('/') && !text.starts_with("//");
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (is_path && is_plain).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_return_url_stays_at_this_origin() {
        for good in ["/", "/oauth/authorize?a=b&c=https%3A%2F%2Fx", "/a//b"] {
            assert_eq!(safe_return_url(good), Some(good));
        }
        for bad in [
            "",
            "//evil.example",
            "/\\evil.example",
            "\\evil",
            "https://evil",
            "a",
            "/a b",
            "/\t/x",
        ] {
            assert_eq!(safe_return_url(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_form_of_another_origin_is_recognized() {
        let urls = HubUrls { base: "https://hub.test/x".into(), base_path: String::new() };
        let is_own = |pairs: &[(&'static str, &str)]| {
            let headers = pairs
                .iter()
                .map(|(name, value)| (http::HeaderName::from_static(name), value.parse().unwrap()));
            is_own_form(&headers.collect(), &urls)
        };
        assert!(is_own(&[("origin", "https://hub.test"), ("host", "10.0.0.1:3000")]));
        assert!(is_own(&[("origin", "http://localhost:3000"), ("host", "localhost:3000")]));
        assert!(is_own(&[]) && is_own(&[("sec-fetch-site", "same-origin")]));
        for bad in ["null", "http://localhost:5173", "https://evil.example", "http://hub.test"] {
            assert!(!is_own(&[("origin", bad), ("host", "localhost:3000")]), "{bad}");
        }
        assert!(
            !is_own(&[("sec-fetch-site", "same-site")]) && !is_own(&[("sec-fetch-site", "none")])
        );
    }
}
