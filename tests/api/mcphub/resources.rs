//! Built-in resources, and resources of servers as clients read them.

use serde_json::{Value, json};

use crate::api::mcphub::{KEY, log_in, users, walk};
use crate::support::upstream::{demo, settings};

const NONE: Value = Value::Null;

#[test]
fn resource_routes_match_their_walk() {
    let mut file = settings([("one", demo(&[]))]);
    file["users"] = users(&["ann"]);
    file["resources"] = json!([{ "uri": "note://hand", "content": "c" }]);
    file["bearerKeys"] = json!([
        { "id": "k", "name": "admin", "token": KEY, "accessType": "all" },
        { "id": "g", "name": "part", "token": "0123456789abcdef", "accessType": "servers",
          "allowedServers": ["one"] },
    ]);
    let mut walk = walk("resources", file);
    let ann = log_in(&walk.hub, "ann");
    walk.add_caller("ann", ann);
    let part = walk.hub.http().bearer("0123456789abcdef");
    walk.add_caller("part", part);
    walk.hub.lists_tool("/mcp", "one-echo");

    walk.note("create");
    let whole = json!({
        "uri": "note://1", "name": "One", "description": "d", "mimeType": "text/markdown",
        "content": "first",
    });
    let made = walk.step("admin", "POST", "/api/resources", &whole);
    walk.file("/resources/1");
    for sent in [
        whole.clone(),
        json!({ "uri": "note://2" }),
        json!({ "content": "c" }),
        json!({ "uri": "note://2", "content": 1 }),
    ] {
        walk.step("admin", "POST", "/api/resources", &sent);
    }
    let off = json!({ "uri": "note://off", "content": "c", "enabled": false });
    for who in ["admin", "ann", "nobody"] {
        walk.step(who, "POST", "/api/resources", &off);
    }

    walk.note("read the stored resources");
    let id = made["data"]["id"].as_str().unwrap().to_owned();
    let one = format!("/api/resources/{id}");
    for who in ["admin", "ann", "part", "nobody"] {
        walk.step(who, "GET", "/api/resources", &NONE);
        walk.step(who, "GET", &one, &NONE);
    }
    walk.step("admin", "GET", "/api/resources/note%3A%2F%2Fhand", &NONE);
    walk.step("admin", "GET", "/api/resources/none", &NONE);

    walk.note("change");
    walk.step("admin", "PUT", &one, &json!({ "content": "second" }));
    walk.file("/resources/1");
    walk.step("admin", "PUT", &one, &json!({ "uri": "note://off" }));
    walk.step("admin", "PUT", "/api/resources/none", &json!({ "name": "x" }));
    walk.step("ann", "PUT", &one, &json!({ "name": "mine" }));

    walk.note("read, as a client");
    for who in ["admin", "ann", "part", "nobody"] {
        for uri in ["note://1", "demo://about"] {
            walk.step(who, "POST", "/api/resources/read", &json!({ "uri": uri }));
        }
    }
    for sent in [json!({ "uri": "note://off" }), json!({ "uri": "" }), json!({})] {
        walk.step("admin", "POST", "/api/resources/read", &sent);
    }

    walk.note("remove");
    walk.step("ann", "DELETE", &one, &NONE);
    walk.step("admin", "DELETE", &one, &NONE);
    walk.step("admin", "DELETE", &one, &NONE);
    walk.file("/resources");
    walk.end();
}
