//! The HTTP client under a wire: connections pooled and kept alive, TLS only where a URL needs it.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{Request, Response, Uri};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Body as _, Incoming};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::{Client, Error};
use hyper_util::rt::{TokioExecutor, TokioTimer};

use crate::protocol::room::make_room;
use crate::proxy::limits;

/// A pooled client; the one with TLS is built only where a URL needs it.
#[derive(Clone)]
pub(crate) enum HttpClient {
    /// `http:`.
    Plain(Client<HttpConnector, Full<Bytes>>),
    /// `https:`.
    Tls(Client<HttpsConnector<HttpConnector>, Full<Bytes>>),
}

impl HttpClient {
    /// A client for that URL's scheme.
    ///
    /// # Errors
    /// One line: another scheme, or certificates of the system that cannot be read.
    pub(crate) fn new(url: &Uri) -> Result<Self, String> {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(limits::PROBE * 2));
        let mut builder = Client::builder(TokioExecutor::new());
        builder.pool_timer(TokioTimer::new()).pool_idle_timeout(Duration::from_secs(90));
        match url.scheme_str() {
            Some("http") => Ok(Self::Plain(builder.build(connector))),
            Some("https") => {
                connector.enforce_http(false);
                let tls = hyper_rustls::HttpsConnectorBuilder::new()
                    .with_native_roots()
                    .map_err(|e| format!("cannot read the system's certificates: {e}"))?
                    .https_or_http()
                    .enable_http1()
                    .wrap_connector(connector);
                Ok(Self::Tls(builder.build(tls)))
            }
            _ => Err("`url` must begin with http:// or https://".into()),
        }
    }

    /// Sends a request; the answer's body is still to come.
    pub(crate) async fn send(
        &self,
        request: Request<Full<Bytes>>,
    ) -> Result<Response<Incoming>, Error> {
        match self {
            Self::Plain(client) => client.request(request).await,
            Self::Tls(client) => client.request(request).await,
        }
    }
}

/// The whole body, bounded; one line where it breaks off. Each piece is let go as soon as it has been
/// copied, into room for as much as was announced.
pub(crate) async fn collect(body: Incoming) -> Result<Bytes, String> {
    let announced = body.size_hint().exact().and_then(|bytes| usize::try_from(bytes).ok());
    let mut body = Limited::new(body, limits::MESSAGE_BYTES);
    let mut whole = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(piece) = frame.map_err(|e| format!("cannot read the answer: {e}"))?.into_data()
        else {
            continue;
        };
        if whole.is_empty() && announced == Some(piece.len()) {
            return Ok(piece);
        }
        if whole.is_empty() {
            whole.reserve(announced.unwrap_or_default().min(limits::MESSAGE_BYTES));
        } else {
            make_room(&mut whole, piece.len());
        }
        whole.extend_from_slice(&piece);
    }
    Ok(whole.freeze())
}

/// The innermost cause, which is what people need.
pub(crate) fn cause(e: &dyn std::error::Error) -> String {
    let mut at = e;
    while let Some(next) = at.source() {
        at = next;
    }
    at.to_string()
}
