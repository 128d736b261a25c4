//! The authorization request with PKCE (RFC 7636), and the redirect that answers it (RFC 6749,
//! RFC 9207).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use ring::digest;
use url::{Url, form_urlencoded};

use crate::oauth::challenge::Challenge;
use crate::oauth::client_settings::ClientSettings;
use crate::oauth::discovery::Discovered;
use crate::oauth::error::{LoginError, shorten};
use crate::settings::model::secret::Secret;
pub(crate) use crate::state::credential_record::Pending;
use crate::state::credential_record::{RegisteredClient, Time};
use crate::state::random;

/// Parameters of the protocol, which settings cannot replace.
const OWN: [&str; 7] = [
    "response_type",
    "client_id",
    "redirect_uri",
    "code_challenge",
    "code_challenge_method",
    "state",
    "resource",
];

impl Pending {
    /// Creates the request at an authorization endpoint that was checked.
    ///
    /// # Errors
    /// Fails if the system provides no randomness.
    pub(super) fn new(
        endpoint: Url,
        token_endpoint: String,
        found: Discovered,
        client: RegisteredClient,
        scope: Option<String>,
        redirect_uri: &str,
        settings: &ClientSettings,
    ) -> Result<Self, LoginError> {
        let secret = || random::secret().map_err(|e| LoginError::Store(e.to_string()));
        let (state, verifier) = (secret()?, secret()?);
        let mut pairs = vec![
            ("response_type".to_owned(), "code".to_owned()),
            ("client_id".to_owned(), client.client_id.clone()),
            ("redirect_uri".to_owned(), redirect_uri.to_owned()),
            ("code_challenge".to_owned(), challenge_of(&verifier)),
            ("code_challenge_method".to_owned(), "S256".to_owned()),
            ("state".to_owned(), state.reveal().to_owned()),
        ];
        pairs.extend(found.resource.clone().map(|resource| ("resource".to_owned(), resource)));
        pairs.extend(scope.clone().map(|scope| ("scope".to_owned(), scope)));
        let more = settings.authorize_params.iter().cloned();
        let more = more.chain(expected_params(&found.server.issuer, scope.as_deref()));
        for (name, value) in more {
            if !OWN.contains(&name.as_str()) && !pairs.iter().any(|(known, _)| *known == name) {
                pairs.push((name, value));
            }
        }
        let mut url = endpoint;
        url.query_pairs_mut().extend_pairs(pairs);
        let now = Time(Timestamp::now());
        Ok(Self {
            url,
            state,
            verifier,
            redirect_uri: redirect_uri.to_owned(),
            requires_iss: found.server.authorization_response_iss_parameter_supported,
            is_assumed: found.server.is_assumed,
            issuer: found.server.issuer,
            client,
            resource: found.resource,
            scope,
            token_endpoint,
            revocation_endpoint: found.server.revocation_endpoint,
            created_at: now,
            shown_at: now,
        })
    }

    /// Returns whether a redirect belongs to this login. Compares in constant time.
    pub(crate) fn is_for(&self, redirected: &Redirected) -> bool {
        redirected.state == self.state
    }

    /// Returns the code of a redirect.
    ///
    /// # Errors
    /// Fails if the redirect belongs to another login or another issuer, or reports an error.
    pub(super) fn code<'a>(&self, redirected: &'a Redirected) -> Result<&'a Secret, LoginError> {
        let refused = |text: String| Err(LoginError::Refused(text));
        if !self.is_for(redirected) {
            return refused("the response belongs to another login".to_owned());
        }
        // The texts of a response of another issuer are not shown.
        match &redirected.iss {
            Some(iss) if *iss != self.issuer && !self.is_assumed => {
                let (iss, issuer) = (shorten(iss), shorten(&self.issuer));
                return refused(format!("the response is from {iss}, not from {issuer}"));
            }
            None if self.requires_iss => {
                let issuer = shorten(&self.issuer);
                return refused(format!("the response does not say that it is from {issuer}"));
            }
            _ => {}
        }
        if let Some(error) = &redirected.error {
            let text = match redirected.description.as_deref().map(shorten) {
                Some(text) if !text.is_empty() => format!("{text} ({})", shorten(error)),
                _ => shorten(error),
            };
            return refused(match error.as_str() {
                "access_denied" => format!("the login was declined: {text}"),
                _ => format!("{} rejected the login: {text}", shorten(&self.issuer)),
            });
        }
        redirected
            .code
            .as_ref()
            .ok_or_else(|| LoginError::Refused("the response contains no code".to_owned()))
    }
}

/// Returns the scopes of a login: those wished together with those of the challenge, otherwise those
/// of the challenge, otherwise those of the resource.
pub(super) fn scope_of(
    wished: &[String],
    challenge: &Challenge,
    found: &Discovered,
) -> Option<String> {
    let challenged = challenge.scope.as_deref().into_iter().flat_map(str::split_whitespace);
    let mut scopes: Vec<&str> = Vec::new();
    for scope in wished.iter().map(String::as_str).chain(challenged) {
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    if scopes.is_empty() {
        scopes.extend(found.scopes_supported.iter().map(String::as_str));
    }
    let offline = "offline_access";
    let has_offline = found.server.scopes_supported.iter().any(|scope| scope == offline);
    if has_offline && !scopes.is_empty() && !scopes.contains(&offline) {
        scopes.push(offline);
    }
    (!scopes.is_empty()).then(|| scopes.join(" "))
}

/// Returns the parameters that an issuer expects for a refresh token.
fn expected_params(issuer: &str, scope: Option<&str>) -> Vec<(String, String)> {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let has = |word: &str| scope.is_some_and(|scope| scope.split(' ').any(|one| one == word));
    if issuer.trim_end_matches('/') == "https://accounts.google.com" {
        return vec![pair("access_type", "offline"), pair("prompt", "consent")];
    }
    if has("openid") && has("offline_access") {
        return vec![pair("prompt", "consent")];
    }
    Vec::new()
}

fn challenge_of(verifier: &Secret) -> String {
    let digest = digest::digest(&digest::SHA256, verifier.reveal().as_bytes());
    URL_SAFE_NO_PAD.encode(digest)
}

/// The parameters that an authorization server sends back through the browser.
#[derive(Debug)]
pub(crate) struct Redirected {
    state: Secret,
    code: Option<Secret>,
    iss: Option<String>,
    error: Option<String>,
    description: Option<String>,
}

impl Redirected {
    /// Creates the parameters of a success.
    pub(crate) fn new(state: String, code: String, iss: Option<String>) -> Self {
        let code = Some(Secret::new(code)).filter(|code| !code.reveal().is_empty());
        Self { state: Secret::new(state), code, iss, error: None, description: None }
    }

    /// Reads a redirected URL or its query. Returns `None` without `state`, or if a parameter occurs
    /// twice.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let query = text.split_once('?').map_or(text, |(_, query)| query);
        let query = query.split('#').next().unwrap_or_default();
        let [mut state, mut code, mut iss, mut error, mut description] = [const { None }; 5];
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let place = match &*name {
                "state" => &mut state,
                "code" => &mut code,
                "iss" => &mut iss,
                "error" => &mut error,
                "error_description" => &mut description,
                _ => continue,
            };
            if place.replace(value.into_owned()).is_some() {
                return None;
            }
        }
        let code = code.filter(|code| !code.is_empty()).map(Secret::new);
        Some(Self { state: Secret::new(state?), code, iss, error, description })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::oauth::metadata::ServerMetadata;
    use crate::state::credential_record::ClientKind;

    fn pending(requires_iss: bool, scope: Option<&str>, settings: &ClientSettings) -> Pending {
        let server = ServerMetadata {
            issuer: "https://id.test".into(),
            authorization_response_iss_parameter_supported: requires_iss,
            ..ServerMetadata::default()
        };
        let resource = Some("https://a.test/mcp".into());
        let found = Discovered { resource, scopes_supported: Vec::new(), server };
        let client = RegisteredClient {
            kind: ClientKind::Dcr,
            client_id: "c 1".into(),
            client_secret: None,
            secret_expires_at: None,
            token_endpoint_auth_method: "none".into(),
            redirect_uris: Vec::new(),
            registration_client_uri: None,
            registration_access_token: None,
            registered_at: Time(Timestamp::UNIX_EPOCH),
        };
        let endpoint = Url::parse("https://id.test/authorize?tenant=t").unwrap();
        let scope = scope.map(str::to_owned);
        let redirect = "http://127.0.0.1:1/callback";
        Pending::new(
            endpoint,
            "https://id.test/token".into(),
            found,
            client,
            scope,
            redirect,
            settings,
        )
        .unwrap()
    }

    #[test]
    fn the_request_has_pkce_state_and_the_resource() {
        let settings = json!({ "authorizeParams": { "state": "mine", "audience": "x" } });
        let settings = ClientSettings::of(settings.as_object());
        let pending = pending(false, Some("openid offline_access"), &settings);
        let wanted = format!(
            "https://id.test/authorize?tenant=t&response_type=code&client_id=c+1\
             &redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fcallback&code_challenge={}\
             &code_challenge_method=S256&state={}&resource=https%3A%2F%2Fa.test%2Fmcp\
             &scope=openid+offline_access&audience=x&prompt=consent",
            challenge_of(&pending.verifier),
            pending.state.reveal(),
        );
        assert_eq!(pending.url.as_str(), wanted);
        assert_eq!(pending.verifier.reveal().len(), 43);
        // Source: RFC 7636, appendix B.
        let verifier = Secret::new("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assert_eq!(challenge_of(&verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn a_code_counts_only_from_this_login_and_this_issuer() {
        let settings = ClientSettings::default();
        let (lax, strict) = (pending(false, None, &settings), pending(true, None, &settings));
        let of = |pending: &Pending, query: &str| {
            let state = pending.state.reveal();
            let url = format!("http://127.0.0.1:1/callback?{}", query.replace("STATE", state));
            let redirected = Redirected::of(&url).unwrap();
            let code = pending.code(&redirected);
            code.map(|code| code.reveal().to_owned()).map_err(|e| e.to_string())
        };
        let ok = Ok("c".to_owned());
        assert_eq!(of(&lax, "code=c&state=STATE"), ok);
        assert_eq!(of(&lax, "code=c&state=STATE&iss=https%3A%2F%2Fid.test"), ok);
        assert_eq!(of(&strict, "code=c&state=STATE&iss=https%3A%2F%2Fid.test"), ok);
        for (pending, query, why) in [
            (&lax, "code=c&state=STATEx", "the response belongs to another login"),
            (
                &strict,
                "code=c&state=STATE",
                "the response does not say that it is from https://id.test",
            ),
            (
                &lax,
                "code=c&state=STATE&iss=https%3A%2F%2Fid.test%2F",
                "the response is from https://id.test/, not from https://id.test",
            ),
            (
                &lax,
                "error=x&error_description=evil&state=STATE&iss=https%3A%2F%2Fb.test",
                "the response is from https://b.test, not from https://id.test",
            ),
            (&lax, "error=access_denied&state=STATE", "the login was declined: access_denied"),
            (
                &lax,
                "error=bad&error_description=no%0Away&state=STATE",
                "https://id.test rejected the login: no way (bad)",
            ),
            (&lax, "state=STATE", "the response contains no code"),
        ] {
            assert_eq!(of(pending, query).unwrap_err(), why, "{query}");
        }
        for odd in ["", "code=c", "http://127.0.0.1/?code=c", "code=a&code=b&state=s"] {
            assert!(Redirected::of(odd).is_none(), "{odd}");
        }
    }

    #[test]
    fn scopes_are_those_wished_challenged_or_supported() {
        let of = |wished: &[&str], challenged: Option<&str>, supported: &[&str], offline: bool| {
            let wished: Vec<_> = wished.iter().map(|scope| (*scope).to_owned()).collect();
            let challenge =
                Challenge { scope: challenged.map(str::to_owned), ..Challenge::default() };
            let scopes_supported = supported.iter().map(|scope| (*scope).to_owned()).collect();
            let mut server = ServerMetadata::default();
            server.scopes_supported.extend(offline.then(|| "offline_access".to_owned()));
            let found = Discovered { resource: None, scopes_supported, server };
            scope_of(&wished, &challenge, &found).unwrap_or_default()
        };
        assert_eq!(of(&["a", "b"], Some("b c"), &["d"], false), "a b c");
        assert_eq!(of(&[], Some("b c"), &["d"], true), "b c offline_access");
        assert_eq!(of(&[], None, &["d", "e"], false), "d e");
        assert_eq!(of(&[], None, &[], true), "");
    }
}
