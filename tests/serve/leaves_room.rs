//! Clients that have gone, or were asked and do not come back, are in nobody's way.

use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::process::{becomes, descendants};
use crate::support::server::Hub;
use crate::support::upstream::{scripted, settings};

#[test]
fn questions_that_nobody_answers_do_not_keep_others_from_a_server() {
    let hub = Hub::start(&settings([("one", scripted(&["--era", "legacy"]))]));
    hub.lists_tool("/mcp", "one-ask");
    let client = Client::modern(&hub.http(), "/mcp", json!({ "sampling": {} }));
    let arguments = json!({ "method": "sampling/createMessage", "params": "{}" });
    let call = json!({ "name": "one-ask", "arguments": arguments });

    // More of them than there are connections to put questions on.
    let asked: Vec<Value> = (0..12).map(|_| client.result("tools/call", call.clone())).collect();
    let retry = |asked: &Value| {
        let (key, _) = asked["inputRequests"].as_object().unwrap().iter().next().unwrap();
        let mut call = call.clone();
        call["inputResponses"] = json!({ key: { "role": "assistant" } });
        call["requestState"] = asked["requestState"].clone();
        client.request("tools/call", call)
    };
    let first = retry(&asked[0]);
    assert_eq!(first["error"]["code"], -32602, "{first}");
    let last = retry(&asked[11]);
    assert_eq!(last["result"]["content"][0]["text"], r#"{"role":"assistant"}"#, "{last}");
    assert_eq!(client.call("one-echo", json!({ "text": "x" })), "x");
}

#[test]
fn a_session_with_a_server_of_its_own_takes_no_list_along() {
    let mut entry = scripted(&["--era", "legacy"]);
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
