//! Thirty servers start in parallel; those that never respond do not delay the others.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::process::wait_within;
use crate::support::server::Hub;
use crate::support::upstream::{demo, scripted_server, settings};

#[test]
fn hanging_servers_do_not_delay_others() {
    let names: Vec<_> = (0..30).map(|n| format!("s{n:02}")).collect();
    let entry =
        |n: usize| if n.is_multiple_of(6) { scripted_server(&["--silent"]) } else { demo(&[]) };
    let hub =
        Hub::start(&settings(names.iter().enumerate().map(|(n, name)| (name.as_str(), entry(n)))));
    let client = hub.modern("/mcp");
    let start = Instant::now();
    // Twenty-five healthy servers with four tools each.
    wait_within(Duration::from_secs(15), "the healthy servers", || {
        (client.tool_names().len() == 100).then_some(())
    });
    assert_eq!(client.call("s29-echo", json!({ "text": "last" })), "last");
    println!("100 tools after {:?}", start.elapsed());
}

#[test]
fn a_list_is_returned_while_servers_start() {
    let hub = Hub::start(&settings([("mute", scripted_server(&["--silent"]))]));
    let start = Instant::now();
    assert_eq!(hub.modern("/mcp").tool_names(), Vec::<String>::new());
    assert_eq!(hub.legacy("/mcp").tool_names(), Vec::<String>::new());
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}
