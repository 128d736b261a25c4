//! Messages that a server sends outside of requests reach the right session, and messages of a
//! client reach the servers that they concern.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::client::{Client, Open, wait_for_notification};
use crate::support::http::Response;
use crate::support::process::becomes;
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, scripted_server, settings};

/// Starts a hub with a legacy server over stdio, over streamable HTTP and over HTTP with SSE.
fn hub(args: &[&str]) -> (Hub, [HttpUpstream; 2]) {
    let legacy = [&["--era", "legacy"], args].concat();
    let far = HttpUpstream::start(&legacy);
    let older = HttpUpstream::start(&[&["--sse-transport"], args].concat());
    let servers = settings([
        ("near", scripted_server(&legacy)),
        ("far", far.entry()),
        ("older", older.entry()),
    ]);
    let hub = Hub::start(&servers);
    for server in SERVERS {
        hub.lists_tool(&format!("/direct/{server}"), "echo");
    }
    (hub, [far, older])
}

const SERVERS: [&str; 3] = ["near", "far", "older"];

fn received_answers(client: &Client, tool: &str) -> Vec<Value> {
    let answers: Vec<String> = serde_json::from_str(&client.call(tool, json!({}))).unwrap();
    answers.iter().map(|answer| serde_json::from_str(answer).unwrap()).collect()
}

/// Returns the method of the next message on a stream.
fn next(stream: &mut Response) -> String {
    let message: Value = serde_json::from_str(&stream.event().unwrap()).unwrap();
    message["method"].as_str().unwrap().to_owned()
}

fn say(client: &Client, tool: &str, method: &str, params: &str) {
    client.call(tool, json!({ "method": method, "params": params }));
}

#[test]
fn a_request_outside_of_calls_goes_to_the_session_that_owns_the_connection() {
    let (hub, _upstreams) = hub(&["--ask-roots"]);
    for server in SERVERS {
        let path = format!("/direct/{server}");
        let client =
            Client::legacy(&hub.http(), &path, json!({ "roots": { "listChanged": true } }));
        let mut standing = client.listen(&[]);
        // The first list request opens the connection.
        client.tool_names();
        let request = wait_for_notification(&mut standing, "roots/list");
        client.reply(&request, &json!({ "roots": [{ "uri": "file:///a" }] }));
        let roots = json!({ "roots": [{ "uri": "file:///a" }] });
        becomes(&vec![roots.clone()], || received_answers(&client, "answered"));

        say(&client, "ask_after", "roots/list", r#"{"again":1.50}"#);
        let request = wait_for_notification(&mut standing, "roots/list");
        assert_eq!(request["params"].to_string(), r#"{"again":1.5}"#);
        client.reply(&request, &json!({ "roots": [] }));
        becomes(&vec![roots, json!({ "roots": [] })], || received_answers(&client, "answered"));
    }
}

#[test]
fn notifications_outside_of_calls_go_to_the_session_that_owns_the_connection() {
    let (hub, _upstreams) = hub(&[]);
    for server in SERVERS {
        let path = format!("/direct/{server}");
        let client = || Client::legacy(&hub.http(), &path, json!({ "roots": {} }));
        let (a, b) = (client(), client());
        let (mut hears_a, mut hears_b) = (a.listen(&[]), b.listen(&[]));
        for (method, params) in [
            ("notifications/message", r#"{"level":"info","data":1}"#),
            ("notifications/x-own", r#"{"n":1}"#),
            ("notifications/elicitation/complete", r#"{"elicitationId":"e"}"#),
        ] {
            say(&a, "say_after", method, params);
            assert_eq!(next(&mut hears_a), method, "{server}");
        }
        // The other session receives none of these messages.
        say(&b, "say_after", "notifications/for-b", "{}");
        assert_eq!(next(&mut hears_b), "notifications/for-b", "{server}");
    }
}

#[test]
fn a_log_message_that_may_be_for_several_sessions_of_one_client_reaches_them_all() {
    let hub = Hub::start(&settings([("one", scripted_server(&["--era", "legacy"]))]));
    hub.lists_tool("/mcp", "one-hold");
    let (a, b) = (hub.legacy("/mcp"), hub.legacy("/mcp"));
    let (mut hears_a, mut hears_b) = (a.listen(&[]), b.listen(&[]));
    let params = |key| json!({ "name": "one-hold", "arguments": { "key": key } });
    let under_way = [a.open("tools/call", &params("a")), b.open("tools/call", &params("b"))];
    becomes(&2, || {
        let held: Value = serde_json::from_str(&a.call("one-held", json!({}))).unwrap();
        held["held"].as_array().map_or(0, Vec::len)
    });
    say(&b, "one-say_after", "notifications/message", r#"{"level":"info","data":"which"}"#);
    for stream in [&mut hears_a, &mut hears_b] {
        let heard = wait_for_notification(stream, "notifications/message");
        assert_eq!(heard["params"], json!({ "level": "info", "data": "which" }));
    }
    for open in under_way {
        open.hang_up();
    }
}

#[test]
fn a_message_without_a_recipient_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record");
    let (hub, _upstreams) = hub(&["--record", record.to_str().unwrap()]);
    let told = |text: &str| fs::read_to_string(&record).unwrap().matches(text).count();
    for (n, server) in SERVERS.into_iter().enumerate() {
        let client = Client::legacy(&hub.http(), "/mcp", json!({ "sampling": {} }));
        let mut standing = client.listen(&[]);
        let tool = |name: &str| format!("{server}-{name}");
        say(&client, &tool("say_after"), "notifications/x-own", "{}");
        // On a separate stream, a server request can overtake the response of the call that causes
        // it, and then belongs to its caller. After the response it belongs to no call.
        while told(SHARED) == n {
            let asking = json!({ "method": "sampling/createMessage", "params": "{}" });
            let asking = json!({ "name": tool("ask_after"), "arguments": asking });
            let before = told(SHARED) + told(OVERTAKEN);
            let mut heard = Vec::new();
            client.open("tools/call", &asking).answer(&mut heard);
            if heard.is_empty() {
                becomes(&(before + 1), || told(SHARED) + told(OVERTAKEN));
            }
            for request in heard {
                client.reply(&request, &json!({}));
            }
        }
        client.call(&tool("change_tools"), json!({}));
        assert_eq!(next(&mut standing), "notifications/tools/list_changed", "{server}");
    }
}

/// The error that a server receives if its request arrives just as the only client's call ends.
const OVERTAKEN: &str = "the client cannot be asked";
const SHARED: &str = "this connection is shared, and it is unknown which client the request is for";

fn hold(client: &Client, server: &str, key: &str) -> Open {
    let params = json!({
        "name": format!("{server}-hold"),
        "arguments": { "key": key },
        "_meta": { "progressToken": 1 }
    });
    let mut call = client.open("tools/call", &params);
    assert_eq!(call.message().unwrap()["params"]["message"], "held");
    call
}

#[test]
fn a_request_on_a_shared_connection_goes_to_the_only_waiting_client() {
    let (hub, _upstreams) = hub(&[]);
    for server in ["far", "older"] {
        let client = || Client::legacy(&hub.http(), "/mcp", json!({ "sampling": {} }));
        let (a, b) = (client(), client());
        let tool = |name: &str| format!("{server}-{name}");
        let ask = || say(&a, &tool("ask_after"), "sampling/createMessage", r#"{"n":1}"#);

        // Calls of two sessions are in flight, so the request could belong to either.
        let mut waiting = [hold(&a, server, "a"), hold(&b, server, "b")];
        ask();
        let refusals = || received_answers(&b, &tool("answered"));
        becomes(&1, || refusals().len());
        assert_eq!(refusals()[0]["message"], SHARED);
        for (key, call) in ["a", "b"].into_iter().zip(&mut waiting) {
            b.call(&tool("release"), json!({ "key": key }));
            assert_eq!(call.answer(&mut Vec::new())["result"]["content"][0]["text"], "released");
        }
    }
    // Two calls of one session are in flight, so the request belongs to this client.
    let a = Client::legacy(&hub.http(), "/mcp", json!({ "sampling": {} }));
    let mut calls = [hold(&a, "far", "c"), hold(&a, "far", "d")];
    say(&a, "far-ask_after", "sampling/createMessage", r#"{"n":2}"#);
    let request = calls[0].message().unwrap();
    assert_eq!(request["params"], json!({ "n": 2 }), "{request}");
    a.reply(&request, &json!({ "role": "assistant" }));
    becomes(&json!({ "role": "assistant" }), || {
        received_answers(&a, "far-answered").pop().unwrap()
    });
}

#[test]
fn the_end_of_a_url_elicitation_is_notified_to_its_session() {
    let (hub, _upstreams) = hub(&[]);
    for server in SERVERS {
        let able = json!({ "elicitation": { "url": {} } });
        let client = || Client::legacy(&hub.http(), "/mcp", able.clone());
        let (a, b) = (client(), client());
        let (mut hears_a, mut hears_b) = (a.listen(&[]), b.listen(&[]));
        let params = r#"{"mode":"url","elicitationId":"e1","url":"https://x.test/","message":"m"}"#;
        let arguments = json!({ "method": "elicitation/create", "params": params });
        let name = format!("{server}-ask");
        let mut call = a.open("tools/call", &json!({ "name": name, "arguments": arguments }));
        let request = call.message().unwrap();
        assert_eq!(request["method"], "elicitation/create");
        a.reply(&request, &json!({ "action": "accept" }));
        call.answer(&mut Vec::new());

        // The same through an error that requires an elicitation.
        let data =
            r#"{"elicitations":[{"mode":"url","elicitationId":"e2","url":"https://x.test/"}]}"#;
        let error = json!({ "code": -32042, "message": "first this", "data": data });
        let name = format!("{server}-error");
        let answer = b.request("tools/call", json!({ "name": name, "arguments": error }));
        assert_eq!(answer["error"]["code"], -32042, "{answer}");

        // The sender of the call that triggers it does not matter.
        for id in ["e1", "e2"] {
            let done = json!({ "elicitationId": id }).to_string();
            let tool = format!("{server}-say_after");
            say(&b, &tool, "notifications/elicitation/complete", &done);
        }
        for (stream, id) in [(&mut hears_a, "e1"), (&mut hears_b, "e2")] {
            let done = wait_for_notification(stream, "notifications/elicitation/complete");
            assert_eq!(done["params"], json!({ "elicitationId": id }), "{server}");
        }
    }
}

/// Returns the params of the messages with this method received so far.
fn recorded_messages(record: &Path, method: &str) -> Vec<Value> {
    let text = fs::read_to_string(record).unwrap_or_default();
    let messages = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    messages.filter(|m| m["method"] == method).map(|mut m| m["params"].take()).collect()
}

#[test]
fn client_notifications_reach_only_the_clients_own_server() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record");
    let (hub, _upstreams) = hub(&["--record", record.to_str().unwrap()]);
    let mut told = 0;
    for server in SERVERS {
        let path = format!("/direct/{server}");
        let own = Client::legacy(&hub.http(), &path, json!({ "roots": { "listChanged": true } }));
        assert_eq!(own.call("echo", json!({ "text": "x" })), "x");
        let shared =
            Client::legacy(&hub.http(), "/mcp", json!({ "roots": { "listChanged": true } }));
        assert_eq!(shared.call(&format!("{server}-echo"), json!({ "text": "x" })), "x");
        for client in [&shared, &own] {
            client.notify("notifications/roots/list_changed", &json!({}));
            client.notify("notifications/x-own", &json!({ "n": 1.5 }));
        }
        told += 1;
        becomes(&told, || recorded_messages(&record, "notifications/x-own").len());
        becomes(&told, || recorded_messages(&record, "notifications/roots/list_changed").len());
        // A later request ensures that no message is still on its way.
        own.call("echo", json!({ "text": "x" }));
        assert_eq!(
            recorded_messages(&record, "notifications/x-own"),
            vec![json!({ "n": 1.5 }); told]
        );
    }
}

#[test]
fn progress_on_a_server_request_reaches_that_server() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record");
    let (hub, _upstreams) = hub(&["--record", record.to_str().unwrap()]);
    let client = Client::legacy(&hub.http(), "/mcp", json!({ "sampling": {} }));
    let mut expected = Vec::new();
    let request = SERVERS.map(|server| {
        // All of them use the same token.
        let params = format!(r#"{{"_meta":{{"progressToken":7}},"of":"{server}"}}"#);
        let arguments = json!({ "method": "sampling/createMessage", "params": params });
        let name = format!("{server}-ask");
        let mut call = client.open("tools/call", &json!({ "name": name, "arguments": arguments }));
        let request = call.message().unwrap();
        assert_eq!(request["params"]["of"], server);
        (call, request)
    });
    for (n, (mut call, request)) in request.into_iter().enumerate() {
        let token = &request["params"]["_meta"]["progressToken"];
        let params = json!({ "progressToken": token, "progress": n });
        client.notify("notifications/progress", &params);
        expected.push(json!({ "progressToken": 7, "progress": n }));
        becomes(&expected, || recorded_messages(&record, "notifications/progress"));
        client.reply(&request, &json!({ "role": "assistant" }));
        call.answer(&mut Vec::new());
        // The request has ended, so no server expects this progress.
        client.notify("notifications/progress", &params);
    }
    assert_eq!(recorded_messages(&record, "notifications/progress"), expected);
}

#[test]
fn a_cancellation_contains_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let record = folder.path().join("record");
    let (hub, _upstreams) = hub(&["--record", record.to_str().unwrap()]);
    let client = hub.legacy("/mcp");
    for (n, server) in SERVERS.into_iter().enumerate() {
        let held = hold(&client, server, "k");
        let params = json!({ "requestId": held.id(), "reason": "an \"empty\" room" });
        client.notify("notifications/cancelled", &params);
        becomes(&(n + 1), || recorded_messages(&record, "notifications/cancelled").len());
        let cancelled = recorded_messages(&record, "notifications/cancelled").pop().unwrap();
        assert_eq!(cancelled["reason"], "an \"empty\" room", "{server}");
    }
}
