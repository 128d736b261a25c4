//! The URL of a server: the HTTP client for it, and the headers of every request.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use http::header::{ACCEPT_ENCODING, AUTHORIZATION, HOST, LOCATION, SET_COOKIE, USER_AGENT};
use http::uri::{Authority, Scheme};
use http::{
    HeaderMap, HeaderName, HeaderValue, Method, Request as HttpRequest, Response, StatusCode, Uri,
};
use http_body_util::Full;
use percent_encoding::percent_decode_str;
use url::Url;

use crate::net::address_policy::AddressPolicy;
use crate::net::cookies::Jar;
use crate::net::http_client::{Failed, HttpClient, cause, host_of};
use crate::net::kept_connection::ReceivedBody;
use crate::net::limits;
use crate::net::proxy_env::{Environment, Variables};
use crate::net::response_body::{ACCEPTED, AnswerBody};
use crate::settings::model::secret::Secret;
use crate::settings::secrets::detect::is_secret_key;

/// The default `User-Agent`.
pub(crate) const AGENT: HeaderValue =
    HeaderValue::from_static(concat!("mcphub/", env!("CARGO_PKG_VERSION")));
/// Tracing headers that are forwarded from the client (W3C Trace Context).
const TRACE: [HeaderName; 3] = [
    HeaderName::from_static("traceparent"),
    HeaderName::from_static("tracestate"),
    HeaderName::from_static("baggage"),
];
/// Approximate number of HTTP and MCP headers on a request.
const PROTOCOL_HEADERS: usize = 8;
/// Headers that define the framing of a request; the settings cannot override them.
const FRAMING: [&str; 8] = [
    "connection",
    "content-length",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];
type Request = HttpRequest<Full<Bytes>>;

/// A URL with its client, headers and cookies.
pub(crate) struct Endpoint {
    client: HttpClient,
    /// The client for a redirect from HTTP to HTTPS on the same host.
    secure: Option<Secure>,
    url: Uri,
    headers: HeaderMap,
    passthrough: Vec<HeaderName>,
    /// The settings key of the credential in the headers.
    credential: Option<String>,
    /// The cookies, if the connection keeps any.
    cookies: Option<Jar>,
}

/// The URL of a response after redirects, as a response extension.
#[derive(Clone)]
pub(crate) struct RedirectedTo(pub(crate) Uri);

/// A client that is created on first use.
struct Secure {
    environment: Environment,
    within: AddressPolicy,
    client: OnceLock<Result<HttpClient, String>>,
}

/// A failure without a response.
pub(crate) struct Unreachable {
    /// The reason, in one line.
    pub(crate) why: String,
    /// Whether the connection could not be opened.
    pub(crate) at_connect: bool,
    /// Whether the server may have received the request.
    pub(crate) was_sent: bool,
}

impl std::fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Endpoint").field("place", &self.place()).finish_non_exhaustive()
    }
}

impl Endpoint {
    /// A URL with static headers and the names of headers that clients may pass through. User and
    /// password in the URL become an `Authorization` header, unless there is one.
    ///
    /// # Errors
    /// Returns one line with the invalid URL or header.
    pub(crate) fn new(
        url: &str,
        pairs: &BTreeMap<String, Secret>,
        passthrough: &[String],
        variables: Variables<'_>,
        within: &AddressPolicy,
    ) -> Result<Self, String> {
        let url: Uri = url.parse().map_err(|e| format!("`url` is not a URL: {e}"))?;
        if url.host().is_none() {
            return Err("`url` names no host".into());
        }
        let (url, login) = without_login(url)?;
        let client = HttpClient::new(&url, variables, within)?;
        let mut headers = HeaderMap::new();
        let mut credential = None;
        for (name, value) in pairs {
            let parsed: HeaderName =
                name.parse().map_err(|_| format!("`{name}` is not a header name"))?;
            if FRAMING.contains(&parsed.as_str()) {
                continue;
            }
            if parsed == AUTHORIZATION || (credential.is_none() && is_secret_key(name)) {
                credential = Some(format!("headers.{name}"));
            }
            headers.insert(parsed, header(name, value)?);
        }
        if let Some(login) = login.filter(|_| !headers.contains_key(AUTHORIZATION)) {
            headers.insert(AUTHORIZATION, header("url", &login)?);
            credential = Some("url".to_owned());
        }
        headers.entry(USER_AGENT).or_insert(AGENT);
        headers.entry(ACCEPT_ENCODING).or_insert(HeaderValue::from_static(ACCEPTED));
        let passthrough = passthrough.iter().filter_map(|name| name.parse().ok());
        let passthrough =
            passthrough.filter(|name: &HeaderName| !FRAMING.contains(&name.as_str())).collect();
        let is_plain = url.scheme() == Some(&Scheme::HTTP) && url.port().is_none();
        let secure = is_plain.then(|| Secure {
            environment: variables.to_environment(),
            within: within.clone(),
            client: OnceLock::new(),
        });
        Ok(Self { client, secure, url, headers, passthrough, credential, cookies: None })
    }

    /// Adds the `Host` of the URL to all requests, so that the client does not format it for each one.
    pub(crate) fn set_host(&mut self) {
        if let Some(value) = host_of(&self.url) {
            self.headers.entry(HOST).or_insert(value);
        }
    }

    /// Sets `Authorization`; `key` is the settings key of the credential.
    ///
    /// # Errors
    /// Returns one line if the value has illegal characters.
    pub(crate) fn authorize(&mut self, key: &str, value: &Secret) -> Result<(), String> {
        self.headers.insert(AUTHORIZATION, header(key, value)?);
        self.credential = Some(key.to_owned());
        Ok(())
    }

    /// Removes headers that the transport sets itself, also from those that clients may pass on.
    pub(crate) fn remove_headers(&mut self, names: &[HeaderName]) {
        for name in names {
            self.headers.remove(name);
        }
        self.passthrough.retain(|name| !names.contains(name));
    }

    /// Stores the cookies of responses from now on.
    pub(crate) fn keep_cookies(&mut self) {
        self.cookies = Some(Jar::default());
    }

    /// Returns the settings key of the credential that requests carry, if any.
    pub(crate) fn credential(&self) -> Option<&str> {
        self.credential.as_deref()
    }

    /// Returns the URL, which may contain secrets.
    pub(crate) fn url(&self) -> &Uri {
        &self.url
    }

    /// Returns true if the settings contain headers that may be credentials.
    pub(crate) fn has_headers(&self) -> bool {
        self.headers.keys().any(|name| ![USER_AGENT, ACCEPT_ENCODING, HOST].contains(name))
    }

    /// Creates a request with the headers of the settings.
    pub(crate) fn request(&self, method: Method, to: &Uri, body: Bytes) -> Request {
        let mut request = HttpRequest::new(Full::new(body));
        *request.method_mut() = method;
        *request.uri_mut() = to.clone();
        // A clone would have no room for the protocol's headers.
        let headers = request.headers_mut();
        headers.reserve(self.headers.len() + PROTOCOL_HEADERS);
        headers.extend(self.headers.iter().map(|(name, value)| (name.clone(), value.clone())));
        request
    }

    /// Copies the client's headers that this server may receive; they override static ones.
    pub(crate) fn pass_on(&self, inbound: &HeaderMap, outbound: &mut HeaderMap) {
        for name in TRACE.iter().chain(&self.passthrough) {
            if let Some(value) = inbound.get(name) {
                outbound.insert(name.clone(), value.clone());
            }
        }
    }

    /// Sends a request and returns the response head. The request is sent `again` if it did not
    /// reach the server, if it is `repeatable` and a kept connection was reset, or if the server
    /// redirects it with 307 or 308 on the same host, which means that it has not run it.
    pub(crate) async fn send(
        &self,
        request: Request,
        repeatable: bool,
        again: impl Fn() -> Option<Request>,
    ) -> Result<Response<AnswerBody>, Unreachable> {
        let jar = self.cookies.as_ref();
        let client = self.client_to(request.uri())?;
        match client.attempt(with_cookies(jar, request)).await {
            Ok(response) if is_final(&response) => Ok(AnswerBody::of(response)),
            // Boxed: it is rare.
            sent => {
                let completed = async {
                    let response = self.complete(client, sent, repeatable, jar, &again).await?;
                    self.follow(response, repeatable, &again).await
                };
                Box::pin(completed).await
            }
        }
    }

    /// Follows redirects on the same host, with requests made by `again`.
    async fn follow(
        &self,
        mut response: Response<AnswerBody>,
        repeatable: bool,
        again: &impl Fn() -> Option<Request>,
    ) -> Result<Response<AnswerBody>, Unreachable> {
        let Some(mut at) = again().map(|request| request.uri().clone()) else {
            return Ok(response);
        };
        for _ in 0..limits::REDIRECTS {
            let Some(to) = redirect_target(&at, &response) else { return Ok(response) };
            let redirected = || {
                let mut request = again()?;
                *request.uri_mut() = to.clone();
                Some(request)
            };
            let Some(request) = redirected() else { return Ok(response) };
            response =
                self.send_here(request, repeatable, self.cookies.as_ref(), &redirected).await?;
            response.extensions_mut().insert(RedirectedTo(to.clone()));
            at = to;
        }
        if redirect_target(&at, &response).is_none() {
            return Ok(response);
        }
        let why = format!("{} redirects too often, last to {}", self.place(), at.path());
        Err(Unreachable { why, at_connect: false, was_sent: false })
    }

    /// Sends a request without following redirects. Sends the cookies of `jar` for its path, and stores
    /// those of the response.
    pub(crate) async fn send_here(
        &self,
        request: Request,
        repeatable: bool,
        jar: Option<&Jar>,
        again: &impl Fn() -> Option<Request>,
    ) -> Result<Response<AnswerBody>, Unreachable> {
        let client = self.client_to(request.uri())?;
        let sent = client.attempt(with_cookies(jar, request)).await;
        self.complete(client, sent, repeatable, jar, again).await
    }

    /// Sends a request again if `sent` has failed, and stores the cookies of the response.
    async fn complete(
        &self,
        client: &HttpClient,
        sent: Result<Response<ReceivedBody>, Failed>,
        repeatable: bool,
        jar: Option<&Jar>,
        again: &impl Fn() -> Option<Request>,
    ) -> Result<Response<AnswerBody>, Unreachable> {
        let again_with_cookies = || again().map(|request| with_cookies(jar, request));
        let sent = match sent {
            Ok(response) => Ok(response),
            Err(failed) => client.retry(failed, repeatable, again_with_cookies).await,
        };
        let sent = sent.map_err(|e| Unreachable {
            why: match client.proxy() {
                None => format!("cannot reach {}: {}", self.place(), cause(&e)),
                Some(proxy) => {
                    format!("cannot reach {} through {proxy}: {}", self.place(), cause(&e))
                }
            },
            at_connect: e.is_connect(),
            was_sent: !e.is_unsent(),
        })?;
        if let Some(jar) = jar.filter(|_| sent.headers().contains_key(SET_COOKIE)) {
            let to = again().map(|request| request.uri().clone());
            jar.take(sent.headers(), to.as_ref().unwrap_or(&self.url).path());
        }
        Ok(AnswerBody::of(sent))
    }

    fn client_to(&self, to: &Uri) -> Result<&HttpClient, Unreachable> {
        let secure = self.secure.as_ref().filter(|_| to.scheme() != self.url.scheme());
        let Some(Secure { environment, within, client }) = secure else { return Ok(&self.client) };
        let client = client.get_or_init(|| HttpClient::new(to, environment.variables(), within));
        let not_sent =
            |why: &String| Unreachable { why: why.clone(), at_connect: false, was_sent: false };
        client.as_ref().map_err(not_sent)
    }

    /// Returns scheme, host and port, the part of the URL that contains no secrets.
    pub(crate) fn place(&self) -> String {
        let scheme = self.url.scheme_str().unwrap_or("http");
        let host = self.url.host().unwrap_or_default();
        let port = self.url.port_u16().map(|p| format!(":{p}")).unwrap_or_default();
        format!("{scheme}://{host}{port}")
    }
}

fn header(name: &str, value: &Secret) -> Result<HeaderValue, String> {
    let mut value = HeaderValue::from_str(value.reveal())
        .map_err(|_| format!("the value of header `{name}` has illegal characters"))?;
    value.set_sensitive(true);
    Ok(value)
}

/// Splits user and password off the URL and converts them to an `Authorization` value.
fn without_login(url: Uri) -> Result<(Uri, Option<Secret>), String> {
    let whole = url.authority().map(Authority::as_str).unwrap_or_default();
    let Some((login, host)) = whole.rsplit_once('@') else { return Ok((url, None)) };
    let (user, password) = login.split_once(':').unwrap_or((login, ""));
    let mut plain = percent_decode_str(user).collect::<Vec<u8>>();
    plain.push(b':');
    plain.extend(percent_decode_str(password));
    let value = Secret::new(format!("Basic {}", BASE64_STANDARD.encode(plain)));
    let host = host.parse::<Authority>().map_err(|_| "`url` names no host".to_owned())?;
    let mut parts = url.into_parts();
    parts.authority = Some(host);
    let url = Uri::from_parts(parts).map_err(|_| "`url` is not a URL".to_owned())?;
    Ok((url, Some(value)))
}

/// Adds the cookies of `jar` for the path of the request.
fn with_cookies(jar: Option<&Jar>, mut request: Request) -> Request {
    if let Some(jar) = jar.filter(|jar| jar.was_used()) {
        let to = request.uri().clone();
        jar.add(request.headers_mut(), to.path());
    }
    request
}

/// Returns true if the response is neither a redirect nor sets cookies.
fn is_final<B>(response: &Response<B>) -> bool {
    !is_redirect(response.status()) && !response.headers().contains_key(SET_COOKIE)
}

/// Returns true if the response redirects the request with its method and body.
fn is_redirect(status: StatusCode) -> bool {
    matches!(status, StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT)
}

/// Returns the redirect target if it has the same origin, or the same host over HTTPS. Credentials
/// are sent nowhere else.
fn redirect_target<B>(from: &Uri, response: &Response<B>) -> Option<Uri> {
    if !is_redirect(response.status()) {
        return None;
    }
    let from = Url::parse(&from.to_string()).ok()?;
    let mut to = from.join(response.headers().get(LOCATION)?.to_str().ok()?).ok()?;
    let has_usual_port = |url: &Url| url.port().is_none();
    let is_upgrade = (from.scheme(), to.scheme()) == ("http", "https")
        && from.host() == to.host()
        && has_usual_port(&from)
        && has_usual_port(&to);
    if from.origin() != to.origin() && !is_upgrade {
        return None;
    }
    to.set_fragment(None);
    let _ = to.set_username("");
    let _ = to.set_password(None);
    to.as_str().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_led_on_at_its_own_host_alone() {
        let redirect_target = |from: &str, to: &str| {
            let response = Response::builder().status(307).header(LOCATION, to).body(()).unwrap();
            redirect_target(&from.parse().unwrap(), &response).map(|to| to.to_string())
        };
        let here = |to: &str| redirect_target("http://h.test/v1/mcp?a=b", to);
        assert_eq!(here("/v1/mcp/"), Some("http://h.test/v1/mcp/".into()));
        assert_eq!(here("mcp/?a=b#c"), Some("http://h.test/v1/mcp/?a=b".into()));
        assert_eq!(here("http://u:p@h.test:80/x"), Some("http://h.test/x".into()));
        assert_eq!(here("https://h.test/v1/mcp"), Some("https://h.test/v1/mcp".into()));
        for elsewhere in
            ["https://o.test/", "//o.test/", "http://h.test:81/", "https://h.test:8443/"]
        {
            assert_eq!(here(elsewhere), None, "{elsewhere}");
        }
        assert_eq!(redirect_target("https://h.test/", "http://h.test/"), None);
        assert_eq!(redirect_target("http://h.test:81/", "https://h.test/"), None);
        let plain = Response::builder().status(302).header(LOCATION, "/x").body(()).unwrap();
        assert_eq!(super::redirect_target(&"http://h.test/".parse().unwrap(), &plain), None);
    }

    #[test]
    fn a_login_in_a_url_becomes_a_header() {
        let split = |url: &str| {
            let (url, login) = without_login(url.parse().unwrap()).unwrap();
            (url.to_string(), login.map(|login| login.reveal().to_owned()))
        };
        let basic = |text: &str| Some(format!("Basic {}", BASE64_STANDARD.encode(text)));
        assert_eq!(split("http://h:1/x?y"), ("http://h:1/x?y".into(), None));
        assert_eq!(
            split("https://usr:p%40s%3As@h:1/x?y"),
            ("https://h:1/x?y".into(), basic("usr:p@s:s"))
        );
        assert_eq!(split("http://usr@h/"), ("http://h/".into(), basic("usr:")));
    }
}
