//! A hand-written HTTP/1.1 client, so that a test sees every byte and uses none of the hub's code.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::process::LIMIT;

/// The address for requests, and the headers sent with all of them.
#[derive(Clone, Debug)]
pub(crate) struct Http {
    pub(crate) address: SocketAddr,
    pub(crate) headers: Vec<(String, String)>,
    /// Timeout for a response, or for the next part of one.
    pub(crate) limit: Duration,
}

/// A response with an unread body.
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    body: BufReader<TcpStream>,
    length: Length,
    limit: Duration,
    /// The deadline of the current read, even if keep-alives arrive.
    due: Instant,
}

/// The framing of the body.
enum Length {
    Left(usize),
    Chunked { left: usize, over: bool },
    UntilClosed,
}

impl Http {
    /// Creates a client without credentials.
    pub(crate) fn to(address: SocketAddr) -> Self {
        // A call without events gets its response head only after 20 s.
        Self { address, headers: Vec::new(), limit: LIMIT + Duration::from_secs(10) }
    }

    /// Sets the timeout.
    pub(crate) fn patient(self, limit: Duration) -> Self {
        Self { limit, ..self }
    }

    /// Adds a header.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Adds a bearer token.
    pub(crate) fn bearer(self, token: &str) -> Self {
        self.with("authorization", &format!("Bearer {token}"))
    }

    /// Sends a request on a new connection and reads the head of the response. `headers` replace
    /// default ones of the same name.
    pub(crate) fn open(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &(impl AsRef<[u8]> + ?Sized),
    ) -> Response {
        self.try_open(method, path, headers, body, self.limit).expect("the server answers")
    }

    /// Does the same, but returns an error if the server is gone.
    pub(crate) fn try_open(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &(impl AsRef<[u8]> + ?Sized),
        limit: Duration,
    ) -> std::io::Result<Response> {
        let stream = TcpStream::connect_timeout(&self.address, limit)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(limit))?;
        let host = self.address.to_string();
        let body = body.as_ref();
        let length = body.len().to_string();
        let mut all = vec![("host", host.as_str()), ("content-length", &length)];
        if !body.is_empty() {
            all.push(("content-type", "application/json"));
        }
        let own = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        for (name, value) in own.chain(headers.iter().copied()) {
            all.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
            all.push((name, value));
        }
        let lines: Vec<_> =
            all.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let head = format!("{method} {path} HTTP/1.1\r\n{}", lines.concat());
        (&stream).write_all(&[head.as_bytes(), b"\r\n", body].concat())?;
        Response::read_head(BufReader::new(stream), limit)
    }

    /// Sends a request and reads the whole response.
    pub(crate) fn send(&self, method: &str, path: &str, body: &str) -> (u16, String) {
        let mut response = self.open(method, path, &[], body);
        (response.status, response.text())
    }

    /// Sends a request with a JSON body, or none for `Value::Null`, and reads a JSON response.
    pub(crate) fn json(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let (status, text) = self.send(method, path, &body);
        (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
    }
}

impl Response {
    fn read_head(mut body: BufReader<TcpStream>, limit: Duration) -> std::io::Result<Self> {
        let mut line = String::new();
        body.read_line(&mut line)?;
        let status = line.split_whitespace().nth(1).and_then(|word| word.parse().ok());
        let status = status.ok_or(ErrorKind::UnexpectedEof)?;
        let mut headers = Vec::new();
        loop {
            line.clear();
            body.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let mut response = Self {
            status,
            headers,
            body,
            length: Length::UntilClosed,
            limit,
            due: Instant::now() + limit,
        };
        if let Some(length) = response.header("content-length") {
            response.length = Length::Left(length.parse().unwrap());
        } else if response.header("transfer-encoding").is_some() {
            response.length = Length::Chunked { left: 0, over: false };
        }
        if matches!(status, 204 | 304) {
            response.length = Length::Left(0);
        }
        Ok(response)
    }

    /// Returns the value of a header, by its lower-case name.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Returns whether the body is an event stream.
    pub(crate) fn is_stream(&self) -> bool {
        self.header("content-type").is_some_and(|kind| kind.starts_with("text/event-stream"))
    }

    /// Reads the rest of the body.
    pub(crate) fn text(&mut self) -> String {
        self.due = Instant::now() + self.limit;
        let mut text = Vec::new();
        if let Length::Left(left) = self.length {
            // In one read, since the body may be long.
            text.resize(left, 0);
            self.body.read_exact(&mut text).expect("the body goes on within the limit");
            self.length = Length::Left(0);
        }
        while let Some(byte) = self.byte() {
            text.push(byte);
        }
        String::from_utf8(text).unwrap()
    }

    /// Returns the data of the next event that has data, or `None` at the end of the stream.
    pub(crate) fn event(&mut self) -> Option<String> {
        self.due = Instant::now() + self.limit;
        let mut data: Vec<String> = Vec::new();
        loop {
            let line = self.line()?;
            if let Some(more) = line.strip_prefix("data:") {
                data.push(more.strip_prefix(' ').unwrap_or(more).to_owned());
            } else if line.is_empty() && data.iter().any(|line| !line.is_empty()) {
                return Some(data.join("\n"));
            }
        }
    }

    /// Returns the next event that has data, with its id.
    pub(crate) fn event_with_id(&mut self) -> Option<(Option<String>, String)> {
        loop {
            let (id, data) = self.primer()?;
            if !data.is_empty() {
                return Some((id, data));
            }
        }
    }

    /// Returns the next event with its id, including events with an id only.
    pub(crate) fn primer(&mut self) -> Option<(Option<String>, String)> {
        self.due = Instant::now() + self.limit;
        let (mut id, mut data) = (None, None);
        loop {
            let line = self.line()?;
            if let Some(said) = line.strip_prefix("id: ") {
                id = Some(said.to_owned());
            } else if let Some(said) = line.strip_prefix("data: ") {
                data = Some(said.to_owned());
            } else if line.is_empty()
                && let Some(data) = data.take()
            {
                return Some((id, data));
            }
        }
    }

    /// Changes the timeout for the rest of the stream.
    pub(crate) fn be_patient(&mut self, limit: Duration) {
        self.body.get_ref().set_read_timeout(Some(limit)).unwrap();
        self.limit = limit;
    }

    /// Returns the connection, so that another thread can close it.
    pub(crate) fn stream(&self) -> TcpStream {
        self.body.get_ref().try_clone().unwrap()
    }

    /// Closes the connection, like a client that gives up.
    pub(crate) fn hang_up(self) {
        self.body.get_ref().shutdown(Shutdown::Both).unwrap();
    }

    fn line(&mut self) -> Option<String> {
        let mut line = Vec::new();
        loop {
            match self.byte() {
                None if line.is_empty() => return None,
                None | Some(b'\n') => break,
                Some(byte) => line.push(byte),
            }
        }
        Some(String::from_utf8(line).unwrap().trim_end_matches('\r').to_owned())
    }

    fn byte(&mut self) -> Option<u8> {
        match &mut self.length {
            Length::Left(0) | Length::Chunked { over: true, .. } => return None,
            Length::Left(left) | Length::Chunked { left: left @ 1.., .. } => *left -= 1,
            Length::UntilClosed => {}
            Length::Chunked { .. } => {
                self.next_chunk();
                return self.byte();
            }
        }
        assert!(Instant::now() < self.due, "the body does not go on within the limit");
        let mut byte = [0];
        let read = or_reset(self.body.read(&mut byte));
        (read == 1).then_some(byte[0])
    }

    fn next_chunk(&mut self) {
        let mut line = String::new();
        while line.trim().is_empty() {
            line.clear();
            if or_reset(self.body.read_line(&mut line)) == 0 {
                line.push('0');
            }
        }
        let left = usize::from_str_radix(line.trim(), 16).unwrap();
        self.length = Length::Chunked { left, over: left == 0 };
    }
}

/// Returns the number of bytes read; zero if this side closed the connection during the transfer.
fn or_reset(read: std::io::Result<usize>) -> usize {
    match read {
        Err(error) if error.kind() == ErrorKind::ConnectionReset => 0,
        read => read.expect("the body goes on within the limit"),
    }
}
