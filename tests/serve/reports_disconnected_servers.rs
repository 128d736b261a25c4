//! Tools of a disconnected server stay listed, and errors about it suggest a fix.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::process::wait_for;
use crate::support::server::Hub;
use crate::support::upstream::{demo, scripted_server, settings};

const WHY: &str = "cannot start `no-such-program`";

fn hub(more: &[(&'static str, Value)]) -> Hub {
    let broken = json!({ "command": "no-such-program" });
    let all = [("one", demo(&[])), ("broken", broken)];
    Hub::start(&settings(all.into_iter().chain(more.iter().cloned())))
}

/// Returns the error message of a call.
fn refusal(client: &Client, method: &str, name: &str) -> String {
    let answer = client.request(method, json!({ "name": name }));
    answer["error"]["message"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
}

#[test]
fn a_call_to_a_disconnected_server_returns_the_reason() {
    let off = json!({ "command": "mcphub", "args": ["demo"], "enabled": false });
    let hub = hub(&[("off", off)]);
    for client in [hub.legacy("/mcp"), hub.modern("/mcp")] {
        for method in ["tools/call", "prompts/get"] {
            let said = refusal(&client, method, "broken-x");
            let begin = format!("server `broken` is not connected: {WHY}");
            assert!(said.starts_with(&begin), "{said}");
        }
        assert_eq!(
            refusal(&client, "tools/call", "off-echo"),
            "server `off` is switched off: `mcphub enable off` connects it"
        );
        assert_eq!(refusal(&client, "tools/call", "one-nope"), "Unknown tool: one-nope");
    }
}

#[test]
fn instructions_name_disconnected_servers() {
    let hub = hub(&[]);
    let client = hub.modern("/mcp");
    let said = wait_for("the instructions", || {
        let about = client.result("server/discover", json!({}));
        about["instructions"].as_str().map(str::to_owned)
    });
    let begin = format!("Servers that are not connected at the moment:\n- `broken`: {WHY}");
    assert!(said.starts_with(&begin), "{said}");
}

#[test]
fn an_unknown_name_is_rejected_at_once_despite_a_hanging_server() {
    let hub = hub(&[
        ("stuck", scripted_server(&["--silent"])),
        ("stuck2", scripted_server(&["--silent"])),
    ]);
    let client = hub.modern("/mcp");
    // The first lists wait for the servers until startup is over.
    hub.lists_tool("/mcp", "one-echo");
    wait_for("the end of the start", || client.list("tools/list", "tools").first().cloned());
    let begun = Instant::now();
    for (name, wanted) in [
        ("one-nope", "Unknown tool: one-nope"),
        ("nope", "Unknown tool: nope"),
        ("two-nope", "Unknown tool: two-nope"),
    ] {
        assert_eq!(refusal(&client, "tools/call", name), wanted);
    }
    let missing = client.request("resources/read", json!({ "uri": "test://nowhere" }));
    assert_eq!(missing["error"]["message"], "Resource not found");
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
}

#[test]
fn the_tools_of_a_server_stay_while_its_changed_entry_fails() {
    let hub = Hub::start(&settings([("one", scripted_server(&[])), ("two", demo(&[]))]));
    hub.lists_tool("/mcp", "one-pid");
    let before = hub.modern("/mcp").tool_names();
    hub.edit(|settings| {
        settings["mcpServers"]["one"]["args"] = json!(["--die-unless", "/no/such/file"]);
    });
    wait_for("the new entry", || {
        let (_, all): (u16, Value) = hub.owner().json("GET", "/api/servers", &Value::Null);
        (all["data"][0]["status"] == "disconnected").then_some(())
    });
    let client = hub.modern("/mcp");
    assert_eq!(client.tool_names(), before);
    let said = refusal(&client, "tools/call", "one-pid");
    assert!(said.starts_with("server `one` is not connected: "), "{said}");
}
