//! The server over Streamable HTTP and over HTTP with SSE, in hand-written HTTP/1.1 with one thread
//! per connection.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use crate::Eras;
use crate::answers;
use crate::server::{Era, MODERN, Message, Peer, Server, Sink};

/// Interval at which an open exchange checks whether its client hung up.
const LOOK: Duration = Duration::from_millis(5);

/// Serves until killed; prints its URL once it can be reached.
pub(crate) fn serve(server: &Arc<Server>, address: SocketAddr) {
    let listener = TcpListener::bind(address).expect("the address is free");
    let address = listener.local_addr().expect("it is bound");
    println!("http://{address}/{}", if server.script.sse_transport { "sse" } else { "mcp" });
    for stream in listener.incoming().flatten() {
        let server = Arc::clone(server);
        std::thread::spawn(move || connection(&server, stream));
    }
}

struct Request {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Request {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Reads a request; `None` if the client closed the connection.
fn read_request(input: &mut impl BufRead) -> io::Result<Option<Request>> {
    let mut line = String::new();
    if input.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let mut headers = Vec::new();
    loop {
        line.clear();
        input.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut request = Request { method, path, headers, body: String::new() };
    if request.header("transfer-encoding").is_some() {
        loop {
            line.clear();
            input.read_line(&mut line)?;
            let size = u64::from_str_radix(line.trim(), 16).map_err(io::Error::other)?;
            input.take(size).read_to_string(&mut request.body)?;
            line.clear();
            input.read_line(&mut line)?;
            if size == 0 {
                break;
            }
        }
    } else if let Some(size) = request.header("content-length").and_then(|size| size.parse().ok()) {
        input.take(size).read_to_string(&mut request.body)?;
    }
    Ok(Some(request))
}

/// A response. It becomes an event stream as soon as a message is sent before the response message.
struct Reply {
    stream: TcpStream,
    session: Option<String>,
    /// The number of the next event, if events have ids.
    next: Option<AtomicU64>,
    state: Mutex<State>,
    over: Condvar,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Unsent,
    Streaming,
    Over,
}

impl Reply {
    fn new(stream: TcpStream, session: Option<String>) -> Arc<Self> {
        let (state, over) = (Mutex::new(State::Unsent), Condvar::new());
        Arc::new(Self { stream, session, next: None, state, over })
    }

    fn standing(stream: TcpStream, event_ids: bool, last: u64) -> Arc<Self> {
        let (state, over) = (Mutex::new(State::Unsent), Condvar::new());
        let next = event_ids.then(|| AtomicU64::new(last + 1));
        Arc::new(Self { stream, session: None, next, state, over })
    }

    /// Ignores errors: the client may be gone, and the periodic check notices that.
    fn write(&self, bytes: &[u8]) {
        drop((&self.stream).write_all(bytes));
    }

    fn session_header(&self) -> String {
        self.session.as_ref().map_or(String::new(), |id| format!("mcp-session-id: {id}\r\n"))
    }

    fn open(&self) {
        let mut state = self.state.lock().expect("nobody panics");
        if *state == State::Unsent {
            *state = State::Streaming;
            let session = self.session_header();
            self.write(
                format!(
                    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n{session}transfer-encoding: chunked\r\n\r\n"
                )
                .as_bytes(),
            );
        }
    }

    fn whole(&self, status: u16, content_type: &str, body: &str) {
        let session = self.session_header();
        let length = body.len();
        self.write(
            format!(
                "HTTP/1.1 {status} Status\r\ncontent-type: {content_type}\r\n{session}content-length: {length}\r\n\r\n{body}"
            )
            .as_bytes(),
        );
    }

    fn end(&self, last: impl FnOnce(State)) {
        let mut state = self.state.lock().expect("nobody panics");
        if *state != State::Over {
            last(*state);
            *state = State::Over;
            self.over.notify_all();
        }
    }

    /// Waits until the response is complete; returns `false` if the client hung up before.
    fn wait(&self) -> bool {
        let mut state = self.state.lock().expect("nobody panics");
        while *state != State::Over {
            state = self.over.wait_timeout(state, LOOK).expect("nobody panics").0;
            if *state != State::Over && self.is_gone() {
                return false;
            }
        }
        true
    }

    /// Sends an event on an open stream.
    fn event(&self, kind: &str, data: &str) {
        let number = self.next.as_ref().map(|next| next.fetch_add(1, Ordering::SeqCst));
        let id = number.map_or(String::new(), |number| format!("id: {number}\n"));
        let data = data.replace(['\n', '\r'], " ");
        self.chunk(&format!("{id}event: {kind}\ndata: {data}\n\n"));
    }

    fn chunk(&self, event: &str) {
        let state = self.state.lock().expect("nobody panics");
        if *state == State::Streaming {
            self.write(format!("{:x}\r\n{event}\r\n", event.len()).as_bytes());
        }
    }

    fn is_gone(&self) -> bool {
        // Only this thread reads, so no other read gets the timeout.
        self.stream.set_read_timeout(Some(Duration::from_millis(1))).expect("a socket");
        let gone = matches!(self.stream.peek(&mut [0]), Ok(0));
        self.stream.set_read_timeout(None).expect("a socket");
        gone
    }
}

impl Sink for Reply {
    fn send(&self, message: &str) {
        self.open();
        self.event("message", message);
    }

    fn finish(&self, status: u16, message: &str) {
        if *self.state.lock().expect("nobody panics") == State::Streaming {
            self.send(message);
        }
        self.end(|state| match state {
            State::Unsent => self.whole(status, "application/json", message),
            State::Streaming | State::Over => self.write(b"0\r\n\r\n"),
        });
    }

    fn abandon(&self) {
        self.end(|state| match state {
            State::Unsent => self.whole(202, "text/plain", ""),
            State::Streaming | State::Over => self.write(b"0\r\n\r\n"),
        });
    }
    fn hang_up(&self) {
        self.chunk("retry: 20\n\n");
        self.abandon();
    }
}

/// The single stream of a session of HTTP with SSE.
struct Stream(Arc<Reply>);

impl Sink for Stream {
    fn send(&self, message: &str) {
        self.0.event("message", message);
    }

    fn finish(&self, _: u16, message: &str) {
        self.send(message);
    }

    fn abandon(&self) {}

    fn hang_up(&self) {
        self.0.abandon();
    }
}

fn connection(server: &Arc<Server>, stream: TcpStream) {
    stream.set_nodelay(true).expect("a socket");
    let mut input = BufReader::new(stream.try_clone().expect("a socket"));
    while let Ok(Some(request)) = read_request(&mut input) {
        let reply = stream.try_clone().expect("a socket");
        if request.path == "/resets" {
            let resets = server.resets.load(Ordering::SeqCst).to_string();
            Reply::new(reply, None).whole(200, "text/plain", &resets);
            return;
        }
        if !respond(server, request, reply) {
            return;
        }
        if server.script.reset {
            // Closing with a zero linger resets the connection, like a router that has lost its
            // state.
            let none = Some(Duration::ZERO);
            rustix::net::sockopt::set_socket_linger(input.get_ref(), none).expect("a socket");
            drop((input, stream));
            server.resets.fetch_add(1, Ordering::SeqCst);
            return;
        }
    }
}

/// Responds to one request; returns `false` if the client hung up meanwhile.
fn respond(server: &Arc<Server>, request: Request, stream: TcpStream) -> bool {
    let plain = Reply::new(stream.try_clone().expect("a socket"), None);
    let refuse = |status, text: &str| {
        plain.whole(status, "text/plain", text);
        true
    };
    let wanted = server.script.bearer.as_ref().map(|token| format!("Bearer {token}"));
    if wanted.is_some() && request.header("authorization") != wanted.as_deref() {
        return refuse(401, "no");
    }
    // A proxy may leave the absolute URL in place.
    let path = request.path.split("://").last().unwrap_or_default();
    let path = path.find('/').map_or(path, |at| &path[at..]);
    let path = path.split('?').next().unwrap_or_default();
    if server.script.sse_transport {
        return match (request.method.as_str(), path) {
            ("GET", "/sse" | "/mcp") => open_stream(server, stream),
            ("POST", "/messages") => take_message(server, request, stream),
            _ => refuse(405, "not here"),
        };
    }
    if path != "/mcp" {
        return refuse(404, "nothing here");
    }
    let modern_only = server.script.era == Eras::Modern;
    let version = request.header("mcp-protocol-version");
    let says_modern = version == Some(MODERN)
        || request.body.contains(r#""io.modelcontextprotocol/protocolVersion""#);
    let is_modern = modern_only || (says_modern && server.script.era != Eras::Legacy);
    let peers = server.peers.lock().expect("nobody panics").clone();
    let known = request.header("mcp-session-id").map(|id| peers.iter().find(|p| p.session == id));
    match (request.method.as_str(), known) {
        ("POST", _) if is_modern => post(server, request, stream, &Peer::new(String::new()), None),
        ("POST", None) if request.body.contains(r#""initialize""#) => {
            let peer = Peer::new(session_id(server));
            server.peers.lock().expect("nobody panics").push(Arc::clone(&peer));
            let session = peer.session.clone();
            post(server, request, stream, &peer, Some(session))
        }
        ("POST", None) => refuse(400, "a session is needed"),
        (_, Some(None)) => refuse(404, "no such session"),
        ("POST", Some(Some(_))) if request.body.contains(r#""name":"break_off""#) => {
            break_off(&request.body, stream)
        }
        ("POST", Some(Some(peer))) => post(server, request, stream, &Arc::clone(peer), None),
        ("GET", Some(Some(_))) if request.header("last-event-id").is_some_and(is_broken_off) => {
            go_on(request.header("last-event-id").unwrap_or_default(), stream)
        }
        ("GET", Some(Some(peer))) => {
            stand(server, peer, stream, request.header("last-event-id").map(str::to_owned))
        }
        ("DELETE", Some(Some(peer))) => {
            let mut peers = server.peers.lock().expect("nobody panics");
            peers.retain(|other| !Arc::ptr_eq(other, peer));
            refuse(200, "")
        }
        _ => refuse(405, "not here"),
    }
}

fn post(
    server: &Arc<Server>,
    request: Request,
    stream: TcpStream,
    peer: &Arc<Peer>,
    session: Option<String>,
) -> bool {
    let reply = Reply::new(stream, session);
    if server.script.sse && request.body.contains(r#""id""#) {
        reply.open();
    }
    let out: Arc<dyn Sink> = Arc::<Reply>::clone(&reply);
    let exchange = answers::accept(server, &request.body, request.headers, peer, &out);
    let whole = reply.wait();
    server.forget(&out);
    // In the modern era, a client cancels by hanging up.
    if let Some(exchange) = exchange.filter(|exchange| !whole && exchange.era == Era::Modern) {
        server.cancel_exchange(&exchange);
    }
    whole
}

/// Responds with a stream that ends before the response, with an event id for resuming it.
fn break_off(body: &str, stream: TcpStream) -> bool {
    let id = Message::read(body).and_then(|message| message.id).expect("a request has an id");
    let reply = Reply::new(stream, None);
    reply.open();
    reply.chunk(&format!("id: {BROKEN_OFF}{id}\nretry: 20\ndata:\n\n"));
    reply.abandon();
    true
}

/// Sends the rest of such a stream.
fn go_on(last: &str, stream: TcpStream) -> bool {
    let id = last.trim_start_matches(BROKEN_OFF);
    let content = r#"[{"type":"text","text":"the rest"}]"#;
    let reply = Reply::new(stream, None);
    reply.send(&format!(r#"{{"jsonrpc":"2.0","id":{id},"result":{{"content":{content}}}}}"#));
    reply.abandon();
    true
}

const BROKEN_OFF: &str = "broken-off-";

fn is_broken_off(last: &str) -> bool {
    last.starts_with(BROKEN_OFF)
}

/// Serves a session's GET stream until the client hangs up.
fn stand(server: &Arc<Server>, peer: &Arc<Peer>, stream: TcpStream, last: Option<String>) -> bool {
    let number = last.as_ref().and_then(|last| last.parse().ok()).unwrap_or(0);
    server.changes().standings.push(last);
    let reply = Reply::standing(stream, server.script.event_ids, number);
    let out: Arc<dyn Sink> = Arc::<Reply>::clone(&reply);
    *peer.standing.lock().expect("nobody panics") = Some(Arc::clone(&out));
    reply.open();
    server.handle_client_connected(peer);
    let whole = reply.wait();
    peer.standing.lock().expect("nobody panics").take_if(|standing| Arc::ptr_eq(standing, &out));
    whole
}

/// Returns an id that differs from all others, including those of an earlier process at this
/// address.
fn session_id(server: &Server) -> String {
    format!("session-{}-{}", std::process::id(), server.next())
}

/// Opens a session of HTTP with SSE, which lasts as long as its stream.
fn open_stream(server: &Arc<Server>, stream: TcpStream) -> bool {
    let peer = Peer::new(session_id(server));
    let reply = Reply::new(stream, None);
    let out: Arc<dyn Sink> = Arc::new(Stream(Arc::clone(&reply)));
    *peer.standing.lock().expect("nobody panics") = Some(out);
    server.peers.lock().expect("nobody panics").push(Arc::clone(&peer));
    reply.open();
    reply.event("endpoint", &format!("/messages?session={}", peer.session));
    let whole = reply.wait();
    server.peers.lock().expect("nobody panics").retain(|other| !Arc::ptr_eq(other, &peer));
    whole
}

/// Handles a message of such a session; responses are sent on the session's stream.
fn take_message(server: &Arc<Server>, request: Request, stream: TcpStream) -> bool {
    let receipt = Reply::new(stream, None);
    let session = request.path.split_once("?session=").map(|(_, session)| session);
    let peers = server.peers.lock().expect("nobody panics").clone();
    let peer = peers.iter().find(|peer| Some(peer.session.as_str()) == session);
    let standing = peer.and_then(|peer| peer.standing.lock().expect("nobody panics").clone());
    let (Some(peer), Some(out)) = (peer, standing) else {
        receipt.whole(404, "text/plain", "no such session");
        return true;
    };
    receipt.whole(202, "text/plain", "Accepted");
    answers::accept(server, &request.body, request.headers, peer, &out);
    true
}
