//! An item that violates the specification does not make strict clients reject the list of all
//! servers.

use serde_json::{Value, json};

use crate::support::raw;
use crate::support::server::Hub;
use crate::support::upstream::{demo, scripted_server, settings};

/// Tools as servers list them, and in the form that strict clients accept.
const TOOLS: [(&str, &str); 4] = [
    (
        r#"{"name":"bad0","inputSchema":{}, "description":null}"#,
        r#"{"name":"bad-bad0","inputSchema":{"type":"object"}}"#,
    ),
    (
        r#"{"name":"bad1","annotations":{"readOnlyHint":"yes"},"x":1.50}"#,
        r#"{"name":"bad-bad1","annotations":{},"x":1.50,"inputSchema":{"type":"object"}}"#,
    ),
    (
        r#"{"inputSchema":{"anyOf":[]},"name":"bad2"}"#,
        r#"{"inputSchema":{"type":"object","anyOf":[]},"name":"bad-bad2"}"#,
    ),
    (
        r#"{"name":"fine","inputSchema":{"type":"object"} }"#,
        r#"{"name":"bad-fine","inputSchema":{"type":"object"} }"#,
    ),
];
/// A tool that is valid only in the modern era.
const MODERN: &str =
    r#"{"name":"list","inputSchema":{"type":"object"},"outputSchema":{"type":"array"}}"#;

fn hub() -> Hub {
    let all = TOOLS.iter().map(|(listed, _)| *listed).chain([MODERN]);
    let args: Vec<&str> = all.flat_map(|tool| ["--list-tool", tool]).collect();
    let hub = Hub::start(&settings([("bad", scripted_server(&args)), ("good", demo(&[]))]));
    hub.lists_tool("/mcp", "bad-list");
    hub.lists_tool("/mcp", "good-echo");
    hub
}

/// Returns the items of one page of tools, unparsed.
fn items(client: &crate::support::client::Client) -> Vec<String> {
    let mut open = client.open("tools/list", &json!({}));
    let answer = open.raw().unwrap();
    let tools = raw::get(raw::get(&answer, "result").unwrap(), "tools").unwrap();
    raw::elements(tools).unwrap().into_iter().map(str::to_owned).collect()
}

#[test]
fn an_invalid_item_is_repaired_on_endpoints_of_several_servers() {
    let hub = hub();
    for (client, list) in [
        (hub.legacy("/mcp"), r#"{"name":"bad-list","inputSchema":{"type":"object"}}"#.to_owned()),
        (hub.modern("/mcp"), MODERN.replace("\"list\"", "\"bad-list\"")),
    ] {
        let all = items(&client);
        for wanted in TOOLS.iter().map(|(_, wanted)| *wanted).chain([&*list]) {
            assert!(all.iter().any(|item| item == wanted), "{wanted} in {all:#?}");
        }
        assert!(all.iter().any(|item| item.contains("\"good-echo\"")), "{all:#?}");
    }
}

#[test]
fn items_on_a_servers_own_endpoint_stay_unchanged() {
    let hub = hub();
    for client in [hub.legacy("/direct/bad"), hub.modern("/direct/bad")] {
        let all = items(&client);
        for wanted in TOOLS.iter().map(|(listed, _)| *listed).chain([MODERN]) {
            assert!(all.iter().any(|item| item == wanted), "{wanted} in {all:#?}");
        }
    }
}

#[test]
fn repairs_are_reported() {
    let hub = hub();
    let owner = hub.owner();
    let (status, servers): (u16, Value) = owner.json("GET", "/api/servers", &Value::Null);
    assert_eq!(status, 200, "{servers}");
    let bad = servers["data"].as_array().unwrap().iter().find(|s| s["name"] == "bad").unwrap();
    let notes: Vec<(&str, &Value)> = bad["tools"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|tool| !tool["notes"].is_null())
        .map(|tool| (tool["name"].as_str().unwrap(), &tool["notes"]))
        .collect();
    assert_eq!(
        notes,
        [
            (
                "bad-bad0",
                &json!([
                    "`inputSchema.type` is `object`: it was not there",
                    "`description` is left out: it was `null`"
                ])
            ),
            (
                "bad-bad1",
                &json!([
                    "`annotations.readOnlyHint` is left out: it was the text \"yes\"",
                    "`inputSchema` is made: it was not there"
                ])
            ),
            ("bad-bad2", &json!(["`inputSchema.type` is `object`: it was not there"])),
            (
                "bad-list",
                &json!(["`outputSchema` is left out: it was an object that does not fit"])
            ),
        ]
    );
    let said = hub.run(&["inspect", "bad"]);
    let note =
        "repaired for clients: tool `bad2`: `inputSchema.type` is `object`: it was not there";
    assert!(said.contains(note), "{said}");
}
