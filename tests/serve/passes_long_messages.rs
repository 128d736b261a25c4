//! Long messages pass completely in both directions, over each upstream transport, in every pairing
//! of eras.

use serde_json::json;

use crate::support::odd_json::Member;
use crate::support::raw;
use crate::support::ways::{Ground, Way};

/// Returns the text of the result of calling `tool`.
fn call_tool(way: &Way, tool: &str, arguments: &str) -> String {
    let params =
        [Member::new("name", json!(tool).to_string()), Member::new("arguments", arguments)];
    let answer = way.ask("tools/call", "1", &params);
    let content = raw::get(&answer, "result").and_then(|result| raw::get(result, "content"));
    let first = content.and_then(|content| raw::elements(content)?.into_iter().next());
    let text = first.and_then(|first| raw::get(first, "text")).unwrap_or("null");
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_request_of_10_mb_and_a_result_of_20_mb_pass_completely() {
    let ground = Ground::new(&json!({}));
    let arguments = format!(r#"{{"z":"{}","a":1.10}}"#, r"x\u0041\/ ".repeat(1 << 20));
    assert!(arguments.len() > 10_000_000);
    // Each server is tested in both directions with one kind of client each, since this is slow.
    for (n, way) in ground.ways.iter().enumerate().filter(|(_, way)| way.prefix.is_empty()) {
        if (n + n / 4) % 2 == 0 {
            let seen = call_tool(way, "mirror", &arguments);
            let seen = raw::get(&seen, "params").and_then(|params| raw::get(params, "arguments"));
            assert!(seen == Some(&arguments), "{}: the request changed", way.server);
        } else {
            let text = call_tool(way, "big", r#"{"bytes":20971520}"#);
            assert!(text == "x".repeat(20 << 20), "{}: the result changed", way.server);
        }
    }
}
