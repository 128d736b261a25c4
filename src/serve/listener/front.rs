//! Responds to the requests of the listener. MCP endpoints are served directly; all other paths go
//! to the admin API.

use std::sync::Arc;

use axum::Router;
use http::{HeaderMap, HeaderValue, Request, Response, StatusCode, header};
use percent_encoding::utf8_percent_encode;
use tower_service::Service as _;

use crate::access::auth;
use crate::access::origin_guard::{Guard, is_navigation};
use crate::access::protected_resource::METADATA_PATH;
use crate::access::public_url::{FORWARDED_ORIGIN, PublicUrl};
use crate::access::rate_limit::Peer;
use crate::api::error::ApiError;
use crate::api::oauth::{self, Audience};
use crate::api::refusal;
use crate::protocol::headers;
use crate::proxy::Gateway;
use crate::proxy::catalog::scope::{Address, Endpoint, Target};
use crate::proxy::downstream::ingress::Ingress;
use crate::proxy::downstream::transport::body;
use crate::proxy::downstream::transport::body::Body;
use crate::proxy::downstream::transport::legacy_sse;
use crate::proxy::downstream::transport::legacy_sse::Pipes;
use crate::proxy::downstream::transport::streamable_http::{not_allowed, serve as serve_mcp};
use crate::serve::listener::cors;
use crate::serve::listener::entrance::{Entrance, IN_PATH, Visit, sse_path};
use crate::serve::listener::page;
use crate::serve::listener::peer::Trust;
use crate::serve::listener::watched_io::RequestBody;
use crate::settings::model::secret::Secret;
use crate::state::request_id::RequestId;
use crate::store::LiveSettings;

/// The state shared by all requests.
pub(crate) struct Front {
    pub(crate) gateway: Arc<Gateway>,
    /// Clients of the legacy HTTP+SSE transport.
    pub(crate) pipes: Arc<Pipes>,
    pub(crate) live: Arc<LiveSettings>,
    /// Admits requests to the MCP endpoints.
    pub(crate) entrance: Entrance,
    /// The admin API; its routers are built on first use.
    pub(crate) api: Router,
    /// Checks `Host` and `Origin`.
    pub(crate) guard: Guard,
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
        request.headers_mut().remove(FORWARDED_ORIGIN);
        let forwarded = self.trust.forwarded(peer, request.headers());
        if let Some(origin) = forwarded.origin(request.headers()) {
            request.headers_mut().insert(FORWARDED_ORIGIN, origin);
        }
        let mut response = match self.refuse_stranger(&request) {
            Some(refusal) => refusal,
            None if request.uri().path().starts_with(METADATA_PATH) => {
                self.entrance.resource_metadata(&request, &forwarded).map(AnyBody::Left)
            }
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
        let path = request.uri().path();
        if self.is_known(request.headers(), authority, Guard::lets_pass) {
            return None;
        }
        let is_for_all = match self.audience(path) {
            Audience::Pages => true,
            Audience::Links => is_navigation(request.method(), request.headers()),
            Audience::Own => false,
        };
        if is_for_all && self.is_known(request.headers(), authority, Guard::knows_host) {
            return None;
        }
        let inner = path.strip_prefix(self.entrance.site.base_path.as_str()).unwrap_or(path);
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
        let is_for_all = self.audience(request.uri().path()) == Audience::Pages;
        let origin = if is_for_all { HeaderValue::from_static("*") } else { origin };
        if let Some(answer) = cors::preflight(request.method(), request.headers()) {
            return cors::allow(answer.map(AnyBody::Left), origin);
        }
        cors::allow(self.dispatch(request, peer).await, origin)
    }

    /// Returns which pages may send requests to a path.
    fn audience(&self, path: &str) -> Audience {
        let base = self.entrance.site.base_path.as_str();
        let inner = path.strip_prefix(base).unwrap_or(path);
        oauth::audience(oauth::local_path(path, base).unwrap_or(inner))
    }

    /// Returns whether `Host` and `Origin` match the startup options or the current public URL.
    fn is_known(
        &self,
        headers: &HeaderMap,
        authority: Option<&str>,
        lets_pass: fn(&Guard, &HeaderMap, Option<&str>) -> bool,
    ) -> bool {
        let by_url = || {
            let base_url = self.entrance.site.fixed_url(&self.live.snapshot());
            base_url.is_some_and(|url| lets_pass(&self.guard.and_of(&url), headers, authority))
        };
        lets_pass(&self.guard, headers, authority) || by_url()
    }

    async fn dispatch(&self, mut request: Request<RequestBody>, peer: Peer) -> Response<AnyBody> {
        let forwarded = self.trust.forwarded(peer, request.headers());
        let peer = self.trust.peer(peer, request.headers());
        let public_url = |headers: &HeaderMap| {
            self.entrance.site.url(&self.live.snapshot(), &forwarded, headers)
        };
        let path = request.uri().path();
        let inner = path.strip_prefix(self.entrance.site.base_path.as_str()).unwrap_or("");
        let is_for_a_person = page::is_for_a_person(request.method(), request.headers());
        let Some(Address { user, endpoint }) = Address::of_path(inner) else {
            let is_page = oauth::local_path(path, &self.entrance.site.base_path).is_some();
            if is_for_a_person && !is_page && inner.trim_end_matches('/').is_empty() {
                let base = public_url(request.headers());
                return self.first_page(&request, base).map(AnyBody::Left);
            }
            let base = public_url(request.headers());
            request.extensions_mut().insert(peer);
            request.extensions_mut().insert(base);
            drop_last_slash(request.uri_mut());
            return match self.api.clone().call(request).await {
                Ok(response) => response.map(AnyBody::Right),
                Err(never) => match never {},
            };
        };
        if is_for_a_person {
            let url = public_url(request.headers()).at(inner.trim_end_matches('/'));
            return page::endpoint(&url).map(AnyBody::Left);
        }
        let path = inner.to_owned();
        let visit = Visit { user: user.as_deref(), peer, forwarded, path };
        match endpoint {
            Endpoint::Mcp(target) => match self.entrance.enter(&visit, target, &request).await {
                Ok(ingress) => {
                    self.remove_credential(&ingress, request.headers_mut());
                    let silence = request.body().silence();
                    // Boxed: hyper moves the future of a request several times.
                    Box::pin(serve_mcp(&self.gateway, ingress, request, silence)).await
                }
                Err(refusal) => *refusal,
            },
            // Boxed: they are rare.
            Endpoint::Sse(target) => Box::pin(self.open_sse(&visit, target, &request)).await,
            Endpoint::Messages => Box::pin(self.messages(visit, request)).await,
        }
        .map(AnyBody::Left)
    }

    /// Returns the HTML page at `/`.
    fn first_page(&self, request: &Request<RequestBody>, base: PublicUrl) -> Response<Body> {
        let (settings, headers) = (self.live.snapshot(), request.headers());
        let caller =
            self.entrance.gate.authenticate_admin(&settings, headers, request.uri().query());
        let front = page::Front {
            gateway: &self.gateway,
            identity: auth::authenticate(&settings, &Target::All, headers, self.entrance.reach),
            is_admin: caller.is_ok_and(|caller| caller.admin),
            base,
            is_outdated: self.live.outdated().is_some(),
        };
        front.page()
    }

    /// Removes the hub's credentials from the headers, which may be forwarded to a server. On an open
    /// endpoint, credentials that are not the hub's stay.
    fn remove_credential(&self, ingress: &Ingress, headers: &mut HeaderMap) {
        let settings = self.live.snapshot();
        let presented = auth::bearer_token(&settings, headers).map(Secret::new);
        let is_used = ingress.identity.provider.is_some();
        let is_ours = |token: &str| {
            self.entrance.gate.is_credential(&settings, token)
                || (is_used && presented.as_ref() == Some(&Secret::new(token)))
        };
        if ingress.identity.principal.is_empty() {
            auth::remove_tokens(headers, is_ours);
        } else {
            auth::remove_credential(&settings, headers, is_ours);
        }
    }

    async fn open_sse(
        &self,
        visit: &Visit<'_>,
        target: Target,
        request: &Request<RequestBody>,
    ) -> Response<Body> {
        // A client that tries streamable HTTP first falls back to SSE on this response.
        if request.method() != http::Method::GET {
            return not_allowed("GET");
        }
        match self.entrance.enter(visit, target, request).await {
            Ok(ingress) => {
                let of_user =
                    visit.user.map(|user| format!("/{}", utf8_percent_encode(user, IN_PATH)));
                let messages = match &ingress.target {
                    Target::Tools(group) => {
                        format!("/v0/groups/{}/message", utf8_percent_encode(group, IN_PATH))
                    }
                    _ => "/messages".to_owned(),
                };
                let base =
                    format!("{}{}", self.entrance.site.base_path, of_user.unwrap_or_default());
                legacy_sse::open(&self.gateway, &self.pipes, ingress, &format!("{base}{messages}"))
            }
            Err(refusal) => *refusal,
        }
    }

    async fn messages(
        &self,
        mut visit: Visit<'_>,
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
        let target = pipe.ingress.target.clone();
        // A token is for the stream, which is the URL that the client knows.
        visit.path = sse_path(visit.user, &target);
        match self.entrance.enter(&visit, target, &request).await {
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
