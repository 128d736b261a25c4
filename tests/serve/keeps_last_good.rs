//! A file that cannot be used changes nothing but the log.

use std::fs;

use serde_json::json;

use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

#[test]
fn a_broken_file_leaves_the_hub_as_it_was_and_is_named_with_its_place() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    hub.lists_tool("/mcp", "one-echo");
    let good = fs::read_to_string(hub.settings()).unwrap();

    hub.overwrite("{\n  \"mcpServers\": {\n    \"two\": }\n");

    // The file, the line and the column of what cannot be read.
    hub.logged("mcp_settings.json:3:12");
    let client = hub.modern("/mcp");
    assert_eq!(client.call("one-echo", json!({ "text": "still" })), "still");

    let mended = good.replace("\"one\"", "\"two\"");
    hub.replace(&mended);
    hub.lists("/mcp", &["two-echo", "two-add", "two-count", "two-fail"]);
}

#[test]
fn a_missing_file_is_no_reason_to_stop() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    hub.lists_tool("/mcp", "one-echo");
    fs::remove_file(hub.settings()).unwrap();
    let client = hub.modern("/mcp");
    assert_eq!(client.call("one-echo", json!({ "text": "still" })), "still");
    hub.replace(&settings([("two", demo(&[]))]).to_string());
    hub.lists_tool("/mcp", "two-echo");
}

#[test]
fn an_entry_that_cannot_be_used_stops_no_other() {
    let mut file = settings([("one", demo(&[]))]);
    file["mcpServers"]["bad"] = json!({ "type": "nonsense" });
    let hub = Hub::start(&file);
    hub.lists("/mcp", &["one-echo", "one-add", "one-count", "one-fail"]);
}
