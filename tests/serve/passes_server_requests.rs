//! Server requests pass unchanged to a client of the same era.

use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, scripted_server, settings};

#[test]
fn input_required_by_a_modern_server_is_requested_from_the_client() {
    let far = HttpUpstream::start(&["--era", "modern"]);
    let hub = Hub::start(&settings([
        ("near", scripted_server(&["--era", "modern"])),
        ("far", far.entry()),
    ]));
    for server in ["near", "far"] {
        let name = format!("{server}-ask");
        hub.lists_tool("/mcp", &name);
        let client = Client::modern(&hub.http(), "/mcp", json!({ "sampling": {}, "x-own": {} }));
        let request = r#"{"messages":[],"maxTokens":1.50}"#;
        let arguments = json!({ "method": "sampling/createMessage", "params": request });
        let mut params = json!({ "name": name, "arguments": arguments });
        let raw = client.open("tools/call", &params).raw().unwrap();
        assert!(raw.contains(request), "{raw}");
        let answer: Value = serde_json::from_str(&raw).unwrap();
        assert_eq!(answer["result"]["resultType"], "input_required", "{answer}");

        params["inputResponses"] = json!({ "asked": { "role": "assistant", "n": 1 } });
        params["requestState"] = answer["result"]["requestState"].clone();
        let answer = client.result("tools/call", params);
        assert_eq!(answer["content"][0]["text"], r#"{"role":"assistant","n":1}"#, "{answer}");
    }
}

#[test]
fn an_error_names_the_capability_that_a_client_lacks() {
    let far = HttpUpstream::start(&["--era", "modern"]);
    let hub = Hub::start(&settings([
        ("near", scripted_server(&["--era", "modern"])),
        ("far", far.entry()),
    ]));
    for server in ["near", "far"] {
        let name = format!("{server}-ask");
        hub.lists_tool("/mcp", &name);
        let client = hub.modern("/mcp");
        let arguments = json!({ "method": "elicitation/create" });
        let mut open = client.open("tools/call", &json!({ "name": name, "arguments": arguments }));
        assert_eq!(open.response.status, 400);
        let answer = open.message().unwrap();
        assert_eq!(answer["error"]["code"], -32021, "{answer}");
        assert_eq!(
            answer["error"]["data"],
            json!({ "requiredCapabilities": { "elicitation": {} } })
        );
    }
}
