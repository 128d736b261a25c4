//! Tools hidden by an override cannot be called, and lists show the overridden descriptions.

use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::process::wait_for;
use crate::support::server::Hub;
use crate::support::upstream::{demo, settings};

fn overridden() -> Value {
    let mut file = settings([("one", demo(&[]))]);
    file["mcpServers"]["one"]["tools"] = json!({
        "echo": { "enabled": true, "description": "Says it again." },
        "one-fail": { "enabled": false }
    });
    file["mcpServers"]["one"]["prompts"] = json!({
        "one-tour": { "enabled": false },
        "greet": { "enabled": true, "description": "Says hello." }
    });
    file["mcpServers"]["one"]["resources"] = json!({
        "demo://palette": { "enabled": false },
        "demo://about": { "enabled": true, "description": "All about it." }
    });
    file
}

fn descriptions(client: &Client, method: &str, key: &str, name: &str) -> Vec<(String, String)> {
    let word = |item: &Value, field: &str| item[field].as_str().unwrap_or_default().to_owned();
    let items = client.list(method, key);
    items.iter().map(|item| (word(item, name), word(item, "description"))).collect()
}

fn assert_refused(client: &Client, path: &str, method: &str, params: Value) {
    let answer = client.request(method, params.clone());
    let refused = answer.get("error").is_some() || answer["result"]["isError"] == true;
    assert!(refused, "{path}: {method} {params}: {answer}");
}

#[test]
fn lists_and_calls_agree_on_every_route() {
    let hub = Hub::start(&overridden());
    for (path, prefix) in [("/mcp", "one-"), ("/mcp/one", "one-"), ("/direct/one", "")] {
        hub.lists_tool(path, &format!("{prefix}echo"));
        for client in [hub.legacy(path), hub.modern(path)] {
            let name = |word: &str| format!("{prefix}{word}");
            let tools = descriptions(&client, "tools/list", "tools", "name");
            let names: Vec<_> = tools.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(names, [name("echo"), name("add"), name("count")], "{path}");
            assert_eq!(tools[0].1, "Says it again.");
            assert_eq!(
                descriptions(&client, "prompts/list", "prompts", "name"),
                [(name("greet"), "Says hello.".to_owned())]
            );
            assert_eq!(
                descriptions(&client, "resources/list", "resources", "uri"),
                [("demo://about".to_owned(), "All about it.".to_owned())]
            );
            assert_eq!(client.call(&name("echo"), json!({ "text": "x" })), "x");
            assert_refused(&client, path, "tools/call", json!({ "name": name("fail") }));
            assert_refused(&client, path, "prompts/get", json!({ "name": name("tour") }));
            assert_refused(&client, path, "resources/read", json!({ "uri": "demo://palette" }));
        }
    }
}

#[test]
fn an_allow_list_applies_on_every_route_and_in_the_api() {
    let mut file = settings([("one", demo(&[])), ("none", demo(&[]))]);
    file["mcpServers"]["one"]["allowedTools"] = json!(["echo", "c*", "one-add", "fail"]);
    file["mcpServers"]["one"]["excludedTools"] = json!(["co*"]);
    file["mcpServers"]["one"]["tools"] = json!({ "fail": { "enabled": false } });
    file["mcpServers"]["none"]["allowedTools"] = json!([]);
    let hub = Hub::start(&file);
    for (path, prefix) in [("/mcp", "one-"), ("/mcp/one", "one-"), ("/direct/one", "")] {
        let name = |word: &str| format!("{prefix}{word}");
        hub.lists(path, &[&name("echo"), &name("add")]);
        for client in [hub.legacy(path), hub.modern(path)] {
            assert_eq!(client.call(&name("echo"), json!({ "text": "x" })), "x");
            for hidden in ["count", "fail", "none-echo"] {
                assert_refused(&client, path, "tools/call", json!({ "name": name(hidden) }));
            }
        }
    }
    hub.lists("/direct/none", &[]);
    let none = hub.modern("/direct/none");
    assert_refused(&none, "/direct/none", "tools/call", json!({ "name": "echo" }));
    let listed = hub.run(&["tool", "list", "one", "--connect", "--json"]);
    let listed: Value = serde_json::from_str(&listed).unwrap();
    let states = listed["tools"].as_array().unwrap().iter();
    let states: Vec<_> = states.map(|tool| (&tool["name"], &tool["enabled"])).collect();
    let (on, off) = (&json!(true), &json!(false));
    let names = [json!("echo"), json!("add"), json!("count"), json!("fail")];
    assert_eq!(states, names.iter().zip([on, on, off, off]).collect::<Vec<_>>());
    hub.run(&["tool", "enable", "none", "add"]);
    hub.lists("/direct/none", &["add"]);
}

#[test]
fn an_override_by_command_line_applies_at_once() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    hub.lists_tool("/mcp", "one-echo");
    hub.run(&["tool", "describe", "one", "echo", "Another description."]);
    hub.run(&["tool", "disable", "one", "add"]);
    hub.lists("/mcp", &["one-echo", "one-count", "one-fail"]);
    let client = hub.modern("/mcp");
    let tools = descriptions(&client, "tools/list", "tools", "name");
    assert_eq!(tools[0].1, "Another description.");
    hub.run(&["tool", "reset", "one", "echo"]);
    hub.run(&["tool", "enable", "one", "add"]);
    hub.lists("/mcp", &["one-echo", "one-add", "one-count", "one-fail"]);
}

#[test]
fn an_override_of_an_unknown_item_causes_a_warning() {
    let hub = Hub::start(&settings([("one", demo(&[]))]));
    hub.lists_tool("/mcp", "one-echo");
    let said = |args: &[&str]| {
        let output = hub.try_run(args);
        assert!(output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    let typo = "warning: one did not list `ecko` when it was last connected; did you mean `echo`?";
    // The catalog cache is written shortly after the server is listed.
    wait_for("the warning", || {
        said(&["tool", "disable", "one", "ecko"]).contains(typo).then_some(())
    });
    for known in [["tool", "disable", "one", "one-add"], ["prompt", "disable", "one", "tour"]] {
        let said = said(&known);
        assert!(!said.contains("warning"), "{said}");
    }
}
