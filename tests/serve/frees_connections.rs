//! Clients that have left, or do not respond to a server request, do not block others.

use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::process::{becomes, descendants};
use crate::support::server::Hub;
use crate::support::upstream::{scripted_server, settings};

#[test]
fn unanswered_server_requests_do_not_block_others() {
    let hub = Hub::start(&settings([("one", scripted_server(&["--era", "legacy"]))]));
    hub.lists_tool("/mcp", "one-ask");
    let client = Client::modern(&hub.http(), "/mcp", json!({ "sampling": {} }));
    let arguments = json!({ "method": "sampling/createMessage", "params": "{}" });
    let call = json!({ "name": "one-ask", "arguments": arguments });

    // More calls than there are connections for server requests.
    let request: Vec<Value> = (0..12).map(|_| client.result("tools/call", call.clone())).collect();
    let retry = |request: &Value| {
        let (key, _) = request["inputRequests"].as_object().unwrap().iter().next().unwrap();
        let mut call = call.clone();
        call["inputResponses"] = json!({ key: { "role": "assistant" } });
        call["requestState"] = request["requestState"].clone();
        client.request("tools/call", call)
    };
    let first = retry(&request[0]);
    assert_eq!(first["error"]["code"], -32010, "{first}");
    let last = retry(&request[11]);
    assert_eq!(last["result"]["content"][0]["text"], r#"{"role":"assistant"}"#, "{last}");
    assert_eq!(client.call("one-echo", json!({ "text": "x" })), "x");
}

#[test]
fn a_waiting_call_takes_the_first_free_connection() {
    let hub = Hub::start(&settings([("one", scripted_server(&["--era", "legacy"]))]));
    hub.lists_tool("/mcp", "one-ask");
    let client = Client::modern(&hub.http(), "/mcp", json!({ "sampling": {} }));
    // From now on the hub knows that the server sends requests, and separates calls.
    let arguments = json!({ "method": "sampling/createMessage", "params": "{}" });
    client.result("tools/call", json!({ "name": "one-ask", "arguments": arguments }));

    let hold = |n: usize| {
        let arguments = json!({ "key": n.to_string() });
        let meta = json!({ "progressToken": n });
        let params = json!({ "name": "one-hold", "arguments": arguments, "_meta": meta });
        let mut held = client.open("tools/call", &params);
        assert_eq!(held.message().unwrap()["params"]["message"], "held");
        held
    };
    let mut all: Vec<_> = (0..8).map(hold).collect();
    let other = Client::modern(&hub.http(), "/mcp", json!({ "sampling": {} }));
    let plain = hub.modern("/mcp");
    std::thread::scope(|scope| {
        let waiting = scope.spawn(move || other.call("one-echo", json!({ "text": "x" })));
        // Gives the waiting call time to be queued.
        for _ in 0..30 {
            plain.call("one-echo", json!({ "text": "y" }));
        }
        all.remove(0).hang_up();
        assert_eq!(waiting.join().unwrap(), "x");
    });
}

#[test]
fn ending_a_session_with_its_own_server_keeps_the_lists() {
    let mut entry = scripted_server(&["--era", "legacy"]);
    entry["perSessionClient"] = json!(true);
    let hub = Hub::start(&settings([("one", entry)]));
    hub.lists_tool("/mcp", "one-echo");
    let before = descendants(hub.pid()).len();
    for able in [json!({}), json!({ "sampling": {} })] {
        let client = Client::legacy(&hub.http(), "/mcp", able);
        assert_eq!(client.call("one-echo", json!({ "text": "x" })), "x");
        assert!(descendants(hub.pid()).len() > before);
        client.end();
        becomes(&before, || descendants(hub.pid()).len());
        let names = hub.modern("/mcp").tool_names();
        assert!(names.iter().any(|name| name == "one-echo"), "{names:?}");
    }
}
