//! Introspection of opaque tokens at their provider (RFC 7662, or MCPHub's `verifyAccessToken`). A
//! result is remembered for at most a minute. A provider that fails never opens an endpoint.

use std::collections::HashMap;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue, Request, StatusCode};
use parking_lot::Mutex;
use ring::digest;
use serde_json::{Map, Value};
use tokio::sync::Semaphore;
use tokio::time::Instant;
use url::form_urlencoded;

use crate::access::external::limits;
use crate::access::external::provider_web::ProviderWeb;
use crate::settings::model::identity_provider::{Introspection, Issuer};
use crate::settings::model::secret::Secret;

/// The members of a response; `None` if the token is not valid.
type Response = Option<Map<String, Value>>;

/// Asks providers about tokens, and remembers what they say.
pub(super) struct Introspections {
    /// By digest of provider and token, with the time until which the result is used.
    results: Mutex<HashMap<[u8; 32], (Instant, Response)>>,
    slots: Semaphore,
}

impl Default for Introspections {
    fn default() -> Self {
        let slots = Semaphore::new(limits::INTROSPECTIONS);
        Self { results: Mutex::default(), slots }
    }
}

impl Introspections {
    /// Returns what the provider says about a token; `None` if the token is not valid.
    ///
    /// # Errors
    /// Returns the reason in one line if the provider cannot tell.
    pub(super) async fn ask(
        &self,
        web: &ProviderWeb,
        provider: &Issuer,
        how: &Introspection,
        networks: &[String],
        token: &str,
    ) -> Result<Response, String> {
        let id = id_of(provider, token);
        if let Some(known) = self.known(&id) {
            return Ok(known);
        }
        let asking = async {
            let _slot = self.slots.acquire().await.map_err(|e| e.to_string())?;
            request(web, provider, how, networks, token).await
        };
        let late = |_| "it does not answer".to_owned();
        let response = tokio::time::timeout(limits::REQUEST, asking).await.map_err(late)??;
        self.remember(id, Duration::from_secs(how.cache_seconds), &response);
        Ok(response)
    }

    fn known(&self, id: &[u8; 32]) -> Option<Response> {
        let results = self.results.lock();
        let (until, response) = results.get(id)?;
        (Instant::now() < *until).then(|| response.clone())
    }

    /// Remembers a result; its expiry is checked again at each use.
    fn remember(&self, id: [u8; 32], time: Duration, response: &Response) {
        let now = Instant::now();
        let mut results = self.results.lock();
        if results.len() >= limits::RESULTS {
            results.retain(|_, (until, _)| now < *until);
        }
        if !time.is_zero() && results.len() < limits::RESULTS {
            results.insert(id, (now + time, response.clone()));
        }
    }
}

fn id_of(provider: &Issuer, token: &str) -> [u8; 32] {
    let text = format!("{}\n{token}", provider.issuer);
    let mut id = [0; 32];
    id.copy_from_slice(digest::digest(&digest::SHA256, text.as_bytes()).as_ref());
    id
}

async fn request(
    web: &ProviderWeb,
    provider: &Issuer,
    how: &Introspection,
    networks: &[String],
    token: &str,
) -> Result<Response, String> {
    let mut request = Request::builder();
    if let Some(id) = &how.client_id {
        let secret = how.client_secret.clone().unwrap_or_else(|| Secret::new(""));
        let secret = web.expand(&secret, "introspection.clientSecret").await?;
        request = request.header(AUTHORIZATION, sensitive(&basic(id, &secret))?);
    }
    for (name, value) in &how.headers {
        let value = web.expand(value, &format!("verifyAccessToken.headers.{name}")).await?;
        let name: HeaderName =
            name.parse().map_err(|_| format!("`{name}` is not a header name"))?;
        request = request.header(name, sensitive(&value)?);
    }
    let endpoint = how.endpoint.as_deref();
    let response =
        web.introspect(provider, networks, endpoint, request, form_of(token, how)).await?;
    let rejects = [StatusCode::BAD_REQUEST, StatusCode::UNAUTHORIZED, StatusCode::NOT_FOUND];
    if how.accepts_client_answer && rejects.contains(&response.status()) {
        return Ok(None);
    }
    if response.status() != StatusCode::OK {
        return Err(format!("HTTP {} for an introspection", response.status()));
    }
    let members = serde_json::from_slice(response.body())
        .map_err(|_| "its response to an introspection is not a JSON object".to_owned())?;
    Ok(read(members, how.accepts_client_answer))
}

fn form_of(token: &str, how: &Introspection) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("token", token);
    if !how.accepts_client_answer {
        form.append_pair("token_type_hint", "access_token");
    }
    form.finish()
}

/// Returns the members of a response about a valid token, with a subject.
fn read(mut members: Map<String, Value>, accepts_client_answer: bool) -> Response {
    let is_active = match members.get("active") {
        Some(active) => *active == Value::Bool(true),
        None => accepts_client_answer && members.get("clientId").is_some_and(Value::is_string),
    };
    if !is_active {
        return None;
    }
    // MCPHub's names, beside those of the RFC.
    let names = [("clientId", "client_id"), ("scopes", "scope"), ("expiresAt", "exp")];
    for (from, to) in names.into_iter().filter(|_| accepts_client_answer) {
        if let Some(value) = members.get(from).cloned().filter(|_| !members.contains_key(to)) {
            members.insert(to.to_owned(), value);
        }
    }
    if !members.contains_key("sub") {
        let client = members.get("client_id").cloned()?;
        members.insert("sub".to_owned(), client);
    }
    Some(members)
}

/// Returns the value of Basic authentication (RFC 6749, 2.3.1).
fn basic(id: &str, secret: &Secret) -> Secret {
    let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let both = format!("{}:{}", encode(id), encode(secret.reveal()));
    Secret::new(format!("Basic {}", BASE64_STANDARD.encode(both)))
}

fn sensitive(value: &Secret) -> Result<HeaderValue, String> {
    let mut value = HeaderValue::from_str(value.reveal())
        .map_err(|_| "a credential for introspection has illegal characters".to_owned())?;
    value.set_sensitive(true);
    Ok(value)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(value: &Value, accepts_client_answer: bool) -> Option<Value> {
        let members = value.as_object().unwrap().clone();
        super::read(members, accepts_client_answer).map(Value::Object)
    }

    #[test]
    fn only_active_tokens_count() {
        let active = json!({ "active": true, "sub": "s" });
        assert_eq!(read(&active, false), Some(active.clone()));
        assert_eq!(read(&active, true), Some(active));
        for bad in [
            json!({ "active": false, "sub": "s" }),
            json!({ "active": "true", "sub": "s" }),
            json!({ "active": 1, "sub": "s" }),
            json!({ "active": null, "sub": "s", "clientId": "c" }),
            json!({ "sub": "s" }),
            json!({ "active": true }),
            json!({}),
        ] {
            assert_eq!(read(&bad, false), None, "{bad}");
            assert_eq!(read(&bad, true), None, "{bad}");
        }
    }

    #[test]
    fn the_answer_of_mcphub_names_a_client() {
        let answer = json!({ "clientId": "c", "scopes": ["a"], "expiresAt": 7 });
        assert_eq!(read(&answer, false), None);
        let wanted = json!({ "clientId": "c", "scopes": ["a"], "expiresAt": 7,
            "client_id": "c", "scope": ["a"], "exp": 7, "sub": "c" });
        assert_eq!(read(&answer, true), Some(wanted));
    }

    #[tokio::test(start_paused = true)]
    async fn remembered_results_end_and_are_limited() {
        let all = Introspections::default();
        let id = |n: usize| {
            let mut id = [0; 32];
            id[..8].copy_from_slice(&n.to_be_bytes());
            id
        };
        let minute = Duration::from_mins(1);
        all.remember(id(0), minute, &None);
        all.remember(id(1), Duration::ZERO, &None);
        assert_eq!((all.known(&id(0)), all.known(&id(1))), (Some(None), None));
        tokio::time::advance(minute).await;
        assert_eq!(all.known(&id(0)), None);
        for n in 0..limits::RESULTS + 5 {
            all.remember(id(n), minute, &None);
        }
        assert_eq!(all.results.lock().len(), limits::RESULTS);
    }

    #[test]
    fn credentials_are_encoded_as_forms() {
        let value = basic("a b", &Secret::new("x:-"));
        assert_eq!(value.reveal(), format!("Basic {}", BASE64_STANDARD.encode("a+b:x%3A-")));
    }
}
