//! Unusual but harmless requests, as real clients send them.

use serde_json::{Value, json};

use crate::support::http::Http;
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

const JSON: [(&str, &str); 2] =
    [("content-type", "application/json"), ("accept", "application/json, text/event-stream")];

fn post(http: &Http, more: &[(&str, &str)], body: &str) -> (u16, Option<String>, Value) {
    let headers: Vec<_> = JSON.iter().chain(more).copied().collect();
    let mut response = http.open("POST", "/mcp", &headers, body);
    let session = response.header("mcp-session-id").map(str::to_owned);
    let text = response.text();
    (response.status, session, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

fn initialize(version: &str) -> String {
    let client = json!({ "name": "t", "version": "1" });
    let params = json!({ "protocolVersion": version, "capabilities": {}, "clientInfo": client });
    json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params }).to_string()
}

#[test]
fn an_unknown_revision_is_negotiated_at_first_and_rejected_later() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    let http = hub.http();
    let unknown = ("mcp-protocol-version", "2099-01-01");
    let (status, session, answer) = post(&http, &[unknown], &initialize("2099-01-01"));
    assert_eq!(status, 200, "{answer}");
    assert_eq!(answer["result"]["protocolVersion"], "2025-11-25");
    let session = session.unwrap();
    let list = r#"{"jsonrpc":"2.0","id":2,"method":"tools/list"}"#;
    let (status, _, answer) = post(&http, &[unknown, ("mcp-session-id", &session)], list);
    let supported = ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"];
    let wanted = json!({
        "jsonrpc": "2.0",
        "id": 2,
        "error": {
            "code": -32022,
            "message": format!("Unsupported protocol version; supported are {}", supported.join(", ")),
            "data": { "supported": supported, "requested": "2099-01-01" },
        },
    });
    assert_eq!((status, answer), (400, wanted));
}

#[test]
fn a_byte_order_mark_before_a_body_is_ignored() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    let body = format!("\u{feff}{}", initialize("2025-11-25"));
    let (status, _, answer) = post(&hub.http(), &[], &body);
    assert_eq!((status, &answer["id"]), (200, &json!(1)), "{answer}");
}

#[test]
fn an_empty_cursor_is_the_first_page_in_the_modern_era() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    hub.lists_tool("/mcp", "one-echo");
    let list = |cursor: &str| {
        hub.modern("/mcp").result("tools/list", json!({ "cursor": cursor }))["tools"].clone()
    };
    let all = hub.modern("/mcp").result("tools/list", json!({}))["tools"].clone();
    assert_eq!(list(""), all);
    let legacy = hub.legacy("/mcp").request("tools/list", json!({ "cursor": "" }));
    assert_eq!(legacy["error"]["message"], "Invalid cursor");
}

#[test]
fn the_error_for_an_unknown_host_names_the_settings() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    let (status, _, answer) =
        post(&hub.http(), &[("host", "docker.internal")], &initialize("2025-11-25"));
    let wanted = "this Host or Origin is not known here; see ALLOWED_HOSTS and ALLOWED_ORIGINS";
    assert_eq!((status, answer["error"]["message"].as_str()), (403, Some(wanted)), "{answer}");
}
