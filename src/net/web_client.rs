//! HTTP client for the hub's own requests, for example to registries. Uses the proxy and TLS
//! variables of the environment (`HTTPS_PROXY`, `SSL_CERT_FILE` …), as upstream connections do.
//! Redirects are not followed.
//!
//! It is on [`HttpClient`] and not on `reqwest`, which the command line uses to call the hub: with
//! TLS, `reqwest` brings `rustls-platform-verifier`, whose certificates have a license that
//! `deny.toml` does not allow, and which nothing would use, since the trust roots are in
//! `net/tls_roots.rs`. Besides, [`HttpClient`] sends a request again if its kept connection was reset
//! before the response.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::USER_AGENT;
use http::{Request, Response, StatusCode, Uri};
use http_body_util::{BodyExt as _, Full, Limited};
use parking_lot::Mutex;

use crate::net::address_policy::AddressPolicy;
use crate::net::endpoint::AGENT;
use crate::net::http_client::{HttpClient, cause};
use crate::net::limits;
use crate::net::proxy_env::Variables;

/// A client for any number of origins.
pub(crate) struct WebClient {
    environment: Arc<BTreeMap<OsString, OsString>>,
    within: AddressPolicy,
    /// By scheme, host and port, so that connections are reused.
    clients: Mutex<HashMap<String, Arc<HttpClient>>>,
}

impl WebClient {
    /// Creates a client for URLs that only an admin can configure.
    pub(crate) fn new(environment: Arc<BTreeMap<OsString, OsString>>) -> Self {
        Self::within(environment, AddressPolicy::default())
    }

    /// Creates a client that reaches only these addresses.
    pub(crate) fn within(
        environment: Arc<BTreeMap<OsString, OsString>>,
        within: AddressPolicy,
    ) -> Self {
        Self { environment, within, clients: Mutex::default() }
    }

    /// Sends a request and reads the response, up to `bytes`. A `repeatable` one is sent again if a
    /// kept connection was reset before the response; any is if none of it was written.
    ///
    /// # Errors
    /// Returns one line with the host if it cannot be reached, does not respond within `patience`,
    /// or the response is too long.
    pub(crate) async fn fetch(
        &self,
        request: Request<Bytes>,
        repeatable: bool,
        patience: Duration,
        bytes: usize,
    ) -> Result<(StatusCode, Bytes), String> {
        let response = self.fetch_whole(request, repeatable, patience, bytes).await?;
        Ok((response.status(), response.into_body()))
    }

    /// Like [`Self::fetch`], with the headers of the response.
    ///
    /// # Errors
    /// Fails as [`Self::fetch`] does.
    pub(crate) async fn fetch_whole(
        &self,
        request: Request<Bytes>,
        repeatable: bool,
        patience: Duration,
        bytes: usize,
    ) -> Result<Response<Bytes>, String> {
        let place = place(request.uri());
        let client = self.client(&place, request.uri())?;
        let mut request = request.map(Full::new);
        request.headers_mut().entry(USER_AGENT).or_insert(AGENT);
        let again = request.clone();
        let answer = async {
            let response =
                client.send(request, repeatable, || Some(again.clone())).await.map_err(|e| {
                    let way = client.proxy().map(|proxy| format!(" through {proxy}"));
                    format!("cannot reach {place}{}: {}", way.unwrap_or_default(), cause(&e))
                })?;
            let (parts, body) = response.into_parts();
            let body = Limited::new(body, bytes)
                .collect()
                .await
                .map_err(|e| format!("cannot read the response of {place}: {e}"))?;
            Ok(Response::from_parts(parts, body.to_bytes()))
        };
        let late = |_| format!("{place} did not answer within {} s", patience.as_secs());
        tokio::time::timeout(patience, answer).await.map_err(late)?
    }

    fn client(&self, place: &str, url: &Uri) -> Result<Arc<HttpClient>, String> {
        let mut clients = self.clients.lock();
        if let Some(client) = clients.get(place) {
            return Ok(Arc::clone(client));
        }
        let own = BTreeMap::new();
        let variables = Variables::new(&own, &self.environment);
        let client = Arc::new(HttpClient::new(url, variables, &self.within)?);
        if clients.len() >= limits::CLIENTS {
            clients.clear();
        }
        clients.insert(place.to_owned(), Arc::clone(&client));
        Ok(client)
    }
}

/// Returns scheme, host and port.
fn place(url: &Uri) -> String {
    let scheme = url.scheme_str().unwrap_or("http");
    let port = url.port_u16().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{scheme}://{}{port}", url.host().unwrap_or_default())
}
