//! `toolResultCompression` shortens long tool results and marks them with a line. It can be turned
//! on and off while the hub runs.

use serde_json::{Value, json};

use crate::support::process::wait_for;
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

fn story() -> String {
    (0..400).map(|n| format!("line {n} of a long story\n")).collect::<Vec<_>>().concat()
}

fn file(compression: &Value) -> Value {
    let mut file = settings([("one", demo(&[]))]);
    file["systemConfig"] = json!({ "toolResultCompression": compression });
    file
}

#[test]
fn long_texts_are_shortened_on_every_mcp_route_except_direct() {
    let hub = Hub::start(&file(&json!({
        "enabled": true, "minTokens": 500, "maxOutputTokens": 100, "strategy": "text"
    })));
    hub.lists_tool("/mcp", "one-echo");
    let story = story();
    let marker = "[mcphub:compressed-tool-result strategy=text original_tokens=2473 \
                  compressed_tokens=77 omitted_lines=388]\nline 0 of a long story\n";
    for client in [hub.legacy("/mcp"), hub.modern("/mcp"), hub.modern("/mcp/one")] {
        let said = client.call("one-echo", json!({ "text": story }));
        assert!(said.starts_with(marker), "{said}");
        assert!(said.contains("\n[... 388 lines omitted]\n"), "{said}");
        assert!(said.ends_with("\nline 399 of a long story"), "{said}");
        assert_eq!(client.call("one-echo", json!({ "text": "short" })), "short");
    }
    assert_eq!(hub.modern("/direct/one").call("echo", json!({ "text": story })), story);
    let body = json!({ "toolName": "one-echo", "arguments": { "text": story } });
    let (_, answer) = hub.owner().json("POST", "/api/tools/call/one", &body);
    // The admin API calls the server directly.
    assert_eq!(answer["data"]["content"][0]["text"], json!(story));
}

#[test]
fn it_is_off_by_default_and_follows_the_settings() {
    let hub = Hub::start(&file(&json!({ "enabled": false, "minTokens": 1 })));
    hub.lists_tool("/mcp", "one-echo");
    let (client, story) = (hub.legacy("/mcp"), story());
    let call = || client.call("one-echo", json!({ "text": story }));
    assert_eq!(call(), story);
    hub.edit(|file| file["systemConfig"]["toolResultCompression"] = json!({ "enabled": true }));
    wait_for("the new settings", || {
        call().starts_with("[mcphub:compressed-tool-result").then_some(())
    });
    hub.edit(|file| file["systemConfig"]["toolResultCompression"] = json!({ "enabled": false }));
    wait_for("the old settings", || (call() == story).then_some(()));
}
