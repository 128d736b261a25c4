//! All ways from a client to a server: each era on either side, each transport to the server, the
//! endpoint of all servers and the server's own. For laws that hold on all of them.

use std::fmt::Debug;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{TestCaseError, TestRunner};
use serde_json::{Value, json};

use crate::support::client::{Client, MODERN};
use crate::support::http::Response;
use crate::support::odd_json::{Member, cases, object, on_one_line};
use crate::support::raw;
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, scripted, settings};

/// The keys of `_meta` that belong to one hop.
pub(crate) const HOP: [&str; 4] = [
    "io.modelcontextprotocol/protocolVersion",
    "io.modelcontextprotocol/clientCapabilities",
    "io.modelcontextprotocol/clientInfo",
    "io.modelcontextprotocol/logLevel",
];

/// A hub before servers of either era on each transport.
pub(crate) struct Ground {
    /// From each kind of client to each server, by each endpoint.
    pub(crate) ways: Vec<Way>,
    pub(crate) hub: Hub,
    _far: Vec<HttpUpstream>,
}

/// From a client to a server.
pub(crate) struct Way {
    pub(crate) client: Client,
    pub(crate) server: String,
    /// What the client puts before a name.
    pub(crate) prefix: String,
    pub(crate) server_is_modern: bool,
    /// The server reads lines.
    pub(crate) pipe: bool,
    /// The server writes lines or events.
    lines: bool,
    capabilities: String,
}

impl Ground {
    pub(crate) fn new(capabilities: &Value) -> Self {
        let mut far = Vec::new();
        let mut servers = Vec::new();
        let both = ["legacy", "modern"];
        for (wire, flags, eras) in [
            ("pipe", &[][..], &both[..]),
            ("http", &[], &both),
            ("events", &["--sse"], &both),
            ("old_sse", &["--sse-transport"], &["legacy"]),
        ] {
            for era in eras {
                let name = format!("{wire}_{era}");
                let args = [&["--name", &name, "--era", era], flags].concat();
                let entry = if wire == "pipe" {
                    scripted(&args)
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
            let prefix = format!("{server}-");
            hub.lists_tool("/mcp", &format!("{prefix}raw"));
            hub.lists_tool(&direct, "raw");
            for (path, prefix) in [("/mcp", prefix.as_str()), (direct.as_str(), "")] {
                for modern in [false, true] {
                    let start = if modern { Client::modern } else { Client::legacy };
                    ways.push(Way {
                        client: start(&hub.http(), path, capabilities.clone()),
                        server: server.clone(),
                        prefix: prefix.to_owned(),
                        server_is_modern: server.ends_with("modern"),
                        pipe: server.starts_with("pipe"),
                        lines: !server.starts_with("http"),
                        capabilities: capabilities.to_string(),
                    });
                }
            }
        }
        Self { ways, hub, _far: far }
    }

    /// Puts more items into a list of a server.
    pub(crate) fn put(&self, server: &str, list: &str, items: &[String]) {
        let by = if list == "resourceTemplates" { "resources" } else { list };
        let way = self.ways.iter().find(|way| way.server == server && way.prefix.is_empty());
        let arguments = json!({ "list": list, "items": items });
        way.unwrap().client.call(&format!("change_{by}"), arguments);
    }
}

impl Way {
    /// Whether both ends speak alike.
    pub(crate) fn is_straight(&self) -> bool {
        self.client.is_modern() == self.server_is_modern
    }

    /// What a request of this client says in `_meta`.
    pub(crate) fn hop(&self) -> Vec<Member> {
        let said = |(key, value): (&str, &str)| Member::new(key, value);
        let all = [
            (HOP[0], &*format!("{MODERN:?}")),
            (HOP[1], &self.capabilities),
            (HOP[3], "\"debug\""),
        ];
        all.into_iter().filter(|_| self.client.is_modern()).map(said).collect()
    }

    /// Sends a request of this id and these params; what is in `meta` is added to what must be there.
    pub(crate) fn send(
        &self,
        method: &str,
        id: &str,
        params: &[Member],
        meta: &[Member],
    ) -> Response {
        let meta = [self.hop(), meta.to_vec()].concat();
        let params = [params, &[Member::new("_meta", object(&meta))]].concat();
        let text = [
            Member::new("jsonrpc", "\"2.0\""),
            Member::new("id", id),
            Member::new("method", format!("{method:?}")),
            Member::new("params", object(&params)),
        ];
        let named = params.iter().find(|member| member.is("name") || member.is("uri"));
        let named: Option<String> =
            named.map(|member| serde_json::from_str(&member.value).unwrap());
        self.client.post(method, named.as_deref(), &object(&text))
    }

    /// What the server's text is when it arrives.
    pub(crate) fn answered(&self, text: &str) -> String {
        if self.lines { on_one_line(text) } else { text.to_owned() }
    }
}

/// Runs a law on random values, each on one of the ways.
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

/// The members of an object but for those named, as they are written.
pub(crate) fn members_but<'a>(text: &'a str, named: &[&str]) -> Vec<(&'a str, &'a str)> {
    let mut members = raw::members(text).unwrap_or_else(|| panic!("no object: {text}"));
    members.retain(|(key, _)| !named.iter().any(|name| raw::says(key, name)));
    members
}
