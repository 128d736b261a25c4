//! Pagination: the hub joins the pages of upstreams, and clients can page through its own lists.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::support::server::Hub;
use crate::support::upstream::{demo, scripted_server, settings};

#[test]
fn the_pages_of_upstreams_are_read_to_the_end() {
    let hub = Hub::start(&settings([
        (
            "one",
            scripted_server(&["--name", "a", "--page", "2", "--tools", "100", "--era", "legacy"]),
        ),
        (
            "two",
            scripted_server(&["--name", "b", "--page", "7", "--tools", "50", "--era", "modern"]),
        ),
    ]));
    hub.lists_tool("/mcp", "one-extra_099");
    hub.lists_tool("/mcp", "two-extra_049");
    let plain = 35;
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        assert_eq!(client.tool_names().len(), 100 + 50 + 2 * plain);
        assert_eq!(client.list("resources/list", "resources").len(), 5);
        assert_eq!(client.list("prompts/list", "prompts").len(), 4);
    }
}

#[test]
fn a_very_long_list_is_paged_without_gaps_or_repetitions() {
    let hub = Hub::start(&settings([
        ("one", demo(&["--tools", "1500"])),
        ("two", demo(&["--tools", "700"])),
    ]));
    hub.lists_tool("/mcp", "one-create_issue_000");
    hub.lists_tool("/mcp", "two-create_issue_000");
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        let names = client.tool_names();
        assert_eq!(names.len(), 2200 + 8);
        assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len());
        assert_eq!(client.tool_names(), names);
    }
}

#[test]
fn an_unknown_cursor_is_rejected() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    hub.lists_tool("/mcp", "one-echo");
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        for method in ["tools/list", "prompts/list", "resources/list", "resources/templates/list"] {
            let answer: Value = client.request(method, json!({ "cursor": "nonsense" }));
            assert_eq!(answer["error"]["code"], -32602, "{method}: {answer}");
        }
    }
}
