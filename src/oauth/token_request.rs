//! Requests to token and revocation endpoints (RFC 6749, RFC 7009).

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use jiff::{Span, Timestamp};
use serde_json::Value;
use url::Url;
use url::form_urlencoded::{Serializer, byte_serialize};

use crate::oauth::error::{LoginError, shorten};
use crate::oauth::metadata::origin;
use crate::oauth::web::Web;
use crate::settings::model::secret::Secret;
use crate::state::credentials::{RegisteredClient, Time, Tokens};

const FORM: &str = "application/x-www-form-urlencoded";
/// Error codes that mean that a later attempt may succeed.
const TRANSIENT: [&str; 3] = ["server_error", "temporarily_unavailable", "slow_down"];

/// An endpoint, and the client that authenticates there.
pub(super) struct TokenEndpoint<'a> {
    pub(super) web: &'a Web,
    pub(super) url: &'a str,
    pub(super) client: &'a RegisteredClient,
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

    /// Revokes a token.
    ///
    /// # Errors
    /// Fails as [`Self::tokens`] does.
    pub(super) async fn revoke(&self, token: &Secret, hint: &str) -> Result<(), LoginError> {
        self.send(&[("token", token.reveal()), ("token_type_hint", hint)]).await.map(drop)
    }

    async fn send(&self, pairs: &[(&str, &str)]) -> Result<Value, LoginError> {
        let (form, authorization) = self.authenticated(pairs)?;
        let sent = self.web.post(self.url, FORM, form, authorization.as_ref()).await;
        let (status, answer) = sent?;
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

    /// Returns the form and the `Authorization` of a request, by the method of the client.
    fn authenticated(
        &self,
        pairs: &[(&str, &str)],
    ) -> Result<(String, Option<Secret>), LoginError> {
        let RegisteredClient { client_id, client_secret, token_endpoint_auth_method, .. } =
            self.client;
        let secret = client_secret.as_ref().map(Secret::reveal).unwrap_or_default();
        let mut form = Serializer::new(String::new());
        form.extend_pairs(pairs);
        match token_endpoint_auth_method.as_str() {
            "client_secret_basic" => {
                let pair = format!("{}:{}", encode(client_id), encode(secret));
                let value = Secret::new(format!("Basic {}", BASE64_STANDARD.encode(pair)));
                return Ok((form.finish(), Some(value)));
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
        Ok((form.finish(), None))
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
        if TRANSIENT.contains(&code) {
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
