//! The bodies of our replies: whole, in parts that are shared with the catalogue, or a stream of
//! events.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use hyper::body::{Frame, SizeHint};
use tokio::sync::mpsc;
use tokio::time::{Interval, MissedTickBehavior};

use crate::protocol::sse;
use crate::proxy::limits;

/// Why a request's body breaks off that takes too long.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the body took too long to come")]
pub(crate) struct Stalled;

impl Stalled {
    /// Whether this is why something failed.
    pub(crate) fn is_behind(error: &(dyn std::error::Error + 'static)) -> bool {
        error.is::<Self>() || error.source().is_some_and(Self::is_behind)
    }
}

/// A reply's body.
#[derive(Debug)]
pub(crate) enum Body {
    /// Pieces whose length is known.
    Parts(VecDeque<Bytes>),
    /// Events as they come.
    Events(Box<Events>),
}

/// One event of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// With it the client can ask for what came after.
    pub(crate) id: Option<String>,
    /// What `event:` says.
    pub(crate) kind: &'static str,
    /// A message, or what else that kind carries.
    pub(crate) data: Bytes,
}

impl From<Bytes> for Piece {
    fn from(message: Bytes) -> Self {
        Self { id: None, kind: sse::MESSAGE, data: message }
    }
}

/// A stream of events, with a comment now and then while nothing else is said.
#[derive(Debug)]
pub(crate) struct Events {
    pieces: mpsc::Receiver<Piece>,
    pulse: Interval,
}

impl Events {
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Bytes>> {
        if let Poll::Ready(piece) = self.pieces.poll_recv(context) {
            let encoded = |p: Piece| sse::encode(p.id.as_deref(), p.kind, &p.data);
            return Poll::Ready(piece.map(encoded));
        }
        ready!(self.pulse.poll_tick(context));
        Poll::Ready(Some(sse::KEEP_ALIVE))
    }
}

impl Body {
    /// Nothing.
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
        next.map(|piece| piece.map(|piece| Ok(Frame::data(piece))))
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

/// A reply without a body.
pub(crate) fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// A reply of JSON.
pub(crate) fn json(status: StatusCode, body: impl Into<Body>) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let kind = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// A reply that is a stream of events.
pub(crate) fn events(pieces: mpsc::Receiver<Piece>) -> Response<Body> {
    events_from(pieces, tokio::time::Instant::now() + limits::KEEP_ALIVE)
}

/// The same to a client that has waited: a comment goes out at once.
pub(crate) fn events_after_silence(pieces: mpsc::Receiver<Piece>) -> Response<Body> {
    events_from(pieces, tokio::time::Instant::now())
}

fn events_from(pieces: mpsc::Receiver<Piece>, first: tokio::time::Instant) -> Response<Body> {
    let mut pulse = tokio::time::interval_at(first, limits::KEEP_ALIVE);
    pulse.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut response = Response::new(Body::Events(Box::new(Events { pieces, pulse })));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache, no-transform"));
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}
