//! A server that dies is reported, restarted, and does not affect others.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::process::wait_for;
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, demo, scripted_server, settings};

fn is_refused(answer: &Value) -> bool {
    answer.get("error").is_some() || answer["result"]["isError"] == true
}

#[test]
fn a_call_that_kills_its_server_gets_an_error_and_the_server_restarts() {
    let hub = Hub::start(&settings([("weak", scripted_server(&[])), ("one", demo(&[]))]));
    hub.lists_tool("/mcp", "weak-die");
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        let before = client.call("weak-pid", json!({}));
        let answer = client.request("tools/call", json!({ "name": "weak-die" }));
        assert!(is_refused(&answer), "{answer}");
        assert_eq!(client.call("one-echo", json!({ "text": "alive" })), "alive");
        let after = wait_for("the server to come back", || {
            let answer = client.request("tools/call", json!({ "name": "weak-pid" }));
            let text = answer["result"]["content"][0]["text"].as_str();
            text.filter(|_| !is_refused(&answer)).map(str::to_owned)
        });
        assert_ne!(after, before);
    }
}

#[test]
fn a_server_that_cannot_start_is_tried_until_it_can() {
    let folder = tempfile::tempdir().unwrap();
    let flag = folder.path().join("go");
    let late = scripted_server(&["--die-unless", flag.to_str().unwrap()]);
    let hub = Hub::start(&settings([("late", late), ("one", demo(&[]))]));
    hub.lists("/mcp", &["one-echo", "one-add", "one-count", "one-fail"]);
    fs::write(&flag, "").unwrap();
    hub.lists_tool("/mcp", "late-echo");
}

#[test]
fn an_http_server_is_reconnected_after_an_outage() {
    let upstream = HttpUpstream::start(&[]);
    let address = upstream.address().to_owned();
    let hub = Hub::start(&settings([("far", upstream.entry()), ("one", demo(&[]))]));
    hub.lists_tool("/mcp", "far-echo");
    let client = hub.modern("/mcp");
    drop(upstream);
    let answer =
        client.request("tools/call", json!({ "name": "far-echo", "arguments": { "text": "x" } }));
    assert!(is_refused(&answer), "{answer}");
    assert_eq!(client.call("one-echo", json!({ "text": "alive" })), "alive");

    let _upstream = HttpUpstream::start_at(&address, &[]);
    wait_for("the server to come back", || {
        let answer = client
            .request("tools/call", json!({ "name": "far-echo", "arguments": { "text": "x" } }));
        (!is_refused(&answer)).then_some(())
    });
}

#[test]
fn waiting_calls_fail_when_the_server_dies() {
    let hub = Hub::start(&settings([("weak", scripted_server(&[]))]));
    hub.lists_tool("/mcp", "weak-hold");
    let client = hub.modern("/mcp");
    let hold = json!({ "name": "weak-hold", "arguments": { "key": "k" }, "_meta": { "progressToken": 1 } });
    let mut waiting = client.open("tools/call", &hold);
    assert!(waiting.message().is_some());
    let start = std::time::Instant::now();
    client.request("tools/call", json!({ "name": "weak-die" }));
    assert!(is_refused(&waiting.answer(&mut Vec::new())));
    // Caused by the death of the process, not by a timeout.
    assert!(start.elapsed() < Duration::from_secs(10));
}
