//! Requests of the hub's own, to places on the web that speak no MCP. They go the way that the
//! environment says (`HTTPS_PROXY`, `SSL_CERT_FILE` …), as those to servers do, and nowhere else: a
//! redirection is an answer like any other.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::header::USER_AGENT;
use http::{Request, StatusCode, Uri};
use http_body_util::{BodyExt as _, Full, Limited};

use crate::proxy::limits;
use crate::proxy::upstream::endpoint::AGENT;
use crate::proxy::upstream::http_client::{HttpClient, cause};
use crate::proxy::upstream::variables::Variables;
use crate::proxy::upstream::within::Within;

/// The way to the web.
pub(crate) struct Outward {
    environment: Arc<BTreeMap<OsString, OsString>>,
    /// By scheme, host and port: their connections are kept.
    clients: Mutex<HashMap<String, Arc<HttpClient>>>,
}

impl Outward {
    /// The way that this environment says.
    pub(crate) fn new(environment: Arc<BTreeMap<OsString, OsString>>) -> Self {
        Self { environment, clients: Mutex::default() }
    }

    /// Sends a request and reads the whole answer, of at most `bytes`.
    ///
    /// # Errors
    /// One line that names the host: it cannot be reached, is silent for longer than `patience`, or
    /// says too much.
    pub(crate) async fn fetch(
        &self,
        request: Request<Bytes>,
        patience: Duration,
        bytes: usize,
    ) -> Result<(StatusCode, Bytes), String> {
        let place = place(request.uri());
        let client = self.client(&place, request.uri())?;
        let mut request = request.map(Full::new);
        request.headers_mut().entry(USER_AGENT).or_insert(AGENT);
        let again = request.clone();
        let answer = async {
            let response =
                client.send(request, true, || Some(again.clone())).await.map_err(|e| {
                    let way = client.through().map(|proxy| format!(" through {proxy}"));
                    format!("cannot reach {place}{}: {}", way.unwrap_or_default(), cause(&e))
                })?;
            let status = response.status();
            let body = Limited::new(response.into_body(), bytes).collect().await;
            let body = body.map_err(|e| format!("cannot read the answer of {place}: {e}"))?;
            Ok((status, body.to_bytes()))
        };
        let late = |_| format!("{place} did not answer within {} s", patience.as_secs());
        tokio::time::timeout(patience, answer).await.map_err(late)?
    }

    fn client(&self, place: &str, url: &Uri) -> Result<Arc<HttpClient>, String> {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = clients.get(place) {
            return Ok(Arc::clone(client));
        }
        let own = BTreeMap::new();
        let variables = Variables::new(&own, &self.environment);
        // Only an admin says what these places are.
        let client = Arc::new(HttpClient::new(url, variables, &Within::default())?);
        if clients.len() >= limits::PLACES {
            clients.clear();
        }
        clients.insert(place.to_owned(), Arc::clone(&client));
        Ok(client)
    }
}

/// Scheme, host and port.
fn place(url: &Uri) -> String {
    let scheme = url.scheme_str().unwrap_or("http");
    let port = url.port_u16().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{scheme}://{}{port}", url.host().unwrap_or_default())
}
