//! Upstreams for a settings file: the scripted server, over stdio or HTTP.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use crate::support::client::{Client, wait_for_notification};
use crate::support::http::Http;
use crate::support::process::becomes;

/// Returns the scripted server's program, built by `cargo test`.
pub(crate) fn program() -> PathBuf {
    let bin = PathBuf::from(env!("CARGO_BIN_EXE_mcphub"));
    let path = bin.with_file_name("examples").join("scripted_upstream");
    assert!(path.exists(), "{} is not built: run `cargo build --examples`", path.display());
    path
}

/// Returns a server entry that runs the scripted server as a child process.
pub(crate) fn scripted_server(args: &[&str]) -> Value {
    json!({ "type": "stdio", "command": program(), "args": args })
}

/// Returns a server entry that runs the demo server.
pub(crate) fn demo(args: &[&str]) -> Value {
    let mut all = vec!["demo"];
    all.extend(args);
    json!({ "type": "stdio", "command": "mcphub", "args": all })
}

/// Returns settings with these servers only.
pub(crate) fn settings<'a>(servers: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    let servers: serde_json::Map<_, _> =
        servers.into_iter().map(|(name, entry)| (name.to_owned(), entry)).collect();
    json!({ "mcpServers": servers })
}

/// The scripted server over HTTP, stopped when dropped.
pub(crate) struct HttpUpstream {
    child: Child,
    pub(crate) url: String,
}

impl HttpUpstream {
    /// Starts the server on a free port.
    pub(crate) fn start(args: &[&str]) -> Self {
        Self::start_at("127.0.0.1:0", args)
    }

    /// Starts the server on this address.
    pub(crate) fn start_at(address: &str, args: &[&str]) -> Self {
        let mut child = Command::new(program())
            .args(["--http", address])
            .args(args)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
        Self { child, url: url.trim().to_owned() }
    }

    /// Returns its server entry.
    pub(crate) fn entry(&self) -> Value {
        let kind = if self.url.ends_with("/sse") { "sse" } else { "streamable-http" };
        json!({ "type": kind, "url": self.url })
    }

    /// Host and port.
    pub(crate) fn address(&self) -> &str {
        self.url.trim_start_matches("http://").split('/').next().unwrap()
    }
}

impl Drop for HttpUpstream {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Tests the test infrastructure itself, without a hub.
#[test]
fn the_scripted_server_and_the_client_understand_each_other() {
    let upstream = HttpUpstream::start(&["--page", "10", "--tools", "3"]);
    let http = Http::to(upstream.address().parse().unwrap());
    let able = json!({ "sampling": {} });
    for client in
        [Client::legacy(&http, "/mcp", able.clone()), Client::modern(&http, "/mcp", able.clone())]
    {
        let names = client.tool_names();
        assert!(names.contains(&"extra_002".to_owned()), "{names:?}");
        assert_eq!(client.call("echo", json!({ "text": "grüße" })), "grüße");

        // A held call reports its arrival, and another call releases it.
        let arguments = json!({ "key": format!("{:?}", client.session()) });
        let params =
            json!({ "name": "hold", "arguments": arguments, "_meta": { "progressToken": 7 } });
        let mut held = client.open("tools/call", &params);
        assert_eq!(held.message().unwrap()["params"]["message"], "held");
        client.call("release", arguments);
        assert_eq!(held.message().unwrap()["result"]["content"][0]["text"], "released");

        let mut changes = client.listen(&[]);
        client.call("change_tools", json!({}));
        wait_for_notification(&mut changes, "notifications/tools/list_changed");

        let error = client.request(
            "tools/call",
            json!({ "name": "error", "arguments": { "code": -7, "message": "m", "data": "[1.0]" } }),
        );
        assert_eq!(error["error"], json!({ "code": -7, "message": "m", "data": [1.0] }));
    }

    // In the modern era hanging up cancels a call, in the legacy era a notification does.
    let modern = Client::modern(&http, "/mcp", able.clone());
    let legacy = Client::legacy(&http, "/mcp", able);
    let hold_params = |key: &str| json!({ "name": "hold", "arguments": { "key": key }, "_meta": { "progressToken": 1 } });
    let mut first = modern.open("tools/call", &hold_params("first"));
    let mut second = legacy.open("tools/call", &hold_params("second"));
    assert!(first.message().is_some() && second.message().is_some());
    first.hang_up();
    legacy.notify("notifications/cancelled", &json!({ "requestId": second.id() }));
    becomes(&json!(["first", "second"]), || {
        let held: Value = serde_json::from_str(&modern.call("held", json!({}))).unwrap();
        let mut cancelled = held["cancelled"].as_array().unwrap().clone();
        cancelled.sort_by_key(Value::to_string);
        Value::from(cancelled)
    });

    // A legacy server sends its requests on the stream of the call.
    let params = json!({ "name": "ask", "arguments": { "method": "sampling/createMessage" } });
    let mut asking = legacy.open("tools/call", &params);
    let asked = asking.message().unwrap();
    assert_eq!(asked["method"], "sampling/createMessage");
    legacy.reply(&asked, &json!({ "role": "assistant" }));
    let answer = asking.message().unwrap();
    assert_eq!(answer["result"]["content"][0]["text"], r#"{"role":"assistant"}"#);
}
