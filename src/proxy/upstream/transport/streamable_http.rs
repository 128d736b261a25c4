//! The Streamable HTTP transport, both eras (MCP basic/transports). Connections are pooled and kept
//! alive; each request has its own response stream.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use arc_swap::ArcSwapOption;
use bytes::Bytes;
use http::header::WWW_AUTHENTICATE;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request as HttpRequest, Response};
use http_body_util::Full;
use tokio::sync::{Notify, Semaphore};
use tokio_util::sync::CancellationToken;

use crate::net::endpoint::Endpoint;
use crate::net::response_body::AnswerBody;
use crate::oauth::login::Login;
use crate::protocol::headers;
use crate::protocol::message::Message;
use crate::protocol::{Era, era};
use crate::proxy::exchange::exchange::EventQueue;
use crate::proxy::hops::Hops;
use crate::proxy::limits;
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::connection::in_flight::InFlight;
use crate::proxy::upstream::connection::listener::Listener;
use crate::proxy::upstream::connection::outgoing::Outgoing;
use crate::proxy::upstream::environment::UpstreamEnv;
use crate::proxy::upstream::transport::authorized;
use crate::proxy::upstream::transport::busy::Busy;
use crate::proxy::upstream::transport::duplex;
use crate::proxy::upstream::transport::mcp_endpoint::mcp_endpoint;
use crate::proxy::upstream::transport::rejection::{Refusal, error_of};
use crate::proxy::upstream::transport::session_loss::SuspectedLosses;
use crate::proxy::upstream::transport::session_loss::{Sign, sign};
use crate::settings::model::server::Remote;

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const BOTH: HeaderValue = HeaderValue::from_static("application/json, text/event-stream");

/// A connection to one server at one URL.
#[derive(Clone, Debug)]
pub(crate) struct HttpTransport {
    pub(in crate::proxy::upstream) shared: Arc<Shared>,
}

/// State that the clones of a transport share.
pub(in crate::proxy::upstream) struct Shared {
    pub(in crate::proxy::upstream) endpoint: Endpoint,
    login: Option<Arc<Login>>,
    pub(in crate::proxy::upstream) session: ArcSwapOption<HeaderValue>,
    pub(in crate::proxy::upstream) renewing: tokio::sync::Mutex<()>,
    pub(in crate::proxy::upstream) suspected_losses: SuspectedLosses,
    /// Notified once a new session has replaced a lost one.
    pub(in crate::proxy::upstream) renewed: Notify,
    /// Tracks requests to legacy servers only: messages on the listen stream may belong to one of
    /// them.
    pub(in crate::proxy::upstream) in_flight: InFlight,
    /// Adds the header that detects loops through other hubs.
    hops: Arc<Hops>,
    /// Limits messages that are sent in the background.
    unawaited: Arc<Semaphore>,
    busy: AtomicUsize,
    pub(in crate::proxy::upstream) ended: CancellationToken,
    why: OnceLock<String>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HttpTransport").field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}

impl HttpTransport {
    /// Creates a transport without sending anything. Variables in its settings are already
    /// expanded.
    ///
    /// # Errors
    /// Returns one line with the invalid URL or header.
    pub(crate) fn new(
        remote: &Remote,
        env: &UpstreamEnv,
        listener: Arc<dyn Listener>,
    ) -> Result<Self, String> {
        let mut endpoint = mcp_endpoint(remote, env)?;
        endpoint.set_host();
        Ok(Self {
            shared: Arc::new(Shared {
                endpoint,
                login: env.login.clone(),
                session: ArcSwapOption::empty(),
                hops: Arc::clone(&env.hops),
                renewing: tokio::sync::Mutex::new(()),
                suspected_losses: SuspectedLosses::default(),
                renewed: Notify::new(),
                in_flight: InFlight::new(listener, true),
                unawaited: Arc::new(Semaphore::new(limits::POSTS_UNAWAITED)),
                busy: AtomicUsize::new(0),
                ended: CancellationToken::new(),
                why: OnceLock::new(),
            }),
        })
    }

    /// Sends a request and waits for its response. Fails with [`CallError::SessionLost`] if the
    /// server has lost the session, which [`Self::renew`] replaces before the caller sends the
    /// request again.
    pub(crate) async fn call(&self, outgoing: Outgoing<'_>) -> Result<Message, CallError> {
        let shared = &self.shared;
        let _busy = Busy::new(&shared.busy);
        let legacy = outgoing.era == Era::Legacy;
        let id = if legacy {
            shared.in_flight.pending.register(outgoing.listening()).0
        } else {
            shared.in_flight.pending.next_id()
        };
        let events = outgoing.exchange.map(|exchange| exchange.events.as_ref());
        let guard = Unanswered { shared, id, events, legacy, tell: legacy };
        // A lost session stays in place until a new one replaces it.
        let starts_session = outgoing.request.message.method() == "initialize";
        let session = shared.session.load_full().filter(|_| !starts_session);
        // The transport was closed, which cleared its session. The server would reject a request
        // without one.
        if legacy && session.is_none() && !starts_session && self.is_ended() {
            guard.disarm();
            return Err(CallError::Disconnected(self.why()));
        }
        if let Some(lost) = &session
            && shared.suspected_losses.is_known_lost(lost)
        {
            guard.disarm();
            return Err(CallError::SessionLost);
        }
        let body = outgoing.bytes(id);
        let post = || shared.post(&outgoing, body.clone(), session.as_deref());
        let sent = shared.send(post()?, outgoing.options.repeatable, || post().ok()).await;
        let response = match sent {
            Ok(response) => response,
            Err(e) => {
                guard.disarm();
                return Err(e);
            }
        };
        if starts_session && response.status().is_success() {
            let session = response.headers().get(headers::SESSION_ID);
            shared.session.store(session.map(|session| Arc::new(session.clone())));
        }
        let status = response.status();
        let is_challenge = response.headers().contains_key(WWW_AUTHENTICATE);
        let answer = shared.answer(response, &outgoing, id).await;
        guard.disarm();
        if let Some(session) = session
            && let Some(sign) = sign(status, is_challenge, &answer)
        {
            // Boxed: it is rare.
            return Box::pin(shared.outcome_of(&session, sign, status, &outgoing, answer)).await;
        }
        answer
    }

    /// Sends a message in the background; drops it if too many are waiting.
    pub(crate) fn notify_soon(&self, message: Bytes, era: Era, version: &str) {
        let place = Arc::clone(&self.shared.unawaited).try_acquire_owned();
        let (Ok(place), Ok(runtime)) = (place, tokio::runtime::Handle::try_current()) else {
            return;
        };
        let (transport, version) = (self.clone(), version.to_owned());
        runtime.spawn(async move {
            let _ = transport.notify(message, era, &version).await;
            drop(place);
        });
    }

    /// Sends a notification or a response.
    pub(crate) async fn notify(
        &self,
        message: Bytes,
        era: Era,
        version: &str,
    ) -> Result<(), CallError> {
        let session = self.shared.session.load_full();
        let mut request = self.shared.base(Method::POST, session.as_deref(), message.clone());
        let all = request.headers_mut();
        all.insert(headers::PROTOCOL_VERSION, value(version)?);
        if era == Era::Modern
            && let Ok(read) = Message::parse(message)
        {
            all.insert(headers::METHOD, value(&read.method())?);
        }
        all.insert(http::header::CONTENT_TYPE, JSON);
        all.insert(http::header::ACCEPT, BOTH);
        let again = request.clone();
        let sending = self.shared.send(request, true, || Some(again.clone()));
        let sent = tokio::time::timeout(limits::CONNECT, sending).await;
        let response = sent.map_err(|_| CallError::Timeout(limits::CONNECT.into()))??;
        if response.status().is_success() {
            return Ok(());
        }
        let head = Refusal::of(&response);
        let refused = Err(error_of(&self.shared.endpoint, response).await);
        let sign = sign(head.status, head.challenge.is_some(), &refused);
        if session.is_some() && sign == Some(Sign::Certain) {
            return Err(CallError::SessionLost);
        }
        refused.map(|_| ())
    }

    /// Returns the session in use, which identifies the one to renew.
    pub(crate) fn session(&self) -> Option<Arc<HeaderValue>> {
        self.shared.session.load_full()
    }

    /// Waits until the server is known to have lost the session, which is returned.
    pub(crate) async fn session_lost(&self) -> Arc<HeaderValue> {
        self.shared.suspected_losses.lost().await
    }

    /// Waits until the connection is closed; returns the reason.
    pub(crate) async fn wait_closed(&self) -> String {
        self.shared.ended.cancelled().await;
        self.why()
    }

    fn why(&self) -> String {
        self.shared.why.get().cloned().unwrap_or_else(|| "the connection ended".into())
    }

    /// Closes the connection, so that the supervisor opens a new one.
    pub(crate) fn give_up(&self, why: &str) {
        let _ = self.shared.why.set(why.to_owned());
        self.shared.ended.cancel();
    }

    /// Returns true if the connection is closed.
    pub(crate) fn is_ended(&self) -> bool {
        self.shared.ended.is_cancelled()
    }

    /// Returns the number of requests sent so far.
    pub(crate) fn calls(&self) -> u64 {
        self.shared.in_flight.pending.count()
    }

    /// Returns the number of requests in flight.
    pub(crate) fn busy(&self) -> usize {
        self.shared.busy.load(Ordering::Relaxed)
    }

    /// Ends the session and closes the connection.
    pub(crate) async fn close(&self) {
        self.give_up("stopped");
        let Some(session) = self.shared.session.swap(None) else { return };
        let request = self.shared.base(Method::DELETE, Some(&session), Bytes::new());
        let again = request.clone();
        let sending = self.shared.send(request, false, || Some(again.clone()));
        let _ = tokio::time::timeout(limits::STOP_GRACE, sending).await;
    }
}

impl Shared {
    fn base(
        &self,
        method: Method,
        session: Option<&HeaderValue>,
        body: Bytes,
    ) -> HttpRequest<Full<Bytes>> {
        let mut request = self.endpoint.request(method, self.endpoint.url(), body);
        let all = request.headers_mut();
        if let Some(session) = session {
            all.insert(headers::SESSION_ID, session.clone());
        }
        all.extend(self.hops.header());
        request
    }

    pub(in crate::proxy::upstream) fn post(
        &self,
        outgoing: &Outgoing<'_>,
        body: Bytes,
        session: Option<&HeaderValue>,
    ) -> Result<HttpRequest<Full<Bytes>>, CallError> {
        let mut request = self.base(Method::POST, session, body);
        let all = request.headers_mut();
        all.insert(http::header::CONTENT_TYPE, JSON);
        all.insert(http::header::ACCEPT, BOTH);
        if let Some(exchange) = outgoing.exchange {
            self.pass_on(&exchange.headers, all, outgoing);
        }
        let method = outgoing.request.message.method();
        if method != "initialize" {
            all.append(headers::PROTOCOL_VERSION, value(outgoing.version)?);
        }
        if outgoing.era == Era::Modern {
            all.append(headers::METHOD, value(&method)?);
            if let Some(name) = &outgoing.options.name {
                all.append(headers::NAME, value(&headers::encode(name))?);
            }
            for (header, argument) in &outgoing.options.headers {
                let name: HeaderName = header.parse().map_err(|_| {
                    CallError::InvalidResponse(format!("`{header}` is not a header name"))
                })?;
                all.append(name, value(&headers::encode(argument))?);
            }
        }
        Ok(request)
    }

    /// Copies the client's headers that this server may receive. `Mcp-Param-*` headers of a known
    /// tool are generated from its arguments instead.
    fn pass_on(&self, inbound: &HeaderMap, outbound: &mut HeaderMap, outgoing: &Outgoing<'_>) {
        let params = inbound.iter().filter(|(name, _)| name.as_str().starts_with("mcp-param-"));
        let known = |name: &str| outgoing.options.headers.iter().any(|(header, _)| header == name);
        for (name, value) in params.filter(|(name, _)| !known(name.as_str())) {
            outbound.insert(name.clone(), value.clone());
        }
        self.endpoint.pass_on(inbound, outbound);
    }

    pub(in crate::proxy::upstream) async fn send(
        &self,
        request: HttpRequest<Full<Bytes>>,
        repeatable: bool,
        again: impl Fn() -> Option<HttpRequest<Full<Bytes>>>,
    ) -> Result<Response<AnswerBody>, CallError> {
        let endpoint = &self.endpoint;
        let sent = match authorized::login_for(self.login.as_ref(), &request) {
            None => endpoint.send(request, repeatable, again).await,
            // Boxed, so that requests without a login stay small.
            Some(login) => {
                let sending =
                    authorized::send_with_token(endpoint, login, request, repeatable, again);
                Box::pin(sending).await
            }
        };
        sent.map_err(|e| {
            if e.at_connect {
                let _ = self.why.set(e.why.clone());
                self.ended.cancel();
            }
            e.into()
        })
    }

    pub(in crate::proxy::upstream) async fn get(
        &self,
        version: &str,
        last: Option<&str>,
    ) -> Result<Response<AnswerBody>, CallError> {
        let session = self.session.load_full();
        let mut request = self.base(Method::GET, session.as_deref(), Bytes::new());
        let all = request.headers_mut();
        all.insert(headers::PROTOCOL_VERSION, value(version)?);
        all.insert(http::header::ACCEPT, HeaderValue::from_static("text/event-stream"));
        if let Some(last) = last {
            all.insert(headers::LAST_EVENT_ID, value(last)?);
        }
        let again = request.clone();
        self.send(request, true, || Some(again.clone())).await
    }
}

fn value(text: &str) -> Result<HeaderValue, CallError> {
    HeaderValue::from_str(text).map_err(|e| CallError::InvalidResponse(e.to_string()))
}

/// Cancels a request on drop, unless the response has arrived. A legacy server receives a
/// notification; for a modern one, closing the stream is the cancellation.
struct Unanswered<'a> {
    shared: &'a Arc<Shared>,
    id: u64,
    events: Option<&'a EventQueue>,
    legacy: bool,
    tell: bool,
}

impl Unanswered<'_> {
    fn disarm(mut self) {
        self.tell = false;
    }
}

impl Drop for Unanswered<'_> {
    fn drop(&mut self) {
        let pending = &self.shared.in_flight.pending;
        if self.legacy && !self.tell {
            pending.forget(self.id);
        }
        if self.tell {
            pending.give_up(self.id);
            let transport = HttpTransport { shared: Arc::clone(self.shared) };
            let message =
                duplex::cancelled_notification(self.id, self.events.and_then(EventQueue::reason));
            transport.notify_soon(message, Era::Legacy, era::LEGACY[0]);
        }
    }
}
