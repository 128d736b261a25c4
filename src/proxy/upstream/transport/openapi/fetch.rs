//! HTTP requests to an API, to its document and to token endpoints. Uses the proxy settings of the
//! environment and follows redirects. Credentials are never sent to another origin.

use std::collections::BTreeMap;

use http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, USER_AGENT};
use http::{HeaderMap, Method, Request as HttpRequest, Response, StatusCode, Uri};
use http_body_util::Full;
use serde_json::Value;
use url::Url;

use crate::net::cookies::Jar;
use crate::net::endpoint::Endpoint;
use crate::net::http_client::collect;
use crate::net::limits;
use crate::net::proxy_env::Variables;
use crate::net::response_body::AnswerBody;
use crate::openapi::text;
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::environment::UpstreamEnv;
use crate::proxy::upstream::server_text::ServerText;
use crate::proxy::upstream::transport::rejection::error_of;
use crate::settings::model::server::OpenApi;

pub(in crate::proxy::upstream) type Request = HttpRequest<Full<bytes::Bytes>>;

/// Opens HTTP endpoints for one server.
pub(in crate::proxy::upstream) struct ApiClient {
    openapi: OpenApi,
    env: UpstreamEnv,
}

impl ApiClient {
    /// Removes secrets from error messages of the API.
    pub(in crate::proxy::upstream) fn filter(&self) -> &ServerText {
        &self.env.filter
    }

    /// Takes settings with variables already expanded.
    pub(in crate::proxy::upstream) fn new(openapi: &OpenApi, env: &UpstreamEnv) -> Self {
        Self { openapi: openapi.clone(), env: env.clone() }
    }

    /// Returns an endpoint that receives the headers of the settings.
    ///
    /// # Errors
    /// Fails if the URL or a header is invalid.
    pub(in crate::proxy::upstream) fn ours(&self, url: &str) -> Result<Endpoint, CallError> {
        let within = &self.env.within;
        let OpenApi { headers, passthrough_headers, .. } = &self.openapi;
        let endpoint = Endpoint::new(url, headers, passthrough_headers, self.variables(), within);
        endpoint.map_err(CallError::InvalidResponse)
    }

    /// Returns an endpoint that receives no configured headers.
    ///
    /// # Errors
    /// Fails if the URL is invalid.
    pub(in crate::proxy::upstream) fn other(&self, url: &str) -> Result<Endpoint, CallError> {
        let within = &self.env.within;
        let endpoint = Endpoint::new(url, &BTreeMap::default(), &[], self.variables(), within);
        endpoint.map_err(CallError::InvalidResponse)
    }

    fn variables(&self) -> Variables<'_> {
        Variables::new(&self.openapi.env, &self.env.environment)
    }

    /// Sends a request and follows redirects, to another origin only without a body and without
    /// credentials. Cookies of `jar` are sent to the first origin only, and cookies from there are
    /// stored in it. A `repeatable` request is sent a second time if a kept connection was reset.
    ///
    /// # Errors
    /// Fails if the endpoint cannot be reached or redirects too often.
    pub(in crate::proxy::upstream) async fn send(
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
            let again = || Some(request.clone());
            let sent = at.send_here(request.clone(), repeatable, jar, &again).await;
            let response = sent.map_err(|e| match hop {
                0 => e.into(),
                // The endpoint that sent the redirect may already have run the operation.
                _ => CallError::Lost(e.why),
            })?;
            let Some((to, is_elsewhere)) = follow_redirect(&mut request, &response) else {
                return Ok(response);
            };
            if is_elsewhere {
                let harmless = [ACCEPT, ACCEPT_ENCODING, USER_AGENT];
                let kept = request
                    .headers()
                    .iter()
                    .filter(|(name, _)| harmless.contains(name))
                    .map(|(name, value)| (name.clone(), value.clone()));
                *request.headers_mut() = kept.collect::<HeaderMap>();
                let other = self.other(&to);
                elsewhere = Some(other.map_err(|e| CallError::BadAnswer(e.to_string()))?);
            }
        }
        Err(CallError::BadAnswer(format!("{} redirects too often", endpoint.place())))
    }

    /// Fetches and parses a JSON or YAML document.
    ///
    /// # Errors
    /// Fails if the request fails or if the body is neither JSON nor YAML.
    pub(in crate::proxy::upstream) async fn document(
        &self,
        endpoint: &Endpoint,
        request: Request,
        bytes_max: usize,
    ) -> Result<Value, CallError> {
        let response = self.send(endpoint, request, true, None).await?;
        if !response.status().is_success() {
            return Err(error_of(endpoint, response).await);
        }
        let body = collect(response.into_body(), bytes_max).await.map_err(CallError::Lost)?;
        // Parsing a long document would block the async worker.
        let parsed = tokio::task::spawn_blocking(move || text::parse(&body)).await;
        parsed
            .map_err(|e| CallError::InvalidResponse(e.to_string()))?
            .map_err(CallError::InvalidResponse)
    }
}

/// Turns the request into the one that follows a redirect. Returns its URL, and whether that is
/// another origin; `None` if the response is not a redirect that can be followed.
fn follow_redirect(
    request: &mut Request,
    response: &Response<AnswerBody>,
) -> Option<(String, bool)> {
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
