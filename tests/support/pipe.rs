//! A client on a bidirectional message stream: the standard streams of a process, or the legacy
//! HTTP+SSE transport.

use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::process::{Child, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::client::MODERN;
use crate::support::http::Http;
use crate::support::process::{LIMIT, wait_for};
use crate::support::server::mcphub;

/// A client connected to a hub or a bridge.
pub(crate) struct Pipe {
    end: End,
    heard: Receiver<String>,
    next: u64,
    capabilities: Value,
    modern: bool,
    /// Timeout for the next message.
    limit: Duration,
}

enum End {
    Process(Child),
    Sse { http: Http, place: String, stream: TcpStream },
}

impl Pipe {
    /// Runs `mcphub` with these arguments, in a sealed environment with `folder` as home.
    pub(crate) fn process(folder: &Path, words: &[&str]) -> Self {
        let mut command = mcphub(folder);
        command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (said, heard) = channel();
        let output = child.stdout.take().unwrap();
        thread::spawn(move || {
            let lines = BufReader::new(output).lines().map_while(Result::ok);
            lines.map(|line| said.send(line)).all(|sent| sent.is_ok())
        });
        Self::new(End::Process(child), heard)
    }

    /// Opens the SSE stream at `path`.
    pub(crate) fn sse(http: &Http, path: &str) -> Self {
        let mut stream = http.open("GET", path, &[("accept", "text/event-stream")], "");
        assert!(stream.status == 200 && stream.is_stream(), "{path}: {}", stream.status);
        let place = stream.event().unwrap();
        let end = End::Sse { http: http.clone(), place, stream: stream.stream() };
        let (said, heard): (Sender<String>, _) = channel();
        thread::spawn(move || {
            stream.be_patient(Duration::from_hours(1));
            while let Some(event) = stream.event() {
                if said.send(event).is_err() {
                    return stream.hang_up();
                }
            }
        });
        let mut pipe = Self::new(end, heard);
        pipe.limit = http.limit;
        pipe
    }

    fn new(end: End, heard: Receiver<String>) -> Self {
        Self { end, heard, next: 1, capabilities: json!({}), modern: false, limit: LIMIT }
    }

    /// Initializes a session; returns the result of `initialize`.
    pub(crate) fn initialize(&mut self, version: &str, capabilities: &Value) -> Value {
        let params = json!({
            "protocolVersion": version,
            "capabilities": capabilities,
            "clientInfo": { "name": "test", "version": "1" }
        });
        let mut answer = self.request("initialize", params);
        self.send(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }));
        answer["result"].take()
    }

    /// Switches to the modern era.
    pub(crate) fn be_modern(&mut self, capabilities: Value) {
        (self.modern, self.capabilities) = (true, capabilities);
    }

    /// Returns the path for posted messages, over SSE.
    pub(crate) fn place(&self) -> &str {
        match &self.end {
            End::Sse { place, .. } => place,
            End::Process(_) => "",
        }
    }

    pub(crate) fn send(&mut self, message: &Value) {
        self.send_text(&message.to_string());
    }

    /// Sends exactly this message; over stdio it must be one line.
    pub(crate) fn send_text(&mut self, text: &str) {
        match &mut self.end {
            End::Process(child) => writeln!(child.stdin.as_mut().unwrap(), "{text}").unwrap(),
            End::Sse { http, place, .. } => assert_eq!(http.send("POST", place, text).0, 202),
        }
    }

    /// Sends a request; returns its id.
    pub(crate) fn ask(&mut self, method: &str, mut params: Value) -> u64 {
        let id = self.next;
        self.next += 1;
        if self.modern {
            params["_meta"]["io.modelcontextprotocol/protocolVersion"] = json!(MODERN);
            params["_meta"]["io.modelcontextprotocol/clientCapabilities"] =
                self.capabilities.clone();
        }
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// Returns the exact text of the next message.
    #[track_caller]
    pub(crate) fn raw(&mut self) -> String {
        self.heard.recv_timeout(self.limit).expect("a message comes within the limit")
    }

    /// Returns the next message.
    #[track_caller]
    pub(crate) fn message(&mut self) -> Value {
        let raw = self.raw();
        serde_json::from_str(&raw).unwrap_or_else(|error| panic!("{error}: {raw}"))
    }

    /// Returns the next message with that method, skipping others before it.
    #[track_caller]
    pub(crate) fn wait_for_notification(&mut self, method: &str) -> Value {
        loop {
            let message = self.message();
            if message["method"] == method {
                return message;
            }
        }
    }

    /// Returns the response with that id, skipping messages before it.
    #[track_caller]
    pub(crate) fn answer(&mut self, id: u64) -> Value {
        loop {
            let message = self.message();
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
        }
    }

    /// Sends a request and waits for its response.
    #[track_caller]
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        self.answer(id)
    }

    /// Calls a tool; returns the first text of the result.
    #[track_caller]
    pub(crate) fn call(&mut self, tool: &str, arguments: &Value) -> String {
        let params = json!({ "name": tool, "arguments": arguments });
        let answer = self.request("tools/call", params);
        let text = answer["result"]["content"][0]["text"].as_str();
        text.unwrap_or_else(|| panic!("{tool}: {answer}")).to_owned()
    }

    pub(crate) fn pid(&self) -> u32 {
        match &self.end {
            End::Process(child) => child.id(),
            End::Sse { .. } => 0,
        }
    }

    /// Closes the process's input, and waits for its exit.
    pub(crate) fn close(&mut self) -> ExitStatus {
        let End::Process(child) = &mut self.end else { panic!("an SSE stream is just dropped") };
        drop(child.stdin.take());
        wait_for("the end of the process", || child.try_wait().unwrap())
    }

    /// Returns all remaining messages until the stream ends.
    pub(crate) fn rest(&mut self) -> Vec<Value> {
        let mut rest = Vec::new();
        while let Ok(raw) = self.heard.recv_timeout(LIMIT) {
            rest.push(serde_json::from_str(&raw).unwrap());
        }
        rest
    }
}

impl Drop for Pipe {
    fn drop(&mut self) {
        match &mut self.end {
            End::Process(child) => {
                drop(child.kill());
                drop(child.wait());
            }
            // The hub may have closed it already.
            End::Sse { stream, .. } => drop(stream.shutdown(Shutdown::Both)),
        }
    }
}
