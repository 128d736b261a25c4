//! Metadata of protected resources (RFC 9728) and of authorization servers (RFC 8414, `OpenID`
//! Connect Discovery): the URLs to try, the documents, and the checks before they are used.

use serde::Deserialize;
use url::Url;

use crate::oauth::client_settings::ClientSettings;
use crate::oauth::error::shorten;

/// Issuers that support PKCE although their metadata does not say so. An entry that ends with `/`
/// is a prefix.
const PKCE_UNADVERTISED: [&str; 2] =
    ["https://github.com/login/oauth", "https://login.microsoftonline.com/"];

/// The metadata of a protected resource.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct ResourceMetadata {
    pub(super) resource: String,
    #[serde(default)]
    pub(super) authorization_servers: Vec<String>,
    #[serde(default)]
    pub(super) scopes_supported: Vec<String>,
}

/// The metadata of an authorization server.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct ServerMetadata {
    pub(super) issuer: String,
    pub(super) authorization_endpoint: Option<String>,
    pub(super) token_endpoint: Option<String>,
    pub(super) registration_endpoint: Option<String>,
    pub(super) revocation_endpoint: Option<String>,
    pub(super) device_authorization_endpoint: Option<String>,
    #[serde(default)]
    pub(super) scopes_supported: Vec<String>,
    pub(super) token_endpoint_auth_methods_supported: Option<Vec<String>>,
    pub(super) code_challenge_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    pub(super) client_id_metadata_document_supported: bool,
    #[serde(default)]
    pub(super) authorization_response_iss_parameter_supported: bool,
    /// Whether the issuer is not known, so that `iss` of a response cannot be compared.
    #[serde(skip)]
    pub(super) is_assumed: bool,
}

/// Returns the URLs of the metadata of a server: the one of the challenge, then the well-known ones.
pub(super) fn resource_candidates(server: &Url, challenged: Option<&str>) -> Vec<Url> {
    let challenged = challenged.and_then(|text| Url::parse(text).ok());
    let is_usable = |url: &Url| url.scheme() == "https" || url.origin() == server.origin();
    let path = server.path().trim_end_matches('/');
    let at =
        |path: &str| with_path(server, &format!("/.well-known/oauth-protected-resource{path}"));
    let inserted = (!path.is_empty()).then(|| at(path));
    challenged.filter(is_usable).into_iter().chain(inserted).chain([at("")]).collect()
}

/// Returns the URLs of the metadata of an issuer, in the order of the specification.
pub(crate) fn server_candidates(issuer: &Url) -> Vec<Url> {
    let path = issuer.path().trim_end_matches('/');
    let at = |path: &str| with_path(issuer, path);
    let inserted = |name: &str| at(&format!("/.well-known/{name}{path}"));
    let mut all = vec![inserted("oauth-authorization-server"), inserted("openid-configuration")];
    if !path.is_empty() {
        all.push(at(&format!("{path}/.well-known/openid-configuration")));
    }
    all
}

fn with_path(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    url.set_path(path);
    url.set_query(None);
    url.set_fragment(None);
    url
}

/// Returns whether a resource is the server, or has the same origin and a path above it.
pub(super) fn covers(resource: &str, server: &Url) -> bool {
    let Ok(resource) = Url::parse(resource) else { return false };
    let path = resource.path().trim_end_matches('/');
    let rest = server.path().strip_prefix(path);
    let is_above = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    resource.origin() == server.origin()
        && is_above
        && (resource.query().is_none() || resource.query() == server.query())
}

/// Returns the resource of a server without metadata.
pub(super) fn resource_of(server: &Url) -> String {
    let mut url = server.clone();
    url.set_fragment(None);
    let text = url.to_string();
    if url.path() == "/" && url.query().is_none() {
        return text.trim_end_matches('/').to_owned();
    }
    text
}

impl ServerMetadata {
    /// Fails if the document is not the one of the issuer that was requested. An issuer without a
    /// path may end with `/` or not.
    pub(super) fn check_issuer(&self, asked: &str) -> Result<(), String> {
        let is_root = Url::parse(asked).is_ok_and(|url| url.path() == "/" && url.query().is_none());
        let is_same = self.issuer == asked
            || (is_root && self.issuer.trim_end_matches('/') == asked.trim_end_matches('/'));
        if is_same {
            return Ok(());
        }
        let (asked, found) = (shorten(asked), shorten(&self.issuer));
        if found.contains("{tenantid}") {
            return Err(format!(
                "the authorization server {asked} is that of all tenants; name the metadata of \
                 your tenant in `oauth.authServerMetadataUrl`"
            ));
        }
        Err(format!(
            "the metadata of the authorization server {asked} names another issuer, {found}"
        ))
    }

    /// Fails unless the server supports PKCE with S256.
    pub(super) fn check_pkce(&self, settings: &ClientSettings) -> Result<(), String> {
        let issuer = shorten(&self.issuer);
        match &self.code_challenge_methods_supported {
            Some(methods) if methods.iter().any(|method| method == "S256") => Ok(()),
            Some(_) => Err(format!("{issuer} does not support PKCE with S256")),
            None if settings.relaxes("pkce-unadvertised") || is_known_for_pkce(&self.issuer) => {
                Ok(())
            }
            None => Err(format!(
                "{issuer} does not declare PKCE (`code_challenge_methods_supported`); if it \
                 supports S256, add \"pkce-unadvertised\" to `oauth.relax`"
            )),
        }
    }

    /// Returns whether the hub can become a client of the server, or is one.
    pub(super) fn takes_client(&self, settings: &ClientSettings) -> bool {
        let has_document =
            settings.client_metadata_url.is_some() && self.client_id_metadata_document_supported;
        let is_open = self.registration_endpoint.is_some() && !settings.registration.is_off;
        settings.client_id.is_some() || has_document || is_open
    }

    /// Uses the endpoints of the settings instead of those found.
    pub(super) fn override_with(&mut self, settings: &ClientSettings) {
        for (own, found) in [
            (&settings.authorization_endpoint, &mut self.authorization_endpoint),
            (&settings.token_endpoint, &mut self.token_endpoint),
            (&settings.revocation_endpoint, &mut self.revocation_endpoint),
            (&settings.registration.endpoint, &mut self.registration_endpoint),
        ] {
            if own.is_some() {
                found.clone_from(own);
            }
        }
    }
}

fn is_known_for_pkce(issuer: &str) -> bool {
    let fits = |known: &str| {
        if known.ends_with('/') { issuer.starts_with(known) } else { issuer == known }
    };
    PKCE_UNADVERTISED.into_iter().any(fits)
}

/// Returns the URL if tokens and codes may be sent to it: HTTPS, or HTTP on this machine if the
/// server is on this machine too.
///
/// # Errors
/// Returns one line with the reason.
pub(crate) fn check_url(text: &str, server: &Url, relaxed: bool) -> Result<Url, String> {
    let shown = shorten(text.split(['?', '#']).next().unwrap_or_default());
    let url = Url::parse(text).map_err(|e| format!("`{shown}` is not a URL: {e}"))?;
    if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
        return Err(format!("the URL at {} has a login or a fragment", origin(&url)));
    }
    let may_be_plain = relaxed || (is_loopback(&url) && is_loopback(server));
    match url.scheme() {
        "https" => Ok(url),
        "http" if may_be_plain => Ok(url),
        "http" => Err(format!("{} is not HTTPS", origin(&url))),
        other => Err(format!("`{}:` is not a URL of the web", shorten(other))),
    }
}

/// Returns whether a URL leads to this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Returns scheme, host and port, the part of a URL that contains no secrets.
pub(super) fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    fn texts(urls: Vec<Url>) -> Vec<String> {
        urls.into_iter().map(String::from).collect()
    }

    #[test]
    fn metadata_of_a_server_is_at_the_challenged_url_or_well_known() {
        let server = url("https://a.test/v1/mcp?x=y");
        let well_known = "https://a.test/.well-known/oauth-protected-resource";
        let inserted = format!("{well_known}/v1/mcp");
        let at = |challenged| texts(resource_candidates(&server, challenged));
        let challenged = "https://b.test/prm";
        assert_eq!(at(Some(challenged)), [challenged, inserted.as_str(), well_known]);
        for bad in [None, Some("http://b.test/prm"), Some("file:///etc/passwd"), Some("x")] {
            assert_eq!(at(bad), [inserted.as_str(), well_known], "{bad:?}");
        }
        let root = resource_candidates(&url("https://a.test"), None);
        assert_eq!(texts(root), [well_known]);
        let plain = url("http://127.0.0.1:1/mcp");
        let own = "http://127.0.0.1:1/prm";
        assert_eq!(resource_candidates(&plain, Some(own))[0].as_str(), own);
    }

    #[test]
    fn metadata_of_an_issuer_is_tried_in_order_and_never_at_the_root() {
        assert_eq!(
            texts(server_candidates(&url("https://a.test"))),
            [
                "https://a.test/.well-known/oauth-authorization-server",
                "https://a.test/.well-known/openid-configuration",
            ]
        );
        assert_eq!(
            texts(server_candidates(&url("https://a.test/tenant/"))),
            [
                "https://a.test/.well-known/oauth-authorization-server/tenant",
                "https://a.test/.well-known/openid-configuration/tenant",
                "https://a.test/tenant/.well-known/openid-configuration",
            ]
        );
    }

    #[test]
    fn a_resource_covers_the_paths_below_it() {
        let server = url("https://a.test/v1/mcp");
        for same in
            ["https://a.test", "https://A.test:443/", "https://a.test/v1", "https://a.test/v1/mcp/"]
        {
            assert!(covers(same, &server), "{same}");
        }
        for other in
            ["https://a.test/v", "https://b.test", "http://a.test", "https://a.test/v1/mcp/x", "x"]
        {
            assert!(!covers(other, &server), "{other}");
        }
        let of = |text| resource_of(&url(text));
        assert_eq!(of("https://a.test/#x"), "https://a.test");
        assert_eq!(of("https://a.test/mcp/?a=b"), "https://a.test/mcp/?a=b");
    }

    #[test]
    fn a_document_of_another_issuer_is_rejected() {
        let document = |issuer: &str| -> ServerMetadata {
            serde_json::from_value(json!({ "issuer": issuer })).unwrap()
        };
        let checked = |found: &str, asked: &str| document(found).check_issuer(asked);
        assert_eq!(checked("https://a.test", "https://a.test/"), Ok(()));
        assert_eq!(checked("https://a.test/x", "https://a.test/x"), Ok(()));
        assert!(checked("https://a.test/x/", "https://a.test/x").is_err());
        assert_eq!(
            checked("https://b.test", "https://a.test").unwrap_err(),
            "the metadata of the authorization server https://a.test names another issuer, \
             https://b.test"
        );
        let of_all = "https://login.microsoftonline.com/{tenantid}/v2.0";
        assert_eq!(
            checked(of_all, "https://login.microsoftonline.com/common/v2.0").unwrap_err(),
            "the authorization server https://login.microsoftonline.com/common/v2.0 is that of all \
             tenants; name the metadata of your tenant in `oauth.authServerMetadataUrl`"
        );
    }

    #[test]
    fn pkce_must_be_declared() {
        let with = |methods: serde_json::Value| -> ServerMetadata {
            let document =
                json!({ "issuer": "https://a.test", "code_challenge_methods_supported": methods });
            serde_json::from_value(document).unwrap()
        };
        let strict = ClientSettings::default();
        assert_eq!(with(json!(["plain", "S256"])).check_pkce(&strict), Ok(()));
        assert_eq!(
            with(json!(["plain"])).check_pkce(&strict).unwrap_err(),
            "https://a.test does not support PKCE with S256"
        );
        assert!(with(json!(null)).check_pkce(&strict).unwrap_err().contains("pkce-unadvertised"));
        let relaxed = json!({ "relax": ["pkce-unadvertised"] });
        let relaxed = ClientSettings::of(relaxed.as_object());
        assert_eq!(with(json!(null)).check_pkce(&relaxed), Ok(()));
        assert!(with(json!([])).check_pkce(&relaxed).is_err());
        for (issuer, is_known) in [
            ("https://github.com/login/oauth", true),
            ("https://github.com/login/oauth/x", false),
            ("https://login.microsoftonline.com/tenant/v2.0", true),
            ("https://login.microsoftonline.com.evil.test/x", false),
        ] {
            let document = ServerMetadata { issuer: issuer.into(), ..ServerMetadata::default() };
            assert_eq!(document.check_pkce(&strict).is_ok(), is_known, "{issuer}");
        }
    }

    #[test]
    fn only_https_and_this_machine_receive_codes() {
        let (far, near) = (url("https://a.test/mcp"), url("http://127.0.0.1:1/mcp"));
        assert!(check_url("https://id.test/x?a=b", &far, false).is_ok());
        assert!(check_url("http://localhost:1/x", &near, false).is_ok());
        assert!(check_url("http://id.test/x", &far, true).is_ok());
        for bad in [
            "http://id.test/x",
            "http://127.0.0.1/x",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://u:p@id.test",
            "https://id.test/#x",
            "\"&calc",
            "https://",
        ] {
            assert!(check_url(bad, &far, false).is_err(), "{bad}");
        }
    }
}
