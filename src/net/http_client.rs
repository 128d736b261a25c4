//! The HTTP client of a transport. Pools connections and keeps them alive; uses TLS and proxies
//! only if the URL needs them.

use std::error::Error;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{HOST, PROXY_AUTHORIZATION};
use http::uri::{Authority, PathAndQuery, Scheme};
use http::{HeaderValue, Request, Response, Uri};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Body as _;
use hyper::rt::{Read, Write};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use rustls::ClientConfig;
use tower_service::Service;

use crate::net::address_policy::{AddressPolicy, Resolver};
use crate::net::http_proxy::{Proxy, Route};
use crate::net::kept_connection::{Connection, Pool, ReceivedBody};
use crate::net::limits;
use crate::net::proxy_env::Variables;
use crate::net::response_body::AnswerBody;
use crate::net::tls_roots;
use crate::net::watched::{Checked, Watch, is_unwritten};
use crate::protocol::framing::buffer_growth::make_room;

/// Maximum number of attempts for a request that was never written, because its idle connection was
/// lost each time.
const UNSENT_TRIES: usize = 8;
/// Interval of TCP keep-alive probes.
const KEEP_ALIVE: Duration = Duration::from_mins(1);

type BoxError = Box<dyn Error + Send + Sync>;
type Opening = Pin<Box<dyn Future<Output = Result<Connection, SendError>> + Send>>;
/// Opens a connection to a URL, for responses with that many headers.
type Open = Box<dyn Fn(Uri, usize) -> Opening + Send + Sync>;

/// A pooled client for one origin.
pub(crate) struct HttpClient {
    pool: Arc<Pool>,
    open: Open,
    authority: Authority,
    /// The value of `Host`, unless a request has one.
    host: HeaderValue,
    /// Set by a server that has sent more headers than a client expects, which makes room for
    /// [`limits::RESPONSE_HEADERS`] in each response.
    needs_room: AtomicBool,
    /// Whether a proxy receives the requests, with whole URLs.
    is_forward: bool,
    /// The credential for that proxy.
    proxy_credential: Option<HeaderValue>,
    /// The proxy, for error messages.
    through: Option<String>,
}

/// Why a request got no response.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SendError {
    #[error("cannot connect")]
    Connect(#[source] BoxError),
    #[error("cannot send")]
    Http(#[source] hyper::Error),
}

/// A failed attempt.
pub(crate) struct Failed {
    error: SendError,
    /// An earlier request was sent on the connection.
    was_kept: bool,
    /// The response could have [`limits::RESPONSE_HEADERS`].
    had_room: bool,
}

impl SendError {
    /// Returns true if the connection could not be opened.
    pub(crate) fn is_connect(&self) -> bool {
        matches!(self, Self::Connect(_))
    }

    /// Returns true if the request has not reached the server.
    pub(crate) fn is_unsent(&self) -> bool {
        match self {
            Self::Connect(_) => true,
            // The request was still waiting for its connection, which closed.
            Self::Http(error) => error.is_canceled() || is_unwritten(error),
        }
    }

    /// Returns true if the server had already closed the connection.
    fn was_reset(&self) -> bool {
        let mut at: Option<&(dyn Error + 'static)> = Some(self);
        while let Some(e) = at {
            if let Some(io) = e.downcast_ref::<io::Error>() {
                return matches!(
                    io.kind(),
                    io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe
                );
            }
            at = e.source();
        }
        false
    }
}

impl HttpClient {
    /// Creates a client for a URL.
    ///
    /// # Errors
    /// Returns one line if the scheme, the certificates or the proxy are invalid.
    pub(crate) fn new(
        url: &Uri,
        variables: Variables<'_>,
        within: &AddressPolicy,
    ) -> Result<Self, String> {
        if !matches!(url.scheme_str(), Some("http" | "https")) {
            return Err("`url` must begin with http:// or https://".into());
        }
        let authority = url.authority().ok_or("`url` names no host")?.clone();
        let mut connector = HttpConnector::new_with_resolver(Resolver::new(within.clone()));
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(limits::CONNECT));
        connector.set_keepalive(Some(KEEP_ALIVE));
        connector.enforce_http(false);
        let connector = Permitted { connector, within: within.clone() };
        // A proxy would connect to addresses that the hub itself must not.
        let proxy = if within.is_everywhere() { Proxy::to(url, variables)? } else { None };
        let is_forward =
            url.scheme_str() == Some("http") && proxy.as_ref().is_some_and(Proxy::is_http);
        Ok(Self {
            pool: Arc::default(),
            authority,
            host: host_of(url).ok_or("`url` names no host")?,
            needs_room: AtomicBool::new(false),
            is_forward,
            proxy_credential: proxy.as_ref().and_then(Proxy::credential),
            through: proxy.as_ref().map(Proxy::place),
            open: opener(proxy, url, variables, connector)?,
        })
    }

    /// Sends a request and returns the response head, as [`Self::attempt`] and [`Self::retry`] do.
    pub(crate) async fn send(
        &self,
        request: Request<Full<Bytes>>,
        repeatable: bool,
        again: impl Fn() -> Option<Request<Full<Bytes>>>,
    ) -> Result<Response<ReceivedBody>, SendError> {
        match self.attempt(request).await {
            Ok(response) => Ok(response),
            // Boxed: it is rare.
            Err(failed) => Box::pin(self.retry(failed, repeatable, again)).await,
        }
    }

    /// Sends a request once and returns the response head.
    pub(crate) async fn attempt(
        &self,
        mut request: Request<Full<Bytes>>,
    ) -> Result<Response<ReceivedBody>, Failed> {
        let needs_room = self.needs_room.load(Ordering::Relaxed);
        let headers_max =
            if needs_room { limits::RESPONSE_HEADERS } else { limits::RESPONSE_HEADERS_USUAL };
        // A client is for one origin, so that this holds.
        let is_ours =
            request.uri().authority().is_none_or(|to| to.as_str() == self.authority.as_str());
        let kept = if is_ours { self.pool.take(headers_max) } else { None };
        let was_kept = kept.is_some();
        let failed = |error| Failed { error, was_kept, had_room: needs_room };
        let mut connection = match kept {
            Some(connection) => connection,
            None => (self.open)(request.uri().clone(), headers_max).await.map_err(failed)?,
        };
        self.address(&mut request, is_ours);
        let response = connection.send(request).await;
        let response = response.map_err(|e| failed(SendError::Http(e.into_error())))?;
        Ok(response.map(|incoming| ReceivedBody::new(incoming, connection, &self.pool)))
    }

    /// Sends a request again after a failed attempt.
    ///
    /// A request of which no byte was written has not reached the server: it is sent anew, as made
    /// by `again`. Once written, it may have been received, regardless of the state of its
    /// connection. It is then sent a second time only if it is `repeatable`, and if a kept
    /// connection was reset or the response has too many headers.
    pub(crate) async fn retry(
        &self,
        mut failed: Failed,
        repeatable: bool,
        again: impl Fn() -> Option<Request<Full<Bytes>>>,
    ) -> Result<Response<ReceivedBody>, SendError> {
        for tries in 0..UNSENT_TRIES {
            let Failed { error, was_kept, had_room } = &failed;
            let was_unsent = error.is_unsent() && !error.is_connect();
            if was_unsent && *was_kept {
                self.pool.clear();
            }
            let may_succeed =
                (!had_room && self.makes_room(error)) || (error.was_reset() && *was_kept);
            let may_repeat = repeatable && tries == 0 && may_succeed;
            let Some(request) = (was_unsent || may_repeat).then(&again).flatten() else { break };
            match self.attempt(request).await {
                Ok(response) => return Ok(response),
                Err(again) => failed = again,
            }
        }
        Err(failed.error)
    }

    /// Returns true if the response had too many headers and the next one may have more.
    fn makes_room(&self, error: &SendError) -> bool {
        let SendError::Http(error) = error else { return false };
        if error.is_parse_too_large() {
            self.needs_room.store(true, Ordering::Relaxed);
        }
        error.is_parse_too_large()
    }

    /// Writes the target of a request in the form that its receiver expects.
    fn address(&self, request: &mut Request<Full<Bytes>>, is_ours: bool) {
        if !request.headers().contains_key(HOST) {
            let other = if is_ours { None } else { host_of(request.uri()) };
            request.headers_mut().insert(HOST, other.unwrap_or_else(|| self.host.clone()));
        }
        if self.is_forward {
            let credential =
                self.proxy_credential.clone().map(|value| (PROXY_AUTHORIZATION, value));
            request.headers_mut().extend(credential);
        } else {
            *request.uri_mut() = origin_form(request.uri());
        }
    }

    /// Returns the proxy, for error messages.
    pub(crate) fn proxy(&self) -> Option<&str> {
        self.through.as_deref()
    }
}

/// Returns the path and query of a URL.
fn origin_form(url: &Uri) -> Uri {
    let path = url.path_and_query().cloned().unwrap_or(PathAndQuery::from_static("/"));
    Uri::from(path)
}

/// Returns the value of `Host`: without a port if it is that of the scheme.
pub(crate) fn host_of(url: &Uri) -> Option<HeaderValue> {
    let host = url.host()?;
    let default_port = if url.scheme() == Some(&Scheme::HTTPS) { 443 } else { 80 };
    match url.port_u16().filter(|port| *port != default_port) {
        Some(port) => HeaderValue::try_from(format!("{host}:{port}")).ok(),
        None => HeaderValue::from_str(host).ok(),
    }
}

/// Returns a function that opens connections to a URL, through a proxy if there is one.
fn opener(
    proxy: Option<Proxy>,
    url: &Uri,
    variables: Variables<'_>,
    connector: Permitted,
) -> Result<Open, String> {
    let secure = url.scheme_str() == Some("https");
    let Some(proxy) = proxy else {
        if !secure {
            return Ok(opening(connector));
        }
        return Ok(opening(tls(&tls_roots::config(variables)?, connector)));
    };
    let needed = secure || proxy.is_secure();
    let config = if needed { tls_roots::config(variables)? } else { tls_roots::without_roots()? };
    Ok(match proxy.way(url, tls(&config, connector)) {
        Route::Forward(way) => opening(way),
        Route::Tunnel(way) => opening(tls(&config, way)),
        Route::Socks(way) => opening(tls(&config, way)),
    })
}

fn opening<C>(connector: C) -> Open
where
    C: Service<Uri, Error: Into<BoxError>, Future: Send + 'static> + Clone + Send + Sync + 'static,
    C::Response: Read + Write + Unpin + Send + 'static,
{
    let connector = Watch(connector);
    Box::new(move |to, headers_max| {
        let mut connector = connector.clone();
        Box::pin(async move {
            let refused = |e: C::Error| SendError::Connect(e.into());
            poll_fn(|task| connector.poll_ready(task)).await.map_err(refused)?;
            let stream = connector.call(to).await.map_err(refused)?;
            Connection::new(stream, headers_max).await.map_err(SendError::Http)
        })
    })
}

fn tls<C>(config: &ClientConfig, connector: C) -> HttpsConnector<C> {
    HttpsConnectorBuilder::new()
        .with_tls_config(config.clone())
        .https_or_http()
        .enable_http1()
        .wrap_connector(connector)
}

/// Opens TCP connections to the addresses that may be reached.
#[derive(Clone)]
struct Permitted {
    connector: HttpConnector<Resolver>,
    within: AddressPolicy,
}

impl Service<Uri> for Permitted {
    type Response = Checked;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.connector.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        // The resolver does not see hosts that are IP addresses.
        let checked = self.within.check(to.host().unwrap_or_default());
        let opening = self.connector.call(to);
        Box::pin(async move {
            checked?;
            Ok(Checked::new(opening.await?))
        })
    }
}

/// Reads the whole body, up to `bytes_max`. The error is one line. Each chunk is freed once it is
/// copied into a buffer of the announced size.
pub(crate) async fn collect(body: AnswerBody, bytes_max: usize) -> Result<Bytes, String> {
    let announced = body.size_hint().exact().and_then(|bytes| usize::try_from(bytes).ok());
    let mut body = Limited::new(body, bytes_max);
    let mut whole = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(piece) = frame.map_err(|e| format!("cannot read the response: {e}"))?.into_data()
        else {
            continue;
        };
        if whole.is_empty() && announced == Some(piece.len()) {
            return Ok(piece);
        }
        if whole.is_empty() {
            whole.reserve(announced.unwrap_or_default().min(bytes_max));
        } else {
            make_room(&mut whole, piece.len());
        }
        whole.extend_from_slice(&piece);
    }
    Ok(whole.freeze())
}

/// Returns the innermost cause, which is the most useful one.
pub(crate) fn cause(e: &dyn Error) -> String {
    let mut at = e;
    while let Some(next) = at.source() {
        at = next;
    }
    at.to_string()
}
