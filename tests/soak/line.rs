//! A client on any transport.

use std::net::{Shutdown, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::{Value, json};

use crate::soak::talker::check_own;
use crate::support::client::{Client, Open};
use crate::support::http::Http;
use crate::support::pipe::Pipe;

/// The kind of client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Legacy,
    Modern,
    /// Legacy, over HTTP with SSE.
    Sse,
}

/// The connection of one client.
pub(super) enum Line {
    Http(Box<Client>, Kind),
    Pipe(Box<Pipe>),
}

/// A request in flight.
pub(super) enum Call {
    Http(Box<Open>),
    /// The id of the request.
    Pipe(u64),
}

/// A reader of a stream of notifications.
pub(super) struct Listening {
    reader: JoinHandle<()>,
    stream: TcpStream,
}

impl Line {
    /// Connects; returns the error response if it is rejected, for instance since the only server
    /// is gone.
    pub(super) fn open(kind: Kind, http: &Http, path: &str, able: &Value) -> Result<Self, Value> {
        Ok(match kind {
            Kind::Legacy => {
                Self::Http(Box::new(Client::try_legacy(http, path, able.clone())?), kind)
            }
            Kind::Modern => Self::Http(Box::new(Client::modern(http, path, able.clone())), kind),
            Kind::Sse => {
                let mut pipe = Pipe::sse(http, path);
                pipe.initialize("2024-11-05", able);
                Self::Pipe(Box::new(pipe))
            }
        })
    }

    /// Opens the notification stream, if it is separate; it must not contain another client's
    /// messages.
    pub(super) fn listen(&self, number: usize) -> Option<Listening> {
        let Self::Http(client, _) = self else { return None };
        let mut response = client.listen(&[]);
        response.be_patient(Duration::from_hours(1));
        let stream = response.stream();
        let reader = thread::spawn(move || {
            while let Some(event) = response.event() {
                check_own(&event, number);
            }
        });
        Some(Listening { reader, stream })
    }

    pub(super) fn begin(&mut self, method: &str, params: Value) -> Call {
        match self {
            Self::Http(client, _) => Call::Http(Box::new(client.open(method, &params))),
            Self::Pipe(pipe) => Call::Pipe(pipe.ask(method, params)),
        }
    }

    /// Returns the next message for a call; the last is its response. Log messages are skipped,
    /// since they may belong to another client's call.
    pub(super) fn next(&mut self, call: &mut Call) -> Value {
        loop {
            let message = self.next_of_all(call);
            if message["method"] != "notifications/message" {
                return message;
            }
        }
    }

    /// Returns the next message for a call, including log messages. On a pipe that is the next
    /// message except general notifications.
    fn next_of_all(&mut self, call: &mut Call) -> Value {
        match (self, call) {
            (Self::Http(..), Call::Http(open)) => {
                let status = open.response.status;
                open.message().unwrap_or_else(|| panic!("no answer, status {status}"))
            }
            (Self::Pipe(pipe), Call::Pipe(id)) => loop {
                let message = pipe.message();
                let method = message["method"].as_str().unwrap_or_default();
                let standing = method.ends_with("/list_changed") || method.ends_with("/updated");
                // Late responses to cancelled calls are skipped too.
                let other = method.is_empty() && message["id"] != *id;
                if !standing && !other {
                    return message;
                }
            },
            _ => panic!("a call of another line"),
        }
    }

    /// Sends a request and returns its response.
    pub(super) fn request(&mut self, method: &str, params: Value) -> Value {
        let mut call = self.begin(method, params);
        loop {
            let message = self.next(&mut call);
            if message.get("method").is_none() {
                return message;
            }
        }
    }

    /// Responds to a server request.
    pub(super) fn reply(&mut self, asked: &Value, result: &Value) {
        match self {
            Self::Http(client, _) => client.reply(asked, result),
            Self::Pipe(pipe) => {
                pipe.send(&json!({ "jsonrpc": "2.0", "id": asked["id"], "result": result }));
            }
        }
    }

    /// Cancels a call in its era's way.
    pub(super) fn cancel(&mut self, call: Call) {
        match (self, call) {
            (Self::Http(_, Kind::Modern), Call::Http(open)) => open.hang_up(),
            (Self::Http(client, _), Call::Http(mut open)) => {
                client.notify("notifications/cancelled", &json!({ "requestId": open.id() }));
                while open.raw().is_some() {}
            }
            (Self::Pipe(pipe), Call::Pipe(id)) => {
                let params = json!({ "requestId": id });
                let method = "notifications/cancelled";
                pipe.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
            }
            _ => panic!("a call of another line"),
        }
    }

    /// Ends the session, if any.
    pub(super) fn end(self) {
        match self {
            Self::Http(client, _) => client.end(),
            Self::Pipe(_) => {}
        }
    }
}

impl Listening {
    /// Closes the stream, and fails if it contained an unexpected message.
    pub(super) fn check(self) {
        // The hub may have closed it already.
        let _ = self.stream.shutdown(Shutdown::Both);
        self.reader.join().unwrap();
    }
}
