//! Streamable HTTP on the upstream side: sessions that end, streams, headers, credentials.

use serde_json::{Value, json};

use crate::support::process::wait_for;
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, settings};

#[test]
fn a_session_that_the_server_forgot_is_opened_anew() {
    let upstream = HttpUpstream::start(&["--era", "legacy"]);
    let hub = Hub::start(&settings([("far", upstream.entry())]));
    hub.lists_tool("/mcp", "far-echo");
    let client = hub.modern("/mcp");
    client.call("far-forget_sessions", json!({}));
    wait_for("an answer in a new session", || {
        let call = json!({ "name": "far-echo", "arguments": { "text": "again" } });
        let answer = client.request("tools/call", call);
        (answer["result"]["content"][0]["text"] == "again").then_some(())
    });
}

#[test]
fn answers_may_come_as_streams() {
    for era in ["legacy", "modern"] {
        let upstream = HttpUpstream::start(&["--era", era, "--sse"]);
        let hub = Hub::start(&settings([("far", upstream.entry())]));
        hub.lists_tool("/mcp", "far-echo");
        for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
            assert_eq!(client.call("far-echo", json!({ "text": "x" })), "x");
        }
    }
}

#[test]
fn headers_say_what_the_body_says_and_carry_the_credential() {
    let upstream = HttpUpstream::start(&["--era", "modern", "--bearer", "s3cret"]);
    let mut entry = upstream.entry();
    entry["headers"] = json!({ "Authorization": "Bearer ${TOKEN}", "X-Own": "yes" });
    entry["env"] = json!({ "TOKEN": "s3cret" });
    let hub = Hub::start(&settings([("far", entry)]));
    hub.lists_tool("/mcp", "far-headers");
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        let headers: Value = serde_json::from_str(&client.call("far-headers", json!({}))).unwrap();
        assert_eq!(headers["mcp-protocol-version"], "2026-07-28");
        assert_eq!(headers["mcp-method"], "tools/call");
        assert_eq!(headers["mcp-name"], "headers");
        assert_eq!(headers["x-own"], "yes");
    }
    assert!(!hub.log().contains("s3cret"), "{}", hub.log());
}

#[test]
fn an_untyped_url_is_streamable_http() {
    let upstream = HttpUpstream::start(&[]);
    let hub = Hub::start(&settings([("far", json!({ "url": upstream.url }))]));
    hub.lists_tool("/mcp", "far-echo");
}
