//! Reads the server-sent events of one HTTP response.

use std::time::Duration;

use http::Response;
use http_body_util::BodyExt as _;
use serde::de::IgnoredAny;

use crate::net::response_body::AnswerBody;
use crate::protocol::framing::sse::{Decoder, Event, TooLong};
use crate::proxy::limits;

/// A response body, decoded event by event.
pub(in crate::proxy::upstream) struct EventStream {
    body: AnswerBody,
    decoder: Decoder,
    /// Whether the body is plain JSON instead of events; `None` until the first byte.
    is_bare: Option<bool>,
    is_over: bool,
}

impl EventStream {
    pub(in crate::proxy::upstream) fn new(body: AnswerBody) -> Self {
        let decoder = Decoder::new(limits::MESSAGE_BYTES);
        Self { body, decoder, is_bare: None, is_over: false }
    }

    /// Returns the next event, or `None` if the stream has ended or broken off. A complete message at the
    /// end of the stream needs no empty line after it.
    ///
    /// # Errors
    /// Fails if an event is too long; the stream is unusable after that.
    pub(in crate::proxy::upstream) async fn next(&mut self) -> Result<Option<Event>, TooLong> {
        loop {
            if let Some(event) = self.decoder.next()? {
                let is_whole = |event: &Event| {
                    !self.is_over || serde_json::from_slice::<IgnoredAny>(&event.data).is_ok()
                };
                return Ok(Some(event).filter(is_whole));
            }
            if self.is_over {
                return Ok(None);
            }
            match self.body.frame().await {
                Some(Ok(frame)) => {
                    if let Some(chunk) = frame.data_ref() {
                        self.feed(chunk);
                    }
                }
                Some(Err(_)) => return Ok(None),
                None => {
                    self.is_over = true;
                    self.decoder.finish();
                }
            }
        }
    }

    /// Decodes a chunk. A plain JSON body counts as the data of one event.
    fn feed(&mut self, chunk: &[u8]) {
        if self.is_bare.is_none()
            && let Some(first) = chunk.trim_ascii_start().first()
        {
            let is_bare = matches!(first, b'{' | b'[');
            self.is_bare = Some(is_bare);
            if is_bare {
                self.decoder.feed(b"data:");
            }
        }
        self.decoder.feed(chunk);
    }
}

/// The position of an SSE stream and its reconnection delay (MCP 2025-11-25, basic/transports,
/// resumability and redelivery).
#[derive(Clone, Debug)]
pub(in crate::proxy::upstream) struct Resume {
    /// The id of the last event that had one.
    pub(in crate::proxy::upstream) last: Option<String>,
    /// The last `retry` value of the server.
    pub(in crate::proxy::upstream) pause: Duration,
}

impl Default for Resume {
    fn default() -> Self {
        Self { last: None, pause: Duration::from_secs(1) }
    }
}

impl Resume {
    /// Records the id and `retry` of an event. An empty id resets the last one.
    pub(in crate::proxy::upstream) fn note(&mut self, event: &Event) {
        if let Some(id) = &event.id {
            self.last = Some(id.clone()).filter(|id| !id.is_empty());
        }
        if let Some(ms) = event.retry_ms {
            self.pause = Duration::from_millis(ms).min(limits::REQUEST);
        }
    }
}

/// Returns true if a response is an event stream.
pub(in crate::proxy::upstream) fn is_event_stream<B>(response: &Response<B>) -> bool {
    const KIND: &[u8] = b"text/event-stream";
    let kind = response.headers().get(http::header::CONTENT_TYPE).map(http::HeaderValue::as_bytes);
    let begins = kind.and_then(|kind| kind.get(..KIND.len()));
    response.status().is_success() && begins.is_some_and(|kind| kind.eq_ignore_ascii_case(KIND))
}
