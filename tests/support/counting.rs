//! A server that counts the executions of each call, and drops connections on request: streamable
//! HTTP of both eras with and without a session, HTTP with SSE, and an API.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

/// The protocol of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// Streamable HTTP of the legacy era.
    Legacy { session: bool, stream: bool },
    /// Streamable HTTP of the modern era.
    Modern { stream: bool },
    /// HTTP with SSE.
    Sse,
    /// An API instead of an MCP server.
    Api,
}

/// The moments at which a call can lose its connection, given in its arguments as `{"key", "cut",
/// "at", "hard"}`: `at` counts bytes, `hard` resets the connection.
pub(crate) const CUTS: [&str; 10] = [
    "never",
    // Before the request was read completely; it is not run.
    "in_request",
    // After the call was run, or before if the name says so.
    "after_request",
    "before_run",
    "in_head",
    "in_body",
    // After its response, while the connection is idle.
    "idle",
    // Like `idle`, and the next connection is closed as soon as it is opened.
    "next",
    // Rejected and not run.
    "session",
    // Run, but the response is HTTP 502.
    "gateway",
];

/// A running server; it lasts as long as the test.
#[derive(Clone)]
pub(crate) struct Counting {
    /// Host and port.
    pub(crate) address: String,
    way: Way,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    runs: Mutex<HashMap<String, usize>>,
    /// Responses with broken streams, for clients that resume them.
    kept: Mutex<HashMap<String, String>>,
    /// The streams of HTTP with SSE, by session.
    streams: Mutex<HashMap<String, TcpStream>>,
    /// The current session; all others are unknown.
    session: Mutex<usize>,
    /// The calls rejected for a lost session.
    refused: Mutex<HashSet<String>>,
    /// The number of next connections to close at once.
    closing: Mutex<usize>,
}

struct Request {
    line: String,
    head: String,
    body: String,
}

/// The state of a connection after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum After {
    Keep,
    Close,
    Reset,
}

impl Counting {
    /// Starts the server on a free port.
    pub(crate) fn start(way: Way) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let counting = Self { address, way, shared: Arc::default() };
        let server = counting.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let mut closing = server.shared.closing.lock().unwrap();
                if *closing > 0 {
                    *closing -= 1;
                    continue;
                }
                drop(closing);
                let server = server.clone();
                thread::spawn(move || server.connection(&stream));
            }
        });
        counting
    }

    /// Returns its server entry.
    pub(crate) fn entry(&self) -> Value {
        let url = |path: &str| format!("http://{}{path}", self.address);
        match self.way {
            Way::Sse => json!({ "type": "sse", "url": url("/sse") }),
            Way::Api => {
                let content = json!({ "application/json": { "schema": { "type": "object" } } });
                let body = json!({ "content": content });
                let act = json!({ "post": { "operationId": "act", "requestBody": body } });
                json!({ "type": "openapi", "openapi": { "schema": {
                    "openapi": "3.1.0", "info": { "title": "Acts", "version": "1" },
                    "servers": [{ "url": url("") }], "paths": { "/act": act }
                }}})
            }
            _ => json!({ "type": "streamable-http", "url": url("/mcp") }),
        }
    }

    /// Returns the arguments of a call.
    pub(crate) fn arguments(&self, key: &str, cut: &str, at: u64, hard: bool) -> Value {
        let cut = json!({ "cut": cut, "at": at, "hard": hard, "key": key });
        if self.way == Way::Api { json!({ "body": cut }) } else { cut }
    }

    /// Returns how often the call with this key was run.
    pub(crate) fn runs(&self, key: &str) -> usize {
        self.shared.runs.lock().unwrap().get(key).copied().unwrap_or_default()
    }

    fn connection(&self, stream: &TcpStream) {
        stream.set_nodelay(true).unwrap();
        let mut input = BufReader::new(stream.try_clone().unwrap());
        loop {
            let after = match read(&mut input) {
                Ok(request) => self.respond(&request, stream).unwrap_or(After::Close),
                Err(after) => after,
            };
            if after == After::Reset {
                let _ = rustix::net::sockopt::set_socket_linger(stream, Some(Duration::ZERO));
            }
            if after != After::Keep {
                return;
            }
        }
    }

    fn respond(&self, request: &Request, mut stream: &TcpStream) -> std::io::Result<After> {
        let say = |mut stream: &TcpStream, text: String| stream.write_all(text.as_bytes());
        if request.line.starts_with("GET /sse") {
            let mut session = self.shared.session.lock().unwrap();
            *session += 1;
            let (n, copy) = (*session, stream.try_clone()?);
            say(stream, format!("{STREAM}event: endpoint\ndata: /post?s={n}\n\n"))?;
            self.shared.streams.lock().unwrap().insert(n.to_string(), copy);
            drop(session);
            // No more data is read from the connection.
            let _ = stream.read(&mut [0; 1]);
            return Ok(After::Close);
        }
        if request.line.starts_with("GET") {
            let id = header(&request.head, "last-event-id").unwrap_or_default();
            let Some(rest) = self.shared.kept.lock().unwrap().remove(&id) else {
                say(stream, whole(405, "", ""))?;
                return Ok(After::Keep);
            };
            say(stream, format!("{STREAM}data: {rest}\n\n"))?;
            return Ok(After::Close);
        }
        let message: Value = serde_json::from_str(&request.body).unwrap_or_default();
        let call = if self.way == Way::Api { &message } else { &message["params"]["arguments"] };
        if message["method"] == "tools/call" || self.way == Way::Api {
            return self.call(request, &message["id"], call, stream);
        }
        let method = message["method"].as_str().unwrap_or_default();
        let result = self.result_of(method);
        let mut more = String::new();
        if method == "initialize" && matches!(self.way, Way::Legacy { session: true, .. }) {
            more = format!("mcp-session-id: {}\r\n", self.shared.session.lock().unwrap());
        }
        let id = &message["id"];
        let answer = match (result, id) {
            (_, Value::Null) => None,
            (Some(result), id) => Some(json!({ "jsonrpc": "2.0", "id": id, "result": result })),
            (None, id) => Some(json!({
                "jsonrpc": "2.0", "id": id, "error": { "code": -32601, "message": "unknown" }
            })),
        };
        match answer {
            Some(answer) if self.way == Way::Sse => {
                say(stream, whole(202, "", ""))?;
                self.push(request, &answer.to_string());
            }
            Some(answer) => say(stream, whole(200, &more, &answer.to_string()))?,
            None => say(stream, whole(202, "", ""))?,
        }
        Ok(After::Keep)
    }

    /// Returns the result of a request other than a call.
    fn result_of(&self, method: &str) -> Option<Value> {
        match method {
            "initialize" => Some(json!({
                "protocolVersion": "2025-11-25", "capabilities": { "tools": {} },
                "serverInfo": { "name": "counting", "version": "1" }
            })),
            "server/discover" if matches!(self.way, Way::Modern { .. }) => Some(json!({
                "resultType": "complete", "supportedVersions": ["2026-07-28"],
                "capabilities": { "tools": {} }, "ttlMs": 0, "cacheScope": "public"
            })),
            "tools/list" => {
                let tool = |name: &str, annotations: Value| {
                    let input = json!({ "type": "object" });
                    json!({ "name": name, "annotations": annotations, "inputSchema": input })
                };
                Some(
                    json!({ "resultType": "complete", "ttlMs": 0, "cacheScope": "public", "tools": [
                        tool("act", json!({ "destructiveHint": true, "readOnlyHint": false })),
                        tool("look", json!({ "readOnlyHint": true })),
                        tool("set", json!({ "idempotentHint": true })),
                    ]}),
                )
            }
            _ => None,
        }
    }

    fn call(
        &self,
        request: &Request,
        id: &Value,
        call: &Value,
        mut stream: &TcpStream,
    ) -> std::io::Result<After> {
        let key = call["key"].as_str().unwrap_or_default().to_owned();
        let cut = call["cut"].as_str().unwrap_or_default();
        let at = usize::try_from(call["at"].as_u64().unwrap_or_default()).unwrap();
        let end = if call["hard"] == true { After::Reset } else { After::Close };
        if cut == "before_run" {
            return Ok(end);
        }
        let session = header(&request.head, "mcp-session-id");
        let mut now = self.shared.session.lock().unwrap();
        let mut refused = self.shared.refused.lock().unwrap();
        if cut == "session" && session == Some(now.to_string()) && refused.insert(key.clone()) {
            *now += 1;
            stream.write_all(whole(404, "", "").as_bytes())?;
            return Ok(After::Keep);
        }
        drop((now, refused));
        let runs = {
            let mut runs = self.shared.runs.lock().unwrap();
            let runs = runs.entry(key.clone()).or_default();
            *runs += 1;
            *runs
        };
        let (head, tail) = self.reply(request, id, &key, cut, at);
        let streams = head == STREAM;
        let until = match cut {
            // Affects only the first attempt of a call.
            "first" if runs > 1 => head.len() + tail.len(),
            "first" | "after_request" => 0,
            "in_head" => at % head.len(),
            "in_body" => head.len() + at % tail.len().max(1),
            _ => head.len() + tail.len(),
        };
        stream.write_all(&(head + &tail).as_bytes()[..until])?;
        Ok(match cut {
            "never" | "session" | "gateway" if !streams => After::Keep,
            "idle" | "next" => {
                thread::sleep(Duration::from_micros(u64::try_from(at).unwrap() * 20));
                if cut == "next" {
                    *self.shared.closing.lock().unwrap() = 1;
                }
                end
            }
            "first" if runs > 1 && !streams => After::Keep,
            "never" | "session" | "gateway" => After::Close,
            _ => end,
        })
    }

    /// Returns the head and the rest of the response to a call, uncut.
    fn reply(
        &self,
        request: &Request,
        id: &Value,
        key: &str,
        cut: &str,
        at: usize,
    ) -> (String, String) {
        let result =
            json!({ "content": [{ "type": "text", "text": key }], "resultType": "complete" });
        let mut body = json!({ "jsonrpc": "2.0", "id": id, "result": result }).to_string();
        let (mut head, mut tail) = (String::new(), String::new());
        match self.way {
            Way::Sse => {
                let answer = std::mem::take(&mut body);
                // A lost acknowledgment does not affect the response on the stream.
                let is_received = !["after_request", "in_head", "gateway"].contains(&cut);
                if at.is_multiple_of(2) || is_received {
                    self.push(request, &answer);
                }
                // Sometimes the stream is lost, and with it the session.
                if cut == "in_body" && at % 16 == 15 {
                    for (_, stream) in self.shared.streams.lock().unwrap().drain() {
                        let _ = stream.shutdown(Shutdown::Both);
                    }
                }
            }
            Way::Legacy { stream: true, .. } | Way::Modern { stream: true } => {
                let answer = std::mem::take(&mut body);
                if at.is_multiple_of(2) {
                    tail = format!("id: {key}\nretry: 1\ndata:\n\n");
                    self.shared.kept.lock().unwrap().insert(key.to_owned(), answer.clone());
                }
                head = STREAM.into();
                tail = format!("{tail}data: {answer}\n\n");
            }
            Way::Api => body = json!({ "key": key }).to_string(),
            _ => {}
        }
        if head.is_empty() {
            let status = match (cut, self.way) {
                ("gateway", _) => 502,
                (_, Way::Sse) => 202,
                _ => 200,
            };
            let text = whole(status, "", if cut == "gateway" { "bad gateway" } else { &body });
            let (first, second) = text.split_once("\r\n\r\n").unwrap();
            (head, tail) = (format!("{first}\r\n\r\n"), second.to_owned());
        }
        (head, tail)
    }

    /// Sends a message on the SSE stream of the request's session.
    fn push(&self, request: &Request, text: &str) {
        let session = request.line.split(['=', ' ']).nth(2).unwrap_or_default();
        let mut streams = self.shared.streams.lock().unwrap();
        if let Some(stream) = streams.get_mut(session) {
            let _ = stream.write_all(format!("data: {text}\n\n").as_bytes());
        }
    }
}

const STREAM: &str =
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";

fn whole(status: u16, more: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} X\r\n{more}content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

fn header(head: &str, name: &str) -> Option<String> {
    head.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })
}

/// Reads a request up to its end or its cut.
fn read(input: &mut BufReader<TcpStream>) -> Result<Request, After> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if input.read_line(&mut line).map_err(|_| After::Close)? == 0 {
            return Err(After::Close);
        }
        if line.trim_end().is_empty() {
            break;
        }
        lines.push(line.trim_end().to_owned());
    }
    let head = lines[1..].join("\n");
    let length: usize = header(&head, "content-length").map_or(0, |n| n.parse().unwrap());
    let mut body = vec![0; length.min(400)];
    input.read_exact(&mut body).map_err(|_| After::Close)?;
    let begins = String::from_utf8_lossy(&body);
    if begins.contains(r#""cut":"in_request""#) {
        return Err(if begins.contains(r#""hard":true"#) { After::Reset } else { After::Close });
    }
    let more = length - body.len();
    let mut rest = vec![0; more];
    input.read_exact(&mut rest).map_err(|_| After::Close)?;
    body.extend(rest);
    Ok(Request { line: lines[0].clone(), head, body: String::from_utf8_lossy(&body).into() })
}
