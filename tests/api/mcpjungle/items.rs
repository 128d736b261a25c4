//! Tools, prompts and resources: list, enable, disable, use.

use serde_json::{Value, json};

use crate::api::mcpjungle::{start, walk};
use crate::support::upstream::{demo, scripted_server, settings};

const NONE: Value = Value::Null;

#[test]
fn tool_routes_match_their_walk() {
    let mut walk = walk("tools", settings([("one", demo(&[])), ("two", demo(&[]))]));
    walk.hub.lists_tool("/mcp", "one-echo");
    walk.hub.lists_tool("/mcp", "two-echo");

    walk.note("lists, including disabled items");
    walk.step("admin", "POST", "/api/v0/tools/disable?entity=one__fail", &NONE);
    walk.step("admin", "GET", "/api/v0/tools?server=one", &NONE);
    walk.step("admin", "GET", "/api/v0/tools?server=none", &NONE);
    walk.step("nobody", "GET", "/api/v0/tools", &NONE);
    walk.step("admin", "GET", "/api/v0/tool?name=one__echo", &NONE);
    walk.step("admin", "GET", "/api/v0/tool?name=one__none", &NONE);
    walk.step("admin", "GET", "/api/v0/tool?name=", &NONE);
    walk.step("admin", "GET", "/api/v0/tool", &NONE);

    walk.note("calls");
    let invoke = "/api/v0/tools/invoke";
    walk.step("admin", "POST", invoke, &json!({ "name": "one__add", "a": 1, "b": 2 }));
    walk.step("admin", "POST", invoke, &json!({ "name": "two__fail" }));
    walk.step("admin", "POST", invoke, &json!({ "name": "one__fail" }));
    walk.step("admin", "POST", invoke, &json!({ "name": "one__none" }));
    walk.step("admin", "POST", invoke, &json!({ "name": "echo" }));
    walk.step("admin", "POST", invoke, &json!({ "text": "x" }));
    walk.step("admin", "POST", invoke, &json!({ "name": 1 }));
    walk.step("nobody", "POST", invoke, &json!({ "name": "one__echo" }));

    walk.note("enable and disable: a tool returns its name, a server the changed ones");
    walk.step("admin", "POST", "/api/v0/tools/enable?entity=one__fail", &NONE);
    walk.step("admin", "POST", "/api/v0/tools/enable?entity=one__fail", &NONE);
    walk.step("admin", "POST", "/api/v0/tools/enable?entity=one", &NONE);
    walk.step("admin", "POST", "/api/v0/tools/disable?entity=one", &NONE);
    walk.step("admin", "POST", "/api/v0/tools/disable?entity=one", &NONE);
    walk.file("/mcpServers/one/tools");
    walk.step("admin", "POST", "/api/v0/tools/enable?entity=one__none", &NONE);
    walk.step("admin", "POST", "/api/v0/tools/disable?entity=none", &NONE);
    walk.step("admin", "POST", "/api/v0/tools/disable?entity=", &NONE);
    walk.hub.lists_no_tool("/mcp", "one-echo");
    walk.end();
}

#[test]
fn prompt_and_resource_routes_match_their_walk() {
    let mut walk = walk("prompts", settings([("one", demo(&[]))]));
    walk.hub.lists_tool("/mcp", "one-echo");

    walk.note("prompts");
    walk.step("admin", "GET", "/api/v0/prompts", &NONE);
    walk.step("nobody", "GET", "/api/v0/prompts", &NONE);
    walk.step("admin", "GET", "/api/v0/prompt?name=one__greet", &NONE);
    walk.step("admin", "GET", "/api/v0/prompt?name=one__none", &NONE);
    let render = "/api/v0/prompts/render";
    let filled = json!({ "name": "one__greet", "arguments": { "name": "Ann" } });
    walk.step("admin", "POST", render, &filled);
    walk.step("admin", "POST", render, &json!({ "name": "one__greet" }));
    walk.step("admin", "POST", render, &json!({ "name": "one__none" }));
    let number = json!({ "name": "one__greet", "arguments": { "name": 1 } });
    walk.step("admin", "POST", render, &number);
    walk.step("admin", "POST", "/api/v0/prompts/disable?entity=one__greet", &NONE);
    walk.step("admin", "POST", render, &filled);
    walk.step("admin", "POST", "/api/v0/prompts/enable?entity=one", &NONE);
    walk.step("admin", "POST", "/api/v0/prompts/enable?entity=none", &NONE);
    walk.step("admin", "POST", "/api/v0/prompts/disable?entity=none", &NONE);

    walk.note("resources");
    let all = walk.step("admin", "GET", "/api/v0/resources?server=one", &NONE);
    walk.step("admin", "GET", "/api/v0/resources?server=none", &NONE);
    let about = json!({ "uri": all[0]["uri"] });
    for path in ["/api/v0/resources/get", "/api/v0/resources/read"] {
        walk.step("admin", "POST", path, &about);
        walk.step("admin", "POST", path, &json!({ "uri": "mcpj://res/one/YQ" }));
        walk.step("admin", "POST", path, &json!({ "uri": "demo://about" }));
        walk.step("admin", "POST", path, &json!({}));
    }
    walk.end();
}

#[test]
fn errors_of_a_server_are_passed_through() {
    let (hub, admin) = start(settings([("one", scripted_server(&[]))]));
    hub.lists_tool("/mcp", "one-echo");
    let call = r#"{"name":"one__error","code":-7,"message":"it is so","data":"[1.0]"}"#;
    let answer = admin.send("POST", "/api/v0/tools/invoke", call);
    assert_eq!(answer, (500, r#"{"error":"it is so"}"#.to_owned()));
    // An item disabled under its exposed name is enabled under the same name.
    hub.edit(|file| {
        file["mcpServers"]["one"]["tools"] = json!({ "one-echo": { "enabled": false } });
    });
    hub.lists_no_tool("/mcp", "one-echo");
    let (_, names) = admin.json("POST", "/api/v0/tools/enable?entity=one", &NONE);
    assert_eq!(names, json!(["one__echo"]));
    hub.lists_tool("/mcp", "one-echo");
}
