//! Responds to the requests of the listener. MCP endpoints are served directly; all other paths go
//! to the admin API.

use std::sync::Arc;

use axum::Router;
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode, header};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tower_service::Service as _;

use crate::access::auth;
use crate::access::auth::{Denied, Exposure};
use crate::access::origin_guard::Guard;
use crate::access::rate_limit::Peer;
use crate::api::audit::Audit;
use crate::api::caller::Gate;
use crate::api::error::ApiError;
use crate::api::{challenge, refusal};
use crate::protocol::headers;
use crate::proxy::Gateway;
use crate::proxy::catalog::scope::{Address, Endpoint, Target};
use crate::proxy::downstream::ingress::Ingress;
use crate::proxy::downstream::transport::body;
use crate::proxy::downstream::transport::body::Body;
use crate::proxy::downstream::transport::legacy_sse;
use crate::proxy::downstream::transport::legacy_sse::Pipes;
use crate::proxy::downstream::transport::streamable_http::{not_allowed, serve as serve_mcp};
use crate::proxy::identity::Identity;
use crate::serve::listener::cors;
use crate::serve::listener::page;
use crate::serve::listener::peer::Trust;
use crate::serve::listener::watched_io::RequestBody;
use crate::state::request_id::RequestId;
use crate::store::LiveSettings;

/// Characters that are percent-encoded in a path segment.
const IN_PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'@');

/// The state shared by all requests.
pub(crate) struct Front {
    pub(crate) gateway: Arc<Gateway>,
    /// Clients of the legacy HTTP+SSE transport.
    pub(crate) pipes: Arc<Pipes>,
    pub(crate) live: Arc<LiveSettings>,
    /// The admin API; its routers are built on first use.
    pub(crate) api: Router,
    /// Checks `Host` and `Origin`.
    pub(crate) guard: Guard,
    /// The networks that can reach the hub.
    pub(crate) reach: Exposure,
    /// Prefix of every path except `/health`; empty or starting with `/`.
    pub(crate) base_path: String,
    /// Authenticates users and keys.
    pub(crate) gate: Arc<Gate>,
    pub(crate) audit: Arc<Audit>,
    /// Reverse proxies trusted to report the client address.
    pub(crate) trust: Trust,
}

/// A response body of an MCP endpoint or of the admin API.
pub(crate) type AnyBody = http_body_util::Either<Body, axum::body::Body>;

impl Front {
    /// Responds to a request. Its id is added to the headers of the request, for logs, and of the
    /// response.
    pub(in crate::serve) async fn answer(
        &self,
        mut request: Request<RequestBody>,
        peer: Peer,
    ) -> Response<AnyBody> {
        let id = ensure_request_id(request.headers_mut());
        let mut response = match self.refuse_stranger(&request) {
            Some(refusal) => refusal,
            None => match request.headers().get(header::ORIGIN).cloned() {
                None => self.dispatch(request, peer).await,
                // Boxed: few clients are browsers.
                Some(origin) => Box::pin(self.answer_page(origin, request, peer)).await,
            },
        };
        // An error of the API may already carry an id, which its body repeats.
        response.headers_mut().entry(headers::REQUEST_ID).or_insert(id);
        response
    }

    /// Returns the 403 response if `Host` or `Origin` is not allowed.
    fn refuse_stranger(&self, request: &Request<RequestBody>) -> Option<Response<AnyBody>> {
        let authority = request.uri().authority().map(http::uri::Authority::as_str);
        if self.is_known(request.headers(), authority) {
            return None;
        }
        let path = request.uri().path();
        let inner = path.strip_prefix(self.base_path.as_str()).unwrap_or(path);
        if Address::of_path(inner).is_none() {
            let text =
                "this Host or Origin is not known here; see ALLOWED_HOSTS and ALLOWED_ORIGINS";
            return Some(refusal(inner, ApiError::forbidden(text)).map(AnyBody::Right));
        }
        let text = r#"{"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"this Host or Origin is not known here; see ALLOWED_HOSTS and ALLOWED_ORIGINS"}}"#;
        let body = bytes::Bytes::from_static(text.as_bytes());
        Some(body::json(StatusCode::FORBIDDEN, body).map(AnyBody::Left))
    }

    /// Responds to a browser page whose origin is allowed.
    async fn answer_page(
        &self,
        origin: HeaderValue,
        request: Request<RequestBody>,
        peer: Peer,
    ) -> Response<AnyBody> {
        if let Some(answer) = cors::preflight(request.method(), request.headers()) {
            return cors::allow(answer.map(AnyBody::Left), origin);
        }
        cors::allow(self.dispatch(request, peer).await, origin)
    }

    /// Returns whether `Host` and `Origin` match the startup options or the current public URL.
    fn is_known(&self, headers: &HeaderMap, authority: Option<&str>) -> bool {
        let by_url = || {
            let base_url = self.live.snapshot().system.base_url.clone();
            base_url.is_some_and(|url| self.guard.and_of(&url).lets_pass(headers, authority))
        };
        self.guard.lets_pass(headers, authority) || by_url()
    }

    async fn dispatch(&self, mut request: Request<RequestBody>, peer: Peer) -> Response<AnyBody> {
        let peer = self.trust.peer(peer, request.headers());
        let path = request.uri().path();
        let inner = path.strip_prefix(self.base_path.as_str()).unwrap_or("");
        let is_for_a_person = page::is_for_a_person(request.method(), request.headers());
        let Some(Address { user, endpoint }) = Address::of_path(inner) else {
            if is_for_a_person && inner.trim_end_matches('/').is_empty() {
                return self.first_page(&request).map(AnyBody::Left);
            }
            request.extensions_mut().insert(peer);
            drop_last_slash(request.uri_mut());
            return match self.api.clone().call(request).await {
                Ok(response) => response.map(AnyBody::Right),
                Err(never) => match never {},
            };
        };
        if is_for_a_person {
            let base_url = self.live.snapshot().system.base_url.clone();
            let url = page::url_of(request.headers(), base_url, path);
            return page::endpoint(&url).map(AnyBody::Left);
        }
        let user = user.as_deref();
        match endpoint {
            Endpoint::Mcp(target) => match self.enter(user, peer, target, &request) {
                Ok(ingress) => {
                    self.remove_credential(&ingress, request.headers_mut());
                    let silence = request.body().silence();
                    // Boxed: hyper moves the future of a request several times.
                    Box::pin(serve_mcp(&self.gateway, ingress, request, silence)).await
                }
                Err(refusal) => *refusal,
            },
            Endpoint::Sse(target) => self.open_sse(user, peer, target, &request),
            // Boxed: it is rare.
            Endpoint::Messages => Box::pin(self.messages(user, peer, request)).await,
        }
        .map(AnyBody::Left)
    }

    /// Returns the HTML page at `/`.
    fn first_page(&self, request: &Request<RequestBody>) -> Response<Body> {
        let (settings, headers) = (self.live.snapshot(), request.headers());
        let caller = self.gate.authenticate_admin(&settings, headers, request.uri().query());
        let base_url = settings.system.base_url.clone();
        let front = page::Front {
            gateway: &self.gateway,
            identity: auth::authenticate(&settings, &Target::All, headers, self.reach),
            is_admin: caller.is_ok_and(|caller| caller.admin),
            base: page::url_of(headers, base_url, &self.base_path),
            is_outdated: self.live.outdated().is_some(),
        };
        front.page()
    }

    /// Authenticates a request to an MCP endpoint.
    ///
    /// # Errors
    /// The response that rejects it.
    fn enter(
        &self,
        user: Option<&str>,
        peer: Peer,
        target: Target,
        request: &Request<RequestBody>,
    ) -> Result<Ingress, Box<Response<Body>>> {
        let settings = self.live.snapshot();
        let headers = request.headers();
        let identity: Result<Identity, Denied> = match user {
            None => auth::authenticate(&settings, &target, headers, self.reach),
            Some(user) => auth::authenticate_as(user, &settings, &target, headers, &self.gate.jwt),
        };
        let identity = identity.map_err(|denied| {
            let refusal = challenge(denied, user.is_some());
            // A request without a credential is how a client discovers that it needs one.
            if denied != Denied::NoCredential {
                self.audit.endpoint_refused(peer.0, refusal.status().as_u16(), request);
            }
            Box::new(refusal)
        })?;
        if target == Target::All && !settings.system.routing.enable_global_route {
            let text = "the global route is closed; name a group or a server";
            let mut response =
                Response::new(Body::from(bytes::Bytes::from_static(text.as_bytes())));
            *response.status_mut() = StatusCode::FORBIDDEN;
            return Err(Box::new(response));
        }
        Ok(Ingress { target, identity, peer: Some(peer.0) })
    }

    /// Removes the hub's credentials from the headers, which may be forwarded to a server. On an open
    /// endpoint, credentials that are not the hub's stay.
    fn remove_credential(&self, ingress: &Ingress, headers: &mut HeaderMap) {
        let settings = self.live.snapshot();
        let is_ours = |token: &str| self.gate.is_credential(&settings, token);
        if ingress.identity.principal.is_empty() {
            auth::remove_tokens(headers, is_ours);
        } else {
            auth::remove_credential(&settings, headers, is_ours);
        }
    }

    fn open_sse(
        &self,
        user: Option<&str>,
        peer: Peer,
        target: Target,
        request: &Request<RequestBody>,
    ) -> Response<Body> {
        // A client that tries streamable HTTP first falls back to SSE on this response.
        if request.method() != http::Method::GET {
            return not_allowed("GET");
        }
        match self.enter(user, peer, target, request) {
            Ok(ingress) => {
                let of_user = user.map(|user| format!("/{}", utf8_percent_encode(user, IN_PATH)));
                let messages = match &ingress.target {
                    Target::Tools(group) => {
                        format!("/v0/groups/{}/message", utf8_percent_encode(group, IN_PATH))
                    }
                    _ => "/messages".to_owned(),
                };
                let base = format!("{}{}", self.base_path, of_user.unwrap_or_default());
                legacy_sse::open(&self.gateway, &self.pipes, ingress, &format!("{base}{messages}"))
            }
            Err(refusal) => *refusal,
        }
    }

    async fn messages(
        &self,
        user: Option<&str>,
        peer: Peer,
        mut request: Request<RequestBody>,
    ) -> Response<Body> {
        if request.method() != http::Method::POST {
            return not_allowed("POST");
        }
        let query = request.uri().query().unwrap_or_default();
        let id = query.split('&').find_map(|pair| pair.strip_prefix("sessionId="));
        let Some(pipe) = id.and_then(|id| self.pipes.get(id)) else {
            return body::empty(StatusCode::NOT_FOUND);
        };
        match self.enter(user, peer, pipe.ingress.target.clone(), &request) {
            Ok(ingress) if ingress.identity == pipe.ingress.identity => {
                self.remove_credential(&ingress, request.headers_mut());
                legacy_sse::post(&pipe, request).await
            }
            Ok(_) => body::empty(StatusCode::NOT_FOUND),
            Err(refusal) => *refusal,
        }
    }
}

/// Returns the request id: the client's if it is valid, else a new one, which is inserted.
fn ensure_request_id(headers: &mut HeaderMap) -> HeaderValue {
    let chosen =
        headers.get(headers::REQUEST_ID).filter(|id| RequestId::parse(id.as_bytes()).is_some());
    if let Some(chosen) = chosen {
        return chosen.clone();
    }
    let id = HeaderValue::from_str(RequestId::new().as_str());
    let id = id.unwrap_or(HeaderValue::from_static("none"));
    headers.insert(headers::REQUEST_ID, id.clone());
    id
}

/// Removes a trailing slash: `/api/servers/` is routed as `/api/servers`.
fn drop_last_slash(uri: &mut http::Uri) {
    let Some(path) = uri.path().strip_suffix('/').filter(|path| !path.is_empty()) else { return };
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = format!("{path}{query}").parse().ok();
    if let Ok(shorter) = http::Uri::from_parts(parts) {
        *uri = shorter;
    }
}
