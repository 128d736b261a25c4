//! Response bodies: in one event, in parts shared with the catalog, or as a stream of events.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use hyper::body::{Frame, SizeHint};
use tokio::sync::mpsc;
use tokio::time::{Interval, MissedTickBehavior};

use crate::protocol::framing::sse;
use crate::proxy::limits;

/// Error of a request body that arrives too slowly.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the body arrived too slowly")]
pub(crate) struct Stalled;

impl Stalled {
    /// Whether this is the cause of `error`.
    pub(crate) fn is_behind(error: &(dyn std::error::Error + 'static)) -> bool {
        error.is::<Self>() || error.source().is_some_and(Self::is_behind)
    }
}

/// Room for the headers of a JSON response. The connection reuses the map for the next request, whose
/// headers and request id then fit.
const HEADERS: usize = 12;

#[derive(Debug)]
pub(crate) enum Body {
    /// Parts of known total length.
    Parts(VecDeque<Bytes>),
    /// Server-sent events.
    Events(Box<Events>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SseEvent {
    /// Value for `Last-Event-ID`, with which the client can request the events after this one.
    pub(crate) id: Option<String>,
    /// The `event:` field.
    pub(crate) kind: &'static str,
    /// The `data:` field: a message, unless `kind` is another one.
    pub(crate) data: Bytes,
}

impl From<Bytes> for SseEvent {
    fn from(message: Bytes) -> Self {
        Self { id: None, kind: sse::MESSAGE, data: message }
    }
}

/// A stream of events. Sends a comment at each [`limits::KEEP_ALIVE`] without an event.
#[derive(Debug)]
pub(crate) struct Events {
    events: mpsc::Receiver<SseEvent>,
    keep_alive: Interval,
}

impl Events {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Bytes>> {
        if let Poll::Ready(event) = self.events.poll_recv(context) {
            let encode = |e: SseEvent| sse::encode(e.id.as_deref(), e.kind, &e.data);
            return Poll::Ready(event.map(encode));
        }
        ready!(self.keep_alive.poll_tick(context));
        Poll::Ready(Some(sse::KEEP_ALIVE))
    }
}

impl Body {
    pub(crate) fn empty() -> Self {
        Self::Parts(VecDeque::new())
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self::Parts(VecDeque::from([bytes]))
    }
}

impl hyper::body::Body for Body {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let next = match &mut *self {
            Self::Parts(parts) => Poll::Ready(parts.pop_front()),
            Self::Events(events) => events.poll_next(context),
        };
        next.map(|data| data.map(|data| Ok(Frame::data(data))))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Parts(parts) if parts.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Parts(parts) => SizeHint::with_exact(parts.iter().map(|p| p.len() as u64).sum()),
            Self::Events(_) => SizeHint::new(),
        }
    }
}

/// Returns a response without a body.
pub(crate) fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// Returns a JSON response.
pub(crate) fn json(status: StatusCode, body: impl Into<Body>) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.reserve(HEADERS);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// Returns a response that streams events.
pub(crate) fn events(events: mpsc::Receiver<SseEvent>) -> Response<Body> {
    events_from(events, tokio::time::Instant::now() + limits::KEEP_ALIVE)
}

/// Like [`events`], for a client that has already waited: sends a comment at once.
pub(crate) fn events_after_silence(events: mpsc::Receiver<SseEvent>) -> Response<Body> {
    events_from(events, tokio::time::Instant::now())
}

fn events_from(events: mpsc::Receiver<SseEvent>, first: tokio::time::Instant) -> Response<Body> {
    let mut keep_alive = tokio::time::interval_at(first, limits::KEEP_ALIVE);
    keep_alive.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut response = Response::new(Body::Events(Box::new(Events { events, keep_alive })));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache, no-transform"));
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}
