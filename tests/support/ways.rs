//! All routes from a client to a server: each era and transport on either side, the endpoint of all
//! servers and the server's own. For properties that hold on all of them.

use std::cell::RefCell;
use std::fmt::Debug;
use std::rc::Rc;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{TestCaseError, TestRunner};
use serde_json::{Value, json};

use crate::support::client::{Client, LEGACY, MODERN};
use crate::support::http::Response;
use crate::support::odd_json::{Member, cases, object, on_one_line};
use crate::support::pipe::Pipe;
use crate::support::raw;
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, scripted_server, settings};

/// The keys of `_meta` that belong to one hop.
pub(crate) const HOP: [&str; 4] = [
    "io.modelcontextprotocol/protocolVersion",
    "io.modelcontextprotocol/clientCapabilities",
    "io.modelcontextprotocol/clientInfo",
    "io.modelcontextprotocol/logLevel",
];

/// The transports, with the server's flags and its eras.
const SERVERS: [(&str, &[&str], &[&str]); 4] = [
    ("pipe", &[], &["legacy", "modern"]),
    ("http", &[], &["legacy", "modern"]),
    ("events", &["--sse"], &["legacy", "modern"]),
    ("old_sse", &["--sse-transport"], &["legacy"]),
];

/// A test setup: hubs with servers of either era on each transport.
pub(crate) struct Ground {
    /// From each kind of client to each server, by each endpoint.
    pub(crate) ways: Vec<Way>,
    _hub: Hub,
    _far: Vec<HttpUpstream>,
}

/// A route from a client to a server.
#[expect(clippy::struct_excessive_bools, reason = "each tells one thing of the way")]
pub(crate) struct Way {
    mouth: Mouth,
    pub(crate) is_modern: bool,
    pub(crate) server: String,
    /// The prefix of names for the client.
    pub(crate) prefix: String,
    pub(crate) server_is_modern: bool,
    /// Whether all components on the route have the same era.
    pub(crate) is_straight: bool,
    /// Whether the client's messages arrive at the server on one line.
    pub(crate) asks_on_one_line: bool,
    /// Whether the server's messages always arrive at the client on one line.
    answers_on_one_line: bool,
    capabilities: String,
    /// Whether this is the first route to this server of this hub: several clients of one hub share
    /// a server.
    is_first: bool,
}

/// The client's connection.
enum Mouth {
    Http(Box<Client>),
    Pipe(Rc<RefCell<Pipe>>),
}

impl Ground {
    pub(crate) fn new(capabilities: &Value) -> Self {
        let mut far = Vec::new();
        let mut servers = Vec::new();
        for (wire, flags, eras) in SERVERS {
            for era in eras {
                let name = format!("{wire}_{era}");
                let args = [&["--name", &name, "--era", era], flags].concat();
                let entry = if wire == "pipe" {
                    scripted_server(&args)
                } else {
                    far.push(HttpUpstream::start(&args));
                    far[far.len() - 1].entry()
                };
                servers.push((name, entry));
            }
        }
        let entries = servers.iter().map(|(name, entry)| (name.as_str(), entry.clone()));
        let hub = Hub::start(&settings(entries));
        let mut ways = Vec::new();
        for (server, _) in &servers {
            let direct = format!("/direct/{server}");
            for (path, prefix) in [("/mcp", format!("{server}-")), (&direct, String::new())] {
                hub.lists_tool(path, &format!("{prefix}raw"));
                let legacy = Client::legacy(&hub.http(), path, capabilities.clone());
                let modern = Client::modern(&hub.http(), path, capabilities.clone());
                for (client, is_modern) in [(legacy, false), (modern, true)] {
                    let mouth = Mouth::Http(Box::new(client));
                    ways.push(Way::new(mouth, is_modern, server, &prefix, capabilities));
                }
            }
        }
        for (kind, is_modern, pipe) in pipes(&hub, capabilities) {
            let pipe = Rc::new(RefCell::new(pipe));
            for (server, _) in &servers {
                let mouth = Mouth::Pipe(Rc::clone(&pipe));
                let prefix = format!("{server}-");
                let mut way = Way::new(mouth, is_modern, server, &prefix, capabilities);
                way.asks_on_one_line |= kind != Kind::Sse;
                // The bridge speaks the modern era to the hub.
                way.is_straight &= kind != Kind::Bridge || is_modern;
                way.is_first = kind == Kind::Hub;
                way.lists("tools/list", "tools", "name", &format!("{server}-raw"));
                ways.push(way);
            }
        }
        Self { ways, _hub: hub, _far: far }
    }

    /// Adds items to a list of a server, in each hub that has its own instance.
    pub(crate) fn put(&self, server: &str, list: &str, items: &[String]) {
        let by = if list == "resourceTemplates" { "resources" } else { list };
        let arguments = json!({ "list": list, "items": items }).to_string();
        for way in self.ways.iter().filter(|way| way.server == server && way.is_first) {
            let name = json!(format!("{}change_{by}", way.prefix)).to_string();
            let params = [Member::new("name", name), Member::new("arguments", &*arguments)];
            way.ask("tools/call", "1", &params);
        }
    }
}

/// The peer of a client on a bidirectional stream.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A hub on standard streams.
    Hub,
    /// A bridge to the hub on the network.
    Bridge,
    /// The hub on the network.
    Sse,
}

/// Returns clients on bidirectional streams, of both eras; those on standard streams have a hub of
/// their own.
fn pipes(hub: &Hub, capabilities: &Value) -> Vec<(Kind, bool, Pipe)> {
    let file = hub.settings();
    let url = format!("http://{}/mcp", hub.address);
    let near = ["serve", "--stdio", "--config", file.to_str().unwrap()];
    let open = |kind| match kind {
        Kind::Hub => Pipe::process(hub.folder.path(), &near),
        Kind::Bridge => Pipe::process(hub.folder.path(), &["connect", &url]),
        Kind::Sse => Pipe::sse(&hub.http(), "/sse"),
    };
    let mut pipes = Vec::new();
    for kind in [Kind::Hub, Kind::Bridge, Kind::Sse] {
        let mut legacy = open(kind);
        legacy.initialize(LEGACY, capabilities);
        pipes.extend([(kind, false, legacy), (kind, true, open(kind))]);
    }
    pipes
}

impl Way {
    fn new(
        mouth: Mouth,
        is_modern: bool,
        server: &str,
        prefix: &str,
        capabilities: &Value,
    ) -> Self {
        let server_is_modern = server.ends_with("modern");
        Self {
            is_modern,
            server: server.to_owned(),
            prefix: prefix.to_owned(),
            server_is_modern,
            is_straight: is_modern == server_is_modern,
            asks_on_one_line: server.starts_with("pipe"),
            answers_on_one_line: !server.starts_with("http") || matches!(mouth, Mouth::Pipe(_)),
            capabilities: capabilities.to_string(),
            is_first: prefix.is_empty() && !is_modern,
            mouth,
        }
    }

    /// Returns the members that this client's requests have in `_meta`.
    pub(crate) fn hop(&self) -> Vec<Member> {
        let version = json!(MODERN).to_string();
        let all = [(HOP[0], &*version), (HOP[1], &self.capabilities), (HOP[3], "\"debug\"")];
        let said = all.into_iter().filter(|_| self.is_modern);
        said.map(|(key, value)| Member::new(key, value)).collect()
    }

    /// Sends exactly this text as a request.
    pub(crate) fn send(&self, method: &str, named: Option<&str>, text: &str) -> Talk<'_> {
        let response = match &self.mouth {
            Mouth::Http(client) => Some(client.post(method, named, text)),
            Mouth::Pipe(pipe) => {
                pipe.borrow_mut().send_text(&self.on_the_wire(text));
                None
            }
        };
        Talk { way: self, response, over: false }
    }

    /// Sends a request with this id and these params; `meta` is added to the required members.
    pub(crate) fn open(
        &self,
        method: &str,
        id: &str,
        params: &[Member],
        meta: &[Member],
    ) -> Talk<'_> {
        let meta = [self.hop(), meta.to_vec()].concat();
        let params = [params, &[Member::new("_meta", object(&meta))]].concat();
        let text = [
            Member::new("jsonrpc", "\"2.0\""),
            Member::new("id", id),
            Member::new("method", json!(method).to_string()),
            Member::new("params", object(&params)),
        ];
        let named = params.iter().find(|member| member.is("name") || member.is("uri"));
        let named: Option<String> =
            named.map(|member| serde_json::from_str(&member.value).unwrap());
        self.send(method, named.as_deref(), &object(&text))
    }

    /// Sends a request; returns its response, which must be the first message.
    pub(crate) fn ask(&self, method: &str, id: &str, params: &[Member]) -> String {
        self.open(method, id, params, &[]).answer()
    }

    /// Sends exactly this text as the response to a server request.
    pub(crate) fn reply(&self, text: &str) {
        match &self.mouth {
            Mouth::Http(client) => {
                let mut taken = client.post("", None, text);
                assert!(taken.status == 202, "{}", taken.text());
            }
            Mouth::Pipe(pipe) => pipe.borrow_mut().send_text(&self.on_the_wire(text)),
        }
    }

    /// Waits until a list contains an item with that member.
    pub(crate) fn lists(&self, method: &str, list: &str, key: &str, name: &str) {
        crate::support::process::wait_for(&format!("{name} in the list"), || {
            let answer = self.ask(method, "1", &[]);
            let items = raw::elements(raw::get(raw::get(&answer, "result")?, list)?)?;
            let named = |item: &&str| raw::get(item, key).is_some_and(|key| raw::says(key, name));
            items.iter().any(named).then_some(())
        });
    }

    /// Returns the form in which the server's response arrives; `late` is true if other messages
    /// came before it.
    pub(crate) fn response_text(&self, text: &str, late: bool) -> String {
        if late || self.answers_on_one_line { on_one_line(text) } else { text.to_owned() }
    }

    fn on_the_wire(&self, text: &str) -> String {
        if self.asks_on_one_line { on_one_line(text) } else { text.to_owned() }
    }
}

/// The messages received for one request.
pub(crate) struct Talk<'a> {
    way: &'a Way,
    /// `None` on bidirectional streams.
    response: Option<Response>,
    over: bool,
}

impl Talk<'_> {
    /// Returns the next message unchanged. Messages that belong to no request are skipped.
    pub(crate) fn next(&mut self) -> String {
        loop {
            let message = match (&mut self.response, &self.way.mouth) {
                (Some(response), _) if response.is_stream() => response.event(),
                (Some(response), _) => {
                    assert!(!std::mem::replace(&mut self.over, true), "nothing more will come");
                    let kind = response.header("content-type").map(str::to_owned);
                    let text = response.text();
                    assert_eq!(kind.as_deref(), Some("application/json"), "{text}");
                    Some(text)
                }
                (None, Mouth::Pipe(pipe)) => Some(pipe.borrow_mut().raw()),
                (None, Mouth::Http(_)) => None,
            };
            let message = message.expect("an answer comes before the end");
            if !message.contains("/list_changed") || raw::get(&message, "method").is_none() {
                return message;
            }
        }
    }

    /// Returns the next message, which must be the only one; over HTTP it is not an event.
    pub(crate) fn answer(&mut self) -> String {
        if let Some(response) = self.response.as_mut().filter(|response| response.is_stream()) {
            panic!("a stream where one answer was due: {:?}", response.event());
        }
        self.next()
    }
}

/// Tests a property with random values, each on a random route.
pub(crate) fn holds<T: Debug>(
    usual: u32,
    ground: &Ground,
    values: impl Strategy<Value = T>,
    law: impl Fn(&Way, &T) -> Result<(), TestCaseError>,
) {
    let mut runner = TestRunner::new(cases(usual));
    let all = (any::<Index>(), values);
    let outcome = runner.run(&all, |(way, value)| law(way.get(&ground.ways), &value));
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

/// Returns the members of an object as written, except those named.
pub(crate) fn members_but<'a>(text: &'a str, named: &[&str]) -> Vec<(&'a str, &'a str)> {
    let mut members = raw::members(text).unwrap_or_else(|| panic!("no object: {text}"));
    members.retain(|(key, _)| !named.iter().any(|name| raw::says(key, name)));
    members
}
