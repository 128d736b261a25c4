//! Reads the server-sent events of one HTTP response.

use std::time::Duration;

use http::Response;
use http_body_util::BodyExt as _;

use crate::protocol::sse::{Decoder, Event, TooLong};
use crate::proxy::limits;
use crate::proxy::upstream::answer_body::AnswerBody;

/// A response body, decoded event by event.
pub(super) struct EventStream {
    body: AnswerBody,
    decoder: Decoder,
}

impl EventStream {
    pub(super) fn new(body: AnswerBody) -> Self {
        Self { body, decoder: Decoder::new(limits::MESSAGE_BYTES) }
    }

    /// Returns the next event, or `None` if the stream has ended or broken off.
    ///
    /// # Errors
    /// Fails if an event is too long; the stream is unusable after that.
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

/// The position of an SSE stream and its reconnection delay (MCP 2025-11-25, basic/transports,
/// resumability and redelivery).
#[derive(Clone, Debug)]
pub(super) struct Resume {
    /// The id of the last event that had one.
    pub(super) last: Option<String>,
    /// The last `retry` value of the server.
    pub(super) pause: Duration,
}

impl Default for Resume {
    fn default() -> Self {
        Self { last: None, pause: Duration::from_secs(1) }
    }
}

impl Resume {
    /// Records the id and `retry` of an event. An empty id resets the last one.
    pub(super) fn note(&mut self, event: &Event) {
        if let Some(id) = &event.id {
            self.last = Some(id.clone()).filter(|id| !id.is_empty());
        }
        if let Some(ms) = event.retry_ms {
            self.pause = Duration::from_millis(ms).min(limits::REQUEST);
        }
    }
}

/// Returns true if a response is an event stream.
pub(super) fn is_event_stream<B>(response: &Response<B>) -> bool {
    const KIND: &[u8] = b"text/event-stream";
    let kind = response.headers().get(http::header::CONTENT_TYPE).map(http::HeaderValue::as_bytes);
    let begins = kind.and_then(|kind| kind.get(..KIND.len()));
    response.status().is_success() && begins.is_some_and(|kind| kind.eq_ignore_ascii_case(KIND))
}
