//! The HTTP client of a transport. Pools connections and keeps them alive; uses TLS and proxies
//! only if the URL needs them.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::PROXY_AUTHORIZATION;
use http::{HeaderValue, Request, Response, Uri};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Body as _, Incoming};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::{SocksV5, Tunnel};
use hyper_util::client::legacy::{Builder, Client, Error};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::ClientConfig;
use tower_service::Service;

use crate::net::address_policy::{AddressPolicy, Resolver};
use crate::net::http_proxy::{Forward, Proxy, Route};
use crate::net::limits;
use crate::net::proxy_env::Variables;
use crate::net::response_body::AnswerBody;
use crate::net::tls_roots;
use crate::net::watched::{Checked, Watch, is_unsent};
use crate::protocol::framing::buffer_growth::make_room;

/// Idle connections are closed after this long, which is less than the 5 s of most servers. A
/// request that meets a connection just as its server closes it may have been received, so that it
/// fails and cannot be sent again.
const IDLE: Duration = Duration::from_secs(4);
/// Maximum number of attempts for a request that was never written, because its idle connection was
/// lost each time.
const UNSENT_TRIES: usize = 8;
/// Interval of TCP keep-alive probes.
const KEEP_ALIVE: Duration = Duration::from_mins(1);

/// Creates a client with the settings of a builder.
type Open = Box<dyn Fn(&Builder) -> To + Send + Sync>;
type Over<C> = Client<C, Full<Bytes>>;
type Tls<C = Counted> = HttpsConnector<C>;

/// A pooled client for one URL.
pub(crate) struct HttpClient {
    to: To,
    /// Replaces `to` for a server that has sent more headers than a client expects, which makes room
    /// for [`limits::RESPONSE_HEADERS`] in each response.
    with_many_headers: OnceLock<To>,
    open: Open,
    builder: Builder,
    /// The proxy, for error messages.
    through: Option<String>,
    opened: Arc<AtomicU64>,
}

/// One variant per kind of connection, so that a plain connection pays nothing for the others.
enum To {
    Plain(Over<Watch<Counted>>),
    Tls(Over<Watch<Tls>>),
    Forward(Over<Watch<Forward<Tls>>>, Option<HeaderValue>),
    Tunnel(Over<Watch<Tls<Tunnel<Tls>>>>),
    Socks(Over<Watch<Tls<SocksV5<Tls>>>>),
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
        let mut connector = HttpConnector::new_with_resolver(Resolver::new(within.clone()));
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(limits::CONNECT));
        connector.set_keepalive(Some(KEEP_ALIVE));
        connector.enforce_http(false);
        let opened = Arc::new(AtomicU64::new(0));
        let connector = Counted { connector, within: within.clone(), opened: Arc::clone(&opened) };
        let mut builder = Client::builder(TokioExecutor::new());
        builder.pool_timer(TokioTimer::new()).pool_idle_timeout(IDLE);
        // A proxy would connect to addresses that the hub itself must not.
        let proxy = if within.is_everywhere() { Proxy::to(url, variables)? } else { None };
        let through = proxy.as_ref().map(Proxy::place);
        let open = opener(proxy, url, variables, connector)?;
        let to = open(&builder);
        Ok(Self { to, with_many_headers: OnceLock::new(), open, builder, through, opened })
    }

    /// Sends a request and returns the response head.
    ///
    /// A request of which no byte was written has not reached the server: it is sent anew, as made
    /// by `again`. Once written, it may have been received, regardless of the state of its
    /// connection. It is then sent a second time only if it is `repeatable`, and if a kept
    /// connection was reset or the response has too many headers.
    pub(crate) async fn send(
        &self,
        request: Request<Full<Bytes>>,
        repeatable: bool,
        again: impl Fn() -> Option<Request<Full<Bytes>>>,
    ) -> Result<Response<Incoming>, Error> {
        let before = self.opened.load(Ordering::Relaxed);
        let had_room = self.with_many_headers.get().is_some();
        let mut sent = self.send_once(request).await;
        let mut tries = 0;
        while let Err(e) = &sent
            && tries < UNSENT_TRIES
        {
            let was_unsent = is_unsent(e) && !e.is_connect();
            let was_kept = || self.opened.load(Ordering::Relaxed) == before;
            let may_succeed = (!had_room && self.makes_room(e)) || (was_reset(e) && was_kept());
            let may_repeat = repeatable && tries == 0 && may_succeed;
            let Some(request) = (was_unsent || may_repeat).then(&again).flatten() else { break };
            tries += 1;
            // Boxed: it is rare.
            sent = Box::pin(self.send_once(request)).await;
        }
        sent
    }

    /// Returns true if the response had too many headers and the next one may have more.
    fn makes_room(&self, e: &Error) -> bool {
        let source = std::error::Error::source(e);
        let cause = source.and_then(|cause| cause.downcast_ref::<hyper::Error>());
        if !cause.is_some_and(hyper::Error::is_parse_too_large) {
            return false;
        }
        self.with_many_headers.get_or_init(|| {
            (self.open)(self.builder.clone().http1_max_headers(limits::RESPONSE_HEADERS))
        });
        true
    }

    async fn send_once(
        &self,
        mut request: Request<Full<Bytes>>,
    ) -> Result<Response<Incoming>, Error> {
        match self.with_many_headers.get().unwrap_or(&self.to) {
            To::Plain(client) => client.request(request).await,
            To::Tls(client) => client.request(request).await,
            To::Forward(client, credential) => {
                let credential = credential.clone().map(|value| (PROXY_AUTHORIZATION, value));
                request.headers_mut().extend(credential);
                client.request(request).await
            }
            To::Tunnel(client) => client.request(request).await,
            To::Socks(client) => client.request(request).await,
        }
    }

    /// Returns the proxy, for error messages.
    pub(crate) fn proxy(&self) -> Option<&str> {
        self.through.as_deref()
    }
}

/// Returns a factory of clients for a URL, through a proxy if there is one.
fn opener(
    proxy: Option<Proxy>,
    url: &Uri,
    variables: Variables<'_>,
    connector: Counted,
) -> Result<Open, String> {
    let secure = url.scheme_str() == Some("https");
    let Some(proxy) = proxy else {
        if !secure {
            return Ok(Box::new(move |builder| To::Plain(builder.build(Watch(connector.clone())))));
        }
        let config = tls_roots::config(variables)?;
        return Ok(Box::new(move |builder| {
            To::Tls(builder.build(Watch(tls(&config, connector.clone()))))
        }));
    };
    let needed = secure || proxy.is_secure();
    let config = if needed { tls_roots::config(variables)? } else { tls_roots::without_roots()? };
    let url = url.clone();
    Ok(Box::new(move |builder| proxied_client(&proxy, &url, builder, &config, connector.clone())))
}

/// Creates a client that connects through a proxy, which may use TLS itself.
fn proxied_client(
    proxy: &Proxy,
    url: &Uri,
    builder: &Builder,
    config: &ClientConfig,
    connector: Counted,
) -> To {
    match proxy.way(url, tls(config, connector)) {
        Route::Forward(way) => To::Forward(builder.build(Watch(way)), proxy.credential()),
        Route::Tunnel(way) => To::Tunnel(builder.build(Watch(tls(config, way)))),
        Route::Socks(way) => To::Socks(builder.build(Watch(tls(config, way)))),
    }
}

fn tls<C>(config: &ClientConfig, connector: C) -> Tls<C> {
    HttpsConnectorBuilder::new()
        .with_tls_config(config.clone())
        .https_or_http()
        .enable_http1()
        .wrap_connector(connector)
}

/// Opens TCP connections and counts them.
#[derive(Clone)]
struct Counted {
    connector: HttpConnector<Resolver>,
    within: AddressPolicy,
    opened: Arc<AtomicU64>,
}

impl Service<Uri> for Counted {
    type Response = Checked;
    type Error = Box<dyn std::error::Error + Send + Sync>;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.connector.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        self.opened.fetch_add(1, Ordering::Relaxed);
        // The resolver does not see hosts that are IP addresses.
        let checked = self.within.check(to.host().unwrap_or_default());
        let opening = self.connector.call(to);
        Box::pin(async move {
            checked?;
            Ok(Checked::new(opening.await?))
        })
    }
}

/// Returns true if the server had already closed the connection.
fn was_reset(e: &Error) -> bool {
    let mut at: Option<&(dyn std::error::Error + 'static)> = Some(e);
    while let Some(e) = at {
        if let Some(io) = e.downcast_ref::<io::Error>() {
            return matches!(io.kind(), io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe);
        }
        at = e.source();
    }
    false
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
pub(crate) fn cause(e: &dyn std::error::Error) -> String {
    let mut at = e;
    while let Some(next) = at.source() {
        at = next;
    }
    at.to_string()
}
