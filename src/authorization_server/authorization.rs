//! Checks an authorization request (OAuth 2.1, 4.1.1) before the user sees it.

use crate::authorization_server::client::Client;
use crate::authorization_server::error::{Code, OauthError};
use crate::authorization_server::parameters::Parameters;
use crate::authorization_server::redirect_uri;
use crate::authorization_server::resource::HubUrls;
use crate::authorization_server::scope;
use crate::settings::model::oauth_server::OauthServer;

/// The parameters that have a meaning.
const NAMES: [&str; 9] = [
    "client_id",
    "redirect_uri",
    "response_type",
    "response_mode",
    "scope",
    "state",
    "code_challenge",
    "code_challenge_method",
    "prompt",
];

/// An authorization request that the user can decide.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AuthorizationRequest {
    pub(crate) client: Client,
    pub(crate) redirect_uri: String,
    pub(crate) state: Option<String>,
    /// The scopes that will be granted.
    pub(crate) scopes: Vec<String>,
    /// The PKCE challenge, by S256.
    pub(crate) challenge: String,
    /// The resource that the tokens are for.
    pub(crate) resource: String,
    /// The client wants no page: only a remembered approval helps.
    pub(crate) is_silent: bool,
    /// The client wants a page, even if there is a remembered approval.
    pub(crate) wants_consent: bool,
}

/// Why a request is refused, and who is told.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Refusal {
    /// The user: the client or its redirect URI cannot be trusted.
    Page(OauthError),
    /// The client, at its redirect URI.
    Redirect { redirect_uri: String, state: Option<String>, error: OauthError },
}

/// Returns the id of the client of a request.
///
/// # Errors
/// Fails if it is missing or repeated.
pub(crate) fn client_id(parameters: &Parameters) -> Result<&str, Refusal> {
    parameters.check(&["client_id", "redirect_uri"]).map_err(Refusal::Page)?;
    parameters.required("client_id").map_err(Refusal::Page)
}

/// Checks the parameters of a request by `client`.
///
/// # Errors
/// See [`Refusal`].
pub(crate) fn check(
    parameters: &Parameters,
    client: Client,
    rules: &OauthServer,
    urls: &HubUrls,
) -> Result<AuthorizationRequest, Refusal> {
    let redirect_uri = parameters.required("redirect_uri").map_err(Refusal::Page)?.to_owned();
    let is_known = redirect_uri::is_registered(&client.redirect_uris, &redirect_uri);
    if let Err(reason) = redirect_uri::check(&redirect_uri, rules) {
        return Err(Refusal::Page(OauthError::request(format!("the redirect URI {reason}"))));
    }
    if !is_known {
        let text = "the client did not register this redirect URI";
        return Err(Refusal::Page(OauthError::request(text)));
    }
    let state = parameters.get("state").map(str::to_owned);
    let refuse = |error| Refusal::Redirect {
        redirect_uri: redirect_uri.clone(),
        state: state.clone(),
        error,
    };
    let found = check_rest(parameters, &client, rules, urls).map_err(refuse)?;
    let prompts: Vec<&str> = parameters.get("prompt").unwrap_or_default().split(' ').collect();
    Ok(AuthorizationRequest {
        client,
        redirect_uri,
        state,
        scopes: found.scopes,
        challenge: found.challenge,
        resource: found.resource,
        is_silent: prompts.contains(&"none"),
        wants_consent: prompts.contains(&"consent") || prompts.contains(&"login"),
    })
}

struct Rest {
    scopes: Vec<String>,
    challenge: String,
    resource: String,
}

/// Checks the parameters of which the client may learn the faults.
fn check_rest(
    parameters: &Parameters,
    client: &Client,
    rules: &OauthServer,
    urls: &HubUrls,
) -> Result<Rest, OauthError> {
    parameters.check(&NAMES)?;
    parameters.check(&["resource"])?;
    if parameters.required("response_type")? != "code" {
        let text = "`response_type` must be `code`";
        return Err(OauthError::new(Code::UnsupportedResponseType, text));
    }
    if parameters.get("response_mode").is_some_and(|mode| mode != "query") {
        return Err(OauthError::request("`response_mode` must be `query`"));
    }
    if !client.has_grant("authorization_code") {
        let text = "the client may not use the grant type authorization_code";
        return Err(OauthError::new(Code::UnauthorizedClient, text));
    }
    if rules.require_state {
        parameters.required("state")?;
    }
    let challenge = parameters.required("code_challenge")?;
    // Without a method it would be `plain` (RFC 7636, 4.3).
    if parameters.get("code_challenge_method") != Some("S256") {
        return Err(OauthError::request("`code_challenge_method` must be `S256`"));
    }
    let is_challenge = challenge.len() == 43
        && challenge.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    if !is_challenge {
        return Err(OauthError::request("`code_challenge` is not a SHA-256 digest in base64url"));
    }
    let resource = parameters.get("resource").unwrap_or(&urls.base);
    if !urls.has(resource) {
        let text = "`resource` is not an endpoint of this hub";
        return Err(OauthError::new(Code::InvalidTarget, text));
    }
    let scopes = scope::grantable(parameters.get("scope"), rules, client.scopes.as_deref())?;
    Ok(Rest { scopes, challenge: challenge.to_owned(), resource: resource.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    fn run(changes: &[(&str, &str)], rules: &OauthServer) -> Result<AuthorizationRequest, String> {
        let mut pairs = vec![
            ("client_id", "c"),
            ("redirect_uri", "http://localhost:9/cb"),
            ("response_type", "code"),
            ("state", "a/b=é?"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        for (name, value) in changes {
            match pairs.iter_mut().find(|(known, _)| known == name) {
                Some(pair) => pair.1 = value,
                None => pairs.push((name, value)),
            }
        }
        let form =
            url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let registered = vec!["http://localhost/cb".into(), "https://app.example/cb".into()];
        let client = Client::of_document("c", "C".into(), registered);
        let urls = HubUrls { base: "https://hub.test".into(), base_path: String::new() };
        check(&Parameters::of_form(&form), client, rules, &urls).map_err(|refusal| match refusal {
            Refusal::Page(error) => format!("page: {error}"),
            Refusal::Redirect { error, state, .. } => {
                format!("{} {}", error.code.word(), state.unwrap_or_default())
            }
        })
    }

    #[test]
    fn a_complete_request_reaches_the_user() {
        let rules = OauthServer::default();
        let request = run(&[], &rules).unwrap();
        assert_eq!(request.state.as_deref(), Some("a/b=é?"));
        assert_eq!(request.resource, "https://hub.test");
        assert_eq!(request.scopes, ["read", "write"]);
        let at =
            run(&[("resource", "https://hub.test/mcp/dev"), ("scope", "read")], &rules).unwrap();
        assert_eq!(
            (at.resource.as_str(), at.scopes),
            ("https://hub.test/mcp/dev", vec!["read".into()])
        );
    }

    #[test]
    fn a_fault_is_told_to_the_client_only_at_its_own_redirect_uri() {
        let rules = OauthServer { require_state: true, ..OauthServer::default() };
        for (name, value, told) in [
            ("redirect_uri", "", "page: `redirect_uri` is missing"),
            (
                "redirect_uri",
                "https://evil.example/",
                "page: the client did not register this redirect URI",
            ),
            (
                "redirect_uri",
                "javascript:alert(1)",
                "page: the redirect URI uses the scheme `javascript`",
            ),
            ("response_type", "token", "unsupported_response_type a/b=é?"),
            ("response_mode", "fragment", "invalid_request a/b=é?"),
            ("code_challenge", "", "invalid_request a/b=é?"),
            ("code_challenge", "short", "invalid_request a/b=é?"),
            ("code_challenge_method", "plain", "invalid_request a/b=é?"),
            ("code_challenge_method", "", "invalid_request a/b=é?"),
            ("resource", "https://evil.example/mcp", "invalid_target a/b=é?"),
            ("resource", "https://hub.test/api", "invalid_target a/b=é?"),
            ("scope", "everything", "invalid_scope a/b=é?"),
            ("state", "", "invalid_request "),
        ] {
            assert_eq!(run(&[(name, value)], &rules), Err(told.to_owned()), "{name}={value}");
        }
    }
}
