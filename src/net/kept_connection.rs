//! HTTP/1.1 connections that are kept for further requests. The task of a request polls its connection
//! itself: a response wakes one task, on the thread that waits for it.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Arc, Weak};
use std::task::{Context, Poll, Waker, ready};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::client::conn::TrySendError;
use hyper::client::conn::http1::{Builder, SendRequest};
use hyper::rt::{Read, Write};
use parking_lot::Mutex;

use crate::net::eager_poll::EagerPoll;
use crate::net::limits;

/// Idle connections are closed after this long, which is less than the 5 s of most servers. A
/// request that meets a connection just as its server closes it may have been received, so that it
/// fails and cannot be sent again.
const IDLE: Duration = Duration::from_secs(4);

type Driver = Pin<Box<dyn Future<Output = hyper::Result<()>> + Send>>;

/// An open connection.
pub(super) struct Connection {
    sender: SendRequest<Full<Bytes>>,
    /// Reads and writes; `None` once the connection has ended.
    driver: Option<Driver>,
    eager: EagerPoll,
    /// The number of headers that a response may have.
    pub(super) headers_max: usize,
}

impl Connection {
    /// Wraps an open stream.
    pub(super) async fn new<S>(stream: S, headers_max: usize) -> hyper::Result<Self>
    where
        S: Read + Write + Unpin + Send + 'static,
    {
        let mut builder = Builder::new();
        // With a limit, even the usual one, each response takes a vector.
        if headers_max != limits::RESPONSE_HEADERS_USUAL {
            builder.max_headers(headers_max);
        }
        let (sender, driver) = builder.handshake(stream).await?;
        let driver: Driver = Box::pin(driver);
        Ok(Self { sender, driver: Some(driver), eager: EagerPoll::new(), headers_max })
    }

    /// Sends a request and returns the response, whose body may not have arrived.
    pub(super) async fn send(
        &mut self,
        request: Request<Full<Bytes>>,
    ) -> Result<Response<Incoming>, TrySendError<Request<Full<Bytes>>>> {
        let mut sending = pin!(self.sender.try_send_request(request));
        let Self { driver, eager, .. } = self;
        poll_fn(|task| drive(driver, eager, task, |quiet| sending.as_mut().poll(quiet))).await
    }

    /// Returns true if a request can be sent.
    fn is_free(&mut self) -> bool {
        if !self.sender.is_ready() {
            let mut task = Context::from_waker(Waker::noop());
            let _ = drive(&mut self.driver, &self.eager, &mut task, |_| Poll::<()>::Pending);
        }
        self.driver.is_some() && self.sender.is_ready()
    }
}

/// Polls the driver, then `poll`, which makes progress only by the driver and needs no waker.
fn drive<T>(
    driver: &mut Option<Driver>,
    eager: &EagerPoll,
    task: &mut Context<'_>,
    mut poll: impl FnMut(&mut Context<'_>) -> Poll<T>,
) -> Poll<T> {
    eager.poll(task, |woken| {
        if let Some(running) = driver
            && running.as_mut().poll(woken).is_ready()
        {
            *driver = None;
        }
        poll(&mut Context::from_waker(Waker::noop()))
    })
}

/// The idle connections to one server, the one used last at the end.
#[derive(Default)]
pub(super) struct Pool {
    idle: Mutex<Idle>,
}

#[derive(Default)]
struct Idle {
    connections: VecDeque<(Instant, Connection)>,
    /// A task closes the connections that have been idle for too long.
    is_swept: bool,
}

impl Pool {
    /// Returns the connection that was used last, if there is one with these limits.
    pub(super) fn take(&self, headers_max: usize) -> Option<Connection> {
        let mut idle = self.idle.lock();
        let (since, connection) = idle.connections.pop_back()?;
        // The others have been idle for longer.
        if since.elapsed() > IDLE || connection.headers_max != headers_max {
            idle.connections.clear();
            return None;
        }
        Some(connection)
    }

    /// Closes all idle connections: the server has closed one that had been used later.
    pub(super) fn clear(&self) {
        self.idle.lock().connections.clear();
    }

    fn keep(self: &Arc<Self>, connection: Connection) {
        let mut idle = self.idle.lock();
        if idle.connections.len() < limits::IDLE_CONNECTIONS {
            idle.connections.push_back((Instant::now(), connection));
        }
        if !idle.is_swept
            && let Ok(runtime) = tokio::runtime::Handle::try_current()
        {
            idle.is_swept = true;
            runtime.spawn(sweep(Arc::downgrade(self)));
        }
    }
}

/// Closes the connections that have been idle for too long, until there are none.
async fn sweep(pool: Weak<Pool>) {
    loop {
        tokio::time::sleep(IDLE).await;
        let Some(pool) = pool.upgrade() else { return };
        let mut idle = pool.idle.lock();
        idle.connections.retain(|(since, _)| since.elapsed() < IDLE);
        if idle.connections.is_empty() {
            idle.is_swept = false;
            return;
        }
    }
}

/// A response body. Its connection returns to the pool once the whole body is read, and is closed if
/// it is dropped before.
pub(crate) struct ReceivedBody {
    incoming: Incoming,
    connection: Option<Connection>,
    pool: Arc<Pool>,
}

impl ReceivedBody {
    pub(super) fn new(incoming: Incoming, connection: Connection, pool: &Arc<Pool>) -> Self {
        let mut body = Self { incoming, connection: Some(connection), pool: Arc::clone(pool) };
        if body.incoming.is_end_stream() {
            body.release();
        }
        body
    }

    fn release(&mut self) {
        if let Some(mut connection) = self.connection.take()
            && connection.is_free()
        {
            self.pool.keep(connection);
        }
    }
}

impl Body for ReceivedBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        task: &mut Context<'_>,
    ) -> Poll<Option<hyper::Result<Frame<Bytes>>>> {
        let Self { incoming, connection, .. } = &mut *self;
        let mut poll = |quiet: &mut Context<'_>| Pin::new(&mut *incoming).poll_frame(quiet);
        let mut received = poll(&mut Context::from_waker(Waker::noop()));
        if received.is_pending()
            && let Some(Connection { driver, eager, .. }) = connection
        {
            received = drive(driver, eager, task, poll);
        }
        let frame = ready!(received);
        if !matches!(frame, Some(Ok(_))) || self.incoming.is_end_stream() {
            self.release();
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.size_hint()
    }
}
