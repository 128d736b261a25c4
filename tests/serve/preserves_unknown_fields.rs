//! Data that the hub does not interpret passes unchanged: unknown fields, unusual numbers, key
//! order.

use serde_json::{Value, json};

use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, scripted_server, settings};

const RESULT: &str = r#"{"content":[{"type":"unheard-of","n":12345678901234567890123,"x":1.10},{"type":"text","text":"\u0041 \ud83c\udf0d"}],"zeta":1e400,"alpha":null,"tools":[1],"messages":{},"resultType":"complete"}"#;

#[test]
fn a_result_arrives_unchanged_to_the_byte() {
    let far = HttpUpstream::start(&[]);
    let hub = Hub::start(&settings([("near", scripted_server(&[])), ("far", far.entry())]));
    for server in ["near", "far"] {
        hub.lists_tool("/mcp", &format!("{server}-raw"));
        let path = format!("/direct/{server}");
        hub.lists_tool(&path, "raw");
        for (path, name) in [("/mcp", format!("{server}-raw")), (path.as_str(), "raw".to_owned())] {
            let client = hub.modern(path);
            let params = json!({ "name": name, "arguments": { "json": RESULT } });
            let raw = client.open("tools/call", &params).raw().unwrap();
            assert!(raw.contains(RESULT), "{path}: {raw}");
        }
    }
}

#[test]
fn an_error_keeps_code_message_and_data() {
    let hub = Hub::start(&settings([
        ("legacy", scripted_server(&["--era", "legacy"])),
        ("modern", scripted_server(&["--era", "modern"])),
    ]));
    for server in ["legacy", "modern"] {
        hub.lists_tool("/mcp", &format!("{server}-error"));
        for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
            let data = r#"{"b":1.10,"a":[12345678901234567890123,null]}"#;
            let arguments = json!({ "code": -32042, "message": "because", "data": data });
            let params = json!({ "name": format!("{server}-error"), "arguments": arguments });
            let raw = client.open("tools/call", &params).raw().unwrap();
            assert!(raw.contains(data) && raw.contains(r#""message":"because""#), "{raw}");
            let answer = client.request(
                "tools/call",
                json!({ "name": format!("{server}-fail"), "arguments": { "text": "no" } }),
            );
            assert_eq!(answer["result"]["isError"], true, "{answer}");
            assert_eq!(answer["result"]["content"][0]["text"], "no");
        }
    }
}

#[test]
fn a_request_arrives_with_its_unknown_fields() {
    let hub = Hub::start(&settings([("one", scripted_server(&["--era", "legacy"]))]));
    hub.lists_tool("/mcp", "one-mirror");
    let client = hub.legacy("/mcp");
    let params = r#"{"task":{"ttl":60000},"name":"one-mirror","arguments":{"z":1.10,"a":[12345678901234567890123]},"_meta":{"com.example/x":{"k":[1,"ü"]},"traceparent":"00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01"}}"#;
    let body =
        format!(r#"{{"jsonrpc":"2.0","id":"own id","method":"tools/call","params":{params}}}"#);
    let mut response = client.post("tools/call", Some("one-mirror"), &body);
    let answer: Value = serde_json::from_str(&response.text()).unwrap();
    assert_eq!(answer["id"], "own id");
    let seen = answer["result"]["content"][0]["text"].as_str().unwrap();
    let wanted = params.replace("one-mirror", "mirror");
    assert!(seen.contains(&wanted), "{seen}");
}

#[test]
fn a_listed_tool_keeps_every_field_but_its_name() {
    let tool = r#"{"name":"odd","execution":{"taskSupport":"optional"},"inputSchema":{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","$defs":{"a":{"$anchor":"x"}},"x-unknown":1.10},"icons":[{"src":"data:,"}],"_meta":{"k":12345678901234567890123}}"#;
    let hub = Hub::start(&settings([("one", scripted_server(&["--list-tool", tool]))]));
    hub.lists_tool("/mcp", "one-odd");
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        let raw = client.open("tools/list", &json!({})).raw().unwrap();
        assert!(raw.contains(&tool.replace(r#""odd""#, r#""one-odd""#)), "{raw}");
    }
}
