//! The socket and the bodies of a client connection; they report its phase to [`Connection`].

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::proxy::downstream::transport::body::Stalled;
use crate::serve::listener::connections::{Connection, Phase};

/// A socket that reports pending writes.
pub(in crate::serve) struct Socket {
    io: TokioIo<TcpStream>,
    connection: Arc<Connection>,
}

/// A request body; fails with [`Stalled`] if it takes too long.
pub(in crate::serve) struct RequestBody {
    body: Incoming,
    connection: Arc<Connection>,
    /// The phase after the whole body is received.
    then: Phase,
    is_whole: bool,
}

/// A response body; the connection becomes idle when it is dropped.
pub(in crate::serve) struct ResponseBody<B> {
    body: B,
    connection: Arc<Connection>,
}

impl Socket {
    pub(in crate::serve) fn new(socket: TcpStream, connection: Arc<Connection>) -> Self {
        Self { io: TokioIo::new(socket), connection }
    }

    fn note<T>(&self, written: Poll<T>) -> Poll<T> {
        self.connection.write(written.is_pending());
        written
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.connection.remove();
    }
}

impl Read for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.io).poll_read(context, buffer)
    }
}

impl Write for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        let written = Pin::new(&mut self.io).poll_write(context, bytes);
        self.note(written)
    }

    fn poll_flush(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(context)
    }

    fn poll_shutdown(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[std::io::IoSlice<'_>],
    ) -> Poll<std::io::Result<usize>> {
        let written = Pin::new(&mut self.io).poll_write_vectored(context, pieces);
        self.note(written)
    }
}

impl RequestBody {
    /// Wraps the body of a new request; the connection enters `then` after the whole body.
    pub(in crate::serve) fn new(body: Incoming, connection: Arc<Connection>, then: Phase) -> Self {
        let is_whole = body.is_end_stream();
        connection.enter(if is_whole { then } else { Phase::Receiving });
        Self { body, connection, then, is_whole }
    }

    /// Completes when the request has been processed for so long that its client may time out.
    pub(in crate::serve) fn silence(&self) -> impl Future<Output = ()> + use<> {
        let connection = Arc::clone(&self.connection);
        // The connection's task polls this and is woken when the flag changes.
        poll_fn(move |_| if connection.is_silent() { Poll::Ready(()) } else { Poll::Pending })
    }

    fn end(&mut self) {
        if !self.is_whole {
            self.is_whole = true;
            self.connection.enter(self.then);
        }
    }
}

/// A reader that stops early ends the receiving phase.
impl Drop for RequestBody {
    fn drop(&mut self) {
        if self.connection.phase() == Phase::Receiving {
            self.end();
        }
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if !self.is_whole && self.connection.is_stalled() {
            self.end();
            return Poll::Ready(Some(Err(Box::new(Stalled))));
        }
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if let Some(Ok(frame)) = &frame {
            self.connection.receive(frame.data_ref().map_or(0, Bytes::len));
        }
        if frame.is_none() || self.body.is_end_stream() {
            self.end();
        }
        Poll::Ready(frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl<B> ResponseBody<B> {
    pub(in crate::serve) fn new(body: B, connection: Arc<Connection>) -> Self {
        Self { body, connection }
    }
}

impl<B> Drop for ResponseBody<B> {
    fn drop(&mut self) {
        self.connection.enter(Phase::Idle);
    }
}

impl<B: Body + Unpin> Body for ResponseBody<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
