//! The server-sent events of one HTTP response.

use http::Response;
use http_body_util::BodyExt as _;
use hyper::body::Incoming;

use crate::protocol::sse::{Decoder, Event, TooLong};
use crate::proxy::limits;

/// A response that is read event by event.
pub(super) struct EventStream {
    body: Incoming,
    decoder: Decoder,
}

impl EventStream {
    /// Reads this body.
    pub(super) fn new(body: Incoming) -> Self {
        Self { body, decoder: Decoder::new(limits::MESSAGE_BYTES) }
    }

    /// The next event; `None` where the stream has ended or broken off.
    ///
    /// # Errors
    /// An event that is too long; the stream is then of no further use.
    pub(super) async fn next(&mut self) -> Result<Option<Event>, TooLong> {
        loop {
            if let Some(event) = self.decoder.next()? {
                return Ok(Some(event));
            }
            match self.body.frame().await {
                Some(Ok(frame)) => {
                    if let Some(chunk) = frame.data_ref() {
                        self.decoder.feed(chunk);
                    }
                }
                Some(Err(_)) | None => return Ok(None),
            }
        }
    }
}

/// Whether a response is a stream of events.
pub(super) fn is_event_stream<B>(response: &Response<B>) -> bool {
    const KIND: &[u8] = b"text/event-stream";
    let kind = response.headers().get(http::header::CONTENT_TYPE).map(http::HeaderValue::as_bytes);
    let begins = kind.and_then(|kind| kind.get(..KIND.len()));
    response.status().is_success() && begins.is_some_and(|kind| kind.eq_ignore_ascii_case(KIND))
}
