//! Many servers share one endpoint: exposed names contain the server's name, and calls reach the
//! server in the name.

use serde_json::{Value, json};

use crate::support::server::Hub;
use crate::support::upstream::{demo, scripted_server, settings};

#[test]
fn tools_of_all_servers_are_prefixed_in_file_order() {
    let hub = Hub::start(&settings([("zeta", demo(&[])), ("alpha", demo(&[]))]));
    let names = [
        "zeta-echo",
        "zeta-add",
        "zeta-count",
        "zeta-fail",
        "alpha-echo",
        "alpha-add",
        "alpha-count",
        "alpha-fail",
    ];
    hub.lists("/mcp", &names);
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        assert_eq!(client.tool_names(), names);
        assert_eq!(client.call("alpha-echo", json!({ "text": "hi" })), "hi");
    }
}

#[test]
fn a_call_reaches_the_server_that_its_name_points_to() {
    let hub = Hub::start(&settings([
        ("one", scripted_server(&["--name", "first"])),
        ("two", scripted_server(&["--name", "second", "--era", "legacy"])),
        ("three", scripted_server(&["--name", "third", "--era", "modern"])),
    ]));
    let client = hub.modern("/mcp");
    for server in ["one", "two", "three"] {
        hub.lists_tool("/mcp", &format!("{server}-pid"));
    }
    let pids: Vec<_> = ["one", "two", "three"]
        .map(|server| client.call(&format!("{server}-pid"), json!({})))
        .into();
    assert!(pids[0] != pids[1] && pids[1] != pids[2] && pids[0] != pids[2], "{pids:?}");
    let seen = client.call("two-mirror", json!({ "k": 1 }));
    let seen: Value = serde_json::from_str(&seen).unwrap();
    assert_eq!(seen["params"]["name"], "mirror");
    assert_eq!(seen["params"]["arguments"], json!({ "k": 1 }));
}

#[test]
fn prompts_and_resources_are_merged_and_the_first_server_wins_a_uri() {
    let hub = Hub::start(&settings([
        ("one", scripted_server(&["--name", "first"])),
        ("two", scripted_server(&["--name", "second"])),
    ]));
    hub.lists_tool("/mcp", "one-echo");
    hub.lists_tool("/mcp", "two-echo");
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        let named = |method, key, field: &str| -> Vec<String> {
            let items = client.list(method, key);
            items.iter().map(|item| item[field].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(
            named("prompts/list", "prompts", "name"),
            ["one-plain", "one-filled", "two-plain", "two-filled"]
        );
        assert_eq!(
            named("resources/list", "resources", "uri"),
            [
                "test://first/one",
                "test://first/two",
                "test://shared",
                "test://second/one",
                "test://second/two",
            ]
        );
        assert_eq!(
            named("resources/templates/list", "resourceTemplates", "uriTemplate"),
            ["test://first/item/{id}", "test://second/item/{id}"]
        );
        let prompt = client
            .result("prompts/get", json!({ "name": "two-filled", "arguments": { "word": "ink" } }));
        assert_eq!(prompt["messages"][0]["content"]["text"], "filled with ink");
        let read = |uri: &str| {
            let result = client.result("resources/read", json!({ "uri": uri }));
            result["contents"][0]["text"].as_str().unwrap().to_owned()
        };
        assert_eq!(read("test://second/two"), "test://second/two of second");
        assert_eq!(read("test://shared"), "test://shared of first");
        // A resource that only a template covers.
        assert_eq!(read("test://second/item/7"), "test://second/item/7 of second");
    }
}

#[test]
fn unknown_names_are_rejected() {
    let hub = Hub::start(&settings([("one", scripted_server(&[]))]));
    hub.lists_tool("/mcp", "one-echo");
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        let answer = client.request("tools/call", json!({ "name": "one-nothing" }));
        let text = answer.to_string();
        assert!(text.contains("one-nothing"), "{text}");
        assert!(answer.get("error").is_some() || answer["result"]["isError"] == true, "{text}");
        let answer = client.request("resources/read", json!({ "uri": "test://nowhere" }));
        assert_eq!(answer["error"]["data"]["uri"], "test://nowhere", "{answer}");
        let answer = client.request("prompts/get", json!({ "name": "one-nothing" }));
        assert_eq!(answer["error"]["code"], -32602, "{answer}");
    }
}

#[test]
fn another_separator_works_in_both_directions() {
    let mut file = settings([("one", demo(&[]))]);
    file["systemConfig"]["nameSeparator"] = json!("__");
    let hub = Hub::start(&file);
    hub.lists("/mcp", &["one__echo", "one__add", "one__count", "one__fail"]);
    assert_eq!(hub.modern("/mcp").call("one__echo", json!({ "text": "x" })), "x");
}
