//! A server's URL: the client that reaches it, and the headers that go with every request there.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Request as HttpRequest, Response, StatusCode, Uri,
};
use http_body_util::Full;
use hyper::body::Incoming;

use crate::proxy::upstream::child::Surroundings;
use crate::proxy::upstream::http_client::{HttpClient, cause, collect};
use crate::proxy::upstream::link::CallError;
use crate::proxy::upstream::variables::Variables;
use crate::proxy::upstream::watched::is_unsent;
use crate::proxy::upstream::within::Within;
use crate::settings::secret::Secret;
use crate::settings::server::Remote;

/// Headers of tracing that are passed on when a caller sends them (W3C Trace Context).
const TRACE: [&str; 3] = ["traceparent", "tracestate", "baggage"];
/// Headers of HTTP and of MCP on one request, about.
const PROTOCOL_HEADERS: usize = 10;
/// What of a refusal's body is shown.
const SHOWN_CHARS: usize = 2000;

/// One URL.
pub(super) struct Endpoint {
    client: HttpClient,
    url: Uri,
    headers: HeaderMap,
    passthrough: Vec<HeaderName>,
}

/// Why there is no response at all.
pub(super) struct Unreachable {
    /// One line.
    pub(super) why: String,
    /// There was no connection to begin with.
    pub(super) at_connect: bool,
    /// The request may have been read.
    pub(super) was_sent: bool,
}

impl From<Unreachable> for CallError {
    fn from(unreachable: Unreachable) -> Self {
        let Unreachable { why, was_sent, .. } = unreachable;
        if was_sent { Self::Lost(why) } else { Self::Gone(why) }
    }
}

impl std::fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Endpoint").field("place", &self.place()).finish_non_exhaustive()
    }
}

impl Endpoint {
    /// The URL of a server whose strings are expanded, reached as its `env` and the hub's environment
    /// say. Nothing is sent yet.
    ///
    /// # Errors
    /// One line that names the bad URL or header.
    pub(super) fn new(remote: &Remote, around: &Surroundings) -> Result<Self, String> {
        let mut headers = remote.headers.clone();
        if let Some(token) = remote.bearer_token.as_ref().filter(|token| !token.reveal().is_empty())
        {
            let value = Secret::new(format!("Bearer {}", token.reveal()));
            headers.insert(AUTHORIZATION.to_string(), value);
        }
        let variables = Variables::new(&remote.env, &around.environment);
        let passthrough = &remote.passthrough_headers;
        Self::to(&remote.url, &headers, passthrough, variables, &around.within)
    }

    /// A URL, with static headers and the names of those that callers may pass on.
    ///
    /// # Errors
    /// One line that names the bad URL or header.
    pub(super) fn to(
        url: &str,
        pairs: &BTreeMap<String, Secret>,
        passthrough: &[String],
        variables: Variables<'_>,
        within: &Within,
    ) -> Result<Self, String> {
        let url: Uri = url.parse().map_err(|e| format!("`url` is not a URL: {e}"))?;
        if url.host().is_none() {
            return Err("`url` names no host".into());
        }
        let client = HttpClient::new(&url, variables, within)?;
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            let name: HeaderName =
                name.parse().map_err(|_| format!("`{name}` is not a header name"))?;
            let mut value = HeaderValue::from_str(value.reveal())
                .map_err(|_| format!("the value of header `{name}` has illegal characters"))?;
            value.set_sensitive(true);
            headers.insert(name, value);
        }
        let passthrough = passthrough.iter().filter_map(|name| name.parse().ok()).collect();
        Ok(Self { client, url, headers, passthrough })
    }

    /// The URL itself. It may carry secrets.
    pub(super) fn url(&self) -> &Uri {
        &self.url
    }

    /// Whether the settings name headers.
    pub(super) fn has_headers(&self) -> bool {
        !self.headers.is_empty()
    }

    /// A request with the headers of the settings.
    pub(super) fn request(&self, method: Method, to: &Uri) -> http::request::Builder {
        let mut request = HttpRequest::builder().method(method).uri(to.clone());
        if let Some(all) = request.headers_mut() {
            // Room for those of the protocol too, at once.
            all.reserve(self.headers.len() + PROTOCOL_HEADERS);
            all.extend(self.headers.iter().map(|(name, value)| (name.clone(), value.clone())));
        }
        request
    }

    /// Copies the caller's headers that this server is to see; they replace static ones.
    pub(super) fn pass_on(&self, inbound: &HeaderMap, outbound: &mut HeaderMap) {
        let trace = TRACE.iter().map(|name| HeaderName::from_static(name));
        for name in trace.chain(self.passthrough.iter().cloned()) {
            if let Some(value) = inbound.get(&name) {
                outbound.insert(name, value.clone());
            }
        }
    }

    /// Sends a request; the body of the response is still to come. It is made `again` if it has
    /// reached nobody, or if it is `repeatable` and a kept connection was reset.
    pub(super) async fn send(
        &self,
        request: HttpRequest<Full<Bytes>>,
        repeatable: bool,
        again: impl Fn() -> Option<HttpRequest<Full<Bytes>>>,
    ) -> Result<Response<Incoming>, Unreachable> {
        self.client.send(request, repeatable, again).await.map_err(|e| Unreachable {
            why: match self.client.through() {
                None => format!("cannot reach {}: {}", self.place(), cause(&e)),
                Some(proxy) => {
                    format!("cannot reach {} through {proxy}: {}", self.place(), cause(&e))
                }
            },
            at_connect: e.is_connect(),
            was_sent: !is_unsent(&e),
        })
    }

    /// What a response says that is no answer.
    pub(super) async fn refusal(&self, response: Response<Incoming>) -> CallError {
        if let Some(needs_login) = challenge(&response) {
            return needs_login;
        }
        let status = response.status();
        let body = collect(response.into_body()).await.unwrap_or_default();
        self.refused(status, &body)
    }

    /// The same, where the body has been read.
    pub(super) fn refused(&self, status: StatusCode, body: &[u8]) -> CallError {
        let said: String = String::from_utf8_lossy(body).chars().take(SHOWN_CHARS).collect();
        let text = format!("HTTP {status} from {}: {said}", self.place());
        CallError::Refused { status: status.as_u16(), text }
    }

    /// Scheme, host and port: what may be shown of the URL.
    pub(super) fn place(&self) -> String {
        let scheme = self.url.scheme_str().unwrap_or("http");
        let host = self.url.host().unwrap_or_default();
        let port = self.url.port_u16().map(|p| format!(":{p}")).unwrap_or_default();
        format!("{scheme}://{host}{port}")
    }
}

/// The server's wish for a credential, where it has one.
pub(super) fn challenge<B>(response: &Response<B>) -> Option<CallError> {
    if response.status() != StatusCode::UNAUTHORIZED {
        return None;
    }
    let said = response.headers().get(WWW_AUTHENTICATE).and_then(|said| said.to_str().ok());
    Some(CallError::NeedsLogin(said.unwrap_or("HTTP 401").to_owned()))
}
