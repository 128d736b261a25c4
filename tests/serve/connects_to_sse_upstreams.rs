//! The legacy HTTP+SSE transport for upstreams.

use serde_json::{Value, json};

use crate::support::client::{Client, wait_for_notification};
use crate::support::process::{becomes, wait_for};
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, settings};

/// Starts a server and a hub with it as `far`.
fn behind(args: &[&str]) -> (HttpUpstream, Hub) {
    let upstream = HttpUpstream::start(&[&["--sse-transport"], args].concat());
    let hub = Hub::start(&settings([("far", upstream.entry())]));
    hub.lists_tool("/mcp", "far-echo");
    (upstream, hub)
}

#[test]
fn lists_calls_and_changes_work_over_the_stream() {
    let (_upstream, hub) = behind(&["--page", "10", "--tools", "3"]);
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        assert_eq!(client.call("far-echo", json!({ "text": "grüße" })), "grüße");
        let read = client.result("resources/read", json!({ "uri": "test://scripted/one" }));
        assert_eq!(read["contents"][0]["text"], "test://scripted/one of scripted");
        let error = client.request(
            "tools/call",
            json!({ "name": "far-error", "arguments": { "code": -7, "message": "m", "data": "[1.0]" } }),
        );
        assert_eq!(error["error"], json!({ "code": -7, "message": "m", "data": [1.0] }));
        let mut changes = client.listen(&[]);
        client.call("far-change_tools", json!({}));
        wait_for_notification(&mut changes, "notifications/tools/list_changed");
    }
}

#[test]
fn progress_arrives_with_the_callers_token() {
    let (_upstream, hub) = behind(&[]);
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        let params = json!({
            "name": "far-progress", "arguments": { "steps": 2 }, "_meta": { "progressToken": "a token" }
        });
        let mut heard = Vec::new();
        let answer = client.open("tools/call", &params).answer(&mut heard);
        assert_eq!(answer["result"]["content"][0]["text"], "done");
        let said: Vec<_> = heard.iter().map(|message| &message["params"]).collect();
        let step = |n: u64| json!({ "progressToken": "a token", "progress": n, "total": 2 });
        assert_eq!(said, [&step(1), &step(2)]);
    }
}

#[test]
fn a_cancelled_call_is_cancelled_upstream() {
    let (_upstream, hub) = behind(&[]);
    let (legacy, modern) = (hub.legacy("/mcp"), hub.modern("/mcp"));
    let hold = |client: &Client, key: &str| {
        let arguments = json!({ "key": key });
        let meta = json!({ "progressToken": 1 });
        let params = json!({ "name": "far-hold", "arguments": arguments, "_meta": meta });
        let mut call = client.open("tools/call", &params);
        assert_eq!(call.message().unwrap()["params"]["message"], "held");
        call
    };
    let cancelled = |keys: &[&str]| {
        becomes(&json!(keys), || {
            let keys = modern.call("far-held", json!({}));
            serde_json::from_str::<Value>(&keys).unwrap()["cancelled"].take()
        });
    };
    let first = hold(&legacy, "first");
    legacy.notify("notifications/cancelled", &json!({ "requestId": first.id() }));
    cancelled(&["first"]);
    hold(&modern, "second").hang_up();
    cancelled(&["first", "second"]);
}

#[test]
fn a_server_request_reaches_the_client_that_caused_it() {
    let (_upstream, hub) = behind(&[]);
    let able = json!({ "sampling": {} });
    let arguments =
        json!({ "method": "sampling/createMessage", "params": r#"{"maxTokens":1.50}"# });
    let params = json!({ "name": "far-ask", "arguments": arguments });

    let legacy = Client::legacy(&hub.http(), "/mcp", able.clone());
    let mut asking = legacy.open("tools/call", &params);
    let raw = asking.raw().unwrap();
    assert!(raw.contains(r#""params":{"maxTokens":1.50}"#), "{raw}");
    legacy.reply(&serde_json::from_str(&raw).unwrap(), &json!({ "role": "assistant" }));
    let answer = asking.answer(&mut Vec::new());
    assert_eq!(answer["result"]["content"][0]["text"], r#"{"role":"assistant"}"#);

    let modern = Client::modern(&hub.http(), "/mcp", able);
    let request = modern.result("tools/call", params.clone());
    assert_eq!(request["resultType"], "input_required", "{request}");
    let mut again = params;
    again["requestState"] = request["requestState"].clone();
    again["inputResponses"] = json!({ "model_answer": { "role": "user" } });
    let answer = modern.result("tools/call", again);
    assert_eq!(answer["content"][0]["text"], r#"{"role":"user"}"#);
}

#[test]
fn a_lost_stream_is_reopened_and_waiting_calls_fail() {
    let (_upstream, hub) = behind(&[]);
    let client = hub.modern("/mcp");
    let params = json!({
        "name": "far-hold", "arguments": { "key": "k" }, "_meta": { "progressToken": 1 }
    });
    let mut waiting = client.open("tools/call", &params);
    assert_eq!(waiting.message().unwrap()["params"]["message"], "held");
    client.request("tools/call", json!({ "name": "far-forget_sessions" }));
    let answer = waiting.answer(&mut Vec::new());
    assert_eq!(answer["error"]["data"]["mcphub"]["kind"], "outcome_unknown", "{answer}");
    wait_for("an answer on a new stream", || {
        let arguments = json!({ "text": "again" });
        let call = json!({ "name": "far-echo", "arguments": arguments });
        let answer = client.request("tools/call", call);
        (answer["result"]["content"][0]["text"] == "again").then_some(())
    });
}

#[test]
fn both_directions_send_the_configured_headers() {
    let upstream = HttpUpstream::start(&["--sse-transport", "--bearer", "s3cret"]);
    let mut entry = upstream.entry();
    entry["headers"] = json!({ "Authorization": "Bearer ${TOKEN}", "X-Own": "yes" });
    entry["env"] = json!({ "TOKEN": "s3cret" });
    entry["passthroughHeaders"] = json!(["X-Caller"]);
    let hub = Hub::start(&settings([("far", entry), ("near", upstream.entry())]));
    hub.lists_tool("/mcp", "far-headers");
    let http = hub.http().with("x-caller", "me").with("traceparent", "00-1-2-03");
    let client = Client::modern(&http, "/mcp", json!({}));
    let headers: Value = serde_json::from_str(&client.call("far-headers", json!({}))).unwrap();
    let seen = ["x-own", "x-caller", "traceparent"].map(|name| headers[name].as_str());
    assert_eq!(seen, [Some("yes"), Some("me"), Some("00-1-2-03")]);
    // The other server has no credential, and the hub reports it.
    hub.wait_for_log("it requires a credential (HTTP 401 Unauthorized from");
    assert!(!hub.log().contains("s3cret"), "{}", hub.log());
}

#[test]
fn an_untyped_url_falls_back_to_sse() {
    let upstream = HttpUpstream::start(&["--sse-transport"]);
    let url = format!("http://{}/mcp", upstream.address());
    let typed = json!({ "type": "streamable-http", "url": url });
    let hub = Hub::start(&settings([("far", json!({ "url": url })), ("typed", typed)]));
    hub.lists_tool("/mcp", "far-echo");
    assert_eq!(hub.modern("/mcp").call("far-echo", json!({ "text": "x" })), "x");
    // If the transport is given, there is no fallback, only the reason for the failure.
    hub.wait_for_log("not connected: HTTP 405");
}
