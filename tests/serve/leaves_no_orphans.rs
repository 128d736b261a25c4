//! A killed hub leaves no descendant processes, however deep its servers forked.
#![cfg(target_os = "linux")]

use std::time::Duration;

use serde_json::json;

use crate::support::process::{descendants, is_alive, wait_for, wait_within};
use crate::support::server::Hub;
use crate::support::upstream::{demo, program, scripted_server, settings};

#[test]
fn killing_the_hub_ends_children_and_grandchildren() {
    let shell = json!({
        "command": "sh",
        "args": ["-c", format!("sleep 86400 & '{}' --fork; wait", program().display())]
    });
    let hub = Hub::start(&settings([
        ("one", scripted_server(&["--fork"])),
        ("two", scripted_server(&["--linger", "--fork"])),
        ("three", shell),
        ("four", demo(&[])),
    ]));
    for server in ["one", "two", "three", "four"] {
        hub.lists_tool("/mcp", &format!("{server}-echo"));
    }
    // Servers 4, shells and sleepers of the forks 6, the shell's own sleeper 1 and itself.
    let below = wait_for("all processes", || {
        Some(descendants(hub.pid())).filter(|below| below.len() >= 11)
    });
    let _folder = hub.crash();
    wait_within(Duration::from_secs(5), "the end of all descendants", || {
        (!below.iter().any(|pid| is_alive(*pid))).then_some(())
    });
}

#[test]
fn a_removed_server_ends_with_its_own_children() {
    let hub = Hub::start(&settings([
        ("one", scripted_server(&["--fork", "--linger"])),
        ("two", demo(&[])),
    ]));
    hub.lists_tool("/mcp", "one-pid");
    hub.lists_tool("/mcp", "two-echo");
    let pid: u32 = hub.modern("/mcp").call("one-pid", json!({})).parse().unwrap();
    let below = wait_for("the forks", || Some(descendants(pid)).filter(|below| below.len() >= 2));
    hub.run(&["remove", "one", "--yes"]);
    wait_for("their end", || {
        (!is_alive(pid) && !below.iter().any(|pid| is_alive(*pid))).then_some(())
    });
    assert_eq!(hub.modern("/mcp").call("two-echo", json!({ "text": "x" })), "x");
}
