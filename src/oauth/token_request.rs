//! Requests to token and revocation endpoints (RFC 6749, RFC 7009).

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::StatusCode;
use jiff::{Span, Timestamp};
use serde_json::Value;
use url::Url;
use url::form_urlencoded::{Serializer, byte_serialize};

use crate::oauth::client_assertion::{self, PrivateKey};
use crate::oauth::error::{LoginError, shorten};
use crate::oauth::login::Target;
use crate::oauth::metadata::origin;
use crate::oauth::registration::DEVICE_GRANT;
use crate::oauth::web::Web;
use crate::settings::model::secret::Secret;
use crate::state::credential_record::{RegisteredClient, Time, Tokens};

const FORM: &str = "application/x-www-form-urlencoded";
/// Error codes that mean that a later attempt may succeed.
const TRANSIENT: [&str; 3] = ["server_error", "temporarily_unavailable", "slow_down"];

/// An endpoint, and the client that authenticates there.
pub(super) struct TokenEndpoint<'a> {
    pub(super) web: &'a Web,
    pub(super) url: &'a str,
    /// The audience of assertions.
    pub(super) issuer: &'a str,
    pub(super) client: &'a RegisteredClient,
    pub(super) key: Option<&'a PrivateKey>,
}

impl Target {
    /// Returns an endpoint of an issuer for requests of a client.
    pub(super) fn endpoint<'a>(
        &'a self,
        web: &'a Web,
        url: &'a str,
        issuer: &'a str,
        client: &'a RegisteredClient,
    ) -> TokenEndpoint<'a> {
        TokenEndpoint { web, url, issuer, client, key: self.settings.private_key.as_ref() }
    }
}

/// How a client proves itself.
struct Authenticated {
    form: String,
    authorization: Option<Secret>,
}

impl TokenEndpoint<'_> {
    /// Exchanges something for tokens; `pairs` are the parameters of the grant. `scope` is the one
    /// of the tokens if the response names none.
    ///
    /// # Errors
    /// Fails if the server rejects the request or cannot be reached.
    pub(super) async fn tokens(
        &self,
        pairs: &[(&str, &str)],
        resource: Option<&str>,
        scope: Option<&str>,
    ) -> Result<Tokens, LoginError> {
        let resource = resource.map(|resource| ("resource", resource));
        let pairs: Vec<_> = pairs.iter().copied().chain(resource).collect();
        let answer = self.send(&pairs).await?;
        parse_tokens(&answer, scope).map_err(|why| {
            LoginError::Refused(format!("the token endpoint at {} {why}", self.place()))
        })
    }

    /// Sends a request to an endpoint that returns something other than tokens.
    ///
    /// # Errors
    /// Fails as [`Self::tokens`] does.
    pub(super) async fn request(&self, pairs: &[(&str, &str)]) -> Result<Value, LoginError> {
        self.send(pairs).await
    }

    /// Revokes a token.
    ///
    /// # Errors
    /// Fails as [`Self::tokens`] does.
    pub(super) async fn revoke(&self, token: &Secret, hint: &str) -> Result<(), LoginError> {
        self.send(&[("token", token.reveal()), ("token_type_hint", hint)]).await.map(drop)
    }

    async fn send(&self, pairs: &[(&str, &str)]) -> Result<Value, LoginError> {
        let (mut status, mut answer) = self.post(pairs, encode).await?;
        let RegisteredClient { client_id, client_secret, token_endpoint_auth_method, .. } =
            self.client;
        let is_encoded = |text: &str| encode(text) != text;
        let secret = client_secret.as_ref().map(Secret::reveal).unwrap_or_default();
        // Some servers compare the header without decoding it.
        if status == StatusCode::UNAUTHORIZED
            && answer["error"] == "invalid_client"
            && token_endpoint_auth_method == "client_secret_basic"
            && (is_encoded(client_id) || is_encoded(secret))
        {
            (status, answer) = self.post(pairs, str::to_owned).await?;
        }
        match answer["error"].as_str().filter(|code| !code.is_empty()) {
            Some(code) => {
                let secret = self.client.client_secret.as_ref().map(Secret::reveal);
                let sent: Vec<_> = pairs.iter().map(|(_, value)| *value).chain(secret).collect();
                Err(self.error(code, &answer, &sent))
            }
            None if status.is_success() => Ok(answer),
            None => Err(LoginError::Refused(format!("HTTP {status} from {}", self.place()))),
        }
    }

    async fn post(
        &self,
        pairs: &[(&str, &str)],
        encode: fn(&str) -> String,
    ) -> Result<(StatusCode, Value), LoginError> {
        let Authenticated { form, authorization } = self.authenticated(pairs, encode)?;
        self.web.post(self.url, FORM, form, authorization.as_ref()).await
    }

    /// Returns the form and the `Authorization` of a request, by the method of the client. `encode`
    /// prepares id and secret for Basic authentication.
    fn authenticated(
        &self,
        pairs: &[(&str, &str)],
        encode: fn(&str) -> String,
    ) -> Result<Authenticated, LoginError> {
        let RegisteredClient { client_id, client_secret, token_endpoint_auth_method, .. } =
            self.client;
        let secret = client_secret.as_ref().map(Secret::reveal).unwrap_or_default();
        let mut form = Serializer::new(String::new());
        form.extend_pairs(pairs);
        match token_endpoint_auth_method.as_str() {
            "client_secret_basic" => {
                let pair = format!("{}:{}", encode(client_id), encode(secret));
                let value = Secret::new(format!("Basic {}", BASE64_STANDARD.encode(pair)));
                return Ok(Authenticated { form: form.finish(), authorization: Some(value) });
            }
            "private_key_jwt" => {
                let none = || "`oauth.privateKeyFile` is missing".to_owned();
                let assertion = self.key.ok_or_else(none);
                let assertion = assertion.and_then(|key| key.assertion(client_id, self.issuer));
                let assertion = assertion.map_err(LoginError::Refused)?;
                form.append_pair("client_assertion_type", client_assertion::KIND)
                    .append_pair("client_assertion", assertion.reveal());
            }
            "client_secret_post" => {
                form.append_pair("client_id", client_id).append_pair("client_secret", secret);
            }
            "none" => {
                form.append_pair("client_id", client_id);
            }
            other => {
                let (place, other) = (self.place(), shorten(other));
                return Err(LoginError::Refused(format!(
                    "{place} requires the authentication method `{other}`, which is not supported"
                )));
            }
        }
        Ok(Authenticated { form: form.finish(), authorization: None })
    }

    /// Describes an error response, without the values that were sent.
    fn error(&self, code: &str, answer: &Value, sent: &[&str]) -> LoginError {
        let description = answer["error_description"].as_str().unwrap_or_default();
        let hide = |text: &str| {
            let hidden = sent.iter().filter(|value| value.len() >= 4);
            shorten(&hidden.fold(text.to_owned(), |text, value| text.replace(value, "***")))
        };
        let text = match (hide(code), hide(description)) {
            (code, description) if description.is_empty() => code,
            (code, description) => format!("{description} ({code})"),
        };
        let place = self.place();
        // A device is to ask again later, and knows when.
        let is_asked_again = code == "slow_down" && sent.contains(&DEVICE_GRANT);
        if TRANSIENT.contains(&code) && !is_asked_again {
            return LoginError::Unreachable(format!("{place} is out of order: {text}"));
        }
        LoginError::Code { place, code: code.to_owned(), text }
    }

    fn place(&self) -> String {
        Url::parse(self.url).map(|url| origin(&url)).unwrap_or_default()
    }
}

/// Encodes a value for Basic authentication, which leaves `-._*` as they are (RFC 6749, 2.3.1).
fn encode(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect()
}

/// Reads a token response.
fn parse_tokens(answer: &Value, scope: Option<&str>) -> Result<Tokens, String> {
    let text = |key: &str| answer[key].as_str().filter(|text| !text.is_empty());
    let access = text("access_token").ok_or("returned no access token")?;
    let kind = text("token_type").unwrap_or("Bearer");
    if !kind.eq_ignore_ascii_case("bearer") {
        return Err(format!(
            "returned a token of type `{}`, which mcphub cannot use",
            shorten(kind)
        ));
    }
    let now = Timestamp::now();
    let lifetime = &answer["expires_in"];
    let seconds = lifetime.as_f64().or_else(|| lifetime.as_str()?.trim().parse().ok());
    let seconds = seconds.filter(|seconds| (0.0..1e9).contains(seconds));
    #[expect(clippy::cast_possible_truncation, reason = "the range was checked")]
    let expires = seconds.and_then(|s| now.checked_add(Span::new().seconds(s as i64)).ok());
    Ok(Tokens {
        access_token: Secret::new(access),
        expires_at: expires.map(Time),
        refresh_token: text("refresh_token").map(Secret::new),
        scope: text("scope").or(scope).map(str::to_owned),
        received_at: Time(now),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn token_responses_are_read_leniently() {
        let read = |answer: Value| parse_tokens(&answer, Some("asked"));
        let seconds = |answer: Value| {
            let tokens = read(answer).unwrap();
            tokens.expires_at.map(|at| at.0.as_second() - tokens.received_at.0.as_second())
        };
        assert_eq!(seconds(json!({ "access_token": "a", "expires_in": 60 })), Some(60));
        assert_eq!(seconds(json!({ "access_token": "a", "expires_in": "60" })), Some(60));
        for odd in [json!(null), json!(-1), json!("soon"), json!(1e99)] {
            assert_eq!(seconds(json!({ "access_token": "a", "expires_in": odd })), None);
        }
        let tokens = read(json!({ "access_token": "a", "token_type": "bearer" })).unwrap();
        assert_eq!((tokens.scope.as_deref(), tokens.refresh_token), (Some("asked"), None));
        assert_eq!(read(json!({})).unwrap_err(), "returned no access token");
        assert_eq!(
            read(json!({ "access_token": "a", "token_type": "DPoP" })).unwrap_err(),
            "returned a token of type `DPoP`, which mcphub cannot use"
        );
    }

    #[test]
    fn credentials_are_encoded_as_forms() {
        assert_eq!(encode("a-b._*c"), "a-b._*c");
        assert_eq!(encode("a b:c%"), "a+b%3Ac%25");
    }
}
