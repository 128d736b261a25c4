//! Groups, by name or id, and their members.

use serde_json::{Value, json};

use crate::api::mcphub::{in_file, start, walk};
use crate::api::walk::Walk;
use crate::support::upstream::{demo, settings};

fn two() -> Value {
    settings([("one", demo(&[])), ("two", demo(&[]))])
}

#[test]
fn group_routes_match_their_walk() {
    let mut walk = walk("groups", two());
    let id = create(&mut walk);
    read(&mut walk, &id);
    members(&mut walk);
    change(&mut walk, &id);
    walk.end();
}

/// Returns the id of the group `g`.
fn create(walk: &mut Walk) -> String {
    let none = Value::Null;
    walk.note("create");
    walk.step("admin", "GET", "/api/groups", &none);
    let sent = json!({ "name": "g", "description": "d", "servers": ["one", { "name": "two", "tools": ["echo"] }, "gone"] });
    let made = walk.step("admin", "POST", "/api/groups", &sent);
    walk.file("/groups/0");
    walk.step("admin", "POST", "/api/groups", &sent);
    walk.step("admin", "POST", "/api/groups", &json!({ "description": "d" }));
    walk.step("admin", "POST", "/api/groups", &json!({ "name": "x", "servers": [1] }));
    walk.step("admin", "POST", "/api/groups", &json!({ "name": "x", "servers": "one" }));
    walk.step("admin", "POST", "/api/groups", &json!({ "name": "x", "visibility": "some" }));
    let twins = json!([{ "name": "one", "alias": "a" }, { "name": "two", "alias": "a" }]);
    walk.step("admin", "POST", "/api/groups", &json!({ "name": "x", "servers": twins }));
    walk.step("admin", "POST", "/api/groups/batch", &json!({ "groups": [{ "name": "h" }] }));
    walk.step(
        "admin",
        "POST",
        "/api/groups/batch",
        &json!({ "groups": [{ "name": "i" }, { "name": "h", "servers": ["one"] }, 1] }),
    );
    walk.step("admin", "POST", "/api/groups/batch", &json!({ "groups": [{}] }));
    walk.step("admin", "POST", "/api/groups/batch", &json!({ "groups": [] }));
    made["data"]["id"].as_str().unwrap().to_owned()
}

fn read(walk: &mut Walk, id: &str) {
    let none = Value::Null;
    walk.note("read, by name or id");
    for known_as in [id, "g", "none"] {
        walk.step("admin", "GET", &format!("/api/groups/{known_as}"), &none);
        walk.step("admin", "GET", &format!("/api/groups/{known_as}/servers"), &none);
        walk.step("admin", "GET", &format!("/api/groups/{known_as}/server-configs"), &none);
        walk.step("admin", "GET", &format!("/api/groups/{known_as}/server-configs/two"), &none);
        walk.step("admin", "GET", &format!("/api/groups/{known_as}/share-candidates"), &none);
    }
    walk.step("admin", "GET", "/api/groups/g/server-configs/none", &none);
}

fn members(walk: &mut Walk) {
    let none = Value::Null;
    walk.note("members");
    walk.step("admin", "POST", "/api/groups/h/servers", &json!({ "serverName": "one" }));
    walk.step("admin", "POST", "/api/groups/h/servers", &json!({ "serverName": "one" }));
    walk.step("admin", "POST", "/api/groups/h/servers", &json!({ "serverId": "two" }));
    walk.step("admin", "POST", "/api/groups/h/servers", &json!({ "serverName": "none" }));
    walk.step("admin", "POST", "/api/groups/h/servers", &json!({}));
    walk.step("admin", "POST", "/api/groups/none/servers", &json!({ "serverName": "one" }));
    walk.step(
        "admin",
        "PUT",
        "/api/groups/h/server-configs/one/tools",
        &json!({ "tools": ["echo"] }),
    );
    walk.step("admin", "PUT", "/api/groups/h/server-configs/one/tools", &json!({ "tools": "all" }));
    walk.step(
        "admin",
        "PUT",
        "/api/groups/h/server-configs/one/tools",
        &json!({ "tools": "some" }),
    );
    walk.step(
        "admin",
        "PUT",
        "/api/groups/h/server-configs/none/tools",
        &json!({ "tools": "all" }),
    );
    walk.step("admin", "DELETE", "/api/groups/h/servers/one", &none);
    walk.step("admin", "DELETE", "/api/groups/h/servers/one", &none);
    walk.step("admin", "DELETE", "/api/groups/none/servers/one", &none);
    walk.step(
        "admin",
        "PUT",
        "/api/groups/h/servers/batch",
        &json!({ "servers": [{ "name": "one", "alias": "uno", "excludedTools": ["add"], "pinnedTools": ["echo"] }] }),
    );
    walk.file("/groups/1");
    walk.step("admin", "PUT", "/api/groups/h/servers/batch", &json!({ "servers": "one" }));
    walk.step("admin", "PUT", "/api/groups/none/servers/batch", &json!({ "servers": [] }));
}

fn change(walk: &mut Walk, id: &str) {
    let none = Value::Null;
    walk.note("change and remove");
    walk.step(
        "admin",
        "PUT",
        &format!("/api/groups/{id}"),
        &json!({ "name": "web", "visibility": "public" }),
    );
    walk.step("admin", "PUT", "/api/groups/web", &json!({ "name": "h" }));
    walk.step("admin", "PUT", "/api/groups/web", &json!({}));
    walk.step("admin", "PUT", "/api/groups/none", &json!({ "name": "x" }));
    walk.step("admin", "DELETE", "/api/groups/web", &none);
    walk.step("admin", "DELETE", &format!("/api/groups/{id}"), &none);
    walk.step("nobody", "GET", "/api/groups", &none);
    walk.step("nobody", "GET", "/api/groups/g/server-configs", &none);
}

#[test]
fn a_group_lists_exactly_the_tools_that_it_calls() {
    let (hub, admin) = start(two());
    let members = json!([{ "name": "one", "alias": "uno", "tools": ["echo", "add"] }]);
    let sent = json!({ "name": "g", "servers": members });
    assert_eq!(admin.json("POST", "/api/groups", &sent).0, 201);
    hub.lists("/mcp/g", &["uno-echo", "uno-add"]);
    let is_error = |name: &str| {
        let args = json!({ "name": name, "arguments": { "text": "t", "a": 1, "b": 2 } });
        let answer = hub.modern("/mcp/g").request("tools/call", args);
        answer.get("error").is_some() || answer["result"]["isError"] == true
    };
    assert_eq!(
        ["uno-echo", "uno-count", "two-echo", "one-echo"].map(is_error),
        [false, true, true, true]
    );
    let choice = json!({ "tools": ["count"] });
    assert_eq!(admin.json("PUT", "/api/groups/g/server-configs/one/tools", &choice).0, 200);
    hub.lists("/mcp/g", &["uno-count"]);
    assert_eq!(["uno-echo", "uno-add"].map(is_error), [true, true]);
}

#[test]
fn the_api_and_the_cli_change_the_same_group() {
    let (hub, admin) = start(two());
    let made = admin.json("POST", "/api/groups", &json!({ "name": "g" })).1;
    let id = made["data"]["id"].as_str().unwrap();
    hub.run(&["group", "add", "g", "two"]);
    let answer = admin.json("GET", &format!("/api/groups/{id}"), &Value::Null).1;
    assert_eq!(answer["data"]["servers"][0]["name"], "two", "{answer}");
    assert_eq!(in_file(&hub, "/groups/0/servers"), Some(json!(["two"])));
}
