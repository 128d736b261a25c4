//! Benchmarks of calls and edits without I/O: `cargo bench`.
//!
//! The layers of the main crate are compiled into this program again, because only `run` is public.
//! Most groups compare with `serde_json::Value`, parsed and serialized in full: the least that a
//! proxy on typed models would pay.

use bytes::Bytes;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use mcphub_protocol as protocol;
use mcphub_settings as settings;
use serde_json::{Value, json};

use crate::protocol::json as raw;
use crate::protocol::message::Message;
use crate::protocol::request::{self, Forward, MetaEdit, Request};
use crate::protocol::splice::Splice;
use crate::settings::Document;
use crate::settings::edit::{self, OnConflict};

#[expect(dead_code, unused_imports, reason = "only the hot paths are run here")]
#[path = "../src/files/mod.rs"]
mod files;
#[expect(dead_code, unused_imports, reason = "only the hot paths are run here")]
#[path = "../src/net/mod.rs"]
mod net;
#[expect(dead_code, unused_imports, reason = "only the hot paths are run here")]
#[path = "../src/oauth/mod.rs"]
mod oauth;
#[expect(dead_code, unused_imports, reason = "only the hot paths are run here")]
#[path = "../src/openapi/mod.rs"]
mod openapi;
#[expect(dead_code, unused_imports, reason = "only the hot paths are run here")]
#[path = "../src/proxy/mod.rs"]
mod proxy;
#[expect(dead_code, unused_imports, reason = "only the hot paths are run here")]
#[path = "../src/secret_store/mod.rs"]
mod secret_store;
#[expect(dead_code, unused_imports, reason = "only the hot paths are run here")]
#[path = "../src/state/mod.rs"]
mod state;

/// Sizes of the text argument of a call, in bytes.
const PAYLOADS: [usize; 3] = [100, 10_000, 1_000_000];
/// Numbers of tools in a list.
const TOOLS: [usize; 2] = [20, 1000];
/// Numbers of servers, and of tools on each.
const CATALOGS: [(usize, usize); 3] = [(1, 1000), (20, 50), (100, 10)];
/// Numbers of servers in a settings file.
const SERVERS: [usize; 2] = [10, 100];

fn main() {
    divan::main();
}

/// A request: parsed, and forwarded to the server with the hub's id and the original tool name.
mod call {
    use super::{
        Bencher, Bytes, BytesCount, Forward, Message, MetaEdit, PAYLOADS, Request, Value,
        black_box, json,
    };

    #[divan::bench(args = PAYLOADS)]
    fn splice(bencher: Bencher, payload: usize) {
        let text = call_with(payload);
        bencher.counter(BytesCount::new(text.len())).bench(|| {
            let message = Message::parse(black_box(text.clone())).expect("a message");
            let request = Request::read(message).expect("a request");
            let name = request.span("name").expect("a name").clone();
            request.forward(&Forward {
                id: Some("17"),
                progress_token: None,
                values: &[(name, "\"echo\"".to_owned())],
                meta: MetaEdit::Rebuild(&[]),
            })
        });
    }

    #[divan::bench(args = PAYLOADS)]
    fn value(bencher: Bencher, payload: usize) {
        let text = call_with(payload);
        bencher.counter(BytesCount::new(text.len())).bench(|| {
            let mut message: Value = serde_json::from_slice(black_box(&text)).expect("JSON");
            message["id"] = json!(17);
            message["params"]["name"] = json!("echo");
            message.to_string()
        });
    }

    fn call_with(payload: usize) -> Bytes {
        let arguments = json!({ "text": "x".repeat(payload), "n": [1, 2.5, null, true] });
        let params = json!({ "name": "server-echo", "arguments": arguments });
        let call = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params });
        Bytes::from(call.to_string())
    }
}

/// A response: parsed, and returned with the caller's id.
mod response {
    use super::{Bencher, Bytes, BytesCount, Message, PAYLOADS, Value, black_box, json, request};

    #[divan::bench(args = PAYLOADS)]
    fn splice(bencher: Bencher, payload: usize) {
        let text = response_with(payload);
        bencher.counter(BytesCount::new(text.len())).bench(|| {
            let message = Message::parse(black_box(text.clone())).expect("a message");
            request::with_id(&message, "\"abc\"")
        });
    }

    #[divan::bench(args = PAYLOADS)]
    fn value(bencher: Bencher, payload: usize) {
        let text = response_with(payload);
        bencher.counter(BytesCount::new(text.len())).bench(|| {
            let mut message: Value = serde_json::from_slice(black_box(&text)).expect("JSON");
            message["id"] = json!("abc");
            message.to_string()
        });
    }

    /// The extra cost of logging tool calls on the response: a check for `isError`.
    #[divan::bench(args = PAYLOADS)]
    fn is_tool_error(bencher: Bencher, payload: usize) {
        let text = response_with(payload);
        let message = Message::parse(text).expect("a message");
        bencher
            .counter(BytesCount::new(message.text().len()))
            .bench(|| black_box(&message).is_tool_error());
    }

    fn response_with(payload: usize) -> Bytes {
        let content = json!([{ "type": "text", "text": "x".repeat(payload) }]);
        let response = json!({ "jsonrpc": "2.0", "id": 17, "result": { "content": content } });
        Bytes::from(response.to_string())
    }
}

/// The extra cost of a logged call, on top of `call::splice`.
mod activity {
    use super::{Bencher, black_box};
    use crate::state::activity::log::ActivityLog;
    use crate::state::activity::record::Call;
    use crate::state::activity::store::now_ms;
    use crate::state::audit::log::AuditLog;

    #[divan::bench]
    fn record(bencher: Bencher) {
        let folder = tempfile::tempdir().expect("a folder");
        let log = ActivityLog::of(folder.path(), AuditLog::of(folder.path()));
        bencher.bench(|| {
            log.record(Call {
                listed: true,
                audited: true,
                at_ms: now_ms(),
                server: black_box("server").to_owned(),
                tool: black_box("echo").to_owned(),
                ..Call::default()
            });
        });
    }
}

/// A list of tools: each is renamed to its exposed name.
mod list {
    use super::{Bencher, Bytes, BytesCount, Message, Splice, TOOLS, Value, black_box, json, raw};

    #[divan::bench(args = TOOLS)]
    fn splice(bencher: Bencher, tools: usize) {
        let text = list_of(tools);
        bencher.counter(BytesCount::new(text.len())).bench(|| {
            let message = Message::parse(black_box(text.clone())).expect("a message");
            let text = message.text();
            let list = raw::get(text, message.result_span().expect("a result"), "tools");
            let mut splice = Splice::new();
            for item in raw::elements(text, &list.expect("tools")) {
                let name = raw::get(text, &item, "name").expect("a name");
                let own = raw::string(text, &name).expect("a string");
                splice.replace(&name, raw::quote(&format!("server-{own}")));
            }
            splice.apply(text)
        });
    }

    #[divan::bench(args = TOOLS)]
    fn value(bencher: Bencher, tools: usize) {
        let text = list_of(tools);
        bencher.counter(BytesCount::new(text.len())).bench(|| {
            let mut message: Value = serde_json::from_slice(black_box(&text)).expect("JSON");
            for tool in message["result"]["tools"].as_array_mut().expect("tools") {
                let own = tool["name"].as_str().expect("a string").to_owned();
                tool["name"] = json!(format!("server-{own}"));
            }
            message.to_string()
        });
    }

    pub(super) fn list_of(tools: usize) -> Bytes {
        let text = json!({ "type": "string", "description": "What to look for, in plain words" });
        let properties = json!({ "query": text, "path": text, "filter": text, "sort": text });
        let schema = json!({ "type": "object", "properties": properties, "required": ["query"] });
        let tool = |n: usize| json!({ "name": format!("tool_{n}"), "description": "Looks for things and gives those that it finds, best first.", "inputSchema": schema });
        let list: Vec<_> = (0..tools).map(tool).collect();
        let response = json!({ "jsonrpc": "2.0", "id": 1, "result": { "tools": list } });
        Bytes::from(response.to_string())
    }
}

/// The view of one endpoint on all servers: names, items and routes. It is built once after each
/// change; lists are slices of it.
mod catalog {
    use std::path::PathBuf;
    use std::sync::Arc;
    use std::time::Duration;

    use divan::counter::ItemsCount;
    use tokio::sync::Semaphore;

    use super::{Bencher, CATALOGS, Document, black_box, list, settings};
    use crate::net::address_policy::AddressPolicy;
    use crate::protocol::Era;
    use crate::protocol::message::Message;
    use crate::proxy::catalog::catalog::Catalog;
    use crate::proxy::catalog::entry::CatalogEntry;
    use crate::proxy::catalog::scope::{Part, Scope};
    use crate::proxy::inventory::items::{Inventory, ListKind, Listing, ServerInfo, read_page};
    use crate::proxy::references::References;
    use crate::proxy::upstream::Upstream;
    use crate::proxy::upstream::environment::UpstreamEnv;
    use crate::proxy::upstream::inner::HubShared;
    use crate::proxy::upstream::process::default_timeouts::Times;
    use crate::proxy::upstream::process::process_guard::ProcessGuard;

    #[divan::bench(args = CATALOGS)]
    fn project(bencher: Bencher, (servers, tools): (usize, usize)) {
        let catalog = catalog_of(servers, tools);
        let scope = Scope { part: Part::All, viewer: None };
        bencher
            .counter(ItemsCount::new(servers * tools))
            .bench(|| black_box(&catalog).build_view(&scope, "", None));
    }

    fn catalog_of(servers: usize, tools: usize) -> Catalog {
        let message = Message::parse(list::list_of(tools)).expect("a message");
        let items = read_page(ListKind::Tools, message.result().expect("a result")).items;
        let server_info = ServerInfo {
            era: Era::Modern,
            version: "2026-07-28".into(),
            capabilities: r#"{"tools":{}}"#.into(),
            implementation: None,
            instructions: None,
        };
        let mut lists: [Listing; 4] = Default::default();
        lists[ListKind::Tools as usize].items = items;
        let inventory = Arc::new(Inventory { server_info, lists });
        let file = Document::parse(&super::file::file_of(servers)).expect("a document");
        let settings = settings::validate(&file).0;
        let shared = shared();
        let source = |(index, server): (usize, &settings::model::server::Server)| CatalogEntry {
            server: Arc::new(server.clone()),
            upstream: Upstream::new(server.clone(), settings.system.clone(), shared.clone(), None),
            inventory: Some(Arc::clone(&inventory)),
            compression: None,
            index,
        };
        let sources = settings.servers.iter().enumerate().map(source).collect();
        Catalog::new(Arc::new(settings), sources)
    }

    /// Returns the parts that upstreams share. Nothing is started.
    fn shared() -> HubShared {
        let env = UpstreamEnv {
            user: None,
            environment: Arc::default(),
            references: References::default(),
            folder: None,
            executable: Arc::new(PathBuf::new()),
            reaper: Arc::new(ProcessGuard::new(PathBuf::new())),
            starting: Arc::default(),
            within: AddressPolicy::default(),
            filter: Arc::default(),
            hops: Arc::default(),
            login: None,
        };
        let starts = Arc::new(Semaphore::new(1));
        let times = Times { connect: Duration::ZERO, request: Duration::ZERO };
        HubShared {
            env,
            starts,
            on_change: Arc::new(|| {}),
            on_update: Arc::new(drop),
            on_log: Arc::new(drop),
            times,
            credentials: None,
            address: None,
        }
    }
}

mod file {
    use super::{
        Bencher, BytesCount, Document, OnConflict, SERVERS, black_box, edit, json, settings,
    };

    #[divan::bench(args = SERVERS)]
    fn parse_and_validate(bencher: Bencher, servers: usize) {
        let text = file_of(servers);
        bencher.counter(BytesCount::new(text.len())).bench(|| {
            let document = Document::parse(black_box(&text)).expect("a document");
            settings::validate(&document).0.servers.len()
        });
    }

    #[divan::bench(args = SERVERS)]
    fn add_server(bencher: Bencher, servers: usize) {
        let text = file_of(servers);
        let entry = json!({ "command": "uvx", "args": ["mcp-server-time"] });
        let entry = entry.as_object().expect("an object");
        bencher.counter(BytesCount::new(text.len())).bench(|| {
            let mut document = Document::parse(black_box(&text)).expect("a document");
            let outcome = edit::add_server(&mut document, "new", entry, OnConflict::Refuse);
            outcome.expect("it is added");
            document.text().len()
        });
    }

    pub(super) fn file_of(servers: usize) -> String {
        let entry = |n: usize| {
            let args = ["-y", "@modelcontextprotocol/server-filesystem", "."];
            let entry = json!({ "type": "stdio", "command": "npx", "args": args, "env": { "LEVEL": "info" } });
            (format!("server{n}"), entry)
        };
        let servers: serde_json::Map<_, _> = (0..servers).map(entry).collect();
        serde_json::to_string_pretty(&json!({ "mcpServers": servers })).expect("JSON")
    }
}
