//! Requests to authorization servers. Redirects are not followed, and only documents are requested
//! twice: a code or a refresh token may be valid only once.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Method, Request, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::Url;

use crate::net::address_policy::AddressPolicy;
use crate::net::web_client::WebClient;
use crate::oauth::error::LoginError;
use crate::oauth::limits;
use crate::oauth::metadata::{check_url, origin};
use crate::settings::model::secret::Secret;

/// A header that authorization servers of 2025-03-26 expect.
const VERSION: (&str, &str) = ("mcp-protocol-version", "2025-11-25");

/// A client for the authorization servers of one server.
pub(super) struct Web {
    client: WebClient,
    server: Url,
    /// Whether HTTP is allowed everywhere.
    relaxed: bool,
}

impl Web {
    pub(super) fn new(
        server: &Url,
        environment: &Arc<BTreeMap<OsString, OsString>>,
        within: &AddressPolicy,
        relaxed: bool,
    ) -> Self {
        let client = WebClient::within(Arc::clone(environment), within.clone());
        Self { client, server: server.clone(), relaxed }
    }

    /// Fetches and parses a JSON document; returns `None` if there is none at that URL.
    ///
    /// # Errors
    /// Fails if the URL must not be used, or if its server cannot be reached or is out of order.
    pub(super) async fn document<T: DeserializeOwned>(
        &self,
        url: &Url,
    ) -> Result<Option<T>, LoginError> {
        let request = Request::builder().method(Method::GET).header(VERSION.0, VERSION.1);
        let (status, body) = self.send(url.as_str(), request, Bytes::new()).await?;
        Ok(serde_json::from_slice(&body).ok().filter(|_| status.is_success()))
    }

    /// Sends a POST request and returns the status with the JSON body, `Null` if it is not JSON.
    ///
    /// # Errors
    /// Fails as [`Self::document`] does.
    pub(super) async fn post(
        &self,
        url: &str,
        kind: &'static str,
        body: String,
        authorization: Option<&Secret>,
    ) -> Result<(StatusCode, Value), LoginError> {
        let mut request = Request::builder()
            .method(Method::POST)
            .header(CONTENT_TYPE, HeaderValue::from_static(kind));
        if let Some(authorization) = authorization {
            request = request.header(AUTHORIZATION, sensitive(authorization)?);
        }
        let (status, body) = self.send(url, request, Bytes::from(body)).await?;
        Ok((status, serde_json::from_slice(&body).unwrap_or_default()))
    }

    /// Deletes a resource with a bearer token; returns whether that succeeded.
    ///
    /// # Errors
    /// Fails as [`Self::document`] does.
    pub(super) async fn delete(&self, url: &str, token: &Secret) -> Result<bool, LoginError> {
        let authorization = sensitive(&Secret::new(format!("Bearer {}", token.reveal())))?;
        let request =
            Request::builder().method(Method::DELETE).header(AUTHORIZATION, authorization);
        Ok(self.send(url, request, Bytes::new()).await?.0.is_success())
    }

    async fn send(
        &self,
        url: &str,
        request: http::request::Builder,
        body: Bytes,
    ) -> Result<(StatusCode, Bytes), LoginError> {
        let url = check_url(url, &self.server, self.relaxed).map_err(LoginError::Refused)?;
        let request = request
            .uri(url.as_str())
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .body(body)
            .map_err(|e| LoginError::Refused(format!("invalid request: {e}")))?;
        let repeatable = request.method() == Method::GET;
        let sent =
            self.client.fetch(request, repeatable, limits::REQUEST, limits::RESPONSE_BYTES).await;
        let (status, body) = sent.map_err(LoginError::Unreachable)?;
        if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
            return Err(LoginError::Unreachable(format!("HTTP {status} from {}", origin(&url))));
        }
        Ok((status, body))
    }
}

fn sensitive(value: &Secret) -> Result<HeaderValue, LoginError> {
    let mut value = HeaderValue::from_str(value.reveal())
        .map_err(|_| LoginError::Refused("a credential has illegal characters".to_owned()))?;
    value.set_sensitive(true);
    Ok(value)
}
