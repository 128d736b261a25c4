//! A hub that is reached through itself detects it, reports it, and lists nothing twice.

use serde_json::{Value, json};

use crate::support::process::wait_for;
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

const BACK: &str = "this is the hub itself: its own request has come back to it";

/// Waits until the hub reports why a server is not connected.
fn reason(hub: &Hub, server: &str) -> String {
    wait_for(&format!("a reason for {server}"), || {
        let (_, all): (u16, Value) = hub.owner().json("GET", "/api/servers", &Value::Null);
        let one = all["data"].as_array()?.iter().find(|one| one["name"] == server)?;
        (one["status"] == "disconnected").then(|| one["error"].as_str().map(str::to_owned))?
    })
}

/// Adds a server to a hub's settings.
fn add(hub: &Hub, name: &str, entry: Value) {
    hub.edit(|settings| settings["mcpServers"][name] = entry);
}

fn own_tools(hub: &Hub) {
    hub.lists("/mcp", &["one-echo", "one-add", "one-count", "one-fail"]);
}

#[test]
fn a_hub_that_is_its_own_server_over_http_or_sse_reports_it() {
    for (path, kind) in [("mcp", "streamable-http"), ("sse", "sse")] {
        let hub = Hub::start(&settings([("one", demo(&[]))]));
        own_tools(&hub);
        add(
            &hub,
            "itself",
            json!({ "type": kind, "url": format!("http://{}/{path}", hub.address) }),
        );
        let why = reason(&hub, "itself");
        assert!(why.contains(BACK), "{why}");
        own_tools(&hub);
        let answer = hub.modern("/mcp").request("tools/call", json!({ "name": "itself-x" }));
        let said = answer["error"]["message"].as_str().unwrap();
        assert!(
            said.starts_with("server `itself` is not connected: ") && said.contains(BACK),
            "{said}"
        );
    }
}

#[test]
fn a_hub_that_is_reached_through_its_own_child_reports_it() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    let url = format!("http://{}/mcp", hub.address);
    add(&hub, "bridge", json!({ "command": "mcphub", "args": ["connect", url] }));
    let file = hub.settings();
    let args = json!(["serve", "--stdio", "--config", file]);
    add(&hub, "again", json!({ "command": "mcphub", "args": args }));
    let why = reason(&hub, "bridge");
    assert!(why.contains(BACK), "{why}");
    let why = reason(&hub, "again");
    let started = "this is the hub itself: it was started by a hub of the same settings";
    assert!(why.contains(started), "{why}");
    own_tools(&hub);
}

#[test]
fn two_hubs_that_serve_each_other_detect_the_loop() {
    let first = Hub::start(&settings([("one", demo(&[]))]));
    let second = Hub::start(&settings([("two", demo(&[]))]));
    let entry = |hub: &Hub| json!({ "type": "streamable-http", "url": format!("http://{}/mcp", hub.address) });
    add(&first, "second", entry(&second));
    first.lists_tool("/mcp", "second-two-echo");
    add(&second, "first", entry(&first));
    let why = reason(&second, "first");
    assert!(why.contains(BACK), "{why}");
    second.lists("/mcp", &["two-echo", "two-add", "two-count", "two-fail"]);
    let client = first.modern("/mcp");
    assert_eq!(client.call("second-two-echo", json!({ "text": "still" })), "still");
}
