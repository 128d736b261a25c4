//! Valid responses in nonstandard framing are accepted; invalid ones end their call immediately;
//! incomplete lists are read again.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use crate::support::odd_http::{OddHttp, ReceivedRequest, Reply};
use crate::support::server::Hub;
use crate::support::upstream::{scripted_server, settings};

type Wrap = fn(&str) -> (&'static str, String);

/// Framings of a message in the response to a POST.
const WRAPPED: [(&str, Wrap); 7] = [
    ("untyped", |said| ("", format!("event: message\ndata: {said}\n\n"))),
    ("events as JSON", |said| ("application/json", format!("data: {said}\n\n"))),
    ("JSON as events", |said| ("text/event-stream", format!("{said}\n"))),
    ("a batch", |said| ("application/json", format!("[{said}]"))),
    ("a batch in an event", |said| ("text/event-stream", format!("data: [{said}]\n\n"))),
    ("no empty line", |said| ("text/event-stream", format!("data: {said}\n"))),
    ("no line end", |said| ("text/event-stream", format!("data: {said}"))),
];

#[test]
fn a_response_over_http_is_read_in_any_framing() {
    for (name, wrap) in WRAPPED {
        let server = OddHttp::start(move |request| {
            let plain = request.default_response(None);
            if plain.status != 200 {
                return plain;
            }
            let (kind, body) = wrap(&String::from_utf8(plain.body).unwrap());
            match kind {
                "" => Reply { body: body.into(), ..Reply::status(200) },
                kind => Reply::text(200, kind, body),
            }
        });
        let hub = Hub::start(&settings([("far", server.entry())]));
        hub.lists_tool("/mcp", "far-hello");
        assert_eq!(hub.modern("/mcp").call("far-hello", json!({})), "hi", "{name}");
    }
}

#[test]
fn an_invalid_or_incomplete_event_ends_its_call() {
    let call = json!({ "name": "far-hello", "arguments": {} });
    for (body, why) in [
        (r#"data: {"jsonrpc":"2.0","id":@,"result":{"x":NaN}}"#, "its response is malformed: "),
        (r#"data: {"jsonrpc":"2.0","id":@,"resu"#, "the stream ended before the response"),
    ] {
        let server = OddHttp::start(move |request: &ReceivedRequest| {
            if !request.is_call() {
                return request.default_response(None);
            }
            let body = body.replace('@', &request.body["id"].to_string());
            let end = if why.starts_with("its") { "\n\n" } else { "" };
            Reply::text(200, "text/event-stream", body + end)
        });
        let hub = Hub::start(&settings([("far", server.entry())]));
        hub.lists_tool("/mcp", "far-hello");
        let answer: Value = hub.modern("/mcp").request("tools/call", call.clone());
        let said = answer["error"]["message"].as_str().unwrap_or_default();
        assert!(said.starts_with(&format!("server `far`: {why}")), "{answer}");
        assert_eq!(answer["error"]["data"]["mcphub"]["outcome_unknown"], true, "{answer}");
    }
}

#[test]
fn a_response_over_a_pipe_is_read_between_other_text() {
    let hub = Hub::start(&settings([("odd", scripted_server(&["--era", "legacy"]))]));
    hub.lists_tool("/mcp", "odd-raw");
    let client = hub.legacy("/mcp");
    let message = r#"{"jsonrpc":"2.0","id":@ID@,"result":{"content":[]}}"#;
    for (before, after) in [
        ("DEBUG ", ""),
        ("....", " done"),
        ("\u{1b}[32m[INFO] {x} 2026-07-28 ", "\u{1b}[0m"),
        ("", " done"),
        ("{\"level\":\"info\"} ", ""),
        ("Content-Length: 52 ", ""),
        ("", " Content-Length: 52"),
    ] {
        let response = format!("{before}{message}{after}");
        let arguments = json!({ "response": response });
        let params = json!({ "name": "odd-raw", "arguments": arguments });
        let answer = client.request("tools/call", params);
        assert_eq!(answer["result"], json!({ "content": [] }), "{response}");
    }
}

#[test]
fn an_incomplete_list_is_read_again_until_it_is_complete() {
    let lists = AtomicUsize::new(0);
    let server = OddHttp::start(move |request| {
        let is_first = || lists.fetch_add(1, Ordering::SeqCst) == 0;
        match request.method() {
            "tools/list" if is_first() => Reply::json(200, &request.error(-32603, "no database")),
            _ => request.default_response(None),
        }
    });
    let hub = Hub::start(&settings([("far", server.entry())]));
    hub.wait_for_log("tools/list failed: no database");
    hub.lists_tool("/mcp", "far-hello");
    assert_eq!(hub.modern("/mcp").call("far-hello", json!({})), "hi");
}
