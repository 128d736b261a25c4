//! SIGTERM lets calls in flight finish, stops the child processes, and exits with 0.

use serde_json::json;

use crate::support::process::{descendants, is_alive, wait_for};
use crate::support::server::Hub;
use crate::support::upstream::{demo, scripted_server, settings};

#[test]
fn a_call_in_flight_is_answered_and_the_exit_code_is_0() {
    let mut hub = Hub::start(&settings([("slow", demo(&[]))]));
    hub.lists_tool("/mcp", "slow-count");
    let client = hub.modern("/mcp");
    let params =
        json!({ "name": "slow-count", "arguments": { "to": 20 }, "_meta": { "progressToken": 1 } });
    let mut counting = client.open("tools/call", &params);
    assert!(counting.message().is_some());

    hub.terminate();

    let answer = counting.answer(&mut Vec::new());
    assert_eq!(answer["result"]["content"][0]["text"], "counted to 20", "{answer}");
    assert_eq!(hub.wait_for_exit().code(), Some(0));
}

#[test]
fn open_streams_do_not_delay_the_exit_and_no_child_stays() {
    let mut hub = Hub::start(&settings([
        ("one", scripted_server(&["--fork"])),
        ("two", scripted_server(&["--linger"])),
    ]));
    hub.lists_tool("/mcp", "one-echo");
    hub.lists_tool("/mcp", "two-echo");
    let _streams = [hub.legacy("/mcp").listen(&[]), hub.modern("/mcp").listen(&[])];
    let children = descendants(hub.pid());
    assert!(children.len() >= 4, "{children:?}");

    hub.terminate();

    assert_eq!(hub.wait_for_exit().code(), Some(0));
    wait_for("the children's end", || (!children.iter().any(|pid| is_alive(*pid))).then_some(()));
}
