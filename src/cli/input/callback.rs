//! The address on this machine to which a browser returns after a login.

use std::convert::Infallible;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_FRAME_OPTIONS,
};
use http::uri::PathAndQuery;
use http::{HeaderValue, Method, Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::oauth::authorization::Redirected;

/// Maximum size of a request head.
const HEAD_BYTES: usize = 16 << 10;
/// How long a browser may take for the head of its request.
const REQUEST: Duration = Duration::from_secs(10);
/// Connections at a time. Browsers open some ahead.
const CONNECTIONS: usize = 32;
/// Redirects that wait to be handled.
const WAITING: usize = 8;
/// How long browsers have to receive their pages at the end.
const LAST_PAGES: Duration = Duration::from_secs(1);
const POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

/// The page that a browser shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    Done,
    Failed,
    /// The redirect belongs to no login.
    Unknown,
    NotFound,
}

impl Page {
    fn status(self) -> StatusCode {
        match self {
            Self::Done => StatusCode::OK,
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unknown => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Done => "You are logged in. You can close this window.",
            Self::Failed => "The login failed. The terminal shows the reason.",
            Self::Unknown => "This login is over, or it is not the one that waits. Start it again.",
            Self::NotFound => "There is nothing here.",
        }
    }

    fn response(self) -> Response<String> {
        let mut response = Response::new(format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>mcphub</title>\
             <p>{}</p></html>\n",
            self.text()
        ));
        *response.status_mut() = self.status();
        for (name, value) in [
            (CONTENT_TYPE, "text/html; charset=utf-8"),
            (CONTENT_SECURITY_POLICY, POLICY),
            (X_FRAME_OPTIONS, "DENY"),
            (REFERRER_POLICY, "no-referrer"),
            (CACHE_CONTROL, "no-store"),
        ] {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response
    }
}

/// A redirect of a browser, and where to send the page for it.
pub(crate) struct Arrival {
    pub(crate) redirected: Redirected,
    pub(crate) page: oneshot::Sender<Page>,
}

/// A listener on a loopback address, closed on drop.
pub(crate) struct Callback {
    pub(crate) port: u16,
    arrivals: mpsc::Receiver<Arrival>,
    connections: TaskTracker,
    ends: CancellationToken,
}

impl Callback {
    /// Listens on a port, 0 for a free one. Browsers return to `path`.
    ///
    /// # Errors
    /// Fails if the port is in use.
    pub(crate) async fn listen(port: u16, path: &str) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let port = listener.local_addr()?.port();
        let (sender, arrivals) = mpsc::channel(WAITING);
        let (connections, ends) = (TaskTracker::new(), CancellationToken::new());
        let accepting = accept(listener, path.into(), sender, connections.clone(), ends.clone());
        connections.spawn(accepting);
        Ok(Self { port, arrivals, connections, ends })
    }

    /// Waits for a browser.
    pub(crate) async fn next(&mut self) -> Arrival {
        match self.arrivals.recv().await {
            Some(arrival) => arrival,
            None => std::future::pending().await,
        }
    }

    /// Stops listening, and waits for a limited time until browsers have received their pages.
    pub(crate) async fn close(self) {
        self.ends.cancel();
        self.connections.close();
        let _ = tokio::time::timeout(LAST_PAGES, self.connections.wait()).await;
    }
}

impl Drop for Callback {
    fn drop(&mut self) {
        self.ends.cancel();
    }
}

async fn accept(
    listener: TcpListener,
    path: Arc<str>,
    sender: mpsc::Sender<Arrival>,
    connections: TaskTracker,
    ends: CancellationToken,
) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = ends.cancelled() => return,
        };
        let Ok((stream, _)) = accepted else { continue };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else { continue };
        let (path, sender, ends) = (Arc::clone(&path), sender.clone(), ends.clone());
        connections.spawn(async move {
            serve(stream, path, sender, ends).await;
            drop(place);
        });
    }
}

/// Serves one connection, until its response is sent or the listener ends.
async fn serve(
    stream: TcpStream,
    path: Arc<str>,
    sender: mpsc::Sender<Arrival>,
    ends: CancellationToken,
) {
    let answer = service_fn(move |request| {
        let (path, sender) = (Arc::clone(&path), sender.clone());
        async move { Ok::<_, Infallible>(page_for(&request, &path, sender).await.response()) }
    });
    let mut server = http1::Builder::new();
    server.keep_alive(false).max_buf_size(HEAD_BYTES);
    server.timer(TokioTimer::new()).header_read_timeout(REQUEST);
    let connection = server.serve_connection(TokioIo::new(stream), answer);
    tokio::pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => {}
        () = ends.cancelled() => {
            // Ends at once, unless a response is on its way.
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
}

async fn page_for(request: &Request<Incoming>, path: &str, sender: mpsc::Sender<Arrival>) -> Page {
    if request.method() != Method::GET || request.uri().path() != path {
        return Page::NotFound;
    }
    let target = request.uri().path_and_query().map_or("", PathAndQuery::as_str);
    let Some(redirected) = Redirected::of(target) else {
        return Page::Unknown;
    };
    let (page, wanted) = oneshot::channel();
    // The login ends the process, or drops the sender, once it is over.
    if sender.send(Arrival { redirected, page }).await.is_err() {
        return Page::Unknown;
    }
    wanted.await.unwrap_or(Page::Unknown)
}
