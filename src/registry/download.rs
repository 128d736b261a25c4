//! Downloads of bundles: over TLS, except on this machine, with a few redirects, since release pages
//! redirect to their storage.

use std::time::Duration;

use bytes::Bytes;
use http::Request;
use http::header::LOCATION;
use url::{Host, Url};

use crate::net::limits::REDIRECTS;
use crate::net::web_client::WebClient;

/// Timeout of one response, which may have hundreds of megabytes.
const PATIENCE: Duration = Duration::from_mins(10);

/// Downloads a file of at most `bytes` bytes.
///
/// # Errors
/// Returns one line without the path of the URL, which may contain a secret.
pub(super) async fn download(web: &WebClient, url: &str, bytes: usize) -> Result<Bytes, String> {
    let mut url = Url::parse(url).map_err(|_| "its URL is not valid")?;
    for _ in 0..=REDIRECTS {
        check(&url)?;
        let host = url.host_str().unwrap_or_default().to_owned();
        let request = Request::builder().uri(url.as_str()).body(Bytes::new());
        let request = request.map_err(|_| "its URL is not valid")?;
        let response = web.fetch_whole(request, true, PATIENCE, bytes).await?;
        if response.status().is_success() {
            return Ok(response.into_body());
        }
        let next = response.headers().get(LOCATION).and_then(|next| next.to_str().ok());
        let next = next.filter(|_| response.status().is_redirection());
        let next = next.ok_or_else(|| format!("{host} returned {}", response.status()))?;
        url = url.join(next).map_err(|_| format!("{host} redirects to an invalid URL"))?;
    }
    Err(format!("more than {REDIRECTS} redirects"))
}

/// Fails if others could change or read the file on its way.
fn check(url: &Url) -> Result<(), String> {
    let is_local = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    };
    match url.scheme() {
        "https" => Ok(()),
        "http" if is_local => Ok(()),
        _ => Err("its URL must start with https://".into()),
    }
}
