//! A client in the settings can list and call only the servers on its list; all others are unknown
//! to it.

use serde_json::{Value, json};

use crate::support::client::{Client, wait_for_notification};
use crate::support::http::Http;
use crate::support::process::becomes;
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

const TOKEN: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
const OTHER: &str = "zyxwvutsrqponmlkjihgfedcba9876543210";

fn file(allowed: Value) -> Value {
    let mut file = settings([("one", demo(&[])), ("two", demo(&[]))]);
    file["groups"] = json!([
        { "name": "both", "servers": ["one", "two"] },
        { "name": "second", "servers": ["two"], "visibility": "private", "owner": "ann" }
    ]);
    file["mcpClients"] = json!([{ "name": "cursor", "accessToken": TOKEN, "allowList": allowed }]);
    file
}

fn hub(allowed: Value) -> Hub {
    // A client with access to all servers is used to wait until all are connected.
    let mut file = file(allowed);
    let witness = json!({ "name": "witness", "accessToken": OTHER, "allowList": ["*"] });
    file["mcpClients"].as_array_mut().unwrap().push(witness);
    let hub = Hub::start(&file);
    let witness = Client::legacy(&hub.http().bearer(OTHER), "/mcp", json!({}));
    becomes(&8, || witness.tool_names().len());
    hub
}

fn status(http: &Http, path: &str) -> u16 {
    let body = json!({
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": { "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } }
    });
    let headers = [("accept", "application/json, text/event-stream")];
    http.open("POST", path, &headers, &body.to_string()).status
}

#[test]
fn a_client_lists_and_calls_only_the_servers_on_its_list() {
    let hub = hub(json!(["one"]));
    for http in [hub.http().bearer(TOKEN), hub.http().with("authorization", TOKEN)] {
        for (path, name) in [
            ("/mcp", "one-echo"),
            ("/mcp/one", "one-echo"),
            ("/mcp/both", "one-echo"),
            ("/v0/groups/both/mcp", "one__echo"),
            ("/direct/one", "echo"),
        ] {
            for client in
                [Client::legacy(&http, path, json!({})), Client::modern(&http, path, json!({}))]
            {
                let names = client.tool_names();
                assert_eq!((names.len(), names[0].as_str()), (4, name), "{path}: {names:?}");
                assert_eq!(client.call(name, json!({ "text": "in" })), "in");
                let other = name.replace("one", "two");
                let answer = client.request("tools/call", json!({ "name": other }));
                let told = format!("Unknown tool: {other}");
                assert!(other == name || answer["error"]["message"] == told, "{path}: {answer}");
                let prompts = client.list("prompts/list", "prompts");
                assert!(!prompts.iter().any(|p| p["name"] == "two-tour"), "{path}: {prompts:?}");
            }
        }
        let second = Client::legacy(&http, "/mcp/second", json!({}));
        assert_eq!(second.tool_names(), [""; 0]);
        let read = second.request("resources/read", json!({ "uri": "demo://about" }));
        assert!(read.get("error").is_some(), "{read}");
        for path in ["/mcp/two", "/direct/two", "/mcp/none"] {
            assert_eq!(status(&http, path), 404, "{path}");
        }
        assert_eq!(status(&http, "/cursor/mcp"), 401);
        assert_eq!(http.send("GET", "/api/servers", "").0, 401);
        assert_eq!(http.open("GET", "/sse", &[], "").status, 200);
    }
    for http in [hub.http(), hub.http().bearer("wrong"), hub.http().with("authorization", "x")] {
        assert_eq!(status(&http, "/mcp"), 401);
    }
}

#[test]
fn a_list_that_is_empty_or_absent_shows_nothing() {
    for allowed in [json!([]), Value::Null] {
        let hub = hub(allowed);
        let client = Client::legacy(&hub.http().bearer(TOKEN), "/mcp", json!({}));
        assert_eq!(client.tool_names(), [""; 0]);
    }
}

#[test]
fn changes_of_a_client_apply_at_once() {
    let hub = hub(json!(["one"]));
    let http = hub.http().bearer(TOKEN);
    let client = Client::legacy(&http, "/mcp", json!({}));
    let mut standing = client.listen(&[]);
    let mut sse = http.open("GET", "/sse", &[("accept", "text/event-stream")], "");
    assert_eq!((client.tool_names().len(), sse.event().is_some()), (4, true));
    // A change of the list applies at once, and the session stays.
    hub.edit(|file| file["mcpClients"][0]["allowList"] = json!(["two"]));
    wait_for_notification(&mut standing, "notifications/tools/list_changed");
    assert_eq!(client.tool_names()[0], "two-echo");
    hub.run(&["rename", "two", "second"]);
    becomes("second-echo", || client.tool_names().first().cloned().unwrap_or_default());
    // A change of the token closes the streams opened with the old one.
    hub.edit(|file| file["mcpClients"][0]["accessToken"] = json!("a-new-token-0123456789"));
    becomes(&401, || status(&http, "/mcp"));
    while standing.event().is_some() {}
    while sse.event().is_some() {}
    let renewed = hub.http().bearer("a-new-token-0123456789");
    let mut sse = renewed.open("GET", "/sse", &[("accept", "text/event-stream")], "");
    assert!(sse.event().is_some());
    hub.edit(|file| drop(file["mcpClients"].as_array_mut().unwrap().remove(0)));
    becomes(&401, || status(&renewed, "/mcp"));
    while sse.event().is_some() {}
}
