//! Clients that support only stdio, or only the legacy HTTP+SSE transport, are fully supported: by
//! `serve --stdio`, by `connect`, and at `/sse`.

use std::fs;
use std::sync::Arc;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::http::Http;
use crate::support::pipe::Pipe;
use crate::support::process::{becomes, descendants, is_alive, wait_for};
use crate::support::server::Hub;
use crate::support::upstream::{scripted_server, settings};

/// Starts a hub with one server, for clients on the network.
fn hub(args: &[&str]) -> Hub {
    let hub = Hub::start(&settings([("one", scripted_server(args))]));
    hub.lists_tool("/mcp", "one-echo");
    hub
}

/// Starts `serve --stdio` with one server; returns it with its folder.
fn on_stdio(args: &[&str]) -> (Arc<TempDir>, Pipe) {
    let folder = Arc::new(TempDir::new().unwrap());
    let file = folder.path().join("mcp_settings.json");
    fs::write(&file, settings([("one", scripted_server(args))]).to_string()).unwrap();
    let words = ["serve", "--stdio", "--config", file.to_str().unwrap()];
    let pipe = Pipe::process(folder.path(), &words);
    (folder, pipe)
}

/// Starts `connect` to a hub's endpoint of all servers.
fn start_bridge(hub: &Hub) -> Pipe {
    let url = format!("http://{}/mcp", hub.address);
    Pipe::process(hub.folder.path(), &["connect", &url])
}

/// Tests the features of a legacy client, on any transport.
fn a_legacy_client_is_served(pipe: &mut Pipe, version: &str) {
    let able = json!({ "sampling": {} });
    let greeting = pipe.initialize(version, &able);
    assert_eq!(greeting["protocolVersion"], version);
    assert_eq!(pipe.request("ping", json!({}))["result"], json!({}));
    assert_eq!(pipe.call("one-echo", &json!({ "text": "grüße" })), "grüße");

    // Progress arrives before the response, with the caller's own token.
    let params = json!({
        "name": "one-progress", "arguments": { "steps": 3 }, "_meta": { "progressToken": "p" }
    });
    let id = pipe.ask("tools/call", params);
    for step in 1..=3 {
        let told = pipe.wait_for_notification("notifications/progress");
        assert_eq!(
            (&told["params"]["progressToken"], &told["params"]["progress"]),
            (&json!("p"), &json!(step))
        );
    }
    assert_eq!(pipe.answer(id)["error"], Value::Null);

    // A server request arrives, and the response reaches the server.
    let arguments = json!({ "method": "sampling/createMessage", "params": "{\"messages\":[]}" });
    let id = pipe.ask("tools/call", json!({ "name": "one-ask", "arguments": arguments }));
    let request = pipe.wait_for_notification("sampling/createMessage");
    pipe.send(&json!({ "jsonrpc": "2.0", "id": request["id"], "result": { "role": "assistant" } }));
    assert_eq!(pipe.answer(id)["result"]["content"][0]["text"], r#"{"role":"assistant"}"#);

    // A cancelled call is cancelled upstream, and gets no response.
    let params = json!({
        "name": "one-hold", "arguments": { "key": version }, "_meta": { "progressToken": 1 }
    });
    let held = pipe.ask("tools/call", params);
    assert_eq!(pipe.wait_for_notification("notifications/progress")["params"]["message"], "held");
    let params = json!({ "requestId": held });
    pipe.send(&json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": params }));
    becomes(&json!([version]), || {
        let held = pipe.call("one-held", &json!({}));
        serde_json::from_str::<Value>(&held).unwrap()["cancelled"].take()
    });

    // Changes are notified without a subscription.
    pipe.request("resources/subscribe", json!({ "uri": "scripted://one" }));
    pipe.call("one-change_tools", &json!({}));
    pipe.wait_for_notification("notifications/tools/list_changed");
}

#[test]
fn a_legacy_client_on_standard_streams() {
    for version in ["2025-11-25", "2024-11-05"] {
        let (_folder, mut pipe) = on_stdio(&["--era", "legacy"]);
        a_legacy_client_is_served(&mut pipe, version);
        let children = descendants(pipe.pid());
        assert!(!children.is_empty());
        assert_eq!(pipe.close().code(), Some(0));
        wait_for("the end of the children", || {
            (!children.iter().any(|pid| is_alive(*pid))).then_some(())
        });
    }
}

#[test]
fn a_legacy_client_over_the_bridge() {
    let hub = hub(&["--era", "modern"]);
    let mut pipe = start_bridge(&hub);
    a_legacy_client_is_served(&mut pipe, "2025-06-18");
    assert_eq!(pipe.close().code(), Some(0));
}

#[test]
fn a_legacy_client_over_sse() {
    for path in ["/sse", "/sse/one"] {
        let hub = hub(&["--era", "legacy"]);
        let mut pipe = Pipe::sse(&hub.http(), path);
        a_legacy_client_is_served(&mut pipe, "2024-11-05");
    }
}

#[test]
fn a_modern_client_on_standard_streams_and_over_the_bridge() {
    let hub = hub(&["--era", "modern"]);
    let (_folder, near) = on_stdio(&["--era", "legacy"]);
    for mut pipe in [near, start_bridge(&hub)] {
        pipe.be_modern(json!({ "sampling": {} }));
        let found = pipe.request("server/discover", json!({}));
        assert_eq!(found["result"]["supportedVersions"][0], "2026-07-28");
        assert_eq!(pipe.call("one-echo", &json!({ "text": "x" })), "x");
        let refused = pipe.request("ping", json!({}));
        assert_eq!(refused["error"]["code"], -32601);

        // The result contains the server request; the call continues with the client's response.
        let arguments =
            json!({ "method": "sampling/createMessage", "params": "{\"messages\":[]}" });
        let mut params = json!({ "name": "one-ask", "arguments": arguments });
        let request = pipe.request("tools/call", params.clone());
        let (key, _) =
            request["result"]["inputRequests"].as_object().unwrap().iter().next().unwrap();
        params["inputResponses"] = json!({ key: { "role": "assistant" } });
        params["requestState"] = request["result"]["requestState"].clone();
        let answer = pipe.request("tools/call", params);
        assert_eq!(answer["result"]["content"][0]["text"], r#"{"role":"assistant"}"#);

        // A subscription is acknowledged first, then notified of changes, and ends when cancelled.
        let wanted = json!({ "notifications": { "toolsListChanged": true } });
        let listening = pipe.ask("subscriptions/listen", wanted);
        pipe.wait_for_notification("notifications/subscriptions/acknowledged");
        pipe.call("one-change_tools", &json!({}));
        let told = pipe.wait_for_notification("notifications/tools/list_changed");
        let tag = &told["params"]["_meta"]["io.modelcontextprotocol/subscriptionId"];
        assert_eq!(*tag, json!(listening));

        let params = json!({ "name": "one-hold", "arguments": { "key": "m" }, "_meta": { "progressToken": 1 } });
        let held = pipe.ask("tools/call", params);
        assert_eq!(
            pipe.wait_for_notification("notifications/progress")["params"]["message"],
            "held"
        );
        for id in [held, listening] {
            let params = json!({ "requestId": id });
            pipe.send(
                &json!({ "jsonrpc": "2.0", "method": "notifications/cancelled", "params": params }),
            );
        }
        becomes(&json!(["m"]), || {
            let held = pipe.call("one-held", &json!({}));
            serde_json::from_str::<Value>(&held).unwrap()["cancelled"].take()
        });
        assert_eq!(pipe.close().code(), Some(0));
    }
}

#[test]
fn requests_in_flight_at_the_end_of_input_get_responses() {
    let (_folder, mut pipe) = on_stdio(&[]);
    pipe.initialize("2025-11-25", &json!({}));
    let id = pipe.ask("tools/call", json!({ "name": "one-echo", "arguments": { "text": "last" } }));
    assert_eq!(pipe.close().code(), Some(0));
    let rest = pipe.rest();
    let answers = rest.iter().filter(|message| message["id"] == id);
    let texts: Vec<_> = answers.map(|answer| &answer["result"]["content"][0]["text"]).collect();
    assert_eq!(texts, ["last"], "{rest:?}");
}

#[test]
fn invalid_messages_over_stdio_get_errors_and_are_not_fatal() {
    let (_folder, mut pipe) = on_stdio(&[]);
    pipe.send(&json!("text"));
    assert_eq!(pipe.message()["error"]["code"], -32600);
    assert_eq!(pipe.request("tools/list", json!({}))["error"]["code"], -32600);
    pipe.initialize("2025-11-25", &json!({}));
    pipe.send(&json!([{ "jsonrpc": "2.0", "id": 9, "method": "ping" }]));
    assert_eq!(pipe.message()["error"]["message"], "batches are not supported");
    assert_eq!(pipe.request("initialize", json!({}))["error"]["code"], -32600);
    assert_eq!(pipe.request("ping", json!({}))["result"], json!({}));
}

#[test]
fn a_client_of_2025_03_26_may_send_batches() {
    let hub = hub(&[]);
    let batch = json!([
        { "jsonrpc": "2.0", "id": "a", "method": "ping" },
        { "jsonrpc": "2.0", "method": "notifications/initialized" },
        { "jsonrpc": "2.0", "id": "b", "method": "tools/call", "params": { "name": "one-echo", "arguments": { "text": "b" } } }
    ]);
    let mut pipe = Pipe::sse(&hub.http(), "/sse");
    pipe.initialize("2025-03-26", &json!({}));
    pipe.send(&batch);
    let mut answers = [pipe.message(), pipe.message()];
    answers.sort_by_key(|answer| answer["id"].to_string());
    let texts = answers.map(|a| a["result"]["content"][0]["text"].clone());
    assert_eq!(texts, [Value::Null, json!("b")]);

    let greeting = hub.http().open("POST", "/mcp", &[], &json!({
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": { "protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } }
    }).to_string());
    let session = [("mcp-session-id", greeting.header("mcp-session-id").unwrap())];
    let mut answer = hub.http().open("POST", "/mcp", &session, &batch.to_string());
    let events: Vec<String> = std::iter::from_fn(|| answer.event()).collect();
    assert_eq!((answer.status, events.len()), (200, 2), "{events:?}");
    let silent = json!([{ "jsonrpc": "2.0", "method": "notifications/initialized" }]);
    assert_eq!(hub.http().open("POST", "/mcp", &session, &silent.to_string()).status, 202);
}

#[test]
fn stdio_can_be_limited_to_one_group_or_server() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("mcp_settings.json");
    let two = settings([("one", scripted_server(&[])), ("two", scripted_server(&[]))]);
    fs::write(&file, two.to_string()).unwrap();
    let words = |name| ["serve", "--stdio", "--target", name, "--config", file.to_str().unwrap()];
    let mut pipe = Pipe::process(folder.path(), &words("two"));
    pipe.initialize("2025-11-25", &json!({}));
    let tools = pipe.request("tools/list", json!({}));
    let names =
        tools["result"]["tools"].as_array().unwrap().iter().map(|t| t["name"].as_str().unwrap());
    assert!(names.clone().count() > 0 && names.into_iter().all(|name| name.starts_with("two-")));
    let mut absent = Pipe::process(folder.path(), &words("three"));
    assert_eq!(absent.close().code(), Some(6));
}

#[test]
fn messages_for_a_client_over_sse_need_its_id_and_credential() {
    let mut file = settings([("one", scripted_server(&[]))]);
    let key = |id: &str, token: &str| json!({ "id": id, "name": id, "token": token, "enabled": true, "accessType": "all" });
    file["bearerKeys"] =
        json!([key("a", "token-of-a-0123456789"), key("b", "token-of-b-0123456789")]);
    let hub = Hub::start(&file);
    let of = |token: &str| Http::to(hub.address).bearer(token);
    let (a, b) = (of("token-of-a-0123456789"), of("token-of-b-0123456789"));
    let mut pipe = Pipe::sse(&a, "/sse");
    pipe.initialize("2024-11-05", &json!({}));
    let ping = r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
    assert_eq!(hub.http().send("POST", pipe.place(), ping).0, 401);
    assert_eq!(b.send("POST", pipe.place(), ping).0, 404);
    assert_eq!(a.send("POST", "/messages?sessionId=none", ping).0, 404);
    assert_eq!(a.send("POST", "/sse", ping).0, 405);
    assert_eq!(hub.http().open("GET", "/sse", &[], "").status, 401);
    assert_eq!(a.open("GET", "/sse/nobody", &[], "").status, 404);
}

#[test]
fn a_client_over_sse_that_hangs_up_cancels_its_calls() {
    let hub = hub(&[]);
    let mut pipe = Pipe::sse(&hub.http(), "/sse");
    pipe.initialize("2024-11-05", &json!({}));
    let params =
        json!({ "name": "one-hold", "arguments": { "key": "h" }, "_meta": { "progressToken": 1 } });
    pipe.ask("tools/call", params);
    pipe.wait_for_notification("notifications/progress");
    drop(pipe);
    // The hub notices the closed connection when it sends the next event.
    hub.modern("/mcp").call("one-change_tools", json!({}));
    becomes(&json!(["h"]), || {
        let held = hub.modern("/mcp").call("one-held", json!({}));
        serde_json::from_str::<Value>(&held).unwrap()["cancelled"].take()
    });
}

#[test]
fn a_client_that_connects_during_startup_receives_the_instructions() {
    let (_folder, mut pipe) = on_stdio(&["--instructions", "be kind"]);
    let greeting = pipe.initialize("2025-11-25", &json!({}));
    assert_eq!(greeting["instructions"], "be kind");
}
