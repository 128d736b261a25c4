//! A route exposes only its group or server; everything else is unknown on it.

use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::pipe::Pipe;
use crate::support::server::Hub;
use crate::support::upstream::{demo, scripted_server, settings};

fn settings_with_groups() -> Value {
    let mut file = settings([
        ("one", demo(&[])),
        ("two", demo(&[])),
        ("three", scripted_server(&["--name", "third"])),
    ]);
    file["groups"] = json!([
        { "id": "5a3f0b9e-96c4-4a3b-8f6a-0d9f6f0b2c11", "name": "pair", "servers": ["two", "one"] },
        { "name": "few", "servers": [
            { "name": "one", "tools": ["echo"], "prompts": ["tour"], "resources": ["demo://about"] },
            { "name": "three", "tools": ["pid"], "prompts": [], "resources": [] }
        ] },
        { "name": "narrow", "servers": [{ "name": "one", "resources": ["demo://about"] }] }
    ]);
    file
}

#[test]
fn a_group_lists_and_calls_its_members_only() {
    let hub = Hub::start(&settings_with_groups());
    hub.lists("/mcp/few", &["one-echo", "three-pid"]);
    for client in [hub.legacy("/mcp/few"), hub.modern("/mcp/few")] {
        assert_eq!(client.call("one-echo", json!({ "text": "in" })), "in");
        // Neither a tool excluded from the group nor a tool of another server can be called.
        for name in ["one-add", "two-echo", "three-echo"] {
            let answer = client
                .request("tools/call", json!({ "name": name, "arguments": { "text": "out" } }));
            let refused = answer.get("error").is_some() || answer["result"]["isError"] == true;
            assert!(refused && !answer.to_string().contains("\"out\""), "{name}: {answer}");
        }
        let prompts = client.list("prompts/list", "prompts");
        assert_eq!(prompts.iter().map(|p| &p["name"]).collect::<Vec<_>>(), ["one-tour"]);
        let resources = client.list("resources/list", "resources");
        assert_eq!(resources.iter().map(|r| &r["uri"]).collect::<Vec<_>>(), ["demo://about"]);
        let answer = client.request("resources/read", json!({ "uri": "demo://palette" }));
        assert!(answer.get("error").is_some(), "{answer}");
    }
}

#[test]
fn a_group_can_exclude_tools_of_a_server() {
    let mut file = settings_with_groups();
    file["groups"][2]["servers"] = json!([
        { "name": "one", "excludedTools": ["add", "fail"] },
        { "name": "two", "tools": ["echo", "add"], "excludedTools": ["add"] }
    ]);
    let hub = Hub::start(&file);
    hub.lists("/mcp/narrow", &["one-echo", "one-count", "two-echo"]);
    let client = hub.legacy("/mcp/narrow");
    for name in ["one-add", "two-add"] {
        let answer = client.request("tools/call", json!({ "name": name, "arguments": {} }));
        assert_eq!(answer["error"]["message"], format!("Unknown tool: {name}"), "{answer}");
    }
    hub.edit(|file| file["groups"][2]["servers"][0]["excludedTools"] = json!([]));
    let all = ["one-echo", "one-add", "one-count", "one-fail", "two-echo"];
    crate::support::process::becomes(&all[..], || client.tool_names());
}

#[test]
fn a_group_of_one_server_is_limited_to_its_selection() {
    let hub = Hub::start(&settings_with_groups());
    hub.lists_tool("/mcp/narrow", "one-echo");
    for client in [hub.legacy("/mcp/narrow"), hub.modern("/mcp/narrow")] {
        client.result("resources/read", json!({ "uri": "demo://about" }));
        for uri in ["demo://palette", "demo://greeting/Ada"] {
            let answer = client.request("resources/read", json!({ "uri": uri }));
            assert_eq!(answer["error"]["data"]["uri"], uri, "{answer}");
        }
    }
}

#[test]
fn a_group_is_found_by_name_and_by_id() {
    let hub = Hub::start(&settings_with_groups());
    let names = [
        "two-echo",
        "two-add",
        "two-count",
        "two-fail",
        "one-echo",
        "one-add",
        "one-count",
        "one-fail",
    ];
    hub.lists("/mcp/pair", &names);
    hub.lists("/mcp/5a3f0b9e-96c4-4a3b-8f6a-0d9f6f0b2c11", &names);
}

#[test]
fn a_group_endpoint_can_have_fixed_tool_names() {
    let mut file = settings_with_groups();
    file["systemConfig"] = json!({ "nameSeparator": "." });
    file["prompts"] = json!([{ "name": "own", "template": "text" }]);
    file["groups"][1]["servers"][0]["alias"] = json!("first");
    let id = "5a3f0b9e-96c4-4a3b-8f6a-0d9f6f0b2c11";
    let hub = Hub::start(&file);
    hub.lists("/v0/groups/few/mcp", &["one__echo", "three__pid"]);
    hub.lists_tool(&format!("/v0/groups/{id}/mcp"), "two__echo");
    for path in ["/v0/groups/few/mcp", "/v0/groups/narrow/mcp"] {
        for client in [hub.legacy(path), hub.modern(path)] {
            assert_eq!(client.call("one__echo", json!({ "text": "in" })), "in");
            let capabilities = &client.greeting["capabilities"];
            assert_eq!(capabilities, &json!({ "tools": { "listChanged": true }, "logging": {} }));
            for (method, list) in [
                ("prompts/list", "prompts"),
                ("resources/list", "resources"),
                ("resources/templates/list", "resourceTemplates"),
            ] {
                assert_eq!(client.list(method, list), Vec::<Value>::new(), "{path} {method}");
            }
            for (method, params) in [
                ("prompts/get", json!({ "name": "one__tour" })),
                ("prompts/get", json!({ "name": "own" })),
                ("resources/read", json!({ "uri": "demo://about" })),
                ("resources/read", json!({ "uri": "demo://greeting/Ada" })),
            ] {
                let answer = client.request(method, params);
                assert!(answer.get("error").is_some(), "{path} {method}: {answer}");
            }
        }
    }
    let mut pipe = Pipe::sse(&hub.http(), "/v0/groups/few/sse");
    assert!(pipe.place().starts_with("/v0/groups/few/message?sessionId="), "{}", pipe.place());
    pipe.initialize("2024-11-05", &json!({}));
    assert_eq!(pipe.call("one__echo", &json!({ "text": "in" })), "in");
}

#[test]
fn one_server_is_reached_with_or_without_its_prefix() {
    let hub = Hub::start(&settings_with_groups());
    hub.lists("/mcp/one", &["one-echo", "one-add", "one-count", "one-fail"]);
    hub.lists("/direct/one", &["echo", "add", "count", "fail"]);
    for client in [hub.legacy("/mcp/one"), hub.modern("/mcp/one")] {
        assert_eq!(client.call("one-echo", json!({ "text": "a" })), "a");
        assert_eq!(client.call("echo", json!({ "text": "b" })), "b");
    }
    for client in [hub.legacy("/direct/three"), hub.modern("/direct/three")] {
        assert_eq!(client.call("echo", json!({ "text": "c" })), "c");
    }
    let greeting = hub.legacy("/direct/three").greeting;
    assert_eq!(greeting["serverInfo"], json!({ "name": "third", "version": "1.2.3" }));
}

#[test]
fn an_unknown_target_is_not_an_empty_list() {
    let hub = Hub::start(&settings_with_groups());
    let body = json!({
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": { "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": { "name": "t", "version": "1" } }
    })
    .to_string();
    for path in [
        "/mcp/nothing",
        "/direct/nothing",
        "/direct/pair",
        "/v0/groups/nothing/mcp",
        "/v0/groups/one/mcp",
    ] {
        let headers = [("accept", "application/json, text/event-stream")];
        let response = hub.http().open("POST", path, &headers, &body);
        assert_eq!(response.status, 404, "{path}");
    }
}

#[test]
fn a_changed_group_is_visible_to_open_sessions() {
    let hub = Hub::start(&settings_with_groups());
    hub.lists("/mcp/few", &["one-echo", "three-pid"]);
    let client = hub.legacy("/mcp/few");
    hub.edit(|file| file["groups"][1]["servers"][0]["tools"] = json!(["add"]));
    crate::support::process::becomes(&["one-add", "three-pid"][..], || client.tool_names());
}

/// Starts a hub with a public group that belongs to bob.
fn with_group_of_bob() -> Hub {
    let mut file = settings([("one", demo(&[]))]);
    file["groups"] = json!([{
        "id": BOBS, "name": "docs", "servers": ["one"], "owner": "bob", "visibility": "public",
    }]);
    let hash = "$2b$04$WQvCrIZ/rHmZcTjHyC0yaOFiwGJvHuvxvSHuoN95cuOEvAJ4kNmDC";
    file["users"] = json!([
        { "username": "root", "password": hash, "isAdmin": true },
        { "username": "bob", "password": hash },
    ]);
    file["systemConfig"] = json!({ "routing": { "enableBearerAuth": false } });
    Hub::start(&file)
}

const BOBS: &str = "5a3f0b9e-96c4-4a3b-8f6a-0d9f6f0b2c12";

const HIDES: &str = "server `docs` hides the group of that name on /mcp/docs";

/// Asserts that the name resolves to the server for every caller, also on existing connections.
#[track_caller]
fn assert_the_servers(hub: &Hub, before: &Client) {
    let own = ["docs-echo", "docs-add", "docs-count", "docs-fail"];
    hub.lists("/mcp/docs", &own);
    crate::support::process::becomes(&own[..], || before.tool_names());
    hub.lists("/direct/docs", &["echo", "add", "count", "fail"]);
    for client in [hub.legacy("/mcp/docs"), hub.modern("/mcp/docs")] {
        assert_eq!(client.call("docs-echo", json!({ "text": "in" })), "in");
        let answer = client
            .request("tools/call", json!({ "name": "one-echo", "arguments": { "text": "" } }));
        assert_eq!(answer["error"]["message"], "Unknown tool: one-echo", "{answer}");
    }
    let mut pipe = Pipe::sse(&hub.http(), "/sse/docs");
    pipe.initialize("2024-11-05", &json!({}));
    assert_eq!(pipe.call("docs-echo", &json!({ "text": "in" })), "in");
    // The group is still reachable: by its id, and on routes that only serve groups.
    hub.lists(&format!("/mcp/{BOBS}"), &["one-echo", "one-add", "one-count", "one-fail"]);
    let tools = ["one__echo", "one__add", "one__count", "one__fail"];
    hub.lists("/v0/groups/docs/mcp", &tools);
}

#[test]
fn a_server_of_an_admin_takes_over_the_endpoint_of_a_users_group() {
    let hub = with_group_of_bob();
    hub.lists_tool("/mcp/docs", "one-echo");
    let before = hub.legacy("/mcp/docs");
    let output = hub.try_run(&["add", "docs", "--", "mcphub", "demo"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && said.contains(&format!("warning: {HIDES}\n")), "{said}");
    assert_the_servers(&hub, &before);
    // The server keeps the name while it is disabled.
    hub.run(&["disable", "docs"]);
    crate::support::process::becomes(&404, || {
        hub.http()
            .json("POST", "/mcp/docs", &json!({ "jsonrpc": "2.0", "method": "ping", "id": 1 }))
            .0
    });
}

#[test]
fn a_server_created_over_the_api_takes_over_its_endpoint_and_is_logged() {
    let hub = with_group_of_bob();
    hub.lists_tool("/mcp/docs", "one-echo");
    let before = hub.modern("/mcp/docs");
    let sent = json!({ "name": "docs", "config": { "command": "mcphub", "args": ["demo"] } });
    assert_eq!(hub.owner().json("POST", "/api/servers", &sent).0, 200);
    hub.wait_for_log(HIDES);
    assert_the_servers(&hub, &before);
}

#[test]
fn an_admins_group_takes_precedence_over_a_users_group() {
    let hub = with_group_of_bob();
    hub.lists_tool("/mcp/docs", "one-echo");
    hub.edit(|file| {
        let groups = file["groups"].as_array_mut().unwrap();
        groups.push(json!({ "name": "docs", "servers": [{ "name": "one", "tools": ["add"] }] }));
    });
    hub.lists("/mcp/docs", &["one-add"]);
    hub.lists("/v0/groups/docs/mcp", &["one__add"]);
    hub.wait_for_log("there is already a group `docs`");
}
