//! The MCP endpoints as protected resources: their metadata (RFC 9728), and the challenges that lead
//! clients to it.

use http::{HeaderValue, StatusCode};
use serde_json::{Map, Value, json};

use crate::access::public_url::PublicUrl;
use crate::proxy::catalog::scope::{Address, Endpoint};
use crate::settings::Settings;

/// Path of the metadata of the hub as a whole; the path of an endpoint follows it.
pub(crate) const METADATA_PATH: &str = "/.well-known/oauth-protected-resource";

/// An endpoint as a client sees it.
#[derive(Clone, Debug)]
pub(crate) struct Resource<'a> {
    pub(crate) settings: &'a Settings,
    pub(crate) url: &'a PublicUrl,
    /// The path of the endpoint below the hub's URL; empty for the hub as a whole.
    pub(crate) path: &'a str,
    /// The issuer of the hub's own tokens, if it issues any.
    pub(crate) own_issuer: Option<String>,
}

impl Resource<'_> {
    /// Returns the resource identifier: the URL that the client uses.
    pub(crate) fn identifier(&self) -> String {
        match self.set_base() {
            Some(base) => base.at(self.path),
            None => self.url.at(self.path),
        }
    }

    /// Returns whether the identifier is certainly the hub's.
    pub(crate) fn is_own(&self) -> bool {
        self.set_base().is_some() || self.url.is_own()
    }

    fn set_base(&self) -> Option<PublicUrl> {
        self.settings.system.identity_providers.base_url.as_deref().and_then(PublicUrl::parse)
    }

    /// Returns the issuers whose tokens the endpoint accepts, preferred first.
    pub(crate) fn issuers(&self) -> Vec<String> {
        let external = &self.settings.system.identity_providers.issuers;
        let external = external.iter().map(|known| known.issuer.clone());
        external.chain(self.own_issuer.clone()).collect()
    }

    /// Returns the scopes that a client should request.
    pub(crate) fn scopes(&self) -> Vec<String> {
        let providers = &self.settings.system.identity_providers;
        let required = providers.issuers.iter().flat_map(|known| &known.required_scopes);
        let mut scopes: Vec<String> = Vec::new();
        if providers.issuers.is_empty() && self.own_issuer.is_some() {
            // A client that cannot request more later must be able to call tools.
            let allowed = self.settings.system.oauth_server.allowed_scopes.iter();
            scopes.extend(allowed.filter(|scope| *scope != "admin").cloned());
        }
        for scope in providers.scopes_supported.iter().chain(required) {
            if !scopes.contains(scope) {
                scopes.push(scope.clone());
            }
        }
        scopes
    }

    /// Returns the metadata; `None` if no issuer's tokens are accepted.
    pub(crate) fn metadata(&self) -> Option<Value> {
        let issuers = self.issuers();
        if issuers.is_empty() {
            return None;
        }
        let mut metadata = Map::new();
        metadata.insert("resource".into(), json!(self.identifier()));
        metadata.insert("authorization_servers".into(), json!(issuers));
        let scopes = self.scopes();
        if !scopes.is_empty() {
            metadata.insert("scopes_supported".into(), json!(scopes));
        }
        metadata.insert("bearer_methods_supported".into(), json!(["header"]));
        metadata.insert("resource_name".into(), json!("mcphub"));
        let documentation = &self.settings.system.identity_providers.documentation_url;
        if let Some(url) = documentation {
            metadata.insert("resource_documentation".into(), json!(url));
        }
        Some(Value::Object(metadata))
    }

    /// Returns the URL of the metadata, if there is any.
    pub(crate) fn metadata_url(&self) -> Option<String> {
        let (origin, base) = self.url.split();
        let url = || format!("{origin}{METADATA_PATH}{base}{}", self.path);
        (!self.issuers().is_empty()).then(url)
    }

    /// Returns the value of `WWW-Authenticate`.
    pub(crate) fn challenge(&self, error: Option<&TokenError>) -> HeaderValue {
        let mut words: Vec<(&str, String)> = Vec::new();
        if let Some(error) = error {
            words.push(("error", error.code.to_owned()));
            words.push(("error_description", error.text.clone()));
        }
        words.extend(self.metadata_url().map(|url| ("resource_metadata", url)));
        let mut scopes = self.scopes();
        for scope in error.map_or(&[][..], |error| &error.scopes) {
            if !scopes.contains(scope) {
                scopes.push(scope.clone());
            }
        }
        if !scopes.is_empty() {
            words.push(("scope", scopes.join(" ")));
        }
        let words: Vec<String> =
            words.into_iter().map(|(name, text)| format!("{name}={}", quote(&text))).collect();
        let value = format!("Bearer {}", words.join(", "));
        HeaderValue::from_str(value.trim()).unwrap_or(HeaderValue::from_static("Bearer"))
    }
}

/// Why a token is rejected, in the words of RFC 6750.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TokenError {
    /// `invalid_token` or `insufficient_scope`.
    pub(crate) code: &'static str,
    pub(crate) text: String,
    /// The scopes of the token, which a new one should have too.
    pub(crate) scopes: Vec<String>,
}

impl TokenError {
    /// A token that is not valid here.
    pub(crate) fn invalid(text: impl Into<String>) -> Self {
        Self { code: "invalid_token", text: text.into(), scopes: Vec::new() }
    }

    /// Returns the status of the response.
    pub(crate) fn status(&self) -> StatusCode {
        match self.code {
            "insufficient_scope" => StatusCode::FORBIDDEN,
            _ => StatusCode::UNAUTHORIZED,
        }
    }
}

/// Returns the path of the endpoint, below the hub's URL, whose metadata is at a path of the origin;
/// empty for the hub as a whole. `None` if there is none. The path of the hub's URL is optional, since
/// a reverse proxy may remove it.
pub(crate) fn endpoint_of<'a>(path: &'a str, url: &PublicUrl) -> Option<&'a str> {
    let rest = path.strip_prefix(METADATA_PATH)?;
    let is_endpoint = |rest: &str| match Address::of_path(rest) {
        Some(Address { endpoint, .. }) => endpoint != Endpoint::Messages,
        None => rest.is_empty(),
    };
    let below = rest.strip_prefix(url.path()).filter(|below| is_endpoint(below));
    below.or_else(|| Some(rest).filter(|rest| is_endpoint(rest)))
}

/// Escapes a text for a quoted string of a header; what no header can contain becomes a space.
fn quote(text: &str) -> String {
    let plain = |c: char| if c == ' ' || c.is_ascii_graphic() { c } else { ' ' };
    let escaped = text.chars().map(plain).flat_map(|c| {
        let escape = matches!(c, '"' | '\\').then_some('\\');
        escape.into_iter().chain([c])
    });
    format!("\"{}\"", escaped.collect::<String>())
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::*;
    use crate::access::public_url::{Forwarded, Site};

    fn url(text: &str) -> PublicUrl {
        let site = Site { install_url: Some(text.to_owned()), ..Site::default() };
        site.url(&Settings::default(), &Forwarded::default(), &HeaderMap::new())
    }

    fn settings() -> Settings {
        let text = r#"{ "systemConfig": { "oauth": {
            "enabled": true, "issuerUrl": "https://id.test", "requiredScopes": ["mcp"],
            "issuers": [{ "issuer": "https://other.test/" }],
            "serviceDocumentationUrl": "https://docs.test"
        } } }"#;
        let document = crate::settings::Document::parse(text).unwrap();
        crate::settings::validate(&document).0
    }

    #[test]
    fn a_quoted_text_stays_one_text() {
        assert_eq!(quote("a \"b\" \\ c\r\nd\u{e9}"), r#""a \"b\" \\ c  d ""#);
    }

    #[test]
    fn metadata_names_the_resource_as_the_client_does() {
        let (settings, url) = (settings(), url("https://hub.test/x"));
        let resource =
            Resource { settings: &settings, url: &url, path: "/mcp/a", own_issuer: None };
        assert_eq!(
            resource.metadata().unwrap(),
            json!({
                "resource": "https://hub.test/x/mcp/a",
                "authorization_servers": ["https://id.test", "https://other.test/"],
                "scopes_supported": ["mcp"],
                "bearer_methods_supported": ["header"],
                "resource_name": "mcphub",
                "resource_documentation": "https://docs.test",
            })
        );
        let none = Settings::default();
        let own = Resource { settings: &none, ..resource };
        assert_eq!(own.metadata(), None);
        let own = Resource { own_issuer: Some("https://hub.test/x".to_owned()), ..own };
        let metadata = own.metadata().unwrap();
        assert_eq!(metadata["authorization_servers"], json!(["https://hub.test/x"]));
        assert_eq!(metadata["scopes_supported"], json!(["read", "write"]));
    }

    #[test]
    fn a_challenge_has_an_error_only_for_a_token() {
        let (settings, url) = (settings(), url("https://hub.test/x"));
        let resource =
            Resource { settings: &settings, url: &url, path: "/mcp/a", own_issuer: None };
        let place = "https://hub.test/.well-known/oauth-protected-resource/x/mcp/a";
        assert_eq!(
            resource.challenge(None),
            format!(r#"Bearer resource_metadata="{place}", scope="mcp""#)
        );
        let error = TokenError {
            code: "insufficient_scope",
            text: "more".into(),
            scopes: vec!["held".into(), "mcp".into()],
        };
        assert_eq!(
            resource.challenge(Some(&error)),
            format!(
                r#"Bearer error="insufficient_scope", error_description="more", resource_metadata="{place}", scope="mcp held""#
            )
        );
        let none = Settings::default();
        assert_eq!(Resource { settings: &none, ..resource }.challenge(None), "Bearer");
    }

    #[test]
    fn each_endpoint_has_metadata_and_nothing_else_has() {
        let (root, below) = (url("https://hub.test"), url("https://hub.test/x"));
        let of = |rest: &str, url: &PublicUrl| {
            endpoint_of(&format!("{METADATA_PATH}{rest}"), url).map(str::to_owned)
        };
        for path in [
            "",
            "/mcp",
            "/mcp/a",
            "/mcp/$smart",
            "/mcp/$smart/g",
            "/direct/a",
            "/sse",
            "/sse/a",
            "/ann/mcp",
            "/ann/mcp/a",
            "/v0/groups/g/mcp",
        ] {
            assert_eq!(of(path, &root).as_deref(), Some(path));
            assert_eq!(of(path, &below).as_deref(), Some(path));
            assert_eq!(of(&format!("/x{path}"), &below).as_deref(), Some(path));
        }
        for path in ["/", "/x", "/messages", "/api/servers", "x", "/direct"] {
            assert_eq!(of(path, &root), None, "{path}");
        }
    }
}
