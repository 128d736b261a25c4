//! How a client speaks, whatever it speaks over.

use std::net::{Shutdown, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::{Value, json};

use crate::soak::talker::check_own;
use crate::support::client::{Client, Open};
use crate::support::http::Http;
use crate::support::pipe::Pipe;

/// Which kind of client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Legacy,
    Modern,
    /// Legacy, over HTTP with SSE.
    Sse,
}

/// One client's conversation.
pub(super) enum Line {
    Http(Box<Client>, Kind),
    Pipe(Box<Pipe>),
}

/// A request that is under way.
pub(super) enum Call {
    Http(Box<Open>),
    /// Its id.
    Pipe(u64),
}

/// A stream of what nobody asked for, being read.
pub(super) struct Listening {
    reader: JoinHandle<()>,
    stream: TcpStream,
}

impl Line {
    /// Begins; or the answer that refuses, as where the only server is gone.
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

    /// Listens, where that is done on a stream of its own; nothing there may be another client's.
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

    /// The next message for a call; the last is its answer. What servers log is passed over: it may be
    /// of another client's call.
    pub(super) fn next(&mut self, call: &mut Call) -> Value {
        loop {
            let message = self.next_of_all(call);
            if message["method"] != "notifications/message" {
                return message;
            }
        }
    }

    /// The same with what servers log. On a pipe that is the next of all, but for what is told to nobody
    /// in particular.
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
                // Late answers to calls that were cancelled are passed over too.
                let other = method.is_empty() && message["id"] != *id;
                if !standing && !other {
                    return message;
                }
            },
            _ => panic!("a call of another line"),
        }
    }

    /// The answer to a request before which nothing comes.
    pub(super) fn request(&mut self, method: &str, params: Value) -> Value {
        let mut call = self.begin(method, params);
        loop {
            let message = self.next(&mut call);
            if message.get("method").is_none() {
                return message;
            }
        }
    }

    /// Answers a question of the server's.
    pub(super) fn reply(&mut self, asked: &Value, result: &Value) {
        match self {
            Self::Http(client, _) => client.reply(asked, result),
            Self::Pipe(pipe) => {
                pipe.send(&json!({ "jsonrpc": "2.0", "id": asked["id"], "result": result }));
            }
        }
    }

    /// Gives a call up in its era's way.
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

    /// Leaves in good order.
    pub(super) fn end(self) {
        match self {
            Self::Http(client, _) => client.end(),
            Self::Pipe(_) => {}
        }
    }
}

impl Listening {
    /// Ends it, and fails where something was heard that should not have been.
    pub(super) fn check(self) {
        // The hub may have ended it already.
        let _ = self.stream.shutdown(Shutdown::Both);
        self.reader.join().unwrap();
    }
}
