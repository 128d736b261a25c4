//! Sends the messages of the HTTP with SSE transport, one POST each.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, StatusCode, Uri, header};
use http_body_util::{BodyExt as _, Full, Limited};
use tokio::sync::Semaphore;

use crate::net::endpoint::Endpoint;
use crate::oauth::login::Login;
use crate::proxy::exchange::exchange::Exchange;
use crate::proxy::hops::Hops;
use crate::proxy::limits;
use crate::proxy::upstream::call_error::CallError;
use crate::proxy::upstream::transport::authorized;
use crate::proxy::upstream::transport::rejection::error_of;

/// Maximum size of the response to a POST, which has no content.
const RECEIPT_BYTES: usize = 1 << 16;

/// Sends messages to the URL that the stream named.
#[derive(Debug)]
pub(in crate::proxy::upstream) struct Poster {
    pub(super) endpoint: Endpoint,
    pub(super) login: Option<Arc<Login>>,
    pub(super) to: Uri,
    /// The position of this hub among others, sent with each request.
    pub(super) hops: Arc<Hops>,
    /// Limits messages that are sent in the background.
    pub(super) unawaited: Arc<Semaphore>,
}

impl Poster {
    /// Sends a message and waits until the server has accepted it. A `repeatable` one is sent a
    /// second time if a kept connection was reset. The request continues if the caller is dropped,
    /// so that its connection can be reused.
    pub(in crate::proxy::upstream) async fn post(
        self: &Arc<Self>,
        message: Bytes,
        exchange: Option<&Exchange>,
        repeatable: bool,
    ) -> Result<(), CallError> {
        let mut request = self.endpoint.request(Method::POST, &self.to, message);
        let all = request.headers_mut();
        all.extend(self.hops.header());
        if let Some(exchange) = exchange {
            self.endpoint.pass_on(&exchange.headers, all);
        }
        all.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let poster = Arc::clone(self);
        let sending = tokio::spawn(async move {
            let sent =
                tokio::time::timeout(limits::CONNECT, poster.send(request, repeatable)).await;
            sent.unwrap_or(Err(CallError::Timeout(limits::CONNECT.into())))
        });
        sending.await.unwrap_or_else(|e| Err(CallError::InvalidResponse(e.to_string())))
    }

    /// Sends a message in the background; drops it if too many are waiting.
    pub(in crate::proxy::upstream) fn post_soon(self: &Arc<Self>, message: Bytes) {
        let place = Arc::clone(&self.unawaited).try_acquire_owned();
        let (Ok(place), Ok(runtime)) = (place, tokio::runtime::Handle::try_current()) else {
            return;
        };
        let poster = Arc::clone(self);
        runtime.spawn(async move {
            let _ = poster.post(message, None, true).await;
            drop(place);
        });
    }

    async fn send(&self, request: Request<Full<Bytes>>, repeatable: bool) -> Result<(), CallError> {
        let again = request.clone();
        let (login, again) = (self.login.as_ref(), || Some(again.clone()));
        let response = authorized::send(&self.endpoint, login, request, repeatable, again).await?;
        match response.status() {
            status if status.is_success() => {
                // The body is read to its end so that the connection can be reused.
                let mut body = Limited::new(response.into_body(), RECEIPT_BYTES);
                while let Some(Ok(_)) = body.frame().await {}
                Ok(())
            }
            // The stream is the session: a server that does not know it has lost both.
            StatusCode::NOT_FOUND | StatusCode::GONE => {
                let refused = error_of(&self.endpoint, response).await;
                Err(CallError::Disconnected(format!(
                    "it rejects messages at {}: {refused}",
                    self.to.path()
                )))
            }
            _ => Err(error_of(&self.endpoint, response).await),
        }
    }
}
