//! HTTP requests to an API, to its document and to those that give out tokens: each place by the way
//! that the environment says, redirections followed. What proves who asks stays with the place that
//! it is meant for.

use std::collections::BTreeMap;

use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, USER_AGENT};
use http::{HeaderMap, Method, Request as HttpRequest, Response, StatusCode, Uri};
use http_body_util::Full;
use serde_json::Value;
use url::Url;

use crate::proxy::limits;
use crate::proxy::upstream::answer_body::AnswerBody;
use crate::proxy::upstream::child::Surroundings;
use crate::proxy::upstream::cookies::Jar;
use crate::proxy::upstream::endpoint::Endpoint;
use crate::proxy::upstream::http_client::collect_within;
use crate::proxy::upstream::link::CallError;
use crate::proxy::upstream::openapi::text;
use crate::proxy::upstream::server_text::ServerText;
use crate::proxy::upstream::variables::Variables;
use crate::settings::server::OpenApi;

/// A request with its whole body.
pub(super) type Request = HttpRequest<Full<bytes::Bytes>>;

/// The ways to the places that one server's requests go to.
pub(super) struct Ways {
    openapi: OpenApi,
    around: Surroundings,
}

impl Ways {
    /// What the API says passes it where it refuses.
    pub(super) fn filter(&self) -> &ServerText {
        &self.around.filter
    }

    /// For a server whose strings are expanded.
    pub(super) fn new(openapi: &OpenApi, around: &Surroundings) -> Self {
        Self { openapi: openapi.clone(), around: around.clone() }
    }

    /// A place that gets the headers of the settings.
    ///
    /// # Errors
    /// The URL or a header cannot be used.
    pub(super) fn ours(&self, url: &str) -> Result<Endpoint, CallError> {
        let within = &self.around.within;
        let OpenApi { headers, passthrough_headers, .. } = &self.openapi;
        let endpoint = Endpoint::to(url, headers, passthrough_headers, self.variables(), within);
        endpoint.map_err(CallError::Nonsense)
    }

    /// A place that gets nothing of ours.
    ///
    /// # Errors
    /// The URL cannot be used.
    pub(super) fn other(&self, url: &str) -> Result<Endpoint, CallError> {
        let within = &self.around.within;
        let endpoint = Endpoint::to(url, &BTreeMap::default(), &[], self.variables(), within);
        endpoint.map_err(CallError::Nonsense)
    }

    fn variables(&self) -> Variables<'_> {
        Variables::new(&self.openapi.env, &self.around.environment)
    }

    /// Sends a request, and goes where the answer leads. Another place is only asked what can be
    /// asked without a body, and is not told who asks. Cookies of `jar` are sent to the first
    /// origin only, and cookies from there are stored in it. A `repeatable` request is sent once more if a
    /// kept connection was reset.
    ///
    /// # Errors
    /// The place cannot be reached, or leads on without end.
    pub(super) async fn send(
        &self,
        endpoint: &Endpoint,
        request: Request,
        repeatable: bool,
        jar: Option<&Jar>,
    ) -> Result<Response<AnswerBody>, CallError> {
        let mut request = request;
        let mut elsewhere: Option<Endpoint> = None;
        for hop in 0..limits::REDIRECTS {
            let at = elsewhere.as_ref().unwrap_or(endpoint);
            let jar = jar.filter(|_| elsewhere.is_none());
            let path = request.uri().path().to_owned();
            // Added for each hop, because the hop before can have replaced a cookie.
            let mut outgoing = request.clone();
            if let Some(jar) = jar {
                jar.add(outgoing.headers_mut(), &path);
            }
            let again = || Some(outgoing.clone());
            let sent = at.send_here(outgoing.clone(), repeatable, &again).await;
            let response = sent.map_err(|e| match hop {
                0 => e.into(),
                // A place that answered before this one may have done what it was asked for.
                _ => CallError::Lost(e.why),
            })?;
            if let Some(jar) = jar {
                jar.take(response.headers(), &path);
            }
            let Some((to, is_elsewhere)) = led(&mut request, &response) else {
                return Ok(response);
            };
            if is_elsewhere {
                let harmless = [ACCEPT, ACCEPT_ENCODING, USER_AGENT];
                let kept = request.headers().iter();
                let kept = kept.filter(|(name, _)| harmless.contains(name));
                let kept = kept.map(|(name, value)| (name.clone(), value.clone()));
                *request.headers_mut() = kept.collect::<HeaderMap>();
                let other = self.other(&to);
                elsewhere = Some(other.map_err(|e| CallError::BadAnswer(e.to_string()))?);
            }
        }
        Err(CallError::BadAnswer(format!("{} leads on and on", endpoint.place())))
    }

    /// Fetches a document of JSON or YAML.
    ///
    /// # Errors
    /// It cannot be had, or is none.
    pub(super) async fn document(
        &self,
        endpoint: &Endpoint,
        request: Request,
        bytes_max: usize,
    ) -> Result<Value, CallError> {
        let response = self.send(endpoint, request, true, None).await?;
        if !response.status().is_success() {
            return Err(endpoint.refusal(response).await);
        }
        let body = collect_within(response.into_body(), bytes_max).await;
        let body = body.map_err(CallError::Lost)?;
        // It may be long: it is parsed where that holds up nobody.
        let parsed = tokio::task::spawn_blocking(move || text::parse(&body)).await;
        parsed.map_err(|e| CallError::Nonsense(e.to_string()))?.map_err(CallError::Nonsense)
    }
}

/// Where a response leads, if it does: the request becomes the one to send there. The second is
/// whether that is another place.
fn led(request: &mut Request, response: &Response<AnswerBody>) -> Option<(String, bool)> {
    let status = response.status();
    let keeps = matches!(status, StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT);
    let changes =
        matches!(status, StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND | StatusCode::SEE_OTHER);
    if !keeps && !changes {
        return None;
    }
    let from = Url::parse(&request.uri().to_string()).ok()?;
    let mut to = from.join(response.headers().get(LOCATION)?.to_str().ok()?).ok()?;
    to.set_fragment(None);
    let uri: Uri = to.as_str().parse().ok()?;
    let is_elsewhere = to.origin() != from.origin();
    let is_plain = matches!(*request.method(), Method::GET | Method::HEAD);
    if is_elsewhere && keeps && !is_plain {
        return None;
    }
    *request.uri_mut() = uri;
    if changes && !is_plain {
        *request.method_mut() = Method::GET;
        *request.body_mut() = Full::default();
        request.headers_mut().remove(CONTENT_TYPE);
        request.headers_mut().remove(CONTENT_LENGTH);
    }
    Some((to.into(), is_elsewhere))
}
