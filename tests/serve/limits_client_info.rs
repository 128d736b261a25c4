//! The size of client capabilities and client info is limited, since the hub keeps them for the
//! session.

use serde_json::{Value, json};

use crate::support::client::{Client, LEGACY};
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

/// Values above the limit: in the first, in the second, and in both together.
fn too_large() -> [(Value, Value); 3] {
    let (whole, half) = ("x".repeat(1 << 20), "x".repeat(40 << 10));
    [
        (json!({ "experimental": { "x": whole } }), json!({ "name": "test", "version": "1" })),
        (json!({}), json!({ "name": whole, "version": "1" })),
        (json!({ "experimental": { "x": half } }), json!({ "name": half, "version": "1" })),
    ]
}

fn expect_rejection(answer: &Value) {
    assert_eq!(answer["error"]["code"], -32602, "{answer}");
    let text = answer["error"]["message"].as_str().unwrap();
    assert!(text.ends_with("bytes; at most 65536 are allowed"), "{text}");
}

#[test]
fn a_client_that_declares_too_much_gets_no_session() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    hub.lists_tool("/mcp", "one-echo");
    for (capabilities, info) in too_large() {
        let params =
            json!({ "protocolVersion": LEGACY, "capabilities": capabilities, "clientInfo": info });
        let body = json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params });
        let accept = [("accept", "application/json, text/event-stream")];
        let mut response = hub.http().open("POST", "/mcp", &accept, &body.to_string());
        assert_eq!(response.header("mcp-session-id"), None);
        expect_rejection(&serde_json::from_str(&response.text()).unwrap());
    }
    // Slightly less is accepted.
    let able = json!({ "experimental": { "x": "x".repeat(60 << 10) } });
    let client = Client::legacy(&hub.http(), "/mcp", able);
    assert_eq!(client.call("one-echo", json!({ "text": "x" })), "x");
}

#[test]
fn a_request_that_declares_too_much_is_refused_and_so_are_long_ids_and_uris() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    hub.lists_tool("/mcp", "one-echo");
    let able = json!({ "experimental": { "x": "x".repeat(1 << 20) } });
    expect_rejection(&Client::modern(&hub.http(), "/mcp", able).request("tools/list", json!({})));

    let client = hub.legacy("/mcp");
    let id = "x".repeat(5_000);
    let body = json!({ "jsonrpc": "2.0", "id": id, "method": "tools/list" }).to_string();
    let mut response = client.post("tools/list", None, &body);
    let answer: Value = serde_json::from_str(&response.text()).unwrap();
    assert_eq!((response.status, &answer["error"]["code"]), (400, &json!(-32600)));
    let uri = format!("demo://{}", "x".repeat(3_000));
    let answer = client.request("resources/subscribe", json!({ "uri": uri }));
    assert_eq!(answer["error"]["message"], "`params.uri` has more than 2048 bytes");
}
