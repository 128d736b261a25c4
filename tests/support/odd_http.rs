//! Misbehaving HTTP servers: a closure computes the response to each request.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use serde_json::{Value, json};

/// A running server; it lasts as long as the test.
pub(crate) struct OddHttp {
    /// Host and port.
    pub(crate) address: String,
    requests: Arc<Mutex<Vec<ReceivedRequest>>>,
}

/// A received request.
#[derive(Clone, Debug)]
pub(crate) struct ReceivedRequest {
    /// Method and path.
    pub(crate) line: String,
    /// Names are in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// The body if it is JSON, otherwise null.
    pub(crate) body: Value,
    /// The body as received.
    pub(crate) text: String,
}

/// A response.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// More pieces of the body, which then has no known length. Each is sent after the client has
    /// probably read the previous one. If the last one is `None`, the connection stays open.
    pub(crate) pieces: Vec<Option<Vec<u8>>>,
}

impl Reply {
    /// Creates a response without a body.
    pub(crate) fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: Vec::new(), pieces: Vec::new() }
    }

    /// Creates a response with a media type.
    pub(crate) fn text(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), ..Self::status(status) }.with("content-type", kind)
    }

    /// Creates a JSON response.
    pub(crate) fn json(status: u16, body: &Value) -> Self {
        Self::text(status, "application/json", body.to_string())
    }

    /// Creates an event stream that stays open.
    pub(crate) fn stream() -> Self {
        let reply = Self::status(200).with("content-type", "text/event-stream");
        Self { pieces: vec![None], ..reply }
    }

    /// Adds a header.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }
}

impl ReceivedRequest {
    /// Returns the values of a header, in order.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        let named = self.headers.iter().filter(|(known, _)| known == name);
        named.map(|(_, value)| value.as_str()).collect()
    }

    /// Returns the first value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.all(name).first().copied()
    }

    /// Returns the JSON-RPC method.
    pub(crate) fn method(&self) -> &str {
        self.body["method"].as_str().unwrap_or_default()
    }

    /// Returns whether the request calls a tool.
    pub(crate) fn is_call(&self) -> bool {
        self.method() == "tools/call"
    }

    /// Returns the response of a well-behaved legacy server with the tool `hello`, in the given
    /// session.
    pub(crate) fn default_response(&self, session: Option<&str>) -> Reply {
        if !self.line.starts_with("POST") {
            return Reply::status(405);
        }
        let result = match self.method() {
            "initialize" => json!({
                "protocolVersion": "2025-11-25", "capabilities": { "tools": {} },
                "serverInfo": { "name": "odd", "version": "1" }
            }),
            "tools/list" => {
                json!({ "tools": [{ "name": "hello", "inputSchema": { "type": "object" } }] })
            }
            "tools/call" => json!({ "content": [{ "type": "text", "text": "hi" }] }),
            "ping" => json!({}),
            _ if self.body["id"].is_null() => return Reply::status(202),
            _ => return Reply::json(200, &self.error(-32601, "Method not found")),
        };
        let id = &self.body["id"];
        let reply = Reply::json(200, &json!({ "jsonrpc": "2.0", "id": id, "result": result }));
        match session {
            Some(session) if self.method() == "initialize" => reply.with("mcp-session-id", session),
            _ => reply,
        }
    }

    /// Returns an error response to the request.
    pub(crate) fn error(&self, code: i64, message: &str) -> Value {
        let error = json!({ "code": code, "message": message });
        json!({ "jsonrpc": "2.0", "id": self.body["id"], "error": error })
    }
}

impl OddHttp {
    /// Starts the server on a free port.
    pub(crate) fn start(reply: impl Fn(&ReceivedRequest) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let requests: Arc<Mutex<Vec<ReceivedRequest>>> = Arc::default();
        let (reply, kept) = (Arc::new(reply), Arc::clone(&requests));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (reply, kept) = (Arc::clone(&reply), Arc::clone(&kept));
                thread::spawn(move || connection(&stream, &*reply, &kept));
            }
        });
        Self { address, requests }
    }

    /// Returns the URL of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Returns its server entry, for streamable HTTP.
    pub(crate) fn entry(&self) -> Value {
        json!({ "type": "streamable-http", "url": self.url("/mcp") })
    }

    /// Returns the requests received so far.
    pub(crate) fn requests(&self) -> Vec<ReceivedRequest> {
        self.requests.lock().unwrap().clone()
    }

    /// Returns how many matching requests were received.
    pub(crate) fn count(&self, wanted: impl Fn(&ReceivedRequest) -> bool) -> usize {
        self.requests.lock().unwrap().iter().filter(|request| wanted(request)).count()
    }
}

fn connection(
    stream: &TcpStream,
    reply: &(impl Fn(&ReceivedRequest) -> Reply + ?Sized),
    kept: &Mutex<Vec<ReceivedRequest>>,
) {
    stream.set_nodelay(true).unwrap();
    let mut input = BufReader::new(stream.try_clone().unwrap());
    while let Some(request) = read(&mut input) {
        kept.lock().unwrap().push(request.clone());
        let reply = reply(&request);
        if write(stream, &reply).is_err() || !reply.pieces.is_empty() {
            return;
        }
    }
}

fn read(input: &mut BufReader<TcpStream>) -> Option<ReceivedRequest> {
    let mut lines = input.by_ref().lines();
    let line = lines.next()?.ok()?;
    let mut headers = Vec::new();
    for line in lines {
        let line = line.ok()?;
        let Some((name, value)) = line.split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let mut body = vec![0; length.map_or(0, |(_, length)| length.parse().unwrap())];
    input.read_exact(&mut body).ok()?;
    let line = line.trim_end_matches(" HTTP/1.1").to_owned();
    let text = String::from_utf8_lossy(&body).into_owned();
    let body = serde_json::from_slice(&body).unwrap_or_default();
    Some(ReceivedRequest { line, headers, body, text })
}

fn write(mut stream: &TcpStream, reply: &Reply) -> std::io::Result<()> {
    let mut head = format!("HTTP/1.1 {} X\r\n", reply.status);
    for (name, value) in &reply.headers {
        head.extend([name, ": ", value, "\r\n"]);
    }
    if reply.pieces.is_empty() {
        head.push_str("content-length: ");
        head.push_str(&reply.body.len().to_string());
        head.push_str("\r\n");
    }
    stream.write_all(&[head.as_bytes(), b"\r\n", &reply.body].concat())?;
    for piece in &reply.pieces {
        match piece {
            Some(piece) => stream.write_all(piece)?,
            // Until the client hangs up.
            None => drop(stream.read(&mut [0])),
        }
    }
    Ok(())
}
