//! Built-in prompts, and prompts of servers as clients get them.

use serde_json::{Value, json};

use crate::api::mcphub::{KEY, log_in, start, users, walk};
use crate::api::walk::Walk;
use crate::support::client::wait_for_notification;
use crate::support::upstream::{demo, settings};

const NONE: Value = Value::Null;

/// Starts a walk with an admin, a user, and a key for one server.
fn start_walk() -> Walk {
    let mut file = settings([("one", demo(&[]))]);
    file["users"] = users(&["ann"]);
    file["prompts"] = json!([{ "name": "by hand", "template": "t" }]);
    file["bearerKeys"] = json!([
        { "id": "k", "name": "admin", "token": KEY, "accessType": "all" },
        { "id": "g", "name": "part", "token": "0123456789abcdef", "accessType": "servers",
          "allowedServers": ["one"] },
    ]);
    let mut walk = walk("prompts", file);
    let ann = log_in(&walk.hub, "ann");
    walk.add_caller("ann", ann);
    let part = walk.hub.http().bearer("0123456789abcdef");
    walk.add_caller("part", part);
    walk.hub.lists_tool("/mcp", "one-echo");
    walk
}

#[test]
fn prompt_routes_match_their_walk() {
    let mut walk = start_walk();
    walk.note("create");
    let whole = json!({
        "name": "welcome", "title": "Welcome", "description": "d",
        "template": "Hello {{who}}",
        "arguments": [{ "name": "who", "description": "Whom", "required": true }, { "name": "x" }],
    });
    let made = walk.step("admin", "POST", "/api/prompts", &whole);
    walk.file("/prompts/1");
    for sent in [
        whole.clone(),
        json!({ "name": "bye" }),
        json!({ "template": "t" }),
        json!({ "name": " ", "template": "t" }),
        json!({ "name": "bye", "template": 1 }),
        json!({ "name": "bye", "template": "t", "arguments": [{}] }),
        json!([]),
    ] {
        walk.step("admin", "POST", "/api/prompts", &sent);
    }
    let off = json!({ "name": "bye", "template": "t", "enabled": false });
    for who in ["admin", "ann", "nobody"] {
        walk.step(who, "POST", "/api/prompts", &off);
    }

    walk.note("read");
    let id = made["data"]["id"].as_str().unwrap().to_owned();
    let one = format!("/api/prompts/{id}");
    for who in ["admin", "ann", "nobody"] {
        walk.step(who, "GET", "/api/prompts", &NONE);
        walk.step(who, "GET", &one, &NONE);
    }
    walk.step("admin", "GET", "/api/prompts/by%20hand", &NONE);
    walk.step("admin", "GET", "/api/prompts/none", &NONE);

    walk.note("change");
    walk.step("admin", "PUT", &one, &json!({ "name": "greet", "title": "", "enabled": true }));
    walk.file("/prompts/1");
    walk.step("admin", "PUT", "/api/prompts/by%20hand", &json!({ "name": "other" }));
    walk.step("admin", "PUT", &one, &json!({ "name": "bye" }));
    walk.step("admin", "PUT", &one, &json!({ "enabled": "no" }));
    walk.step("admin", "PUT", &one, &json!({}));
    walk.step("admin", "PUT", "/api/prompts/none", &json!({ "name": "x" }));
    walk.step("ann", "PUT", &one, &json!({ "name": "mine" }));

    walk.note("get, as a client");
    let got = "/api/mcp/one/prompts";
    for who in ["admin", "ann", "part", "nobody"] {
        walk.step(who, "POST", &format!("{got}/greet"), &json!({ "arguments": { "name": "Ann" } }));
    }
    walk.step(
        "admin",
        "POST",
        &format!("{got}/one-greet"),
        &json!({ "arguments": { "name": "B" } }),
    );
    walk.step("admin", "POST", &format!("{got}/x"), &json!({ "name": "one-tour" }));
    walk.step("admin", "POST", &format!("{got}/none"), &json!({}));
    walk.step("admin", "POST", "/api/mcp/none/prompts/greet", &json!({}));
    walk.step("admin", "POST", &format!("{got}/greet"), &json!({ "arguments": [] }));

    walk.note("remove");
    walk.step("ann", "DELETE", &one, &NONE);
    walk.step("admin", "DELETE", &one, &NONE);
    walk.step("admin", "DELETE", &one, &NONE);
    walk.file("/prompts");
    walk.end();
}

#[test]
fn clients_are_notified_of_a_new_prompt() {
    let (hub, admin) = start(settings([]));
    let client = hub.legacy("/mcp");
    let mut notifications = client.listen(&[]);
    let sent = json!({ "name": "welcome", "template": "Hello {{who}}" });
    assert_eq!(admin.json("POST", "/api/prompts", &sent).0, 201);
    wait_for_notification(&mut notifications, "notifications/prompts/list_changed");
    let params = json!({ "name": "welcome", "arguments": { "who": "Ann" } });
    let got = client.result("prompts/get", params);
    assert_eq!(got["messages"][0]["content"]["text"], "Hello Ann");
}
