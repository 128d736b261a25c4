//! Edits by any tool become visible to connected clients, and calls in flight are not dropped.

use serde_json::json;

use crate::support::client::{Client, wait_for_notification};
use crate::support::process::becomes;
use crate::support::server::Hub;
use crate::support::upstream::{demo, program, scripted_server, settings};

const DEMO: [&str; 4] = ["echo", "add", "count", "fail"];

fn names_of(servers: &[&str]) -> Vec<String> {
    servers.iter().flat_map(|s| DEMO.map(|tool| format!("{s}-{tool}"))).collect()
}

fn sees(client: &Client, servers: &[&str]) {
    becomes(&names_of(servers), || client.tool_names());
}

#[test]
fn a_server_added_by_command_line_appears_to_connected_clients() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    let (legacy, modern) = (hub.legacy("/mcp"), hub.modern("/mcp"));
    sees(&legacy, &["one"]);
    let mut told = [legacy.listen(&[]), modern.listen(&[])];

    hub.run(&["add", "two", "--", "mcphub", "demo"]);

    for stream in &mut told {
        wait_for_notification(stream, "notifications/tools/list_changed");
    }
    sees(&legacy, &["one", "two"]);
    sees(&modern, &["one", "two"]);
    assert_eq!(legacy.call("two-echo", json!({ "text": "new" })), "new");

    hub.run(&["disable", "one"]);
    sees(&legacy, &["two"]);
    hub.run(&["enable", "one"]);
    sees(&modern, &["one", "two"]);
    hub.run(&["remove", "two", "--yes"]);
    sees(&legacy, &["one"]);
}

#[test]
fn an_editor_may_replace_the_file_or_write_in_place() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    let client = hub.modern("/mcp");
    sees(&client, &["one"]);
    hub.replace(&settings([("two", demo(&[]))]).to_string());
    sees(&client, &["two"]);
    hub.overwrite(&settings([("three", demo(&[])), ("two", demo(&[]))]).to_string());
    sees(&client, &["three", "two"]);
}

#[test]
fn a_call_in_flight_outlives_edits_of_other_servers() {
    let hub = Hub::start(&settings([("busy", scripted_server(&[])), ("one", demo(&[]))]));
    hub.lists_tool("/mcp", "busy-hold");
    for (n, client) in [hub.legacy("/mcp"), hub.modern("/mcp")].into_iter().enumerate() {
        let arguments = json!({ "key": n.to_string() });
        let params =
            json!({ "name": "busy-hold", "arguments": arguments, "_meta": { "progressToken": 1 } });
        let mut held = client.open("tools/call", &params);
        assert_eq!(held.message().unwrap()["params"]["message"], "held");

        let added = format!("added{n}");
        hub.run(&["add", &added, "--", "mcphub", "demo"]);
        hub.lists_tool("/mcp", &format!("{added}-echo"));
        hub.run(&["remove", &added, "--yes"]);
        hub.run(&["set", "busy", "--description", &added]);

        client.call("busy-release", arguments);
        assert_eq!(held.message().unwrap()["result"]["content"][0]["text"], "released");
    }
}

#[test]
fn a_removed_server_ends_the_calls_that_it_has() {
    let hub = Hub::start(&settings([("gone", demo(&[])), ("one", demo(&[]))]));
    hub.lists_tool("/mcp", "gone-count");
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        hub.lists_tool("/mcp", "gone-count");
        let params = json!({ "name": "gone-count", "arguments": { "to": 20 }, "_meta": { "progressToken": 1 } });
        let mut counting = client.open("tools/call", &params);
        assert!(counting.message().is_some());
        hub.run(&["disable", "gone"]);
        sees(&client, &["one"]);
        let answer = counting.answer(&mut Vec::new());
        assert_eq!(answer["result"]["content"][0]["text"], "counted to 20", "{answer}");
        hub.run(&["enable", "gone"]);
    }
}

#[test]
fn upstream_changes_are_forwarded() {
    let hub = Hub::start(&settings([
        ("one", scripted_server(&["--name", "first", "--era", "legacy"])),
        ("two", scripted_server(&["--name", "second", "--era", "modern"])),
    ]));
    for server in ["one", "two"] {
        hub.lists_tool("/mcp", &format!("{server}-change_tools"));
        for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
            let mut told = client.listen(&[]);
            for (list, method) in [
                ("tools", "notifications/tools/list_changed"),
                ("prompts", "notifications/prompts/list_changed"),
                ("resources", "notifications/resources/list_changed"),
            ] {
                client.call(&format!("{server}-change_{list}"), json!({}));
                wait_for_notification(&mut told, method);
            }
        }
        // Changed twice, so that the lists are as before.
        let tools = hub.modern("/mcp").tool_names();
        assert!(!tools.contains(&format!("{server}-added")), "{tools:?}");
        hub.modern("/mcp").call(&format!("{server}-change_tools"), json!({}));
        hub.lists_tool("/mcp", &format!("{server}-added"));
        assert_eq!(hub.modern("/mcp").call(&format!("{server}-added"), json!({})), "added");
    }
}

#[test]
fn a_server_with_changed_arguments_is_restarted() {
    let hub = Hub::start(&settings([("one", scripted_server(&[]))]));
    hub.lists_tool("/mcp", "one-pid");
    let client = hub.modern("/mcp");
    let before = client.call("one-pid", json!({}));
    let program = program();
    hub.run(&["add", "--force", "one", "--", program.to_str().unwrap(), "--tools", "1"]);
    hub.lists_tool("/mcp", "one-extra_000");
    assert_ne!(client.call("one-pid", json!({})), before);
}
