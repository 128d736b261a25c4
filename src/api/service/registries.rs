//! Client for external registries of servers. Bounded in size and time, cached in memory; serves a
//! stale response if a registry fails.

use std::collections::{BTreeMap, VecDeque};
use std::ffi::OsString;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderName, HeaderValue, Request, StatusCode};
use parking_lot::Mutex;
use serde_json::Value;
use tokio::sync::Semaphore;
use url::Url;

use crate::api::error::{ApiError, Kind};
use crate::net::web_client::WebClient;
use crate::settings::model::secret::Secret;

/// How long a cached response is served without a new request.
const FRESH: Duration = Duration::from_mins(5);
/// How long a cached response may replace a failed request.
const STALE: Duration = Duration::from_hours(24);
/// Limit of cached responses.
const RESPONSES: usize = 256;
/// Limit of bytes of all cached responses.
const CACHE_BYTES: usize = 32 << 20;
/// Limit of bytes of one response.
const RESPONSE_BYTES: usize = 8 << 20;
/// Concurrent requests; others wait, no longer than the request's timeout.
const AT_ONCE: usize = 8;
/// Characters of a registry's error message that are shown.
const SHOWN_CHARS: usize = 200;

/// The client for all registries, with a common cache.
pub(crate) struct Registries {
    outward: WebClient,
    turns: Semaphore,
    cache: Mutex<ResponseCache>,
}

/// A request to a registry.
#[derive(Clone, Debug)]
pub(crate) struct RegistryRequest {
    /// The registry's name in error messages, for instance `the registry`.
    pub(crate) name: &'static str,
    /// Advice for the case that the registry fails.
    pub(crate) remedy: &'static str,
    pub(crate) url: Url,
    /// The body of a POST; `None` sends a GET.
    pub(crate) body: Option<Value>,
    /// The bearer token, if the registry requires one.
    pub(crate) key: Option<Secret>,
    /// A second header that carries the key, without a scheme.
    pub(crate) bare_key: Option<HeaderName>,
    /// Further headers. They do not change the response and are not part of the cache key.
    pub(crate) headers: Vec<(HeaderName, String)>,
    pub(crate) timeout: Duration,
}

/// A registry's response.
#[derive(Debug, PartialEq)]
pub(crate) struct RegistryResponse {
    pub(crate) value: Value,
    /// Why the response is stale, if it is.
    pub(crate) note: Option<String>,
}

impl RegistryResponse {
    /// Maps the value and keeps the note.
    pub(crate) fn map<T: Into<Value>>(self, read: impl FnOnce(Value) -> T) -> Self {
        Self { value: read(self.value).into(), ..self }
    }
}

impl Registries {
    /// Creates a client with an empty cache.
    pub(crate) fn new(environment: Arc<BTreeMap<OsString, OsString>>) -> Self {
        let turns = Semaphore::new(AT_ONCE);
        Self { outward: WebClient::new(environment), turns, cache: Mutex::default() }
    }

    /// Returns the response: a fresh one from the cache, else a new one, else a stale one.
    ///
    /// # Errors
    /// `NotFound` if the registry returns 404, `Invalid` if it rejects the request, `Upstream` if it
    /// fails.
    pub(crate) async fn fetch(
        &self,
        request: &RegistryRequest,
    ) -> Result<RegistryResponse, ApiError> {
        let known = self.cache.lock().find(request);
        if let Some((body, age)) = &known
            && *age < FRESH
        {
            return Ok(RegistryResponse { value: read(request, body)?, note: None });
        }
        match self.round_trip(request).await {
            Ok(body) => {
                let value = read(request, &body)?;
                self.cache.lock().keep(request, body);
                Ok(RegistryResponse { value, note: None })
            }
            Err(error) if error.kind == Kind::Upstream => {
                let Some((body, age)) = known else { return Err(error) };
                let minutes = age.as_secs() / 60;
                let why = &error.message;
                tracing::warn!("using a response from {minutes} minutes ago: {why}");
                let note = format!("this response is {minutes} minutes old: {why}");
                Ok(RegistryResponse { value: read(request, &body)?, note: Some(note) })
            }
            Err(error) => Err(error),
        }
    }

    /// Sends the request without using the cache.
    ///
    /// # Errors
    /// As in [`Self::fetch`].
    pub(crate) async fn fetch_uncached(
        &self,
        request: &RegistryRequest,
    ) -> Result<RegistryResponse, ApiError> {
        let body = self.round_trip(request).await?;
        Ok(RegistryResponse { value: read(request, &body)?, note: None })
    }

    /// Sends a request and ignores the body of the response.
    ///
    /// # Errors
    /// As in [`Self::fetch`].
    pub(crate) async fn send(&self, request: &RegistryRequest) -> Result<(), ApiError> {
        self.round_trip(request).await.map(drop)
    }

    async fn round_trip(&self, request: &RegistryRequest) -> Result<Bytes, ApiError> {
        let http_request = request.to_http()?;
        let turn = tokio::time::timeout(request.timeout, self.turns.acquire());
        let Ok(Ok(_turn)) = turn.await else {
            return Err(request.unavailable("too many concurrent requests"));
        };
        let fetched = self.outward.fetch(http_request, true, request.timeout, RESPONSE_BYTES).await;
        let (status, body) = fetched.map_err(|why| request.unavailable(&why))?;
        if status.is_success() { Ok(body) } else { Err(request.rejection(status, &body)) }
    }
}

impl RegistryRequest {
    fn to_http(&self) -> Result<Request<Bytes>, ApiError> {
        let request = Request::builder()
            .uri(self.url.as_str())
            .header(ACCEPT, "application/json, application/problem+json")
            .header(USER_AGENT, concat!("mcphub/", env!("CARGO_PKG_VERSION")));
        let mut request = match &self.body {
            None => request.body(Bytes::new()),
            Some(body) => request
                .method("POST")
                .header(CONTENT_TYPE, "application/json")
                .body(body.to_string().into()),
        }
        .map_err(|e| self.unavailable(&format!("its address cannot be used: {e}")))?;
        let headers = request.headers_mut();
        for (name, value) in &self.headers {
            let value = HeaderValue::from_str(value)
                .map_err(|_| self.unavailable(&format!("`{name}` is not a valid header value")))?;
            headers.insert(name, value);
        }
        if let Some(key) = &self.key {
            let mut value = HeaderValue::from_str(&format!("Bearer {}", key.reveal()))
                .map_err(|_| self.unavailable("its key has illegal characters"))?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
            if let (Some(name), Ok(mut bare)) =
                (&self.bare_key, HeaderValue::from_str(key.reveal()))
            {
                bare.set_sensitive(true);
                headers.insert(name, bare);
            }
        }
        Ok(request)
    }

    /// Returns the error for a registry that failed.
    pub(crate) fn unavailable(&self, why: &str) -> ApiError {
        let Self { name, remedy, .. } = self;
        ApiError::new(Kind::Upstream, format!("{name} is unavailable: {why}; {remedy}"))
    }

    fn rejection(&self, status: StatusCode, body: &[u8]) -> ApiError {
        let reason = reason_in(body);
        let name = self.name;
        match status {
            StatusCode::NOT_FOUND => ApiError::not_found(format!("{name} does not have this")),
            StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => {
                ApiError::invalid(format!("{name} rejected the request{reason}"))
            }
            status => {
                let host = self.url.host_str().unwrap_or_default();
                self.unavailable(&format!("{host} returned {status}{reason}"))
            }
        }
    }
}

fn read(request: &RegistryRequest, body: &[u8]) -> Result<Value, ApiError> {
    let host = request.url.host_str().unwrap_or_default();
    let invalid = |_| request.unavailable(&format!("{host} returned invalid JSON"));
    serde_json::from_slice(body).map_err(invalid)
}

/// Returns the reason in an error response, as RFC 9457 or plain JSON names it.
fn reason_in(body: &[u8]) -> String {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let words = ["detail", "message", "error", "title"];
    let sent = words.iter().find_map(|word| body[word].as_str()).unwrap_or_default();
    let text: String = sent.chars().filter(|c| !c.is_control()).take(SHOWN_CHARS).collect();
    if text.is_empty() { text } else { format!(": {text}") }
}

/// Cached responses, the oldest first.
#[derive(Default)]
struct ResponseCache {
    responses: VecDeque<CachedResponse>,
    bytes: usize,
}

struct CachedResponse {
    url: Url,
    posted: Option<Value>,
    key: Option<Secret>,
    body: Bytes,
    at: Instant,
}

impl CachedResponse {
    fn is_for(&self, request: &RegistryRequest) -> bool {
        self.url == request.url && self.posted == request.body && self.key == request.key
    }
}

impl ResponseCache {
    fn find(&self, request: &RegistryRequest) -> Option<(Bytes, Duration)> {
        let one = self.responses.iter().find(|one| one.is_for(request))?;
        Some((one.body.clone(), one.at.elapsed())).filter(|(_, age)| *age < STALE)
    }

    fn keep(&mut self, request: &RegistryRequest, body: Bytes) {
        self.responses.retain(|one| !one.is_for(request));
        self.responses.push_back(CachedResponse {
            url: request.url.clone(),
            posted: request.body.clone(),
            key: request.key.clone(),
            body,
            at: Instant::now(),
        });
        self.bytes = self.responses.iter().map(|one| one.body.len()).sum();
        while self.responses.len() > RESPONSES || self.bytes > CACHE_BYTES {
            let gone = self.responses.pop_front().map_or(0, |one| one.body.len());
            self.bytes -= gone;
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn request(path: &str, key: Option<&str>) -> RegistryRequest {
        RegistryRequest {
            name: "the registry",
            remedy: "check it",
            url: Url::parse("http://registry.example").unwrap().join(path).unwrap(),
            body: None,
            key: key.map(Secret::new),
            bare_key: None,
            headers: Vec::new(),
            timeout: Duration::from_secs(1),
        }
    }

    #[test]
    fn a_response_is_cached_per_key_and_the_oldest_is_evicted() {
        let mut cache = ResponseCache::default();
        let bytes = |n| Bytes::from(vec![b' '; n]);
        cache.keep(&request("/a", Some("k")), bytes(1));
        let found = |cache: &ResponseCache, q| cache.find(&q).map(|(body, _)| body.len());
        assert_eq!(found(&cache, request("/a", Some("k"))), Some(1));
        assert_eq!(found(&cache, request("/a", Some("l"))), None);
        assert_eq!(found(&cache, request("/b", Some("k"))), None);
        cache.keep(&request("/a", Some("k")), bytes(2));
        assert_eq!((cache.responses.len(), cache.bytes), (1, 2));
        for n in 0..5 {
            cache.keep(&request(&n.to_string(), None), bytes(RESPONSE_BYTES));
        }
        assert_eq!((cache.responses.len(), cache.bytes), (4, CACHE_BYTES));
        assert_eq!(found(&cache, request("0", None)), None);
        for n in 0..=RESPONSES {
            cache.keep(&request(&n.to_string(), None), bytes(1));
        }
        assert_eq!((cache.responses.len(), cache.bytes), (RESPONSES, RESPONSES));
    }

    #[tokio::test]
    async fn a_stale_response_is_returned_if_the_registry_fails() {
        // No process listens on a port that was just released.
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        drop(listener);
        let registries = Registries::new(Arc::default());
        let request = RegistryRequest { url: Url::parse(&url).unwrap(), ..request("/", None) };
        assert_eq!(registries.fetch(&request).await.unwrap_err().kind, Kind::Upstream);
        registries.cache.lock().keep(&request, Bytes::from_static(b"[1]"));
        let fresh = RegistryResponse { value: json!([1]), note: None };
        assert_eq!(registries.fetch(&request).await, Ok(fresh));

        registries.cache.lock().responses[0].at -= FRESH;
        let old = registries.fetch(&request).await.unwrap();
        let note = old.note.unwrap();
        assert!(note.starts_with("this response is 5 minutes old: the registry is"), "{note}");
        assert_eq!(old.value, json!([1]));

        registries.cache.lock().responses[0].at -= STALE;
        assert_eq!(registries.fetch(&request).await.unwrap_err().kind, Kind::Upstream);
    }

    #[test]
    fn a_rejection_maps_its_status_and_contains_the_reason() {
        let problem = br#"{"title":"Unprocessable","detail":"limit is too large"}"#;
        let refusal = |status| {
            let refusal =
                request("/a", None).rejection(StatusCode::from_u16(status).unwrap(), problem);
            (refusal.kind, refusal.message)
        };
        let with = |kind, text: &str| (kind, text.to_owned());
        assert_eq!(refusal(404), with(Kind::NotFound, "the registry does not have this"));
        let text = "the registry rejected the request: limit is too large";
        assert_eq!(refusal(422), with(Kind::Invalid, text));
        let text = "the registry is unavailable: registry.example returned 503 Service Unavailable: \
                    limit is too large; check it";
        assert_eq!(refusal(503), with(Kind::Upstream, text));
    }
}
