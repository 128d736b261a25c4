//! The server-sent events of one HTTP response.

use std::time::Duration;

use http::Response;
use http_body_util::BodyExt as _;

use crate::protocol::sse::{Decoder, Event, TooLong};
use crate::proxy::limits;
use crate::proxy::upstream::answer_body::AnswerBody;

/// A response that is read event by event.
pub(super) struct EventStream {
    body: AnswerBody,
    decoder: Decoder,
}

impl EventStream {
    /// Reads this body.
    pub(super) fn new(body: AnswerBody) -> Self {
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

/// Where a stream goes on that broke off: after which event, and how long to wait before it is asked
/// for again (MCP 2025-11-25, basic/transports, resumability and redelivery).
#[derive(Clone, Debug)]
pub(super) struct Resume {
    /// The last event that had an id.
    pub(super) last: Option<String>,
    /// What the server said of waiting.
    pub(super) pause: Duration,
}

impl Default for Resume {
    fn default() -> Self {
        Self { last: None, pause: Duration::from_secs(1) }
    }
}

impl Resume {
    /// Notes what an event says of this. An empty id takes the last one back.
    pub(super) fn note(&mut self, event: &Event) {
        if let Some(id) = &event.id {
            self.last = Some(id.clone()).filter(|id| !id.is_empty());
        }
        if let Some(ms) = event.retry_ms {
            self.pause = Duration::from_millis(ms).min(limits::REQUEST);
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
