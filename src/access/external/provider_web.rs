//! Requests to identity providers: their metadata, their keys, and introspection. Redirects are not
//! followed. A provider is named by an administrator and may be at a private address; what its
//! metadata names at another host may not.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, Response, StatusCode};
use serde::Deserialize;
use url::Url;

use crate::access::external::key_set::KeySet;
use crate::access::external::keys::{Fetched, freshness};
use crate::access::external::limits;
use crate::net::address_policy::AddressPolicy;
use crate::net::web_client::WebClient;
use crate::oauth::metadata::{check_url, server_candidates};
use crate::proxy::references::References;
use crate::settings::expand::{Values, fill_text};
use crate::settings::model::identity_provider::Issuer;
use crate::settings::model::secret::Secret;
use crate::settings::reference;

/// A client for providers.
pub(super) struct ProviderWeb {
    environment: Arc<BTreeMap<OsString, OsString>>,
    /// The variables of `.env`.
    references: References,
    client: WebClient,
}

/// The members of a provider's metadata that count.
#[derive(Debug, Deserialize)]
struct Metadata {
    issuer: String,
    jwks_uri: Option<String>,
    introspection_endpoint: Option<String>,
}

/// A URL of a provider.
struct Place {
    url: Url,
    /// Whether the settings name its host.
    is_named: bool,
}

impl ProviderWeb {
    pub(super) fn new(
        environment: Arc<BTreeMap<OsString, OsString>>,
        references: References,
    ) -> Self {
        let client = WebClient::new(Arc::clone(&environment));
        Self { environment, references, client }
    }

    /// Expands the references in a secret of the settings.
    ///
    /// # Errors
    /// Returns the reason in one line if a variable is not set, or a value outside is missing.
    pub(super) async fn expand(&self, secret: &Secret, place: &str) -> Result<Secret, String> {
        let references = reference::outside(secret.reveal());
        let fetched = self.references.fetch_references(references, None).await;
        let variable = |name: &str| {
            let own = self.environment.get(OsStr::new(name)).cloned();
            own.or_else(|| self.references.get(OsStr::new(name)))?.into_string().ok()
        };
        let expanded =
            fill_text(secret.reveal(), place, &Values { variable: &variable, fetched: &fetched });
        expanded.map(Secret::new).map_err(|unset| {
            let texts: Vec<String> = unset.iter().map(ToString::to_string).collect();
            texts.join(", ")
        })
    }

    /// Requests the keys of a provider. `networks` are private addresses that may be used anyway.
    ///
    /// # Errors
    /// Returns the reason in one line.
    pub(super) async fn keys(
        &self,
        provider: &Issuer,
        networks: &[String],
    ) -> Result<Fetched, String> {
        let place = if let Some(url) = &provider.jwks_uri {
            Place::named(url, provider)?
        } else {
            let found = self.metadata(provider).await?.jwks_uri;
            let url = found.ok_or("its metadata names no keys")?;
            Place::found(&url, provider)?
        };
        let response = self.get(&place, networks).await?;
        if response.status() != StatusCode::OK {
            return Err(format!("HTTP {} for its keys", response.status()));
        }
        let fresh = freshness(response.headers());
        let keys = KeySet::read(response.body())?;
        Ok(Fetched { keys, fresh })
    }

    /// Sends a form to the introspection endpoint of a provider, which its metadata names unless the
    /// settings do.
    ///
    /// # Errors
    /// Returns the reason in one line.
    pub(super) async fn introspect(
        &self,
        provider: &Issuer,
        networks: &[String],
        endpoint: Option<&str>,
        request: http::request::Builder,
        form: String,
    ) -> Result<Response<Bytes>, String> {
        let place = if let Some(url) = endpoint {
            Place::named(url, provider)?
        } else {
            let found = self.metadata(provider).await?.introspection_endpoint;
            let url = found.ok_or("its metadata names no introspection endpoint")?;
            Place::found(&url, provider)?
        };
        let form_type = HeaderValue::from_static("application/x-www-form-urlencoded");
        let request = request.method(Method::POST).header(CONTENT_TYPE, form_type);
        self.send(&place, request, Bytes::from(form), networks).await
    }

    async fn metadata(&self, provider: &Issuer) -> Result<Metadata, String> {
        let issuer = Url::parse(&provider.issuer).map_err(|e| format!("its issuer: {e}"))?;
        for url in server_candidates(&issuer) {
            let response = self.get(&Place { url, is_named: true }, &[]).await?;
            let status = response.status();
            if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
                return Err(format!("HTTP {status} for its metadata"));
            }
            let found = serde_json::from_slice::<Metadata>(response.body());
            let Ok(found) = found else { continue };
            if status == StatusCode::OK {
                if found.issuer != provider.issuer {
                    return Err("its metadata names another issuer".to_owned());
                }
                return Ok(found);
            }
        }
        Err("it has no metadata".to_owned())
    }

    async fn get(&self, place: &Place, networks: &[String]) -> Result<Response<Bytes>, String> {
        let request = Request::builder().method(Method::GET);
        self.send(place, request, Bytes::new(), networks).await
    }

    async fn send(
        &self,
        place: &Place,
        request: http::request::Builder,
        body: Bytes,
        networks: &[String],
    ) -> Result<Response<Bytes>, String> {
        let request = request
            .uri(place.url.as_str())
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .body(body)
            .map_err(|e| format!("invalid request: {e}"))?;
        let (patience, bytes) = (limits::REQUEST, limits::DOCUMENT_BYTES);
        if place.is_named {
            return self.client.fetch_whole(request, true, patience, bytes).await;
        }
        let within = AddressPolicy::public_and(networks);
        let client = WebClient::within(Arc::clone(&self.environment), within);
        client.fetch_whole(request, true, patience, bytes).await
    }
}

impl Place {
    /// Checks a URL of the settings.
    fn named(url: &str, provider: &Issuer) -> Result<Self, String> {
        Ok(Self { is_named: true, ..Self::found(url, provider)? })
    }

    /// Checks a URL of the metadata.
    fn found(url: &str, provider: &Issuer) -> Result<Self, String> {
        let issuer = Url::parse(&provider.issuer).map_err(|e| format!("its issuer: {e}"))?;
        let url = check_url(url, &issuer, false)?;
        let is_named = url.host() == issuer.host();
        Ok(Self { url, is_named })
    }
}
