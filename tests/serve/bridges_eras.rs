//! Clients and servers of different protocol eras work together through the hub.

use serde_json::json;

use crate::support::server::Hub;
use crate::support::upstream::{HttpUpstream, scripted_server, settings};

#[test]
fn every_client_reaches_every_server() {
    let far = HttpUpstream::start(&["--era", "legacy"]);
    let farther = HttpUpstream::start(&["--era", "modern"]);
    let hub = Hub::start(&settings([
        ("legacy", scripted_server(&["--era", "legacy"])),
        ("modern", scripted_server(&["--era", "modern"])),
        ("far", far.entry()),
        ("farther", farther.entry()),
    ]));
    for server in ["legacy", "modern", "far", "farther"] {
        hub.lists_tool("/mcp", &format!("{server}-echo"));
        let direct = format!("/direct/{server}");
        hub.lists_tool(&direct, "echo");
        for (path, prefix) in [("/mcp", format!("{server}-")), (direct.as_str(), String::new())] {
            for client in [hub.legacy(path), hub.modern(path)] {
                let said = client.call(&format!("{prefix}echo"), json!({ "text": "grüße 🌍" }));
                assert_eq!(said, "grüße 🌍", "{path}");
                let prompt =
                    client.result("prompts/get", json!({ "name": format!("{prefix}plain") }));
                assert_eq!(prompt["messages"][0]["content"]["text"], "plain", "{path}");
                let read = client.result("resources/read", json!({ "uri": "test://scripted/one" }));
                assert_eq!(read["contents"][0]["text"], "test://scripted/one of scripted");
            }
        }
    }
}

#[test]
fn results_have_the_form_of_the_clients_era() {
    let hub = Hub::start(&settings([
        ("legacy", scripted_server(&["--era", "legacy"])),
        ("modern", scripted_server(&["--era", "modern"])),
    ]));
    for server in ["legacy", "modern"] {
        hub.lists_tool("/mcp", &format!("{server}-echo"));
        let call = json!({ "name": format!("{server}-echo"), "arguments": { "text": "x" } });
        let modern = hub.modern("/mcp");
        assert_eq!(modern.result("tools/call", call.clone())["resultType"], "complete");
        let list = modern.result("tools/list", json!({}));
        assert!(list["ttlMs"].is_u64() && list["cacheScope"].is_string(), "{list}");
        let legacy = hub.legacy("/mcp");
        let list = legacy.result("tools/list", json!({}));
        assert!(list.get("ttlMs").is_none() && list.get("resultType").is_none(), "{list}");
    }
}

#[test]
fn an_unsupported_version_is_rejected_with_the_supported_ones() {
    let hub = Hub::start(&settings([("one", scripted_server(&[]))]));
    let body = json!({
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/list",
        "params": { "_meta": {
            "io.modelcontextprotocol/protocolVersion": "1900-01-01",
            "io.modelcontextprotocol/clientCapabilities": {}
        } }
    })
    .to_string();
    let headers = [
        ("accept", "application/json, text/event-stream"),
        ("mcp-protocol-version", "1900-01-01"),
        ("mcp-method", "tools/list"),
    ];
    let mut response = hub.http().open("POST", "/mcp", &headers, &body);
    let text = response.text();
    assert_eq!(response.status, 400, "{text}");
    let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(answer["error"]["code"], -32022, "{text}");
    assert_eq!(answer["error"]["data"]["requested"], "1900-01-01");
    assert_eq!(answer["error"]["data"]["supported"][0], "2026-07-28");
}
