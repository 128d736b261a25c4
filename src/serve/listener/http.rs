//! The HTTP listener: accepts connections and serves their requests, within limits of time and size.

use std::convert::Infallible;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};

use http::{HeaderValue, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::MissedTickBehavior;

use crate::access::rate_limit::Peer;
use crate::net::eager_poll::poll_eagerly;
use crate::protocol::headers;
use crate::serve::listener::connections::{Connection, Connections, Phase};
use crate::serve::listener::front::Front;
use crate::serve::listener::watched_io::{RequestBody, ResponseBody, Socket};

/// Limit of the request line and headers.
const HEADER_BYTES: usize = 64 << 10;
/// Number of idle connections closed if file descriptors run out.
const IDLE_CLOSED: usize = 16;
/// Pause before accepting again in that case.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Accepts connections until `stop` completes, then waits up to `grace` for requests in flight.
pub(crate) async fn accept(
    listener: TcpListener,
    front: Arc<Front>,
    stop: impl Future<Output = ()>,
    grace: Duration,
) {
    let graceful = GracefulShutdown::new();
    let mut server = http1::Builder::new();
    server.header_read_timeout(None).max_buf_size(HEADER_BYTES);
    let connections = Connections::new();
    let mut second = tokio::time::interval(Duration::from_secs(1));
    second.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut trouble = Trouble::default();
    tokio::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            _ = second.tick(), if !connections.is_empty() => connections.tick(),
            accepted = listener.accept() => match accepted {
                Ok((socket, peer)) => {
                    let peer = Peer(peer.ip());
                    if let Some(connection) = connections.add() {
                        serve_connection(socket, peer, connection, &server, &front, &graceful);
                        connections.settle().await;
                    } else {
                        let limit = connections.limit();
                        trouble.log(&format!("{limit} requests are under way; more are refused"));
                        refuse(&socket);
                    }
                }
                Err(e) => {
                    trouble.log(&format!("cannot accept a connection: {e}"));
                    // The process may have run out of file descriptors.
                    connections.close_idle(IDLE_CLOSED);
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            },
        }
    }
    drop(listener);
    front.gateway.close_streams();
    if tokio::time::timeout(grace, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were still under way after {} s", grace.as_secs());
    }
}

fn serve_connection(
    socket: TcpStream,
    peer: Peer,
    connection: Arc<Connection>,
    server: &http1::Builder,
    front: &Arc<Front>,
    graceful: &GracefulShutdown,
) {
    // Avoids waiting for the acknowledgment of the previous small response.
    let _ = socket.set_nodelay(true);
    let front = Arc::clone(front);
    let watched = Arc::clone(&connection);
    let service = service_fn(move |request: Request<Incoming>| {
        let (front, connection) = (Arc::clone(&front), Arc::clone(&watched));
        let then = if is_stream(&request) { Phase::Streaming } else { Phase::Answering };
        let body = Arc::clone(&connection);
        let request = request.map(|incoming| RequestBody::new(incoming, body, then));
        async move {
            let response = front.answer(request, peer).await;
            Ok::<_, Infallible>(response.map(|body| ResponseBody::new(body, connection)))
        }
    });
    let socket = Socket::new(socket, Arc::clone(&connection));
    let serving = poll_eagerly(graceful.watch(server.serve_connection(socket, service)));
    tokio::spawn(async move {
        let mut serving = pin!(serving);
        let until_closed = poll_fn(|task| {
            if connection.is_closing(task.waker()) {
                return Poll::Ready(Ok(()));
            }
            serving.as_mut().poll(task)
        });
        if let Err(e) = until_closed.await {
            tracing::debug!("a connection ended: {e}");
        }
    });
}

/// Returns whether the request opens an event stream: of a session, a subscription or the log.
fn is_stream(request: &Request<Incoming>) -> bool {
    let listens = |method: &HeaderValue| method == "subscriptions/listen";
    request.method() == http::Method::GET
        || request.headers().get(headers::METHOD).is_some_and(listens)
}

/// Responds with 503 to a client that exceeds the connection limit.
fn refuse(socket: &TcpStream) {
    let text = b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    // Never waits: a socket that is not writable is dropped.
    let _ = socket.try_write(text);
}

/// Logs accept errors, at most once a minute.
#[derive(Default)]
struct Trouble {
    logged: Option<Instant>,
}

impl Trouble {
    fn log(&mut self, text: &str) {
        if self.logged.is_none_or(|logged| logged.elapsed() > Duration::from_mins(1)) {
            self.logged = Some(Instant::now());
            tracing::warn!("{text}");
        }
    }
}
