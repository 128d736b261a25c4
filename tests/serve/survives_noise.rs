//! Unexpected or excessive output of a server does no harm.

use serde_json::json;

use crate::support::server::Hub;
use crate::support::upstream::{scripted_server, settings};

#[test]
fn junk_on_stdout_and_a_flood_on_stderr_do_no_harm() {
    let hub = Hub::start(&settings([("loud", scripted_server(&["--noise"]))]));
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
fn a_long_response_and_a_long_request_pass_completely() {
    let hub = Hub::start(&settings([("big", scripted_server(&[]))]));
    hub.lists_tool("/mcp", "big-big");
    let text = "zä".repeat(1 << 20);
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        assert_eq!(client.call("big-big", json!({ "bytes": 3 << 20 })).len(), 3 << 20);
        assert!(client.call("big-echo", json!({ "text": text })) == text);
    }
}

#[test]
fn an_invalid_response_ends_its_call_at_once() {
    let hub = Hub::start(&settings([("odd", scripted_server(&["--era", "legacy"]))]));
    hub.lists_tool("/mcp", "odd-raw");
    let client = hub.legacy("/mcp");
    let raw = |response: &str| {
        let arguments = json!({ "response": response });
        client.request("tools/call", json!({ "name": "odd-raw", "arguments": arguments }))
    };
    // Accepted despite the flaw.
    let result = r#""result":{"content":[]}"#;
    for response in [
        format!(r#"{{"jsonrpc":"2.0","id":"@ID@",{result}}}"#),
        format!(r#"{{"jsonrpc":"2.0","id":@ID@.0,{result}}}"#),
        format!(r#"{{"jsonrpc":"2.0","id":@ID@,"error":null,{result}}}"#),
        format!(r#"[{{"jsonrpc":"2.0","id":@ID@,{result}}}]"#),
        format!(
            r#"{{"jsonrpc":"2.0","method":"notifications/x"}}{{"jsonrpc":"2.0","id":@ID@,{result}}}"#
        ),
        format!("{{\n \"jsonrpc\": \"2.0\",\n \"id\": @ID@,\n {result}\n}}"),
    ] {
        assert_eq!(raw(&response)["result"], json!({ "content": [] }), "{response}");
    }
    // Not valid responses, and reported as such.
    for (response, flaw) in [
        (r#"{"jsonrpc":"2.0","id":@ID@}"#, "a response without `result` or `error`"),
        (
            r#"{"jsonrpc":"2.0","id":@ID@,"result":{},"error":{}}"#,
            "a response with both `result` and `error`",
        ),
        (r#"{"jsonrpc":"2.0","id":@ID@,"result":{"x":NaN}}"#, "not JSON: expected value"),
        ("{\"jsonrpc\":\"2.0\",\"id\":@ID@,\"result\":\"\t\"}", "not JSON: control character"),
    ] {
        let answer = raw(response);
        let message = answer["error"]["message"].as_str().unwrap_or_default();
        let wanted = format!("server `odd`: its response is malformed: {flaw}");
        assert!(message.starts_with(&wanted), "{answer}");
    }
}
