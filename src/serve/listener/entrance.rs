//! Admits requests to the MCP endpoints: static credentials first, then access tokens. Publishes the
//! metadata that the challenges of rejected requests lead to.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ALLOW,
    CACHE_CONTROL,
};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

use crate::access::auth;
use crate::access::auth::{Denied, Exposure};
use crate::access::protected_resource::{Resource, endpoint_of};
use crate::access::public_url::{Forwarded, PublicUrl, Site};
use crate::access::rate_limit::Peer;
use crate::access::refusal::Refusal;
use crate::access::tokens::AccessTokens;
use crate::api::audit::Audit;
use crate::api::caller::Gate;
use crate::api::challenge;
use crate::proxy::catalog::scope::Target;
use crate::proxy::downstream::ingress::Ingress;
use crate::proxy::downstream::transport::body;
use crate::proxy::downstream::transport::body::Body;
use crate::proxy::identity::Identity;
use crate::settings::Settings;
use crate::store::LiveSettings;

/// Characters that are percent-encoded in a path segment.
pub(super) const IN_PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'@');

/// A request to an MCP endpoint, beside its headers.
pub(in crate::serve) struct Visit<'a> {
    /// The user in the path.
    pub(in crate::serve) user: Option<&'a str>,
    pub(in crate::serve) peer: Peer,
    pub(in crate::serve) forwarded: Forwarded,
    /// The path of the endpoint below the base path.
    pub(in crate::serve) path: String,
}

/// Admits requests to the MCP endpoints.
pub(crate) struct Entrance {
    pub(crate) live: Arc<LiveSettings>,
    /// Authenticates users and keys.
    pub(crate) gate: Arc<Gate>,
    /// Verifies access tokens.
    pub(crate) tokens: AccessTokens,
    /// The prefix of every path except `/health`, and the public URL.
    pub(crate) site: Site,
    /// The networks that can reach the hub.
    pub(crate) reach: Exposure,
    pub(crate) audit: Arc<Audit>,
}

impl Entrance {
    /// Authenticates a request to an MCP endpoint.
    ///
    /// # Errors
    /// The response that rejects it.
    pub(super) async fn enter<B>(
        &self,
        visit: &Visit<'_>,
        target: Target,
        request: &Request<B>,
    ) -> Result<Ingress, Box<Response<Body>>>
    where
        Request<B>: Sync,
    {
        let settings = self.live.snapshot();
        let headers = request.headers();
        let by_key = self.enter_by_credential(visit, &settings, &target, headers);
        let is_anonymous = matches!(&by_key, Ok(identity) if identity.principal.is_empty());
        let is_undecided = by_key == Err(Denied::BadCredential) || is_anonymous;
        let identity = if is_undecided && AccessTokens::has_sources(&settings) {
            // Boxed: few requests carry an access token.
            Box::pin(self.enter_by_token(visit, &settings, &target, headers, by_key)).await
        } else {
            by_key.map_err(Refusal::Denied)
        };
        let identity = identity.map_err(|refusal| {
            let url = self.site.url(&settings, &visit.forwarded, headers);
            let resource = self.resource(&settings, headers, &url, &visit.path);
            let response = challenge(&refusal, visit.user.is_some(), &resource);
            // A request without a credential is how a client discovers that it needs one.
            if refusal != Refusal::Denied(Denied::NoCredential) {
                self.audit.endpoint_refused(visit.peer.0, response.status().as_u16(), request);
            }
            Box::new(response)
        })?;
        if target == Target::All && !settings.system.routing.enable_global_route {
            let text = "the global route is closed; name a group or a server";
            let mut response = Response::new(Body::from(Bytes::from_static(text.as_bytes())));
            *response.status_mut() = StatusCode::FORBIDDEN;
            return Err(Box::new(response));
        }
        Ok(Ingress { target, identity, peer: Some(visit.peer.0) })
    }

    /// Authenticates a request by a token of the hub's own, a key or a login.
    fn enter_by_credential(
        &self,
        visit: &Visit<'_>,
        settings: &Settings,
        target: &Target,
        headers: &HeaderMap,
    ) -> Result<Identity, Denied> {
        // Most requests carry no token of the hub's own, and need no whole path.
        let path = || format!("{}{}", self.site.base_path, visit.path);
        match (self.gate.oauth.identity(settings, headers, visit.user, path), visit.user) {
            (Some(Ok(mut identity)), _) => {
                if let Some(grant) = &mut identity.grant {
                    let url = self.site.url(settings, &visit.forwarded, headers);
                    let resource = self.resource(settings, headers, &url, &visit.path);
                    grant.metadata_url = resource.metadata_url().unwrap_or_default();
                }
                Ok(identity)
            }
            (Some(Err(Denied::OtherUser)), _) => Err(Denied::OtherUser),
            (_, None) => auth::authenticate(settings, target, headers, self.reach),
            (_, Some(user)) => {
                auth::authenticate_as(user, settings, target, headers, &self.gate.jwt)
            }
        }
    }

    /// Describes the endpoint at a path below the hub's URL.
    fn resource<'a>(
        &self,
        settings: &'a Settings,
        headers: &HeaderMap,
        url: &'a PublicUrl,
        path: &'a str,
    ) -> Resource<'a> {
        let urls = || self.gate.oauth.urls(settings, headers);
        let own =
            settings.system.oauth_server.enabled.then(urls).filter(|urls| urls.fault().is_none());
        Resource { settings, url, path, own_issuer: own.map(|urls| urls.base) }
    }

    /// Authenticates a request by its access token. At an open endpoint, a token that is not valid is
    /// ignored.
    async fn enter_by_token(
        &self,
        visit: &Visit<'_>,
        settings: &Settings,
        target: &Target,
        headers: &HeaderMap,
        otherwise: Result<Identity, Denied>,
    ) -> Result<Identity, Refusal> {
        // A credential of the hub is shown to no provider, even where it opens nothing.
        let is_foreign = |token: &&str| {
            !auth::is_key(settings, token) && !self.gate.is_credential(settings, token)
        };
        let Some(token) = auth::bearer_token(settings, headers).filter(is_foreign) else {
            return otherwise.map_err(Refusal::Denied);
        };
        let url = self.site.url(settings, &visit.forwarded, headers);
        let resource = self.resource(settings, headers, &url, &visit.path);
        match self.tokens.identify(token, target, &resource).await {
            Ok(Some(identity)) => match visit.user {
                Some(user) if identity.user.as_deref() != Some(user) => {
                    Err(Refusal::Denied(Denied::OtherUser))
                }
                _ => Ok(identity),
            },
            Err(refusal) if otherwise.is_err() => Err(refusal),
            Ok(None) | Err(_) => otherwise.map_err(Refusal::Denied),
        }
    }

    /// Returns the metadata of the hub or of one of its endpoints, for every page of the web.
    pub(super) fn resource_metadata<B>(
        &self,
        request: &Request<B>,
        forwarded: &Forwarded,
    ) -> Response<Body> {
        let mut response = match *request.method() {
            Method::GET | Method::HEAD => self.find_metadata(request, forwarded),
            Method::OPTIONS => body::empty(StatusCode::NO_CONTENT),
            _ => {
                let mut response = body::empty(StatusCode::METHOD_NOT_ALLOWED);
                response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, OPTIONS"));
                response
            }
        };
        for (name, value) in [
            (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
            (ACCESS_CONTROL_ALLOW_METHODS, "GET, OPTIONS"),
            (ACCESS_CONTROL_ALLOW_HEADERS, "*"),
            // It depends on `Host`.
            (CACHE_CONTROL, "no-store"),
        ] {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response
    }

    fn find_metadata<B>(&self, request: &Request<B>, forwarded: &Forwarded) -> Response<Body> {
        let settings = self.live.snapshot();
        let url: PublicUrl = self.site.url(&settings, forwarded, request.headers());
        let path = endpoint_of(request.uri().path(), &url);
        let metadata = |path| self.resource(&settings, request.headers(), &url, path).metadata();
        let (status, body) = match path.map(metadata) {
            Some(Some(metadata)) => (StatusCode::OK, metadata),
            Some(None) => {
                (StatusCode::NOT_FOUND, json!({ "error": "OAuth server not configured" }))
            }
            None => (StatusCode::NOT_FOUND, json!({ "error": "there is no such endpoint" })),
        };
        body::json(status, Bytes::from(body.to_string()))
    }
}

/// Returns the path of the event stream of a target, below the base path.
pub(super) fn sse_path(user: Option<&str>, target: &Target) -> String {
    let encode = |name| utf8_percent_encode(name, IN_PATH);
    let user = user.map(|user| format!("/{}", encode(user))).unwrap_or_default();
    match target {
        Target::All => format!("{user}/sse"),
        Target::Named(name) | Target::Direct(name) => format!("{user}/sse/{}", encode(name)),
        Target::Tools(group) => format!("{user}/v0/groups/{}/sse", encode(group)),
    }
}
