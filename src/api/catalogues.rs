//! Client for external registries of servers. Bounded in size and time, cached in memory; serves a
//! stale response if a registry fails.

use std::collections::{BTreeMap, VecDeque};
use std::ffi::OsString;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::Json;
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderName, HeaderValue, Request, StatusCode};
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use url::Url;

use crate::api::error::{ApiError, Kind};
use crate::proxy::upstream::outward::Outward;
use crate::settings::secret::Secret;

/// How long a cached response is served without a new request.
const FRESH: Duration = Duration::from_mins(5);
/// How long a cached response may replace a failed request.
const STALE: Duration = Duration::from_hours(24);
/// Limit of cached responses.
const ANSWERS: usize = 256;
/// Limit of bytes of all cached responses.
const KEPT_BYTES: usize = 32 << 20;
/// Limit of bytes of one response.
const ANSWER_BYTES: usize = 8 << 20;
/// Concurrent requests; others wait, no longer than the request's timeout.
const AT_ONCE: usize = 8;
/// Characters of a registry's error message that are shown.
const SHOWN_CHARS: usize = 200;

/// The client for all registries, with a common cache.
pub(crate) struct Catalogues {
    outward: Outward,
    turns: Semaphore,
    kept: Mutex<Kept>,
}

/// A request to a registry.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    /// The registry's name in error messages, for instance `the registry`.
    pub(crate) who: &'static str,
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
    pub(crate) patience: Duration,
}

/// A registry's response.
#[derive(Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) value: Value,
    /// Why the response is stale, if it is.
    pub(crate) note: Option<String>,
}

impl Answer {
    /// Maps the value and keeps the note.
    pub(crate) fn map<T: Into<Value>>(self, read: impl FnOnce(Value) -> T) -> Self {
        Self { value: read(self.value).into(), ..self }
    }

    /// Returns MCPHub's envelope, with the note as `message`.
    pub(crate) fn reply(self) -> Json<Value> {
        let mut reply = json!({ "success": true, "data": self.value });
        if let Some(note) = self.note {
            reply["message"] = note.into();
        }
        Json(reply)
    }
}

impl Catalogues {
    /// Creates a client with an empty cache.
    pub(crate) fn new(environment: Arc<BTreeMap<OsString, OsString>>) -> Self {
        let turns = Semaphore::new(AT_ONCE);
        Self { outward: Outward::new(environment), turns, kept: Mutex::default() }
    }

    /// Returns the response: a fresh one from the cache, else a new one, else a stale one.
    ///
    /// # Errors
    /// `Absent` if the registry returns 404, `Invalid` if it rejects the request, `Upstream` if it
    /// fails.
    pub(crate) async fn ask(&self, question: &Question) -> Result<Answer, ApiError> {
        let known = self.lock().find(question);
        if let Some((body, age)) = &known
            && *age < FRESH
        {
            return Ok(Answer { value: read(question, body)?, note: None });
        }
        match self.fetch(question).await {
            Ok(body) => {
                let value = read(question, &body)?;
                self.lock().keep(question, body);
                Ok(Answer { value, note: None })
            }
            Err(error) if error.kind == Kind::Upstream => {
                let Some((body, age)) = known else { return Err(error) };
                let (minutes, why) = (age.as_secs() / 60, &error.message);
                tracing::warn!("using a response from {minutes} minutes ago: {why}");
                let note = format!("this response is {minutes} minutes old: {why}");
                Ok(Answer { value: read(question, &body)?, note: Some(note) })
            }
            Err(error) => Err(error),
        }
    }

    /// Sends the request without using the cache.
    ///
    /// # Errors
    /// As in [`Self::fetch`].
    pub(crate) async fn ask_now(&self, question: &Question) -> Result<Answer, ApiError> {
        let body = self.fetch(question).await?;
        Ok(Answer { value: read(question, &body)?, note: None })
    }

    /// Sends a request and ignores the body of the response.
    ///
    /// # Errors
    /// As in [`Self::fetch`].
    pub(crate) async fn tell(&self, question: &Question) -> Result<(), ApiError> {
        self.fetch(question).await.map(drop)
    }

    async fn fetch(&self, question: &Question) -> Result<Bytes, ApiError> {
        let request = question.request()?;
        let asked = tokio::time::timeout(question.patience, self.turns.acquire());
        let Ok(Ok(_turn)) = asked.await else {
            return Err(question.trouble("too many concurrent requests"));
        };
        let fetched = self.outward.fetch(request, question.patience, ANSWER_BYTES).await;
        let (status, body) = fetched.map_err(|why| question.trouble(&why))?;
        if status.is_success() { Ok(body) } else { Err(question.refusal(status, &body)) }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Question {
    fn request(&self) -> Result<Request<Bytes>, ApiError> {
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
        .map_err(|e| self.trouble(&format!("its address cannot be used: {e}")))?;
        let headers = request.headers_mut();
        for (name, value) in &self.headers {
            let value = HeaderValue::from_str(value);
            let value = value
                .map_err(|_| self.trouble(&format!("`{name}` is not a valid header value")))?;
            headers.insert(name, value);
        }
        if let Some(key) = &self.key {
            let value = HeaderValue::from_str(&format!("Bearer {}", key.reveal()));
            let mut value = value.map_err(|_| self.trouble("its key has illegal characters"))?;
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
    pub(crate) fn trouble(&self, why: &str) -> ApiError {
        let Self { who, remedy, .. } = self;
        ApiError::new(Kind::Upstream, format!("{who} is unavailable: {why}; {remedy}"))
    }

    fn refusal(&self, status: StatusCode, body: &[u8]) -> ApiError {
        let said = said(body);
        let who = self.who;
        match status {
            StatusCode::NOT_FOUND => ApiError::absent(format!("{who} does not have this")),
            StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => {
                ApiError::invalid(format!("{who} rejected the request{said}"))
            }
            status => {
                let host = self.url.host_str().unwrap_or_default();
                self.trouble(&format!("{host} returned {status}{said}"))
            }
        }
    }
}

fn read(question: &Question, body: &[u8]) -> Result<Value, ApiError> {
    let host = question.url.host_str().unwrap_or_default();
    let no_json = |_| question.trouble(&format!("{host} returned invalid JSON"));
    serde_json::from_slice(body).map_err(no_json)
}

/// Returns the reason in an error response, as RFC 9457 or plain JSON names it.
fn said(body: &[u8]) -> String {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let words = ["detail", "message", "error", "title"];
    let text = words.iter().find_map(|word| body[word].as_str()).unwrap_or_default();
    let text: String = text.chars().filter(|c| !c.is_control()).take(SHOWN_CHARS).collect();
    if text.is_empty() { text } else { format!(": {text}") }
}

/// Cached responses, the oldest first.
#[derive(Default)]
struct Kept {
    answers: VecDeque<One>,
    bytes: usize,
}

struct One {
    url: Url,
    posted: Option<Value>,
    key: Option<Secret>,
    body: Bytes,
    at: Instant,
}

impl One {
    fn is_to(&self, question: &Question) -> bool {
        self.url == question.url && self.posted == question.body && self.key == question.key
    }
}

impl Kept {
    fn find(&self, question: &Question) -> Option<(Bytes, Duration)> {
        let one = self.answers.iter().find(|one| one.is_to(question))?;
        Some((one.body.clone(), one.at.elapsed())).filter(|(_, age)| *age < STALE)
    }

    fn keep(&mut self, question: &Question, body: Bytes) {
        self.answers.retain(|one| !one.is_to(question));
        self.answers.push_back(One {
            url: question.url.clone(),
            posted: question.body.clone(),
            key: question.key.clone(),
            body,
            at: Instant::now(),
        });
        self.bytes = self.answers.iter().map(|one| one.body.len()).sum();
        while self.answers.len() > ANSWERS || self.bytes > KEPT_BYTES {
            let gone = self.answers.pop_front().map_or(0, |one| one.body.len());
            self.bytes -= gone;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(path: &str, key: Option<&str>) -> Question {
        Question {
            who: "the registry",
            remedy: "check it",
            url: Url::parse("http://registry.example").unwrap().join(path).unwrap(),
            body: None,
            key: key.map(Secret::new),
            bare_key: None,
            headers: Vec::new(),
            patience: Duration::from_secs(1),
        }
    }

    #[test]
    fn a_response_is_cached_per_key_and_the_oldest_is_evicted() {
        let mut kept = Kept::default();
        let bytes = |n| Bytes::from(vec![b' '; n]);
        kept.keep(&question("/a", Some("k")), bytes(1));
        let found = |kept: &Kept, q| kept.find(&q).map(|(body, _)| body.len());
        assert_eq!(found(&kept, question("/a", Some("k"))), Some(1));
        assert_eq!(found(&kept, question("/a", Some("l"))), None);
        assert_eq!(found(&kept, question("/b", Some("k"))), None);
        kept.keep(&question("/a", Some("k")), bytes(2));
        assert_eq!((kept.answers.len(), kept.bytes), (1, 2));
        for n in 0..5 {
            kept.keep(&question(&n.to_string(), None), bytes(ANSWER_BYTES));
        }
        assert_eq!((kept.answers.len(), kept.bytes), (4, KEPT_BYTES));
        assert_eq!(found(&kept, question("0", None)), None);
        for n in 0..=ANSWERS {
            kept.keep(&question(&n.to_string(), None), bytes(1));
        }
        assert_eq!((kept.answers.len(), kept.bytes), (ANSWERS, ANSWERS));
    }

    #[tokio::test]
    async fn a_stale_response_is_returned_if_the_registry_fails() {
        // No process listens on a port that was just released.
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        drop(listener);
        let catalogues = Catalogues::new(Arc::default());
        let question = Question { url: Url::parse(&url).unwrap(), ..question("/", None) };
        assert_eq!(catalogues.ask(&question).await.unwrap_err().kind, Kind::Upstream);
        catalogues.lock().keep(&question, Bytes::from_static(b"[1]"));
        let fresh = Answer { value: json!([1]), note: None };
        assert_eq!(catalogues.ask(&question).await, Ok(fresh));

        catalogues.lock().answers[0].at -= FRESH;
        let old = catalogues.ask(&question).await.unwrap();
        let note = old.note.clone().unwrap();
        assert!(note.starts_with("this response is 5 minutes old: the registry is"), "{note}");
        assert_eq!(old.reply().0, json!({ "success": true, "data": [1], "message": note }));

        catalogues.lock().answers[0].at -= STALE;
        assert_eq!(catalogues.ask(&question).await.unwrap_err().kind, Kind::Upstream);
    }

    #[test]
    fn a_rejection_maps_its_status_and_contains_the_reason() {
        let problem = br#"{"title":"Unprocessable","detail":"limit is too large"}"#;
        let refusal = |status| {
            let refusal =
                question("/a", None).refusal(StatusCode::from_u16(status).unwrap(), problem);
            (refusal.kind, refusal.message)
        };
        let with = |kind, text: &str| (kind, text.to_owned());
        assert_eq!(refusal(404), with(Kind::Absent, "the registry does not have this"));
        let text = "the registry rejected the request: limit is too large";
        assert_eq!(refusal(422), with(Kind::Invalid, text));
        let text = "the registry is unavailable: registry.example returned 503 Service Unavailable: \
                    limit is too large; check it";
        assert_eq!(refusal(503), with(Kind::Upstream, text));
    }
}
