//! Requests to a registry. Each has a time limit, and each response a size limit.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::ACCEPT;
use http::{Request, StatusCode};
use serde_json::Value;
use url::Url;

use crate::formats::server_json::listing::{self, Listed, Status};
use crate::net::web_client::WebClient;
use crate::registry::{address, download};

/// Timeout of a request.
const PATIENCE: Duration = Duration::from_secs(15);
/// Limit of bytes of one response.
const RESPONSE_BYTES: usize = 8 << 20;
/// Servers per page; the registry's own limit.
const PER_PAGE: &str = "100";
/// Pages read for one search.
const PAGES_MAX: usize = 10;
/// Characters of a registry's error message that are shown.
const SHOWN_CHARS: usize = 200;

/// A registry.
pub(crate) struct Registry {
    base: String,
    /// Host and port, for messages.
    host: String,
    web: WebClient,
}

/// The result of a search.
#[derive(Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) servers: Vec<Listed>,
    /// Whether there may be more.
    pub(crate) is_cut: bool,
}

/// The reason why a registry did not answer a question.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RegistryError {
    #[error("the registry's URL {0}")]
    Address(&'static str),
    #[error("the registry at {host} is unavailable: {why}")]
    Unavailable { host: String, why: String },
    #[error("the registry at {host} does not have {what}")]
    Absent { host: String, what: String },
    #[error("the registry at {host} rejected the request{why}")]
    Rejected { host: String, why: String },
    #[error("cannot download the bundle: {0}")]
    Download(String),
}

impl Registry {
    /// Creates a client for the registry at a URL.
    ///
    /// # Errors
    /// Fails if the URL cannot be the base of one.
    pub(crate) fn at(
        base: &str,
        environment: Arc<BTreeMap<OsString, OsString>>,
    ) -> Result<Self, RegistryError> {
        let url = address::servers(base, &[]).ok_or(RegistryError::Address("is not valid"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(RegistryError::Address("must start with http:// or https://"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(RegistryError::Address("must not contain a user or a password"));
        }
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        let host = format!("{}{port}", url.host_str().unwrap_or_default());
        Ok(Self { base: base.trim().to_owned(), host, web: WebClient::new(environment) })
    }

    /// Returns host and port.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// Searches servers that have all words in name, title or description, up to `limit`.
    ///
    /// # Errors
    /// See [`RegistryError`].
    pub(crate) async fn search(
        &self,
        words: &[String],
        limit: usize,
    ) -> Result<Found, RegistryError> {
        // The registry looks for one text; the other words are compared here.
        let longest = words.iter().max_by_key(|word| word.len()).map_or("", String::as_str);
        let mut servers: Vec<Listed> = Vec::new();
        let mut names = BTreeSet::new();
        let mut cursor: Option<String> = None;
        for _ in 0..PAGES_MAX {
            let mut url = self.url(&[]);
            let mut query = url.query_pairs_mut();
            query.append_pair("search", longest).append_pair("version", "latest");
            query.append_pair("limit", PER_PAGE);
            query.extend_pairs(cursor.as_ref().map(|cursor| ("cursor", cursor)));
            drop(query);
            let root = self.get(url, "lists of servers").await?;
            let page =
                listing::page(&root).ok_or_else(|| self.unavailable("it returned no list"))?;
            for server in page.servers {
                let fits = listing::has_words(&server, words) && server.status != Status::Deleted;
                if fits && names.insert(server.name.clone()) {
                    if servers.len() == limit {
                        return Ok(Found { servers, is_cut: true });
                    }
                    servers.push(server);
                }
            }
            if page.next.is_none() || page.next == cursor {
                return Ok(Found { servers, is_cut: false });
            }
            cursor = page.next;
        }
        Ok(Found { servers, is_cut: true })
    }

    /// Returns a version of a server, with what the registry says of it.
    ///
    /// # Errors
    /// See [`RegistryError`].
    pub(crate) async fn version(&self, name: &str, version: &str) -> Result<Value, RegistryError> {
        let what = match version {
            "latest" => format!("`{name}`"),
            version => format!("`{name}` in version {version}"),
        };
        if ![name, version].into_iter().all(address::is_segment) {
            return Err(RegistryError::Absent { host: self.host.clone(), what });
        }
        let root = self.get(self.url(&[name, "versions", version]), &what).await?;
        let is_it = listing::listed(&root).is_some_and(|server| server.name == name);
        if is_it { Ok(root) } else { Err(self.unavailable("it returned another server")) }
    }

    /// Downloads a file of at most `bytes` bytes.
    ///
    /// # Errors
    /// Fails with [`RegistryError::Download`].
    pub(crate) async fn download(&self, url: &str, bytes: usize) -> Result<Bytes, RegistryError> {
        download::download(&self.web, url, bytes).await.map_err(RegistryError::Download)
    }

    fn url(&self, parts: &[&str]) -> Url {
        // `at` has checked the base.
        address::servers(&self.base, parts).expect("the base of a registry is a URL")
    }

    async fn get(&self, url: Url, what: &str) -> Result<Value, RegistryError> {
        let request = Request::builder()
            .uri(url.as_str())
            .header(ACCEPT, "application/json, application/problem+json")
            .body(Bytes::new())
            .map_err(|e| self.unavailable(&e.to_string()))?;
        let fetched = self.web.fetch(request, true, PATIENCE, RESPONSE_BYTES).await;
        let (status, body) = fetched.map_err(|why| self.unavailable(&why))?;
        if status.is_success() {
            let invalid = |_| self.unavailable("it returned invalid JSON");
            return serde_json::from_slice(&body).map_err(invalid);
        }
        let host = self.host.clone();
        let why = reason_in(&body);
        Err(match status {
            StatusCode::NOT_FOUND => RegistryError::Absent { host, what: what.to_owned() },
            StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => {
                RegistryError::Rejected { host, why }
            }
            status => self.unavailable(&format!("it returned {status}{why}")),
        })
    }

    fn unavailable(&self, why: &str) -> RegistryError {
        RegistryError::Unavailable { host: self.host.clone(), why: why.to_owned() }
    }
}

/// Returns the reason in an error response, as RFC 9457 or plain JSON names it.
fn reason_in(body: &[u8]) -> String {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let words = ["detail", "message", "error", "title"];
    let sent = words.iter().find_map(|word| body[word].as_str()).unwrap_or_default();
    let text: String = sent.chars().filter(|c| !c.is_control()).take(SHOWN_CHARS).collect();
    if text.is_empty() { text } else { format!(": {text}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_is_a_url_without_credentials() {
        let at = |base| match Registry::at(base, Arc::default()) {
            Ok(registry) => registry.host().to_owned(),
            Err(error) => error.to_string(),
        };
        assert_eq!(at("https://registry.example:8443/mirror/"), "registry.example:8443");
        assert_eq!(at("registry"), "the registry's URL is not valid");
        assert_eq!(at("ftp://a"), "the registry's URL must start with http:// or https://");
        assert_eq!(
            at("https://me:secret@registry.example"),
            "the registry's URL must not contain a user or a password"
        );
    }
}
