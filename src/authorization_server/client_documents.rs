//! Client id metadata documents: the id of a client is the URL of a document that describes it. They
//! are fetched from public addresses only, without redirects, and kept for a while.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode};
use parking_lot::Mutex;
use serde_json::{Map, Value};
use tokio::sync::Semaphore;
use url::Url;

use crate::authorization_server::client::Client;
use crate::authorization_server::error::{Code, OauthError};
use crate::authorization_server::limits;
use crate::authorization_server::redirect_uri;
use crate::net::address_policy::AddressPolicy;
use crate::net::web_client::WebClient;
use crate::settings::Settings;
use crate::settings::model::oauth_server::{ClientIdMetadata, OauthServer};

/// The documents in memory, and the way to fetch others.
pub(crate) struct ClientDocuments {
    environment: Arc<BTreeMap<OsString, OsString>>,
    kept: Mutex<HashMap<String, Kept>>,
    fetches: Semaphore,
}

struct Kept {
    client: Client,
    ends_ms: i64,
}

/// Shows nothing: the environment may contain secrets.
impl std::fmt::Debug for ClientDocuments {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientDocuments").finish_non_exhaustive()
    }
}

impl ClientDocuments {
    pub(super) fn new(environment: Arc<BTreeMap<OsString, OsString>>) -> Self {
        Self { environment, kept: Mutex::default(), fetches: Semaphore::new(limits::FETCHES) }
    }

    /// Returns the client with this URL as id.
    ///
    /// # Errors
    /// Fails if such ids are not allowed, or the document cannot be fetched or used.
    pub(super) async fn client(
        &self,
        id: &str,
        settings: &Settings,
        now_ms: i64,
    ) -> Result<Client, OauthError> {
        let rules = &settings.system.oauth_server;
        check_url(id, &rules.documents).map_err(|reason| refuse(&reason))?;
        if let Some(kept) = self.kept.lock().get(id).filter(|kept| now_ms < kept.ends_ms) {
            return Ok(kept.client.clone());
        }
        let (headers, body) = self.fetch(id, &settings.system.allowed_networks).await?;
        let client = read(id, &headers, &body, rules).map_err(|reason| refuse(&reason))?;
        let lifetime = lifetime(&headers, rules.documents.cache_ttl);
        let ends_ms = now_ms + i64::try_from(lifetime.as_millis()).unwrap_or(0);
        let mut kept = self.kept.lock();
        kept.retain(|_, kept| now_ms < kept.ends_ms);
        if kept.len() >= limits::DOCUMENTS {
            kept.clear();
        }
        kept.insert(id.to_owned(), Kept { client: client.clone(), ends_ms });
        Ok(client)
    }

    async fn fetch(&self, id: &str, networks: &[String]) -> Result<(HeaderMap, Bytes), OauthError> {
        let busy = "too many documents are being read; try again";
        let _turn = self
            .fetches
            .try_acquire()
            .map_err(|_| OauthError::new(Code::TemporarilyUnavailable, busy))?;
        let request = Request::builder()
            .method(Method::GET)
            .uri(id)
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .body(Bytes::new())
            .map_err(|_| refuse("is not a URL"))?;
        // A client for each: nothing of one client's server may be left for another.
        let within = AddressPolicy::public_and(networks);
        let client = WebClient::within(Arc::clone(&self.environment), within);
        let sent =
            client.fetch_whole(request, true, limits::DOCUMENT, limits::DOCUMENT_BYTES).await;
        let response = sent.map_err(|reason| {
            tracing::info!("the client metadata document {id:?} cannot be read: {reason}");
            refuse("cannot be read; the hub's log says why")
        })?;
        if response.status() != StatusCode::OK {
            return Err(refuse(&format!("was answered with {}", response.status().as_u16())));
        }
        let (parts, body) = response.into_parts();
        Ok((parts.headers, body))
    }
}

fn refuse(reason: &str) -> OauthError {
    OauthError::client(format!("the metadata document that the client id names {reason}"))
}

/// Returns whether a client id has the form of a document's URL.
pub(crate) fn is_document_url(id: &str) -> bool {
    id.starts_with("https://")
}

/// Fails if a client id is not an acceptable URL of a document. The error is the reason.
fn check_url(id: &str, rules: &ClientIdMetadata) -> Result<(), String> {
    if !rules.enabled {
        return Err("is not read here; register the client".to_owned());
    }
    let url = Url::parse(id).map_err(|_| "is not a URL".to_owned())?;
    let segments = id.split(['/', '?']).map(|part| part.replace("%2e", ".").replace("%2E", "."));
    let is_plain = url.scheme() == "https"
        && url.as_str() == id
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none()
        && url.path() != "/"
        && !segments.into_iter().any(|part| part == "." || part == "..");
    if !is_plain {
        let text = "must be an https URL with a path, and without a query, fragment or username";
        return Err(text.to_owned());
    }
    let host = url.host_str().unwrap_or_default();
    let is_in = |hosts: &[String]| hosts.iter().any(|known| known.eq_ignore_ascii_case(host));
    if is_in(&rules.denied_hosts) || !rules.allowed_hosts.is_empty() && !is_in(&rules.allowed_hosts)
    {
        return Err("is on a host that is not allowed here".to_owned());
    }
    Ok(())
}

/// Reads a document. The error is the reason why it cannot be used.
fn read(id: &str, headers: &HeaderMap, body: &[u8], rules: &OauthServer) -> Result<Client, String> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if kind != "application/json" && !(kind.starts_with("application/") && kind.ends_with("+json"))
    {
        return Err("is not JSON".to_owned());
    }
    let document: Map<String, Value> =
        serde_json::from_slice(body).map_err(|_| "is not a JSON object".to_owned())?;
    let text = |key: &str| document.get(key).and_then(Value::as_str);
    if text("client_id") != Some(id) {
        return Err("has another `client_id`".to_owned());
    }
    if text("token_endpoint_auth_method").is_some_and(|method| method != "none")
        || document.contains_key("client_secret")
    {
        return Err("asks for a secret, which such clients cannot have".to_owned());
    }
    let uris = document.get("redirect_uris").and_then(Value::as_array);
    let uris: Option<Vec<String>> =
        uris.and_then(|uris| uris.iter().map(|uri| uri.as_str().map(str::to_owned)).collect());
    let uris = uris.filter(|uris| !uris.is_empty() && uris.len() <= limits::REDIRECT_URIS);
    let uris = uris.ok_or("has no `redirect_uris`, or too many")?;
    for uri in &uris {
        redirect_uri::check(uri, rules)
            .map_err(|reason| format!("has a redirect URI that {reason}"))?;
    }
    let name = text("client_name").map(str::trim).filter(|name| !name.is_empty()).unwrap_or(id);
    let name = name.chars().filter(|c| !c.is_control()).take(limits::NAME_CHARS).collect();
    Ok(Client::of_document(id, name, uris))
}

/// Returns how long a document is kept.
fn lifetime(headers: &HeaderMap, usual: Duration) -> Duration {
    let (least, most) = limits::DOCUMENT_KEPT;
    let said = headers.get_all(CACHE_CONTROL).iter().filter_map(|value| value.to_str().ok());
    let said: Vec<String> =
        said.flat_map(|v| v.split(',')).map(|v| v.trim().to_lowercase()).collect();
    let age = said.iter().find_map(|word| word.strip_prefix("max-age=")?.parse().ok());
    let wanted = if said.iter().any(|word| word == "no-store" || word == "no-cache") {
        least
    } else {
        age.map_or(usual, Duration::from_secs)
    };
    wanted.clamp(least, most)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ID: &str = "https://app.example/client.json";

    #[test]
    fn only_plain_https_urls_on_allowed_hosts_are_read() {
        let mut rules = ClientIdMetadata::default();
        assert!(check_url(ID, &rules).is_ok());
        assert!(check_url("https://claude.ai/oauth/claude-code-client-metadata", &rules).is_ok());
        for bad in [
            "http://app.example/c",
            "https://app.example",
            "https://app.example/",
            "https://u@app.example/c",
            "https://app.example/c?secret=1",
            "https://app.example/c#f",
            "https://app.example/a/../c",
            "https://app.example/./c",
            "https://app.example/%2e%2e/c",
            "https://APP.example/c",
            "https://app.example:443/c",
            "https:\\\\app.example/c",
        ] {
            assert!(check_url(bad, &rules).is_err(), "{bad}");
        }
        rules.denied_hosts = vec!["app.example".into()];
        assert!(check_url(ID, &rules).is_err());
        rules = ClientIdMetadata { allowed_hosts: vec!["x".into()], ..ClientIdMetadata::default() };
        assert!(check_url(ID, &rules).is_err());
        rules = ClientIdMetadata { enabled: false, ..ClientIdMetadata::default() };
        assert!(check_url(ID, &rules).is_err());
    }

    #[test]
    fn a_document_describes_the_client_that_it_names() {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
        let run = |document: &Value| {
            read(ID, &headers, document.to_string().as_bytes(), &OauthServer::default())
        };
        let good = json!({"client_id": ID, "client_name": "App", "redirect_uris": ["http://localhost/cb"],
            "token_endpoint_auth_method": "none"});
        let client = run(&good).unwrap();
        assert_eq!((client.name.as_str(), client.redirect_uris.len()), ("App", 1));
        for (key, value) in [
            ("client_id", json!("https://app.example/other.json")),
            ("client_id", json!(null)),
            ("redirect_uris", json!([])),
            ("redirect_uris", json!(["javascript:x"])),
            ("redirect_uris", json!("http://localhost/cb")),
            ("token_endpoint_auth_method", json!("client_secret_basic")),
            ("token_endpoint_auth_method", json!("private_key_jwt")),
            ("client_secret", json!("s")),
        ] {
            let mut bad = good.clone();
            bad[key] = value;
            assert!(run(&bad).is_err(), "{bad}");
        }
        assert!(
            read(ID, &HeaderMap::new(), good.to_string().as_bytes(), &OauthServer::default())
                .is_err()
        );
    }

    #[test]
    fn a_document_is_kept_as_long_as_its_server_says_within_limits() {
        let kept = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(CACHE_CONTROL, HeaderValue::from_static(value));
            lifetime(&headers, Duration::from_hours(1)).as_secs()
        };
        assert_eq!(
            ["public, max-age=7200", "max-age=1", "no-store", "max-age=99999999", "private"]
                .map(kept),
            [7200, 300, 300, 86400, 3600]
        );
    }
}
