//! The HTTP with SSE transport (MCP 2024-11-05, basic/transports): a GET opens the stream with all
//! server messages, whose first event contains the URL for POST requests. The stream is the
//! session: if it ends, so does the connection.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderValue, Method, Uri, header};
use tokio::sync::Semaphore;
use url::Url;

use crate::net::endpoint::RedirectedTo;
use crate::protocol::framing::sse::Event;
use crate::proxy::limits;
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::connection::listener::Listener;
use crate::proxy::upstream::environment::UpstreamEnv;
use crate::proxy::upstream::transport::authorized;
use crate::proxy::upstream::transport::duplex::{Duplex, Outlet, Shared};
use crate::proxy::upstream::transport::event_stream::{EventStream, is_event_stream};
use crate::proxy::upstream::transport::mcp_endpoint::mcp_endpoint;
use crate::proxy::upstream::transport::post::Poster;
use crate::proxy::upstream::transport::rejection::error_of;
use crate::settings::model::server::Remote;

/// Opens the stream and waits for the URL of messages. Variables in the settings are already
/// expanded.
pub(in crate::proxy::upstream) async fn open(
    remote: &Remote,
    env: &UpstreamEnv,
    listener: Arc<dyn Listener>,
) -> Result<Duplex, CallError> {
    let endpoint = mcp_endpoint(remote, env).map_err(CallError::InvalidResponse)?;
    let hops = Arc::clone(&env.hops);
    let opening = async {
        let mut request = endpoint.request(Method::GET, endpoint.url(), Bytes::new());
        let all = request.headers_mut();
        all.extend(hops.header());
        all.insert(header::ACCEPT, HeaderValue::from_static("text/event-stream"));
        all.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let again = request.clone();
        let login = env.login.as_ref();
        let again = || Some(again.clone());
        let sending = authorized::send(&endpoint, login, request, true, again);
        let response = Box::pin(sending).await?;
        if !response.status().is_success() {
            return Err(error_of(&endpoint, response).await);
        }
        if !is_event_stream(&response) {
            let place = endpoint.place();
            return Err(CallError::InvalidResponse(format!(
                "{place} does not return an event stream"
            )));
        }
        let redirected_to = response
            .extensions()
            .get::<RedirectedTo>()
            .map(|redirected_to| redirected_to.0.to_string());
        let from = redirected_to.unwrap_or_else(|| endpoint.url().to_string());
        let mut events = EventStream::new(response.into_body());
        let to = read_endpoint_url(&from, &mut events).await?;
        Ok((events, to))
    };
    let opened = tokio::time::timeout(limits::CONNECT, opening).await;
    let (events, to) = opened.map_err(|_| CallError::Timeout(limits::CONNECT.into()))??;
    let unawaited = Arc::new(Semaphore::new(limits::POSTS_UNAWAITED));
    let poster = Arc::new(Poster { endpoint, login: env.login.clone(), to, hops, unawaited });
    let duplex = Duplex::new(Outlet::Posts(poster), listener, None);
    tokio::spawn(read(events, Arc::clone(duplex.shared_state())));
    Ok(duplex)
}

/// Returns the URL in the first event of the stream.
async fn read_endpoint_url(url: &str, events: &mut EventStream) -> Result<Uri, CallError> {
    while let Some(event) = next(events).await? {
        if event.kind.as_deref() == Some("endpoint") {
            let said = String::from_utf8_lossy(&event.data);
            return resolve(url, said.trim()).map_err(CallError::InvalidResponse);
        }
    }
    Err(CallError::Disconnected("the event stream ended before the `endpoint` event".into()))
}

async fn next(events: &mut EventStream) -> Result<Option<Event>, CallError> {
    events.next().await.map_err(|e| CallError::Disconnected(e.to_string()))
}

/// Resolves `said` against `url`. Messages contain the server's credentials, so another origin is
/// rejected.
fn resolve(url: &str, said: &str) -> Result<Uri, String> {
    let from = Url::parse(url).map_err(|e| format!("`url` is not a URL: {e}"))?;
    let to = from.join(said).map_err(|e| format!("the message endpoint is not a URL: {e}"))?;
    if to.origin() != from.origin() {
        let origin = to.origin().ascii_serialization();
        return Err(format!("its message endpoint is on another origin, {origin}"));
    }
    let mut to = to;
    to.set_fragment(None);
    to.as_str().parse().map_err(|e| format!("the message endpoint is not a URL: {e}"))
}

async fn read(mut events: EventStream, shared: Arc<Shared>) {
    let why = loop {
        let event = tokio::select! {
            biased;
            () = shared.ended.cancelled() => return,
            event = events.next() => event,
        };
        match event {
            Ok(Some(event)) if event.kind.as_deref().is_none_or(|kind| kind == "message") => {
                shared.take(&event.data);
            }
            Ok(Some(_)) => {}
            Ok(None) => break "the server closed its event stream".to_owned(),
            Err(e) => break e.to_string(),
        }
    };
    shared.end(&why);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_go_where_the_stream_says_and_to_no_other_origin() {
        let from = "https://a.example:8443/v1/sse?key=k";
        let to = |said: &str| resolve(from, said).map(|uri| uri.to_string());
        let ok = |uri: &str| Ok(uri.to_owned());
        assert_eq!(to("/messages?s=1"), ok("https://a.example:8443/messages?s=1"));
        assert_eq!(to("messages#x"), ok("https://a.example:8443/v1/messages"));
        assert_eq!(to("?s=1"), ok("https://a.example:8443/v1/sse?s=1"));
        assert_eq!(to("https://a.example:8443/m"), ok("https://a.example:8443/m"));
        let refused =
            |origin: &str| Err(format!("its message endpoint is on another origin, {origin}"));
        assert_eq!(to("https://b.example/m"), refused("https://b.example"));
        assert_eq!(to("//b.example/m"), refused("https://b.example"));
        assert_eq!(to("http://a.example:8443/m"), refused("http://a.example:8443"));
        assert_eq!(to("https://a.example/m"), refused("https://a.example"));
        assert_eq!(to("file:///etc/passwd"), refused("null"));
    }
}
