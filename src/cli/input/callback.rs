//! The address on this machine to which a browser returns after a login.

use std::io;
use std::net::Ipv4Addr;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};
use tokio_util::task::AbortOnDropHandle;

use crate::oauth::authorization::Redirected;

/// Maximum size of a request head.
const HEAD_BYTES: usize = 16 << 10;
/// How long a browser may take for its request.
const REQUEST: Duration = Duration::from_secs(10);
/// Redirects that wait to be handled.
const WAITING: usize = 8;

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
    fn status(self) -> &'static str {
        match self {
            Self::Done => "200 OK",
            Self::Failed => "500 Internal Server Error",
            Self::Unknown => "400 Bad Request",
            Self::NotFound => "404 Not Found",
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
    _task: AbortOnDropHandle<()>,
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
        let path = path.to_owned();
        let task = tokio::spawn(async move {
            loop {
                let Ok((stream, _)) = listener.accept().await else { continue };
                let (sender, path) = (sender.clone(), path.clone());
                tokio::spawn(async move {
                    let _ = answer(stream, &path, sender).await;
                });
            }
        });
        Ok(Self { port, arrivals, _task: AbortOnDropHandle::new(task) })
    }

    /// Waits for a browser.
    pub(crate) async fn next(&mut self) -> Arrival {
        match self.arrivals.recv().await {
            Some(arrival) => arrival,
            None => std::future::pending().await,
        }
    }
}

async fn answer(
    mut stream: TcpStream,
    path: &str,
    sender: mpsc::Sender<Arrival>,
) -> io::Result<()> {
    let head = tokio::time::timeout(REQUEST, read_head(&mut stream)).await??;
    let target = head.strip_prefix("GET ").and_then(|rest| rest.split_whitespace().next());
    let page = match target.map(|target| target.split_once('?').unwrap_or((target, ""))) {
        Some((found, query)) if found == path => match Redirected::of(query) {
            Some(redirected) => {
                let (page, wanted) = oneshot::channel();
                let sent = sender.send(Arrival { redirected, page }).await;
                // The login ends the process, or drops the sender, once it is over.
                if sent.is_ok() { wanted.await.unwrap_or(Page::Unknown) } else { Page::Unknown }
            }
            None => Page::Unknown,
        },
        _ => Page::NotFound,
    };
    let body = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>mcphub</title><p>{}</p></html>\n",
        page.text()
    );
    let head = format!(
        "HTTP/1.1 {}\r\ncontent-type: text/html; charset=utf-8\r\ncontent-length: {}\r\n\
         content-security-policy: default-src 'none'; frame-ancestors 'none'\r\n\
         referrer-policy: no-referrer\r\ncache-control: no-store\r\nconnection: close\r\n\r\n",
        page.status(),
        body.len()
    );
    stream.write_all((head + &body).as_bytes()).await?;
    stream.shutdown().await
}

async fn read_head(stream: &mut TcpStream) -> io::Result<String> {
    let mut head = Vec::new();
    let mut part = [0; 1024];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let length = stream.read(&mut part).await?;
        if length == 0 || head.len() + length > HEAD_BYTES {
            return Err(io::ErrorKind::InvalidData.into());
        }
        head.extend_from_slice(&part[..length]);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}
