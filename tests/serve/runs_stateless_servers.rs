//! A stateless server gets a new connection for each call, closed afterwards; other servers keep
//! one.

use std::collections::HashSet;
use std::thread;

use serde_json::{Value, json};

use crate::support::client::{Client, Open};
use crate::support::http::Http;
use crate::support::process::{becomes, descendants, is_alive};
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, scripted_server, settings};

/// Sets the `sessionMode` of a server.
fn with_mode(mut entry: Value, mode: &str) -> Value {
    entry["sessionMode"] = json!(mode);
    entry
}

fn pid(client: &Client) -> u32 {
    client.call("one-pid", json!({})).parse().unwrap()
}

fn hold(client: &Client, key: &str) -> Open {
    let params = json!({
        "name": "one-hold", "arguments": { "key": key }, "_meta": { "progressToken": 1 }
    });
    client.open("tools/call", &params)
}

fn is_held(held: &mut Open) -> bool {
    held.message().unwrap()["params"]["message"] == "held"
}

#[test]
fn each_call_of_a_stateless_server_has_its_own_process() {
    for era in ["legacy", "modern"] {
        let entry = scripted_server(&["--era", era, "--fork"]);
        let hub = Hub::start(&settings([("one", with_mode(entry, "stateless"))]));
        hub.lists_tool("/mcp", "one-pid");
        let kept = descendants(hub.pid()).len();
        for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
            let pids: HashSet<u32> = (0..3).map(|_| pid(&client)).collect();
            assert_eq!(pids.len(), 3, "{era}");
            becomes(&false, || pids.iter().any(|pid| is_alive(*pid)));
            client.result("prompts/get", json!({ "name": "one-plain" }));
            client.result("resources/read", json!({ "uri": "test://shared" }));
        }
        becomes(&kept, || descendants(hub.pid()).len());
        hub.edit(|file| file["mcpServers"]["one"]["sessionMode"] = json!("stateful"));
        becomes(&true, || {
            let client = hub.legacy("/mcp");
            pid(&client) == pid(&client)
        });
    }
}

#[test]
fn messages_during_a_call_reach_its_client() {
    let far = HttpUpstream::start(&["--era", "legacy"]);
    for entry in
        [scripted_server(&["--era", "legacy"]), scripted_server(&["--era", "modern"]), far.entry()]
    {
        let hub = Hub::start(&settings([("one", with_mode(entry, "stateless"))]));
        hub.lists_tool("/mcp", "one-ask");
        let client = Client::legacy(&hub.http(), "/mcp", json!({ "sampling": {} }));
        let params = json!({
            "name": "one-progress", "arguments": { "steps": 2 }, "_meta": { "progressToken": "p" }
        });
        let mut heard = Vec::new();
        let answer = client.open("tools/call", &params).answer(&mut heard);
        let steps: Vec<_> = heard.iter().map(|told| &told["params"]["progress"]).collect();
        assert_eq!((answer["error"].is_null(), steps), (true, vec![&json!(1), &json!(2)]));

        let arguments = json!({ "method": "sampling/createMessage" });
        let params = json!({ "name": "one-ask", "arguments": arguments });
        let mut asking = client.open("tools/call", &params);
        let request = asking.message().unwrap();
        assert_eq!(request["method"], "sampling/createMessage");
        client.reply(&request, &json!({ "role": "assistant" }));
        let answer = asking.answer(&mut Vec::new());
        assert_eq!(answer["result"]["content"][0]["text"], r#"{"role":"assistant"}"#);
    }
}

#[test]
fn a_cancelled_call_ends_its_process() {
    let hub =
        Hub::start(&settings([("one", with_mode(scripted_server(&["--linger"]), "stateless"))]));
    hub.lists_tool("/mcp", "one-hold");
    let kept = descendants(hub.pid()).len();
    let (legacy, modern) = (hub.legacy("/mcp"), hub.modern("/mcp"));
    let (mut first, mut second) = (hold(&legacy, "a"), hold(&modern, "b"));
    assert!(is_held(&mut first) && is_held(&mut second));
    assert_eq!(descendants(hub.pid()).len(), kept + 2);
    legacy.notify("notifications/cancelled", &json!({ "requestId": first.id() }));
    second.hang_up();
    becomes(&kept, || descendants(hub.pid()).len());
}

#[test]
fn calls_beyond_the_limit_are_queued() {
    let far = HttpUpstream::start(&["--era", "legacy"]);
    let hub = Hub::start(&settings([("one", with_mode(far.entry(), "stateless"))]));
    hub.lists_tool("/mcp", "one-hold");
    let client = hub.legacy("/mcp");
    let mut held: Vec<Open> = (0..16).map(|n| hold(&client, &n.to_string())).collect();
    assert!(held.iter_mut().all(is_held));
    let other = hub.legacy("/mcp");
    // The call receives nothing until it has a connection.
    let next = thread::spawn(move || is_held(&mut hold(&other, "next")));
    let direct = Client::legacy(&Http::to(far.address().parse().unwrap()), "/mcp", json!({}));
    let is_there = |key: &str| {
        let held: Value = serde_json::from_str(&direct.call("held", json!({}))).unwrap();
        held["held"].as_array().unwrap().contains(&json!(key))
    };
    assert!(is_there("15") && !is_there("next"));
    direct.call("release", json!({ "key": "3" }));
    assert_eq!(held[3].answer(&mut Vec::new())["result"]["content"][0]["text"], "released");
    assert!(next.join().unwrap());
}
