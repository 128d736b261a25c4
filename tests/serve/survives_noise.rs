//! What a server writes where it should not, or too much of, harms nothing.

use serde_json::json;

use crate::support::server::Hub;
use crate::support::upstream::{scripted, settings};

#[test]
fn junk_on_stdout_and_a_flood_on_stderr_pass_by() {
    let hub = Hub::start(&settings([("loud", scripted(&["--noise"]))]));
    hub.lists_tool("/mcp", "loud-echo");
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        assert_eq!(client.call("loud-echo", json!({ "text": "a" })), "a");
        assert_eq!(client.call("loud-flood", json!({ "bytes": 3 << 20 })), "flooded");
        let lines = json!([
            "npm warn deprecated",
            "{\"jsonrpc\":\"2.0\"",
            "{}",
            "[]",
            "null",
            "{\"jsonrpc\":\"2.0\",\"id\":999999,\"result\":{}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/unheard/of\"}",
            "\u{0}\u{1}"
        ]);
        assert_eq!(client.call("loud-noise", json!({ "lines": lines })), "noisy");
        assert_eq!(client.call("loud-echo", json!({ "text": "b" })), "b");
    }
}

#[test]
fn a_long_answer_and_a_long_request_pass_whole() {
    let hub = Hub::start(&settings([("big", scripted(&[]))]));
    hub.lists_tool("/mcp", "big-big");
    let text = "zä".repeat(1 << 20);
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        assert_eq!(client.call("big-big", json!({ "bytes": 3 << 20 })).len(), 3 << 20);
        assert!(client.call("big-echo", json!({ "text": text })) == text);
    }
}
